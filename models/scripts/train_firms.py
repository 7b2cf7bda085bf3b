"""Trains the judge "person or firm?": `python -m models.scripts.train_firms`; needs the extra `train`.

It learns from `assets/firms` and from the persons and the firms of `assets/train`. Copies of each text bear other
names: people of Faker's lists and of `people_names.txt`, firms of `firm_names.txt`. Texts and firms' names are in four
parts, by which it is cross-validated: neither a text nor a firm of the part that is asked about has been seen.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import click
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from models.components.mentions import Candidate
from models.components.person_or_firm import WEIGHTS, Features, Judge, asked, see
from models.components.token_splits import KOREAN_SURNAMES
from models.pipeline import load
from models.scripts.markup import Document, read_folder
from models.scripts.world_names import People

ASSETS = Path(__file__).parent.parent / "assets"
OUT = Path(__file__).parent.parent / "components" / WEIGHTS
FOLDS, LEVELS = 4, (0.5, 0.6, 0.7, 0.8, 0.9)
_SEED, _EPOCHS, _STEP = 3, 100, 0.1
_OTHERS = ["ner", "lexicon", "settle", "suffix_rules", "language_tagger", "script_names", "known-name", "guarded-name",
           "commodity", "sentences"]  # fmt: skip
# Bodies that no one would take for a firm: what stands around them is not learned.
_BODY = re.compile(
    r"(?i)\b(?:Factory|Mines?|Farm|Mills?|Plants?|Complex|Stations?|Ministry|Committee|University|Party|Department|"
    r"Works|Bureau|Institute|Agency|News|Bank|Council|Association|Joint|Union|Embassy|Cent(?:er|re)|Court|Police|"
    r"Customs|Office|Army|Fund|College|Shipyard|Commission|Services?|Administration|Academy|Hospital|School|Assembly|"
    r"Cabinet|Fleet|Command|Unit|Regiment|League|Authority|Team|Society|Federation|Parliament|Foundation|"
    r"Organi[sz]ation|Museum|Congress|House|Board|Group|Orchestra|Club|Guard|Brigade|Corps|Nations)\b"
)
_NAME = re.compile(r"[A-Z][\w-]*(?: [A-Za-z][\w-]*){0,2}")
_SHORTEST = 5
Marked = tuple[int, int, bool]  # start, end, whether it is a firm


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What is seen of a name, whether it is a firm's, of which part of the texts, and how much it counts."""

    seen: Features
    firm: bool
    fold: int
    weight: float


class Names:
    """A source of full names: one half of Faker's, one of `people_names.txt`."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.people = rng, People(rng)
        self.lists = [tuple(part.split() for part in line.split(";")) for line in _lines("people_names.txt")]

    def full_name(self) -> tuple[str, str, str]:
        """A full name, what it is called by its first word and by its last, where the text has that alone."""
        if self.rng.random() < 0.5:
            given, family = self.people.full_name()
            return f"{given} {family}", given, family
        (order,), givens, families = self.rng.choice(self.lists)
        given, family = self.rng.choice(givens), self.rng.choice(families)
        if order == "G":
            return given, given, given
        return (f"{family} {given}", given, family) if order == "FG" else (f"{given} {family}", given, family)


def _lines(name: str) -> list[str]:
    """The lines of a list of the assets, without comments."""
    read = (ASSETS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in read if line and not line.startswith("#")]


def marked(document: Document, *, strict: bool) -> list[Marked]:
    """The persons and the firms of a text; `strict` leaves out what may be a body that is no firm."""
    found = []
    for span in document.spans:
        surface = document.text[span.start : span.end]
        if span.optional:
            continue
        if span.label == "PERSON":
            found.append((span.start, span.end, False))
        elif span.label in ("ORG", "FACTORY") and len(surface) >= _SHORTEST and not surface.isupper():
            beside = document.text[: span.start].lower().endswith(("the ", "(", "[")) or document.text[
                span.end : span.end + 1
            ] in ("]", ")")
            if _NAME.fullmatch(surface) and not _BODY.search(surface) and not (strict and beside):
                found.append((span.start, span.end, True))
    return found


def swapped(text: str, spans: Sequence[Marked], firms: Sequence[str], names: Names) -> tuple[str, list[Marked]]:
    """A copy of a text under other names; who is named in full and by one word bears one name."""
    new: dict[str, str] = {}
    short: dict[str, str] = {}
    for start, end, firm in sorted(spans, key=lambda span: span[0] - span[1]):
        old = text[start:end]
        words = old.split()
        if old in new:
            continue
        if firm:
            new[old] = names.rng.choice(firms)
        elif not KOREAN_SURNAMES.isdisjoint(words):
            new[old] = old
        elif len(words) > 1:
            new[old], short[words[0]], short[words[-1]] = names.full_name()
        else:
            new[old] = short.get(old) or names.full_name()[2]
    pieces, copied, position, length = [], [], 0, 0
    for start, end, firm in sorted(spans):
        name = new[text[start:end]]
        pieces += [text[position:start], name]
        length += start - position
        copied.append((length, length + len(name), firm))
        length, position = length + len(name), end
    return "".join([*pieces, text[position:]]), copied


def cases_of(doc: Doc, spans: Sequence[Marked], fold: int, weights: tuple[float, float]) -> Iterator[Case]:
    """What is seen of the names of a text; `weights` are those of a person and of a firm."""
    for firm in (False, True):
        inside = [doc.char_span(start, end) for start, end, is_firm in spans if is_firm == firm]
        mentions = [
            Candidate(start=s.start, end=s.end, label="PERSON", source="model") for s in inside if s is not None
        ]
        for places in asked(doc, mentions).values():
            yield Case(seen=see(places), firm=firm, fold=fold, weight=weights[firm])


def read_cases(nlp: Language) -> list[Case]:
    """All that is learned from, copies included."""
    names, every = Names(random.Random(_SEED)), _lines("firm_names.txt")
    cases: list[Case] = []
    # In the other texts bodies that are no firms remain: what is a firm there counts less.
    for folder, copies, weights in (("firms", 8, (3.0, 3.0)), ("train", 3, (1.0, 0.3))):
        for document in read_folder(ASSETS / folder):
            fold = crc32(document.slug.encode()) % FOLDS
            spans = marked(document, strict=folder == "train")
            texts = [(document.text, spans)]
            texts += [swapped(document.text, spans, every[fold::FOLDS], names) for _ in range(copies if spans else 0)]
            for text, own in texts:
                cases += cases_of(nlp(text), own, fold, weights)
    return cases


def fit(cases: Sequence[Case], *, least: int = 4, l2: float = 2.0) -> dict[str, float]:
    """A weight for each feature that is seen in at least `least` cases: ridge regression by Adam over all at once."""
    counts = Counter(feature for case in cases for feature in case.seen)
    places = {feature: place for place, feature in enumerate(f for f, times in counts.items() if times >= least)}
    matrix = np.zeros((len(cases), len(places)), dtype=np.float32)
    for row, case in enumerate(cases):
        for feature, value in case.seen.items():
            if feature in places:
                matrix[row, places[feature]] = value
    right = np.array([case.firm for case in cases], dtype=np.float32)
    times = np.array([case.weight for case in cases], dtype=np.float32)
    weights = np.zeros(len(places), dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _EPOCHS + 1):
        said = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = (((said - right) * times) @ matrix + np.float32(l2) * weights).astype(np.float32)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        move = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights -= (_STEP * (1 - step / (_EPOCHS + 1)) * move).astype(np.float32)
    return {feature: round(float(weights[place]), 3) for feature, place in places.items() if abs(weights[place]) > 5e-4}


def cross_validate(cases: Sequence[Case]) -> None:
    """Prints what share of firms is found and what share of persons is lost, by the least probability asked for."""
    said: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        judge = Judge(fit([case for case in cases if case.fold != fold]), 0)
        said += [(judge.firm(case.seen), case.firm) for case in cases if case.fold == fold]
    for level in LEVELS:
        found, lost = ([p >= level for p, firm in said if firm == kind] for kind in (True, False))
        click.echo(f"from {level}: {sum(found)} of {len(found)} firms found, {sum(lost)} of {len(lost)} persons lost")


@click.command()
@click.option("--least", default=0.7, show_default=True, help="The probability from which a name is a firm's.")
@click.option("--validate", is_flag=True, help="Cross-validate first.")
def main(least: float, validate: bool) -> None:
    """Writes the judge's weights beside its component."""
    cases = read_cases(load(exclude=_OTHERS))
    click.echo(f"{len(cases)} names, {sum(case.firm for case in cases)} of them firms")
    if validate:
        cross_validate(cases)
    whole = {"least": least, "weights": dict(sorted(fit(cases).items()))}
    OUT.write_text(json.dumps(whole, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
