"""Which of a slot's options a figure is linked to: a softmax for each slot, by weights of `bench/train_links.py`.

The weights say how likely each option is. They choose the slots of CHOSEN; the others keep what the rules chose. How
likely the weights hold each slot goes into the score.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import cast

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import NameMark
from extract.facts.passage.slot_options import SLOTS, Article, Option, Options

Weights = Mapping[str, Mapping[str, float]]

BY_RULES = 1.0  # what it counts for that the rules chose an option
CHOSEN = {"en": ("place",)}  # by language: slots whose figures are more often right so, in what neither has seen
LEAST = 0.01  # how likely an option is at least
_LEXICAL = (
    "w-", "w+", "words=", "head=", "here ", "away ", "none b:", "none a:", "import", "export", "trade", "market",
    "state", "wholesale", "unit=", "which=",
)  # fmt: skip


def model_of(table: str, slot: str) -> str:
    """The name of the weights for a slot of a table: prices and rates share theirs, who said it is shared by all."""
    if slot == "said_by" or table != "trade":
        return slot
    return f"trade {slot}"


def linked(candidates: Sequence[Candidate], article: Article, weights: Weights | None = None) -> list[Candidate]:
    """The candidates with each slot's likelihood among their features ("sure_…"), and with the slots that the weights
    choose. `weights` are those of the package where none are given.
    """
    known = load_slot_weights() if weights is None else weights
    return [_linked(each, article, known) if each.slots and each.table in SLOTS else each for each in candidates]


def _linked(candidate: Candidate, article: Article, weights: Weights) -> Candidate:
    options = Options(article=article, candidate=candidate)
    language = article.grammar.language
    found, features = candidate, dict(candidate.features)
    total = 0.0
    for slot in slots_of(candidate):
        own = weights.get(model_of(candidate.table, slot))
        if own is None:
            continue
        choices = options.of(slot)
        shares = likelihoods(choices, own, language)
        best = max(range(len(choices)), key=lambda number: shares[number])
        if slot in CHOSEN.get(language, ()) and not _told_in_a_row(candidate, article):
            if not choices[best].by_rules:
                found = with_slot(found, slot, choices[best].value)
                features["relinked"] = 1.0
            sure = shares[best]
        else:
            sure = max((share for choice, share in zip(choices, shares, strict=True) if choice.by_rules), default=LEAST)
        features[f"sure_{slot}"] = round(math.log(max(sure, LEAST)), 3)
        total += math.log(max(sure, LEAST))
    features["sure"] = round(total, 3)
    return replace(found, features=features)


def _told_in_a_row(candidate: Candidate, article: Article) -> bool:
    """Whether a line tells its figures in the order of names before, which the rules read: "8,100 and 8,700 won"."""
    line = candidate.line
    if article.grammar.cue("respectively").search(line.masked):
        return True
    beside = [each for each in article.candidates if each.line is line and each.slots and each.table == candidate.table]
    return not line.labelled("PLACE") and len({each.slots.get("place_id") for each in beside}) > 1


def slots_of(candidate: Candidate) -> tuple[str, ...]:
    """The slots of a candidate that have options: not the good where several stand in one row."""
    several = candidate.table == "trade" and sum(name.label == "PRODUCT" for name in candidate.names) > 1
    return tuple(slot for slot in SLOTS[candidate.table] if not (several and slot == "good"))


def likelihoods(options: Sequence[Option], weights: Mapping[str, float], language: str) -> list[float]:
    """How likely each option is by these weights, together 1."""
    totals = [
        BY_RULES * option.by_rules
        + sum(weights.get(name, 0.0) * value for name, value in inputs(option.features, language))
        for option in options
    ]
    top = max(totals)
    shares = [math.exp(total - top) for total in totals]
    return [share / sum(shares) for share in shares]


def inputs(features: Mapping[str, float], language: str) -> Iterator[tuple[str, float]]:
    """The features, those that no words make also by language."""
    for name, value in features.items():
        if value:
            yield name, value
            if not name.startswith(_LEXICAL):
                yield f"{language}|{name}", value


def with_slot(candidate: Candidate, slot: str, value: object) -> Candidate:
    """The candidate with another value of a slot."""
    if slot == "date":
        bounds, source = cast("tuple[Bounds | None, str]", value)
        return replace(candidate, period=bounds, date_source=source)
    if slot == "said_by":
        return replace(candidate, said_by=value)  # type: ignore[arg-type]
    if slot in ("place", "good", "partner"):
        return _with_name(candidate, slot, value)  # type: ignore[arg-type]
    own: Mapping[str, object] = {slot: value}
    if slot == "unit":
        own = dict(zip(("quantity", "unit"), value or (None, None), strict=True))  # type: ignore[call-overload]
    return replace(candidate, slots={**candidate.slots, **own})


def _with_name(candidate: Candidate, slot: str, name: NameMark | None) -> Candidate:
    column = "commodity" if slot == "good" and candidate.table == "price" else slot
    own = {f"{column}_id": name.entity_id if name else None, column: name.text if name else None}
    names = candidate.names
    if slot != "partner":
        label = "PLACE" if slot == "place" else "PRODUCT"
        others = [each for each in names if each.label != label]
        named = [name] if name else []
        names = (*others, *named) if slot == "place" else (*named, *others)
    return replace(candidate, slots={**candidate.slots, **own}, names=names)


@cache
def load_slot_weights() -> Weights:
    """The weights by slot and feature."""
    file = resources.files("extract.facts.passage") / "slot_weights.json"
    weights: Weights = json.loads(file.read_text("utf-8"))
    return weights
