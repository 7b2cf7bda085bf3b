"""`jangmadang_suffix_rules_v1`: production units by the noun they end in ("Rangnang Disabled Soldiers' Factory")."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from models.components.parting import parts_of
from models.components.plant_nouns import PLANT_HEADS

SPANS_KEY = "suffix-rule"

_WORD = r"(?:[A-Z][\w’']*(?:-[\w’']+)*|\d+(?:th|st|nd|rd)?)"
_LINK = r"(?: of| and| &| for|,)?"
# At least one capitalised word before the head, on one line.
_UNIT = re.compile(
    rf"(?<![\w’'-])(?:{_WORD}{_LINK} ){{1,8}}(?:{PLANT_HEADS})\b(?! (?:Bureau|Department|Committee|Ministry))"
)
# Words that stand before a name and are not in it.
_LEADING = re.compile(
    r"(?:(?:(?:Farmers|Workers|Employees|Officials|Miners|Builders|Soldiers|Youth|Women|People|Residents|Managers) "
    r"(?:of|at|in|from|on|for)(?: the)?|"
    r"(?:Construction|Reconstruction|Modernization|Inauguration|Completion|Opening|Building|Expansion|Founding|Renovation|"
    r"Visit|Anniversary|Staff|Products|Teams|Delegates|Pictures|Photos|History) (?:of|to|from)(?: the)?|"
    r"The|A|An|In|At|On|From|Of|And|But|For|By|With|Near|Both|Among|President|Chairman|Premier|Comrade|Marshal|"
    r"Leader|General|Manager|Director|Engineer|Officials|Workers|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|While|When|After|Since|As|Until|To|North Korean|Chinese|Russian|South Korean|Korean)[ ,]+)+"
)
_GENERIC = re.compile(
    r"(?:(?:Food|Steel|Paper|Cotton|Wind|Family|Dairy|New|Old|Gold|Coal|State|Local|First|Vegetable|Township|Stockbreeding|"
    r"Greenhouse|Chicken|Pig|Fish|Fruit|Cooperative|Combined|Large|Modern|Regional|County|City|Offshore) )*\S+"
)


def factory_offsets(text: str) -> list[tuple[int, int]]:
    """Character offsets of the names of production units in a text, in order."""
    return [
        unit
        for match in _UNIT.finditer(text)
        for first, last in parts_of(match.group(), "FACTORY")
        if (unit := _unit(text, match.start() + first, match.start() + last))
    ]


def _unit(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a unit's name begins and ends, without the words before it; None where it is no name."""
    lead = _LEADING.match(text, start, end)
    if lead:
        start = lead.end()
    # A comma or "and" before the last name separates two names: keep the last.
    tail = max(text.rfind(", ", start, end), text.rfind(" and the ", start, end))
    if tail >= 0:
        start = text.index(" ", tail) + 1
    named = start < end and " " in text[start:end] and text[start].isalnum()
    return (start, end) if named and not _GENERIC.fullmatch(text[start:end]) else None


@Language.component("jangmadang_suffix_rules_v1", assigns=["doc.spans"])
def mark_factories(doc: Doc) -> Doc:
    """The document with the rule's spans in `doc.spans["suffix-rule"]`."""
    spans = (doc.char_span(start, end, label="FACTORY") for start, end in factory_offsets(doc.text))
    doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
    return doc
