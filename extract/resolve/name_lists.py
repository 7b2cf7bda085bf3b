"""A list of names against the knowledge base and the corpus: how an analyst reconciles a customs or sanctions list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from corpus.labels import label_names
from corpus.names import fold
from corpus.names.conflicts import compare
from corpus.search.candidates import LIKELY_SLIP, LONGEST, PART, Candidate, NameQuery, find_candidates
from corpus.search.given_tables import row_label, table_names, table_rows
from corpus.store.resolution import Entities
from extract.resolve.base import BaseIndex
from extract.resolve.base_slips import base_slip
from extract.resolve.in_context import Named, judge_in_context
from extract.resolve.judge import DIFFERENT, SAME, UNSURE, Judgement
from extract.resolve.name_blocks import is_bare_surname, met_keys, read_natural
from extract.resolve.shape import likely_labels
from models.kb.entries import KnownEntity

_TOO_LONG = f"longer than any name: over {LONGEST} characters"


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """What a name of a list is: `verdict` "same" with the entity's id and name, "unsure" with the likeliest of
    several or with what it is likely a slip of, "different" when it is none that base or corpus know.
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
    if len(name) > LONGEST:
        return _unknown(name, label, _TOO_LONG)
    labels = [label] if label else likely_labels(name, name)
    if not label:
        labels += [other for other in label_names() if other not in labels and base.find_exact(name, other).ids]
    found = [match for each in labels if (match := _in_base(name, each, base))]
    known = max(found, key=lambda match: (match.verdict == SAME, match.score), default=None)
    if entities is None:
        return known or _slip_in_base(name, label, base) or _unknown(name, label, "no such name is known")
    candidates = find_candidates(entities.db, NameQuery(text=name, labels=(label,) if label else ()))
    if candidates and candidates[0].match:
        return _as_match(name, candidates[0], SAME)
    if known is not None and known.verdict == SAME:
        return known
    if candidates and candidates[0].score > PART:
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


def _of_base(name: str, known: KnownEntity, verdict: str, score: float, why: str) -> Match:
    """An entity of the base as what a name of a list is."""
    return Match(name=name, label=known.label, verdict=verdict, id=known.id, entity=known.name, score=score, why=why)


def _in_base(name: str, label: str, base: BaseIndex) -> Match | None:
    natural = read_natural(name, label, base)
    if len(natural.ids) == 1:
        return _of_base(name, base.entities[natural.ids[0]], SAME, natural.score, natural.why)
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


def _slip_in_base(name: str, label: str | None, base: BaseIndex) -> Match | None:
    slip = base_slip(name, [label] if label else label_names(), base)
    if slip is None:
        return None
    score = round((LIKELY_SLIP - slip.cost) / 100, 4)
    return _of_base(name, base.entities[slip.id], UNSURE, score, f"“{slip.meant}” mistyped")


def _likeness(a: str, b: str) -> float:
    return round(fuzz.token_sort_ratio(a.casefold(), b.casefold()) / 100, 4)


def match_pair(a: Named, b: Named, label: str | None, base: BaseIndex | None) -> Judgement:
    """Whether two (name, its sentence or "") are one thing; what is longer than any name is one only with its like."""
    if max(len(a[0]), len(b[0])) <= LONGEST:
        return judge_in_context(a, b, label=label, base=base)
    if fold(a[0]) == fold(b[0]) != "":
        return Judgement(verdict=SAME, score=1.0, why="the same letters", label=label or "")
    return Judgement(verdict=DIFFERENT, score=0.0, why=_TOO_LONG, label=label or "")


def read_names(path: Path) -> Iterator[tuple[str, str]]:
    """(name, label or "") of a file: a CSV or TSV by its suffix, with a column called name (or the first one) and
    perhaps label; any other file holds a name a line.

    Raises:
        ValueError: a label is unknown, a column stands there twice, or the file is no table or text.
    """
    return table_names(path.read_bytes(), path.name)


def read_pairs(path: Path) -> Iterator[tuple[tuple[str, str], tuple[str, str], str]]:
    """((a, its sentence or ""), (b, its sentence or ""), label or "") of a CSV or TSV file by its suffix; the sentences
    are in columns context_a and context_b.

    Raises:
        ValueError: a column is missing, a line has no two names, a label is unknown, or the file is no table.
    """
    for number, row in table_rows(path.read_bytes(), path.name):
        if "a" not in row or "b" not in row:
            raise ValueError(f"columns a and b are needed; there are {', '.join(row)}")
        a, b = row["a"].strip(), row["b"].strip()
        if not a or not b:
            raise ValueError(f"line {number}: two names are needed")
        sentences = [row.get(f"context_{side}", "").strip() for side in "ab"]
        yield (a, sentences[0]), (b, sentences[1]), row_label(row, number)
