"""Datelines: the name that a line of news begins with, before the agency or the day and a dash, is a place."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from models.components.mentions import Candidate

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_BRACKET = r" ?\([^()\n]{2,40}\)"
_DASH = r" ?(?:--?|[–—])(?= )"
_CAPITALS = r"(?P<{}>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){{0,2}})"
_NAME = r"(?P<{}>(?!By )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}})"
_NO_PLACE = (
    r"(?:BREAKING|UPDATED?|EXCLUSIVE|ANALYSIS|OPINION|WATCH|URGENT|CORRECTED|FACTBOX|NEWS|LIVE|VIDEOS?|PHOTOS?|NOTE|REVIEW|"
    r"FEATURE|INTERVIEW|TIMELINE|EXPLAINER|COLUMN|EDITORIAL|DPRK|NORTH KOREA|SOUTH KOREA|SPECIAL|ALERT|READ|WARNING)\b"
)
_DATELINE = re.compile(
    # "GRENOBLE, France --", "EINDHOVEN (ANP) --", "VILNIUS (BNS).", "SEOUL, Oct. 10 (Yonhap) --"
    rf"^{_CAPITALS.format('a')}(?:(?:, [^,()\n]{{3,25}}){{1,2}}(?:{_BRACKET})?{_DASH}|{_BRACKET}(?:{_DASH}|\.(?= )))"
    # "WELLINGTON - Dairy cooperative"
    rf"|^(?!{_NO_PLACE}){_CAPITALS.format('c')}{_DASH}(?= [A-Z][a-z])"
    # "Pyongyang, November 7 (KCNA) --", "Moscow, 3 March --"
    rf"|^{_NAME.format('b')}, {_DAY}(?:{_BRACKET})?{_DASH}",
    re.MULTILINE,
)


def dateline_offsets(text: str) -> list[tuple[int, int]]:
    """The offsets (code points) of the places in a text's datelines, in order."""
    return [match.span(match.lastgroup or 0) for match in _DATELINE.finditer(text)]


def follow_datelines(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, those in a dateline's place being that place; in order of the text."""
    for offsets in dateline_offsets(doc.text):
        span = doc.char_span(*offsets)
        if span is None:
            continue
        met = [item for item in mentions if item.start < span.end and span.start < item.end]
        if all(item.source == "model" and not item.known for item in met):
            place = Candidate(start=span.start, end=span.end, label="PLACE", source="model")
            mentions = sorted([*(item for item in mentions if item not in met), place], key=lambda item: item.start)
    return mentions
