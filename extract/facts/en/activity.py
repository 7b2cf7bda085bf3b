"""What a sentence reports of a plant: production, construction, a visit, a halt, exports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from corpus.store.derived import ActivityReport
from extract.facts.en.activity_rules import RULES
from extract.facts.en.figure_guards import clause, denied, not_yet
from extract.facts.en.moments import Moment, read_moments
from extract.facts.en.slots import abroad, dated
from extract.facts.pointer import pointer
from extract.facts.tagged_sentences import Name, Sentence

# behind the words of a rule: then it is of something else, or of another time
_MACHINES = re.compile(
    r"\b(?:song|film|novel|museum|history|anniversary|letter|named after|poster|documentary|photo exhibition)\b",
    re.IGNORECASE,
)
# before a plant: then what follows is said of something else ("the road near the mine was built")
_NOT_SUBJECT = re.compile(
    r"\b(?:near|beside|by|from|around|outside|between|at|in|to|for|of|with|on|behind|opposite)(?: the)? $"
)
_PLANT_NOUN = re.compile(
    r"\b(?:factory|mills?|mines?|colliery|pit|plant|works|steelworks|ironworks|farm|ranch|orchard|nursery"
    r"|hatchery|smelter(?:y|ies)?|refinery|greenhouse|stations|(?:distribution|management|base|repair) station|bakery"
    r"|shipyard|brewery|distillery|kiln|power station|fishery station|complex|quarry|salt ?works|slaughterhouse"
    r"|joint venture|enterprise)\b",
    re.IGNORECASE,
)
_NO_PLANT = re.compile(
    r"\b(?:Health|Sports?|Ski|Resort|Tourist|Holiday|Residential|Service|Cultur\w+|Leisure|Housing"
    r"|Sci-Tech|Science|Secret|Exhibition|Library|Museum|Restaurant|Shooting"
    r"|Preparations?|Construction of|Inauguration|Anniversary)\b"
)
# a building that is only spoken of
_TALK = re.compile(
    r"\b(?:preparations? for|need|needs|discuss\w*|entrust\w*|tasks?|stress\w*|conducive|measures|regards"
    r"|resolv\w*|determin\w*|guidance over|design|blueprint|decision|decided|committee on|policy)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:after|since|during|before) the war\b|\b(?:19|20)\d0s\b|\b(?:decades|years) ago\b|\bhistory\b"
)


def read_activity(sentence: Sentence) -> list[ActivityReport]:
    """What a sentence reports of each plant in it; a plant may be reported for several kinds."""
    plants = [name for name in sentence.labelled("FACTORY") if is_plant_name(name) and not abroad(name)]
    if not plants or _MACHINES.search(sentence.masked):
        return []
    moments = read_moments(sentence.masked, sentence.day)
    found = []
    for plant in plants:
        for kind, start, end in _kinds(sentence.masked, plant):
            found.append(_report(sentence, plant, kind, (start, end), moments))
    return found


class Named(Protocol):
    """A name with what is known of its entity."""

    @property
    def text(self) -> str: ...

    @property
    def kind(self) -> str: ...


def is_plant_name(name: Named) -> bool:
    """Whether a name is of a known plant, or says by a noun that it is one: a tagger's slip must make no activity."""
    return bool(name.kind) or bool(_PLANT_NOUN.search(name.text) and not _NO_PLANT.search(name.text))


def _kinds(text: str, plant: Name) -> list[tuple[str, int, int]]:
    """(kind, start, end of the words that say so) for a plant, at most one a kind; none planned or denied."""
    first, last = clause(text, plant.start, plant.end)
    before, behind = text[first : plant.start], text[plant.end : last]
    found: dict[str, tuple[int, int]] = {}
    for rule in RULES:
        ahead = rule.before.search(before) if rule.before else None
        after = rule.behind.search(behind) if rule.behind else None
        if (rule.before and ahead is None) or (rule.behind and after is None) or rule.kind in found:
            continue
        start = first + ahead.start() if ahead else plant.start
        end = plant.end + after.end() if after else plant.end
        if not rule.before and _NOT_SUBJECT.search(before) and not re.match(r",? which\b", behind):
            continue
        if not _is_real(text, first, (start, end), rule.kind):
            continue
        found[rule.kind] = (start, end)
    if "halt" in found and "production" in found:
        del found["halt" if "resum" in text[slice(*found["production"])] else "production"]
    return [(kind, start, end) for kind, (start, end) in found.items()]


def _is_real(text: str, first: int, words: tuple[int, int], kind: str) -> bool:
    """Whether what the words say has happened: neither planned, asked for, denied nor only possible."""
    end = words[1]
    around = text[first:end]
    if kind == "halt":
        around = re.sub(r"\bforced\b.{0,90}\bto\b", "", around)
        around = re.sub(r"\bnot come\b|\bno longer\b", "", around)
    if kind == "construction" and _TALK.search(around):
        return False
    return not (not_yet(around) or denied(around) or denied(text[end : end + 6]))


def _report(
    sentence: Sentence, plant: Name, kind: str, words: tuple[int, int], moments: list[Moment]
) -> ActivityReport:
    usable = [moment for moment in moments if not moment.aside and not moment.this_year]
    start, end = words
    behind = [moment for moment in usable if moment.start >= end]
    before = [moment for moment in usable if moment.end <= start]
    relative = re.search(r", which [^,;]*,", sentence.masked[start:end])
    inside = [
        moment
        for moment in usable
        if start <= moment.start < end and not (relative and moment.start - start < relative.end())
    ]
    moment = next(iter(inside or behind or before[-1:]), None)
    when = dated(sentence, moment)
    if moment is None and _LONG_AGO.search(sentence.masked):
        when = {"date": None, "date_end": None, "date_source": "none"}
    first, last = when["date"], when["date_end"]
    one_month = first is not None and str(first)[:7] == str(last)[:7]
    whole = bool(sentence.day and first and last and first <= sentence.day <= last)
    month = str(first)[:7] if one_month else (str(sentence.day)[:7] if whole else None)
    return ActivityReport(
        **pointer(sentence, _Words(start=start, end=end), [plant]),
        **when,
        entity_id=plant.entity_id,
        plant=plant.text,
        kind=kind,
        month=month,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    start: int
    end: int
