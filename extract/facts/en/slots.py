"""Which place, time and figure of a sentence go together, when it holds several of each.

Lists put the place before each amount ("in A 8,400 won, in B 8,500 won") or after ("8,450 won in A and 8,500 won in
B"); which of the two is told by the last amount: a place behind it means that places come after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from extract.facts.en.moments import Moment
from extract.facts.tagged_sentences import HOME, Name, Sentence

_AT = re.compile(
    r"\b(?:(?:resident|woman|man|trader|source|person|merchant) from|in|at|of|around|near|across|inside"
    r"|[Ii]n the (?:city|town|county|markets?|port) of)\s+(?:the |central |downtown |northern |southern )*$",
    re.I,
)
_NOT_AT = re.compile(
    r"\b(?:above|below|than|against|with|versus) (?:the )?[\d,.]+ (?:won|yuan|dollars)(?: \w+){0,2} (?:in|at) $"
    r"|\b(?:than (?:in|at)|(?<!resident )(?<!woman )(?<!man )(?<!trader )(?<!source )(?<!person )(?<!merchant )from|to"
    r"|between|officials? (?:in|at)|analysts in|outside|unlike(?: in)?)\s+(?:the )?$",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of a sentence."""

    start: int
    end: int


def segments(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[Span, Span]]:
    """For each (start, end), in order: what lies between it and its neighbours, to the left and to the right."""
    found = []
    for index, (start, end) in enumerate(spans):
        left = spans[index - 1][1] if index else 0
        right = spans[index + 1][0] if index + 1 < len(spans) else length
        found.append((Span(start=left, end=start), Span(start=end, end=right)))
    return found


def place_for(sentence: Sentence, index: int, gaps: Sequence[tuple[Span, Span]]) -> Name | None:
    """The place of the figure at `index`; None where the sentence names none."""
    places = [name for name in sentence.labelled("PLACE") if _locates(sentence, name)]
    left, right = gaps[index]
    behind = _behind(sentence, places, right)
    ahead = _inside(places, left)
    if _behind(sentence, places, gaps[-1][1]):  # places come after
        if behind:
            return behind[0]
        if ahead and index:
            return ahead[-1]
        later = [name for name in places if name.start >= right.start]
        return later[0] if later else None
    if ahead:
        return ahead[-1]
    earlier = [name for name in places if name.end <= left.end]
    return next(iter(earlier[-1:] or behind[:1]), None)


def _locates(sentence: Sentence, name: Name) -> bool:
    before = sentence.masked[: name.start]
    if _NOT_AT.search(before):
        return False
    after = sentence.masked[name.end :]
    if before.endswith(" of ") and after.startswith(" Ⓖ"):  # "a bottle of Tuman River beer"
        return False
    at_start = not before.strip("\"“ '") and not after.startswith("'s")
    return (
        bool(_AT.search(before))
        or at_start
        or bool(re.match(r"(?:'s)? (?:markets?|dealers|traders|shops|rate)\b", after))
    )


def _inside(names: Sequence[Name], span: Span) -> list[Name]:
    return [name for name in names if span.start <= name.start and name.end <= span.end]


def _behind(sentence: Sentence, names: Sequence[Name], span: Span) -> list[Name]:
    """The places that follow an amount before anything else is said: not "38 dollars here and twice that in A"."""
    return [name for name in _inside(names, span) if not _MORE_SAID.search(sentence.masked[span.start : name.start])]


_MORE_SAID = re.compile(
    r"\b(?:and|twice|than|as much|where|when|while|(?:according to (?!traders|residents|sources)))\b"
)


def abroad(name: Name | None) -> bool:
    """Whether a place is known to lie outside North Korea."""
    return name is not None and bool(name.country) and HOME not in name.country.split("|")


def moment_for(moments: Sequence[Moment], index: int, gaps: Sequence[tuple[Span, Span]]) -> Moment | None:
    """The time of the figure at `index`: behind it, before it in its own stretch, shared by all, or None."""
    usable = usable_moments(moments)
    left, right = gaps[index]
    for span in (right, left):
        inside = [moment for moment in usable if span.start <= moment.start and moment.end <= span.end]
        if inside:
            return inside[0] if span is right else inside[-1]
    first, last = gaps[0][0], gaps[-1][1]
    for span in (last, first):
        inside = [moment for moment in usable if span.start <= moment.start and moment.end <= span.end]
        if inside:
            return inside[0]
    return None


def usable_moments(moments: Sequence[Moment]) -> list[Moment]:
    """The times that a figure may be of."""
    return [moment for moment in moments if not moment.aside and not moment.this_year]


def compared_before(moments: Sequence[Moment], span: Span) -> bool:
    """Whether a stretch names a time only to compare with it: "less than in 2024, when …"."""
    return any(moment.aside and span.start <= moment.start and moment.end <= span.end for moment in moments)


class Dated(TypedDict):
    """The columns that say which days a figure is of, and whether its sentence or the article's day says so."""

    date: date | None
    date_end: date | None
    date_source: str


def dated(sentence: Sentence, moment: Moment | None) -> Dated:
    """The columns date, date_end and date_source."""
    if moment is not None:
        return {"date": moment.first, "date_end": moment.last, "date_source": "sentence"}
    return {"date": sentence.day, "date_end": sentence.day, "date_source": "published"}
