"""What speaks for and against a visit: who went, what the place is called, how and where the line tells of it.

The score of a visit is worked out from these (`visit_score.json`, trained by `bench/train_visits.py`); none of them
refuses a visit by itself.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import Line, is_home
from extract.facts.passage.visit_links import DEAD, LEADERS
from extract.facts.passage.visits_alike import same_place
from extract.facts.tagged_sentences import HOME

_TITLES = re.compile(
    r",? ?(?:\b(?:general|first) secretary of the [^,.]{3,60}|\bpresident of the State Affairs(?: of the [^,.]{3,60})?"
    r"|\bmember of the [^,.]{3,90}|\bvice-president of the State Affairs(?: of the [^,.]{3,50})?"
    r"|\bsupreme commander of the [^,.]{3,60})",
)
# what one goes to, by the last noun of the place's name or by any where no name stands
_SORTS = {
    "plant": r"factor(?:y|ies)|mills?|mines?|complex|plants?|works|collier(?:y|ies)|smelter(?:y|ies)?|shipyards?"
    r"|enterprises?|power stations?|farms?|foundry|brewery|station",
    "army": r"units?|battalions?|regiments?|division|corps|brigade|fleet|flotilla|headquarters|bases?|command|posts?"
    r"|airfields?|academy",
    "site": r"sites?|areas?|villages?|fields?|projects?|districts?|streets?|dam|port|houses",
    "hall": r"school|college|university|institute|hospital|hostel|palace|cemetery|tower|museum|centre|center|park|zoo"
    r"|rink|hotel|restaurant|shop|store|pharmac(?:y|ies)|home|orphanage|nursery|theatre|hall|monument|club|resort",
    "town": r"\w+-(?:dong|ri|up|gun|si)|County|City|District|Province",
    "show": r"exhibition|ceremony|performance|concert|meeting|drill|test|photos?|plenary|reception|banquet",
    "vague": r"places?|parts?|sectors?|sights?|processes|facilities|rooms?|quarters|shops|lines?|launchers?",
}
_SORT = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _SORTS.items()}
_AFTER_OF = re.compile(r"\b(?:of|in|at|for|under|near|on|built|which)\b")
_PAST_REPEATED = re.compile(r"\b(?:many times|several times|whenever|always|repeatedly|often|ever)\b", re.IGNORECASE)
_MEMORIAL = re.compile(r"\b(?:anniversar\w+|mark(?:s|ing|ed)|letter|message|song|museum|photos?)\b", re.IGNORECASE)


def with_visit_doubts(visits: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """The visits with all that their scores are worked out from."""
    return [_with_doubts(each, visits, lines) for each in visits]


def _with_doubts(visit: Candidate, visits: Sequence[Candidate], lines: Sequence[Line]) -> Candidate:
    if visit.refused or not visit.slots:
        return visit
    found = dict(_of_visitor(visit)) | dict(_of_place(visit)) | dict(_of_line(visit)) | dict(_of_text(visit, visits))
    first = next((line for line in lines if line.field == "text"), None)
    found["opening"] = visit.line is first
    found["leader_opens"] = found["opening"] and found["leader"]
    found["leader_to_unnamed"] = found["leader"] and not visit.names
    found["dated_past"] = found["of_the_past"] and visit.date_source == "sentence"
    found["leader_here"] = found["leader"] and visit.features.get("own_visitor", 0.0) > 0
    told = {name: round(float(value), 3) for name, value in found.items() if value}
    return replace(visit, features={**visit.features, **told})


def _of_visitor(visit: Candidate) -> Iterator[tuple[str, float]]:
    visitor = str(visit.slots["visitor"])
    yield "leader", visitor in LEADERS.values() and visitor not in DEAD
    yield "dead_leader", visitor in DEAD
    yield "group", visitor[:1].islower() or " " not in visitor
    companions: Sequence[object] = visit.slots["companions"]  # type: ignore[assignment]
    yield "companions", min(len(companions), 3) / 3
    yield "many_companions", len(companions) > 6
    yield "of_the_past", visit.slots["status"] == "history"
    yield "past_by_article", visit.slots["status"] == "history" and visit.date_source != "sentence"


def _of_place(visit: Candidate) -> Iterator[tuple[str, float]]:
    place = str(visit.slots["place"])
    named = bool(visit.names)
    yield "plant_elsewhere", named and not any(name in visit.line.names for name in visit.names)
    yield "plant_unknown", named and not visit.slots["place_id"]
    head = _AFTER_OF.split(place)[0]
    sort = next((name for name, pattern in _SORT.items() if pattern.search(head)), "other")
    yield f"goes_to_{sort}", not named
    yield f"lower_{sort}", not named and place.islower()
    yield "no_capital", not named and place.islower()
    yield "one_low_word", not named and " " not in place and place.islower()
    yield "with_a", not named and place.startswith(("a ", "an "))
    yield "long_place", not named and len(place.split()) > 8
    at_home = [is_home(name) for name in visit.line.labelled("PLACE") if name.country]
    yield "abroad_here", bool(at_home) and not any(at_home)
    yield "home_here", any(at_home) or any(HOME in name.country for name in visit.names)


def _of_line(visit: Candidate) -> Iterator[tuple[str, float]]:
    line, mark = visit.line, visit.mark
    ahead = line.text[: max(0, mark.start - line.start)]
    words = re.sub(r"\W+", " ", mark.text.lower()).strip().split()
    if not any(name.start == mark.start for name in visit.names):  # else it is one of a row, or told by no verb
        yield f"verb_{' '.join(words[:2])}", 1.0
    yield "participle", bool(words) and words[0].endswith("ing")
    yield "who_before", ahead.rstrip().endswith((" who", "Unwho", "Ilwho"))
    yield "clauses_ahead", min(_TITLES.sub("", ahead).count(","), 4) / 4
    yield "far_ahead", min(len(_TITLES.sub("", ahead)), 200) / 200
    yield "told_length", min(len(_TITLES.sub("", line.text)), 400) / 400
    yield "item", line.text.startswith("-")
    yield "repeated", _PAST_REPEATED.search(line.text) is not None
    yield "memorial", _MEMORIAL.search(line.text) is not None
    yield "times", min(len([time for time in line.times if not time.aside]), 3) / 3
    yield "other_people", min(len(line.labelled("PERSON")), 6) / 6
    yield "other_plants", min(len(line.labelled("FACTORY")), 4) / 4
    if visit.period and visit.period[0] and visit.period[1]:
        yield "long_time", 8 < (visit.period[1] - visit.period[0]).days < 28
        yield "in_a_month", 27 <= (visit.period[1] - visit.period[0]).days < 32
        yield "in_a_year", (visit.period[1] - visit.period[0]).days > 300


def _of_text(visit: Candidate, visits: Sequence[Candidate]) -> Iterator[tuple[str, float]]:
    others = [each for each in visits if each is not visit]
    title = [each for each in others if each.line.field == "title"]
    same = [each for each in title if each.slots.get("visitor") == visit.slots["visitor"]]
    yield "title_tells_visitor", bool(same)
    yield "title_tells_place", any(same_place(visit, each) for each in same if each.slots)
    live = [each for each in others if not each.refused and each.line.field == "text"]
    before = [each for each in live if each.line.start < visit.line.start]
    yield "before_it", min(len(before), 3) / 3
    yield "another_of_his", any(each.slots["visitor"] == visit.slots["visitor"] for each in before)
    yield (
        "another_of_his_by_name",
        any(each.slots["visitor"] == visit.slots["visitor"] and each.names and not visit.names for each in live),
    )
    yield "side_by_side", any(each.line is visit.line for each in live)


@cache
def load_visit_score() -> Mapping[str, float]:
    """The weights of a visit's score by feature."""
    file = resources.files("extract.facts.passage") / "visit_score.json"
    weights: Mapping[str, float] = json.loads(file.read_text("utf-8"))
    return weights


def visit_score(features: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """How likely a visit with these features has every slot right, by weights (the package's where none are given)."""
    own = load_visit_score() if weights is None else weights
    total = own["intercept"] + sum(own.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
