"""Visits that no rule's verb tells: a line names somebody and a plant, and its words say that he went there.

A logistic regression over the words (`visit_weights.json`, which `bench/train_visits.py` works out) says how likely
that is; only lines in which the rules find no visit are asked.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import VisitRule
from extract.facts.passage.marks import Line, Mark, NameMark
from extract.facts.passage.plant_links import status_of
from extract.facts.passage.visit_links import DEAD, LEADERS, VisitLinks

NO_VERB = "no verb of visiting"
SURE = 0.5  # how likely a visit is that no rule finds
LANGUAGES = ("en",)  # elsewhere what was found so was right in too few slots
_RULE = VisitRule(kind="visit", pattern=re.compile("(?!)"), visitor="before", place="after")


@dataclass(frozen=True, kw_only=True)
class VisitPair:
    """Somebody and a plant that a line names; `own` says that it is by his name."""

    line: Line
    visitor: str
    own: bool
    plant: NameMark
    features: Mapping[str, float]


def pairs_of(reader: VisitLinks) -> Iterator[VisitPair]:
    """Who may have visited each plant of a line: the first that it names, else whom "he" means."""
    line, carried = reader.line, reader.carried
    people = [person for person in reader.people() if person[2] not in DEAD]
    if line.field != "text" or not reader.plants:
        return
    he = None
    if not people and reader.grammar.cue("he").search(line.masked):
        he = carried.visitor or carried.leader
    if not people and he is None:
        return
    start, end, visitor = people[0] if people else (line.start, line.start, str(he))
    for plant in reader.plants:
        features = dict(_of_pair(reader, (start, end, visitor), plant, own=bool(people)))
        yield VisitPair(line=line, visitor=visitor, own=bool(people), plant=plant, features=features)


def _of_pair(
    reader: VisitLinks, person: tuple[int, int, str], plant: NameMark, *, own: bool
) -> Iterator[tuple[str, float]]:
    line, language = reader.line, reader.grammar.language
    start, end, visitor = person
    ahead = end <= plant.start
    low, high = (end, plant.start) if ahead else (plant.end, start)
    told = {
        "in": _words(line.masked, language),
        "mid": _words(line.between(low, high), language),
        "tail": _words(line.between(max(end, plant.end), line.end), language)[:4],
        "title": _words(line.between(line.start, start), language)[-2:],
        "verb": _words(line.between(end, line.end), language)[:3],
        "to": _words(line.between(line.start, plant.start), language)[-3:],
        "of": _words(line.between(plant.end, line.end), language)[:2],
    }
    for name, words in told.items():
        for word in words:
            yield f"{language} {name}={word}", 1.0 if name != "in" else 0.5
    yield f"own={own} ahead={ahead}", 1.0
    yield f"leader={visitor in LEADERS.values()} own={own}", 1.0
    yield f"same={visitor == reader.carried.visitor}", 1.0
    yield f"people={min(len(reader.people()), 4)}", 1.0
    yield f"plants={min(len(reader.plants), 3)}", 1.0
    yield f"times={min(len(line.times), 2)}", 1.0
    yield f"sums={min(len(line.quantities), 2)}", 1.0
    yield f"far={min((high - low) // 25, 5)}", 1.0
    lately = reader.carried.line - reader.carried.visit_line
    yield f"after a visit={min(max(lately, 0), 3)}", 1.0


def _words(text: str, language: str) -> list[str]:
    if language in ("zh", "ja"):
        return [text[i : i + 2] for i in range(len(text) - 1) if not text[i : i + 2].isascii()]
    stem = {"ru": 5, "ko": 3}.get(language)
    return [word[:stem] for word in re.findall(r"[^\W\d_]+|[\";]", text.lower())]


def visits_by_words(reader: VisitLinks, weights: Mapping[str, float]) -> list[Candidate]:
    """The visits of a line that are likely enough by its words."""
    found: list[Candidate] = []
    if reader.grammar.language not in LANGUAGES:
        return found
    if any(reader.grammar.cue(name).search(reader.line.masked) for name in ("visit_remembered", "sent_there")):
        return found
    for pair in pairs_of(reader):
        likely = likelihood(pair.features, weights)
        if likely >= SURE:
            found.append(_candidate(reader, pair, likely))
    return found


def _has_verb(reader: VisitLinks) -> bool:
    """Whether a line has words of visiting, though no rule finds whose and where."""
    first = reader.grammar.cue("participle_first").match(reader.line.text)
    return first is not None or any(rule.pattern.search(reader.line.masked) for rule in reader.grammar.visits)


def told_by_verbs(visits: Iterable[Candidate]) -> list[Candidate]:
    """The visits, refused where words alone make them likely and no verb of visiting stands: half of those that scored
    well were none, or had a wrong slot, even in articles that the weights had seen.
    """
    return [replace(each, refused=NO_VERB) if _by_words_alone(each) else each for each in visits]


def _by_words_alone(visit: Candidate) -> bool:
    return not visit.refused and visit.features.get("no_verb", 0.0) > 0


def likelihood(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely a pair is a visit by these weights."""
    total = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _candidate(reader: VisitLinks, pair: VisitPair, likely: float) -> Candidate:
    plant = pair.plant
    text = reader.line.text[plant.start - reader.line.start : plant.end - reader.line.start]
    mark = Mark(start=plant.start, end=plant.end, text=text)
    period, source = reader.period_of(_RULE, mark)
    slots = {
        "visitor": pair.visitor, "companions": tuple(reader.companions_of(pair.visitor, mark)), "place": plant.text,
        "kind": "visit", "place_id": plant.entity_id, "status": status_of(period, reader.carried.day),
    }  # fmt: skip
    features = {
        "own_visitor": float(pair.own), "plant": 1.0, f"date_{source}": 1.0, "by_words": 1.0,
        "no_verb": float(not _has_verb(reader)),
        "sure_visit": round(math.log(likely), 3),
    }  # fmt: skip
    found = Candidate(
        table="visit", line=reader.line, mark=mark, slots=slots, names=(plant,), period=period, date_source=source,
        features=features,
    )  # fmt: skip
    return reader.as_told_before(found)


@cache
def load_visit_weights() -> Mapping[str, float]:
    """The weights by feature."""
    file = resources.files("extract.facts.passage") / "visit_weights.json"
    weights: Mapping[str, float] = json.loads(file.read_text("utf-8"))
    return weights


__all__ = ("VisitPair", "likelihood", "load_visit_weights", "pairs_of", "told_by_verbs", "visits_by_words")
