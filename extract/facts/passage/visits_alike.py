"""Which visits are one and the same, and what an article's headline adds to those that its text tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import Line

AGAIN = "told again in the text"
FIRST = 120  # characters: a line that begins within them is the first of a text, a dateline before it


def same_place(one: Candidate, other: Candidate) -> bool:
    """Whether two visits went to one place: the same by identity, else by name, of which one may be the shorter."""
    if one.slots["place_id"] and other.slots["place_id"]:
        return one.slots["place_id"] == other.slots["place_id"]
    first, second = str(one.slots["place"]).casefold(), str(other.slots["place"]).casefold()
    return first in second or second in first


def is_vaguer(one: Candidate, other: Candidate) -> bool:
    """Whether a visit is to what its line calls by no name ("a coal mine") and the other to such a one by name."""
    words = (str(one.slots["place"]).islower(), str(other.slots["place"]).islower())
    return words == (True, False) and bool(other.names) and same_place(one, other)


def same_visit(one: Candidate, other: Candidate) -> bool:
    """Whether two visits of one line are told alike."""
    return all(one.slots[name] == other.slots[name] for name in ("visitor", "place", "status"))


def without_article(words: str) -> str:
    """A delegation as a name: "group of Russian holidaymakers"."""
    return re.sub(r"^(?:an?|the) (?=\w)", "", words, flags=re.IGNORECASE)


def without_headline(visits: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """The visits with visitors by their whole names; a headline's are refused where the text tells of one by the same
    visitor, and one to "a coal mine" where a later line tells its name.
    """
    named = [_in_full(each, lines) for each in visits]
    told = {each.slots["visitor"] for each in named if each.line.field == "text" and not each.refused}
    return [
        replace(each, refused=AGAIN) if _is_headline_of(each, told) or _told_by_name(each, named) else each
        for each in named
    ]


def _is_headline_of(visit: Candidate, visitors: Collection[object]) -> bool:
    return visit.line.field == "title" and not visit.refused and visit.slots["visitor"] in visitors


def _told_by_name(visit: Candidate, visits: Sequence[Candidate]) -> bool:
    """Whether another line names the place of a visit that this one only calls by what it is: "a coal mine", or in the
    first line of a text "a food plant" where the next goes on with a factory by name.
    """
    later = [
        each
        for each in visits
        if not each.refused and each.line.field == "text" and each.line.start > visit.line.start
        and each.slots["visitor"] == visit.slots["visitor"] and each.slots["status"] == visit.slots["status"]
    ]  # fmt: skip
    leads = visit.line.field == "text" and visit.line.start < FIRST and str(visit.slots["place"]).islower()
    if visit.refused or not later:
        return False
    return any(is_vaguer(visit, each) for each in later) or (leads and bool(later[0].names))


def _in_full(visit: Candidate, lines: Sequence[Line]) -> Candidate:
    """The visit with its visitor's whole name, where the article has one that the surname alone may stand for."""
    visitor = str(visit.slots["visitor"])
    if " " in visitor or not visitor.isascii():
        return visit
    people = [
        name.text
        for line in lines
        for name in line.labelled("PERSON")
        if name.text.startswith(f"{visitor} ") and line.field == "text" and line.start <= visit.line.start
    ]  # of several the first: whom a text is about it names in full once
    return replace(visit, slots={**visit.slots, "visitor": people[0]}) if people else visit
