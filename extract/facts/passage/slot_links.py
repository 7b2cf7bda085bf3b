"""Which of a slot's options a figure is linked to: a softmax for each slot, by weights of `bench/train_links.py`.

The weights say how likely each option is; what the rules chose is among what they go by. An option stands in place of
the rules' where it is likelier by a MARGIN, in those slots where figures are then more often right in articles of
writers that neither has seen. How likely the option taken is goes into the score.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import cast

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import NameMark
from extract.facts.passage.option_sources import Article
from extract.facts.passage.slot_options import SLOTS, Option, Options

Weights = Mapping[str, Mapping[str, float]]

MARGINS = {
    "en": {
        "place": 0.2,
        "unit": 0.2,
        "trade flow": 0.2,
        "trade date": 0.2,
        "said_by": 0.1,
        "trade good": 0.2,
        "trade partner": 0.2,
        "good": 0.5,
    },
    "": {
        "trade flow": 0.1,
        "unit": 0.2,
        "trade good": 0.2,
        "trade date": 0.2,
        "place": 0.3,
        "good": 0.5,
        "said_by": 0.2,
    },
}  # by language ("" for the others) and slot: by how much an option must be likelier than the rules'
LEAST = 0.01  # how likely an option is at least
_LEXICAL = (
    "w-", "w+", "words=", "head=", "here ", "away ", "none b:", "none a:", "import", "export", "trade", "market",
    "state", "wholesale", "unit=", "which=", "none w=", "none counted", "here verb", "off verb", "here lead",
    "off lead",
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
    margins = MARGINS.get(language, MARGINS[""])
    found, features = candidate, dict(candidate.features)
    total = 0.0
    for slot in slots_of(candidate):
        model = model_of(candidate.table, slot)
        own = weights.get(model)
        if own is None:
            continue
        choices = options.of(slot)
        shares = likelihoods([inputs(each, candidate, language) for each in choices], own)
        rules = next((number for number, each in enumerate(choices) if each.by_rules), None)
        best = _best(shares, rules, margins.get(model) if not _told_in_a_row(candidate, article) else None)
        if best is not None and best != rules:
            found = with_slot(found, slot, choices[best].value)
            features["relinked"] = features[f"relinked_{slot}"] = 1.0
        sure = math.log(max(shares[best] if best is not None else LEAST, LEAST))
        features[f"sure_{slot}"] = round(sure, 3)
        total += sure
    features["sure"] = round(total, 3)
    return replace(found, features=features)


def _best(shares: Sequence[float], rules: int | None, margin: float | None) -> int | None:
    """The option to take: the rules', or one that is likelier by a margin; None where neither is."""
    if margin is None:
        return rules
    best = max(range(len(shares)), key=lambda number: shares[number])
    return best if rules is None or shares[best] > shares[rules] + margin else rules


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


def likelihoods(options: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """How likely each option is by these weights, together 1, by its inputs."""
    totals = [sum(weights.get(name, 0.0) * value for name, value in each.items()) for each in options]
    top = max(totals)
    shares = [math.exp(total - top) for total in totals]
    return [share / sum(shares) for share in shares]


def inputs(option: Option, candidate: Candidate, language: str, *, made: str = "") -> dict[str, float]:
    """What an option is weighed by: its features, those that no words make also by language; and for the one that the
    rules chose, how they came to it: apart in articles `made` while the rules were ("seen"); whether it is none once
    more in exercises ("hard").
    """
    found = {name: value for name, value in option.features.items() if value}
    found |= {f"{language}|{name}": value for name, value in found.items() if not name.startswith(_LEXICAL)}
    if option.by_rules:
        mark = "seen rules" if made == "seen" else "rules"
        found |= {mark: 1.0, f"{mark} {language}": 1.0, f"{mark} {candidate.table}": 1.0}
        told = ((name, value) for name, value in candidate.features.items() if value and not name.startswith("sure"))
        found |= {f"{mark} {name}": float(value) for name, value in told}
        if made == "hard":
            found |= {"hard rules": 1.0, f"hard rules {candidate.table}": 1.0}
    if made and option.value in (None, (None, "none")):
        found |= {"hard none": 1.0, f"hard none {candidate.table}": 1.0}
    return found


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
