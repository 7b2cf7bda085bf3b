"""A list of names against the knowledge base and the corpus: how an analyst reconciles a customs or sanctions list."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from corpus.files import with_long_cells
from corpus.labels import label_names
from corpus.names.conflicts import compare
from corpus.search.candidates import NEAR, Candidate, NameQuery, find_candidates
from corpus.store.resolution import Entities
from extract.resolve.base import BaseIndex
from extract.resolve.judge import DIFFERENT, SAME, UNSURE
from extract.resolve.name_blocks import is_bare_surname, met_keys, read_natural
from extract.resolve.shape import likely_labels

NAME_COLUMNS = ("name", "a", "entity", "text")


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """What a name of a list is: `verdict` "same" with the entity's id and name, "unsure" with the likeliest of
    several, "different" when it is none that base or corpus know.
    """

    name: str
    label: str
    verdict: str
    id: str
    entity: str
    score: float
    why: str


def match_name(name: str, label: str | None, base: BaseIndex, entities: Entities | None) -> Match:
    """What one name is: in a corpus what search and reconciliation find as well, else what the base says alone."""
    labels = [label] if label else likely_labels(name, name)
    if not label:
        labels += [other for other in label_names() if other not in labels and base.find_exact(name, other).ids]
    found = [match for each in labels if (match := _in_base(name, each, base))]
    known = max(found, key=lambda match: (match.verdict == SAME, match.score), default=None)
    if entities is None:
        return known or _unknown(name, label, "no such name is known")
    candidates = find_candidates(entities.db, NameQuery(text=name, labels=(label,) if label else ()))
    if candidates and candidates[0].match:
        return _as_match(name, candidates[0], SAME)
    if known is not None and known.verdict == SAME:
        return known
    if candidates and candidates[0].score >= NEAR:
        return _as_match(name, candidates[0], UNSURE)
    if known is not None:
        return known
    meant = ", ".join(f"{each.name} ({each.id})" for each in candidates[:3])
    return _unknown(name, label, "no such name is known" + (f"; did you mean {meant}?" if meant else ""))


def _unknown(name: str, label: str | None, why: str) -> Match:
    return Match(name=name, label=label or "", verdict=DIFFERENT, id="", entity="", score=0.0, why=why)


def _as_match(name: str, found: Candidate, verdict: str) -> Match:
    """A candidate of the corpus as what a name of a list is."""
    return Match(
        name=name,
        label=found.label,
        verdict=verdict,
        id=found.id,
        entity=found.name,
        score=round(found.score / 100, 4),
        why=found.why,
    )


def _in_base(name: str, label: str, base: BaseIndex) -> Match | None:
    natural = read_natural(name, label, base)
    if len(natural.ids) == 1:
        known = base.entities[natural.ids[0]]
        return Match(
            name=name,
            label=known.label,
            verdict=SAME,
            id=known.id,
            entity=known.name,
            score=natural.score,
            why=natural.why,
        )
    if natural.ids:
        why = "several bear the name: " + ", ".join(natural.ids)
        known = base.entities[natural.ids[0]]
        return Match(name=name, label=label, verdict=UNSURE, id=known.id, entity=known.name, score=0.5, why=why)
    return None if label == "PERSON" and is_bare_surname(name) else _near_in_base(name, label, base)


def _near_in_base(name: str, label: str, base: BaseIndex) -> Match | None:
    near = []
    for key in met_keys(name, label):
        for known, alias in base.keys_of(label).get(key, ())[:40]:
            comparison = compare(name, alias, label)
            if comparison.relation == "near":
                near.append((_likeness(name, alias), known, comparison.why))
    if not near:
        return None
    score, key, why = max(near)
    entity = base.entities[key].name
    return Match(name=name, label=label, verdict=UNSURE, id=key, entity=entity, score=0.5 * score, why=why)


def _likeness(a: str, b: str) -> float:
    return round(fuzz.token_sort_ratio(a.casefold(), b.casefold()) / 100, 4)


def read_names(path: Path) -> Iterator[tuple[str, str]]:
    """(name, label or "") of a file: a CSV or TSV by its suffix, with a column called name (or the first one) and
    perhaps label; any other file holds a name a line.

    Raises:
        ValueError: a label is unknown, or the file is no table or text.
    """
    if path.suffix.lower() not in (".csv", ".tsv"):
        for line in _text(path).splitlines():
            if line.strip():
                yield line.strip(), ""
        return
    for number, row in _rows(path):
        column = next((column for column in NAME_COLUMNS if column in row), next(iter(row)))
        if (row[column] or "").strip():
            yield row[column].strip(), _label(row, number)


def read_pairs(path: Path) -> Iterator[tuple[tuple[str, str], tuple[str, str], str]]:
    """((a, its sentence or ""), (b, its sentence or ""), label or "") of a CSV or TSV file by its suffix; the sentences
    are in columns context_a and context_b.

    Raises:
        ValueError: a column is missing, a line has no two names, a label is unknown, or the file is no table.
    """
    for number, row in _rows(path):
        if "a" not in row or "b" not in row:
            raise ValueError(f"columns a and b are needed; there are {', '.join(row)}")
        a, b = (row["a"] or "").strip(), (row["b"] or "").strip()
        if not a or not b:
            raise ValueError(f"line {number}: two names are needed")
        sentences = [(row.get(f"context_{side}") or "").strip() for side in "ab"]
        yield (a, sentences[0]), (b, sentences[1]), _label(row, number)


def _text(path: Path) -> str:
    """The file as text. Raises ValueError for one that is no UTF-8, or UTF-16 with its mark as spreadsheets save it."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"byte {error.start} is no {encoding.removesuffix('-sig').upper()}: save it as UTF-8"
        ) from error


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a table by column; its columns are parted as its first line shows.

    Raises:
        ValueError: there is no column with a name, or a line cannot be read.
    """
    tabs = path.suffix.lower() == ".tsv"
    whole = _text(path)
    text = whole.lstrip("\r\n")
    blank = whole[: len(whole) - len(text)].count("\n")
    first = text.partition("\n")[0]
    mark = "\t" if tabs else _parted_by(first)
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=mark, quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
    )
    try:
        for row in with_long_cells(reader):
            # what stands beyond the last column has no name, and cells of a short line are None
            named = {key.strip().lower(): value for key, value in row.items() if key and key.strip()}
            if not named:
                raise ValueError(f"no column has a name: {first[:60]!r}")
            yield blank + reader.line_num, named
    except csv.Error as error:
        raise ValueError(f"line {blank + reader.line_num}: {error}") from error


def _parted_by(first: str) -> str:
    """What parts the columns of a CSV file's first line: a comma, or what spreadsheets write instead of it."""
    for mark in ",;\t|":
        if any(cell.strip().strip('"').lower() in (*NAME_COLUMNS, "label") for cell in first.split(mark)):
            return mark
    return max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))


def _label(row: dict[str, str], number: int) -> str:
    label = (row.get("label") or "").strip().upper()
    if label and label not in label_names():
        raise ValueError(f"line {number}: unknown label {label!r}; known are {', '.join(label_names())}")
    return label
