"""Lists of where somebody went, line by line: "July 15 – Sinpho shellfish farm; with Jo Yong Won"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts.tables.known import names_within
from extract.facts.tables.quantities import plain
from extract.facts.tables.table_context import Context
from extract.facts.tables.told_times import read_times
from extract.facts.tables.visit_tables import (
    KIND,
    VisitReading,
    bare_target,
    is_doubtful,
    is_site,
    pattern_of,
    people_in,
    time_of,
    visitor_of,
)

LEAST = 2  # lines, to be a list
LONGEST = 300  # characters of a line
ABOVE = 3  # lines above a list in which its visitor is looked for
_HEAD = re.compile(
    r"^\W{0,3}(?P<when>.{1,32}?)(?:\s?[(（][^()（）]{1,20}[)）])?"
    r"(?:\s?[:：=＝|\t]\s?|\s?[–—-]\s?(?!\d))(?P<rest>\S.*)$"
)
_PIECES = re.compile(r"[;；。,，、]\s?|\.\s|\.$|:\s|：|\s[–—]\s")
_NOBODY = re.compile(
    r"\b(?:not (?:listed|named|given)|nobody|none|no one)\b|なし|記載|没有|无人|未|없|미상|не (?:указан|назван)|никого",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:a|an|the)\s", re.IGNORECASE)
_BEHIND = re.compile(r"\s(?:making|producing|under|being|which|that|where)\b.*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedVisit:
    """A visit that a line between `start` and `end` of a text tells."""

    visit: VisitReading
    start: int
    end: int


def listed_visits(text: str, title: str, taken: Sequence[tuple[int, int]], context: Context) -> Iterator[ListedVisit]:
    """The visits in an article's lists of days and places, outside of its tables (`taken`), in the text's order.

    A list has two lines or more that begin with a day; its heading, the lines above it or the title say whose visits
    they are.
    """
    lines: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        lines.append((place, line))
        place += len(line) + 1
    filled = [(at, line) for at, line in lines if line.strip() and not any(s <= at < e for s, e in taken)]
    dated = [_dated(line) for _, line in filled]
    number = 0
    while number < len(filled):
        last = number
        while last < len(filled) and dated[last] is not None:
            last += 1
        if last - number >= LEAST:
            above = [plain(line) for _, line in reversed(filled[max(0, number - ABOVE) : number])]
            visitor = visitor_of([*above, title])
            for (at, line), found in zip(filled[number:last], dated[number:last], strict=True):
                if visitor is not None and found is not None and (visit := _visit(*found, visitor, context)):
                    yield ListedVisit(visit=visit, start=at, end=at + len(line))
        number = max(last, number + 1)


def _dated(line: str) -> tuple[str, str] | None:
    """The day that a line begins with, and what follows it; None where it begins with none."""
    found = _HEAD.match(plain(line)) if len(line) <= LONGEST else None
    if found is None:
        return None
    times = read_times(found["when"], cell=True)
    told = sum(each.end - each.start for each in times)
    return (found["when"], found["rest"]) if times and times[0].day and told * 2 >= len(found["when"]) else None


def _visit(when: str, rest: str, visitor: str, context: Context) -> VisitReading | None:
    spread, source = time_of(when, context)
    joint = pattern_of("with").search(rest)
    where, others = (rest[: joint.start()], rest[joint.end() :]) if joint else (rest, "")
    if source != "table" or is_doubtful(spread, context) or pattern_of("no-visit").search(where):
        return None
    place, act = bare_target(_place(where))
    if not place:
        return None
    return VisitReading(
        row=0, column=0, visitor=visitor, companions=_companions(others), place=place, place_id=None, kind=KIND,
        act=act, first=spread[0] if spread else None, last=spread[1] if spread else None, date_source="sentence",
        said_by=context.said_by,
    )  # fmt: skip


def _place(where: str) -> str:
    """Where the line says he went: its first piece, or the site that follows a town."""
    pieces = [piece.strip() for piece in _PIECES.split(where) if piece and piece.strip()]
    if not pieces:
        return ""
    towns = names_within(pieces[0], "PLACE")
    bare = bool(towns) and len(towns[0].text) >= len(pieces[0]) - 2
    chosen = pieces[1] if bare and len(pieces) > 1 and is_site(pieces[1]) else pieces[0]
    return _BEHIND.sub("", _ARTICLE.sub("", chosen))


def _companions(words: str) -> tuple[str, ...]:
    """The people whom a line names behind "with": those whose words look like names, up to the end of the sentence."""
    told = re.split(r"[.。;；](?:\s|$)", words)[0]
    if _NOBODY.search(told):
        return ()
    return tuple(name for name in people_in(told) if name[:1].upper() == name[:1] and len(name.split()) <= 4)
