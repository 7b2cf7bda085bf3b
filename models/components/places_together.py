"""Places named together: what is left of a shared name is known to each ("North" in "North and South Hamgyong").

The mentions keep their words; `whole` is the name that they are short for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from models.components.mentions import Candidate

_WORD = r"[A-Z][\w’'-]+"
# "North and South Hamgyong": the first direction is a place of its own, "North Hamgyong".
DIRECTIONS = re.compile(
    rf"(?<![\w’'-])(?P<first>North|South|East|West) (?:and|&|or) (?:North|South|East|West) "
    rf"(?P<stem>(?!Koreans?\b){_WORD})"
)
_NOUNS = {
    "counties": "County", "cities": "City", "districts": "District", "provinces": "Province",
    "municipalities": "Municipality",
}  # fmt: skip
# "Kosan, Anbyon and Thongchon counties": each is a county, unless it is known by its bare name alone ("Huichon").
# Of so many at most: else a long list without a noun is read again from each of its names.
UNDER_ONE_NOUN = re.compile(
    rf"(?<![\w’'-])(?P<names>{_WORD}(?: {_WORD})?(?:, {_WORD}(?: {_WORD})?){{0,30}},? and {_WORD}(?: {_WORD})?)"
    rf" (?P<noun>{'|'.join(_NOUNS)}|{'|'.join(map(str.title, _NOUNS))})(?![\w-])"
)
_KIND = re.compile(r"(?i) (?:county|city|district|province|municipality|region|counties|cities|districts|provinces)$")
_HINT = re.compile(
    r"\b(?:North|South|East|West) (?:and|&|or) |(?i:counties|cities|districts|provinces|municipalities)\b"
)


def follow_places(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, each place of several under one noun or behind one direction knowing its whole name; in order."""
    text = doc.text
    if not _HINT.search(text):
        return mentions
    for match in UNDER_ONE_NOUN.finditer(text):
        kind = _NOUNS[match["noun"].lower()]
        mentions = [
            replace(item, whole=f"{name} {kind}", known="") if name and (not item.known or kind == "Province") else item
            for item, name in ((item, _bare_place(doc, item, match)) for item in mentions)
        ]
    for match in DIRECTIONS.finditer(text):
        first, stem = doc.char_span(*match.span("first")), doc.char_span(*match.span("stem"))
        if first is None or stem is None:
            continue
        met = [item for item in mentions if item.start < first.end and first.start < item.end]
        told = any(item.label == "PLACE" and item.start <= stem.start < item.end for item in mentions)
        if not told or any((item.start, item.end) != (first.start, first.end) for item in met):
            continue
        whole = f"{match['first']} {match['stem']}"
        place = Candidate(start=first.start, end=first.end, label="PLACE", source="suffix-rule", whole=whole)
        mentions = sorted([*(item for item in mentions if item not in met), place], key=lambda item: item.start)
    return mentions


def _bare_place(doc: Doc, item: Candidate, match: re.Match[str]) -> str:
    """The words of a place that stands among the names of a match without its kind; else ""."""
    span = doc[item.start : item.end]
    inside = match.start("names") <= span.start_char and span.end_char <= match.end("names")
    return span.text if item.label == "PLACE" and inside and not _KIND.search(span.text) else ""
