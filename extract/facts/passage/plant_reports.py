"""What plants do in English, by weights: which pairs of a plant and a line report what, when, of what and how much.

A logistic regression says how likely each kind of activity is of each pair (`plant_pairs.py`); a softmax each chooses
the time and the good with its amount (`plant_slots.py`). All are worked out by `bench/train_plants.py`; what the rules
found is among what they go by. How likely each choice is goes into the score.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import Mark
from extract.facts.passage.plant_links import rule_matches, status_of
from extract.facts.passage.plant_pairs import KINDS, PlantPair
from extract.facts.passage.plant_slots import What, When
from extract.facts.passage.visits_alike import AGAIN

FLOOR = 0.15  # a report less likely is no candidate, unless the rules found it
LEAST = 0.01
SECOND = 0.25  # how likely another amount of the same line must be to be a report of its own

UNREAD = "a time that is not read"
STATE = "state"  # a feature of reports in texts of the North's own media, which have a score of their own
_BUILT = ("construction", "commissioning", "modernisation")
# how long a halt has lasted, or since when: the day of publication is not when it came about
_LASTS = re.compile(
    r"\bsince\b|\bfor (?!the (?:day|week|month|year)\b)(?:(?:an?|the|almost|about|more than|over|nearly|at least|some"
    r"|past|last) )*(?:[\w-]+ )?(?:days?|weeks?|months?|years?)\b|\bfor (?:much|most|all|half) of\b",
    re.IGNORECASE,
)

_STANDS = re.compile(
    r"\b(?:was|were|has been|have been) (?:newly |well |splendidly )?built\b|\b(?:was|has been) completed\b"
)
# where another clause begins: "the dam was completed, and …" tells nothing of the plant behind it
_CUT = re.compile(
    r"[;—–]|--|,? (?:but|while|whereas|although|though)\b|, (?:and (?!(?:the )?Ⓕ)|as )"
    r"|(?:^|(?<=-- ))(?:After|When|Since|Once|As|While|Though|Although)\b[^,]*,"
)

Weights = Mapping[str, Mapping[str, float]]
_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """An option of a slot and how likely it is."""

    option: When | What
    share: float


def reports_of(pairs: Iterable[PlantPair], weights: Weights | None = None) -> list[Candidate]:
    """The candidates for activity of an article's pairs; of those that tell the same the likeliest stands."""
    known = load_plant_weights() if weights is None else weights
    by_kind = _package_kinds() if weights is None else _kinds_of(weights["kind"])
    found: list[Candidate] = []
    for pair in pairs:
        for kind, likely in _likelihoods(pair, by_kind).items():
            by_rules = pair.found[kind]
            if likely >= FLOOR or any(not each.refused for each in by_rules):
                found += _reports(pair, kind, likely, known)
            else:
                found += [each for each in by_rules if each.refused]
    return _once(found)


def _likelihoods(pair: PlantPair, weights: Weights) -> dict[str, float]:
    """How likely a pair reports each kind, by weights of `_kinds_of`."""
    totals = dict(weights[""])
    for name, value in pair.words.items():
        for kind, weight in weights.get(name, _NOTHING).items():
            totals[kind] += weight * value
    for kind, told in pair.rules.items():
        for name, value in told.items():
            totals[kind] += weights.get(name, _NOTHING).get(kind, 0.0) * value
    return {kind: 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) for kind, total in totals.items()}


def _kinds_of(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Weights of `PlantPair.features` by feature and kind; "" has what every pair of a kind starts from."""
    found = {"": {kind: weights["intercept"] + weights.get(f"kind={kind}", 0.0) for kind in KINDS}}
    for name, weight in weights.items():
        kind, _, rest = name.partition("|")
        if kind in KINDS:
            own = found.setdefault(rest, {})
            own[kind] = own.get(kind, 0.0) + weight
        elif not name.startswith("kind=") and name != "intercept":
            own = found.setdefault(name, {})
            for each in KINDS:
                own[each] = own.get(each, 0.0) + weight
    return found


def shares_of(options: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """How likely each option is, together 1."""
    totals = [sum(weights.get(name, 0.0) * value for name, value in each.items()) for each in options]
    top = max(totals)
    shares = [math.exp(total - top) for total in totals]
    return [share / sum(shares) for share in shares]


def _reports(pair: PlantPair, kind: str, likely: float, weights: Weights) -> list[Candidate]:
    times = pair.times(kind)
    when = shares_of([each.features for each in times], weights["time"])
    goods = pair.goods(kind)
    what = shares_of([each.features for each in goods], weights["what"])
    time = max(range(len(times)), key=lambda number: when[number])
    order = sorted(range(len(goods)), key=lambda number: -what[number])
    amounts = {goods[order[0]].amount}
    chosen = [order[0]]
    for number in order[1:]:  # "3,400 tons of kelp and 150 tons of scallop" are two
        other = goods[number].amount
        if None not in amounts and other is not None and other not in amounts and what[number] >= SECOND:
            chosen.append(number)
            amounts.add(other)
    sure = (likely, times[time], when[time])
    return [_candidate(pair, kind, sure, (goods[number], what[number])) for number in chosen]


def _candidate(pair: PlantPair, kind: str, sure: tuple[float, When, float], told: tuple[What, float]) -> Candidate:
    likely, when, sure_when = sure
    what, sure_what = told
    line, plant = pair.line, pair.plant
    live = [each for each in pair.found[kind] if not each.refused]
    if pair.state and kind == "construction" and _STANDS.search(_own_clause(pair)):
        kind = "commissioning"  # "a factory was newly built": state media tell of it when it is opened
    mark = live[0].mark if live else Mark(start=plant.start, end=plant.end, text=plant.text)
    if mark.start >= mark.end:
        mark = Mark(start=line.start, end=line.end, text=line.text)
    slots = {
        "entity_id": plant.entity_id, "plant": plant.text, "kind": kind, "product": what.product,
        "amount": what.amount, "status": status_of(when.period, pair.carried.day),
    }  # fmt: skip
    features = {
        "sure_kind": _logit(likely), "sure_time": _log(sure_when), "sure_what": _log(sure_what),
        "sure": _log(likely) + _log(sure_when) + _log(sure_what), f"how_{pair.how.replace(' ', '_')}": 1.0,
        "found": float(bool(live)), f"kind_{kind}": 1.0, f"date_{when.source}": 1.0,
        "with_amount": float(what.amount is not None), "with_product": float(what.product is not None),
        "known_plant": float(bool(plant.entity_id and ".x." not in plant.entity_id)),
        "title": float(line.field == "title"), "plants": float(min(len(line.labelled("FACTORY")), 4)),
    }  # fmt: skip
    if pair.state:
        features[STATE] = 1.0
    refused = ""
    if kind == "halt" and when.source == "published" and _LASTS.search(line.masked) is not None:
        refused = UNREAD
    elif kind in _BUILT and _tells_of_houses(pair, kind):
        refused = "houses"  # of a farm's workers are no activity of the farm
    return Candidate(
        table="activity", refused=refused,
        line=line, mark=mark, slots=slots, names=(plant, *what.names), period=when.period,
        date_source=when.source, features={name: round(value, 3) for name, value in features.items()},
    )  # fmt: skip


def _own_clause(pair: PlantPair) -> str:
    """The masked words of the clause that names the plant; the whole line where the plant is of other lines."""
    masked, plant = pair.line.masked, pair.plant
    start, end = plant.start - pair.line.start, plant.end - pair.line.start
    if not 0 <= start < end <= len(masked):
        return masked
    first = max((match.end() for match in _CUT.finditer(masked, 0, start)), default=0)
    last = min((match.start() for match in _CUT.finditer(masked, end)), default=len(masked))
    return masked[first:last]


def _tells_of_houses(pair: PlantPair, kind: str) -> bool:
    """Whether dwellings were built; other clauses count only where the plant's own tells nothing of the kind."""
    clause = _own_clause(pair)
    if not any(rule.kind == kind and matches for rule, matches in rule_matches(pair.grammar, clause)):
        clause = pair.line.masked
    return any(name == "houses" and each.search(clause) for name, each in pair.grammar.activity_refusals)


def _logit(share: float) -> float:
    share = max(LEAST, min(1 - LEAST, share))
    return math.log(share / (1 - share))


def _log(share: float) -> float:
    return math.log(max(share, LEAST))


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those refused that tell of one plant what a likelier one tells."""
    kept: list[Candidate] = []
    told: dict[tuple[object, object], set[object]] = {}  # the amounts, by plant and kind; None is as good as any
    for each in sorted(found, key=lambda each: -each.features.get("sure", 0.0)):
        amounts = told.setdefault((each.slots["plant"], each.slots["kind"]), set())
        amount = each.slots["amount"]
        again = not each.refused and bool(amounts) and (amount is None or not amounts.isdisjoint((amount, None)))
        kept.append(replace(each, refused=AGAIN) if again else each)
        if not kept[-1].refused:
            amounts.add(amount)
    return sorted(kept, key=lambda each: (each.line.field != "title", each.mark.start))


@cache
def _package_kinds() -> Weights:
    return _kinds_of(load_plant_weights()["kind"])


@cache
def load_plant_weights() -> Weights:
    """The weights of kinds, times, and goods with amounts, by feature; the file names the gold that they are of."""
    file = resources.files("extract.facts.passage") / "plant_weights.json"
    told = json.loads(file.read_text("utf-8"))
    return {name: weights for name, weights in told.items() if name != "gold"}
