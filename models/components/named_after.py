"""What is called after a person is one name: "Kim Hyong Jik County", "Kim Chaek University of Technology".

Each rule is data with an example: nouns after a Korean full name, and the label that they give the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from models.components.mentions import Candidate
from models.components.token_splits import KOREAN_SURNAMES


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedAfter:
    """A name that begins with a person's and ends in one of the nouns has the label."""

    label: str
    nouns: str
    example: str


NAMED_AFTER = (
    NamedAfter(
        label="PLACE", nouns="County|City|District|Square|Stadium|Street|Avenue", example="Kim Hyong Jik County"
    ),
    NamedAfter(
        label="ORG",
        nouns=r"(?:Naval |Military |Normal |Air Force |Teachers['’]? (?:Training )?)?(?:University|College|Academy)"
        r"(?: of [A-Z]\w+(?:(?: and)? [A-Z]\w+){0,2})?"
        r"|(?:Primary |Middle |Senior Middle |Revolutionary |Secondary )?School|Kindergarten|Nursery|Hospital",
        example="Han Tok Su Pyongyang University of Light Industry",
    ),
)
_PERSON = rf"(?:{'|'.join(sorted(KOREAN_SURNAMES))}) [A-Z][a-z]+(?: [A-Z][a-z]+)?"
_WHOLE_PERSON, _FULL_NAME = re.compile(rf"{_PERSON}(?<! County)(?<! City)(?<! District)(?<! Port)(?<! Town)"), 3
# Looked for at every word: "In Kim Hyong Jik County".
_COMPILED = tuple(
    (
        rule.label,
        re.compile(
            rf"(?<![\w’'-])(?=(?P<whole>(?P<family>[A-Z][a-z]*)(?: [A-Z][a-z]+){{1,3}} (?:{rule.nouns})(?![\w-])))[A-Z]"
        ),
    )
    for rule in NAMED_AFTER
)


def follow_persons(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, what is called after a person being one name, and a person's bare name being theirs."""
    mentions = [
        replace(item, label="PERSON", known="")
        if item.label == "PLACE" and item.end - item.start == _FULL_NAME and _WHOLE_PERSON.fullmatch(_text(doc, item))
        else item
        for item in mentions
    ]
    text = doc.text
    for label, pattern in _COMPILED:
        for match in pattern.finditer(text):
            span = doc.char_span(*match.span("whole")) if match["family"] in KOREAN_SURNAMES else None
            if span is None:
                continue
            if label == "ORG":
                span = _with_town(doc, span, mentions)
            met = [item for item in mentions if item.start < span.end and span.start < item.end]
            same = next((item for item in met if (item.start, item.end) == (span.start, span.end)), None)
            if same is not None and same.source == "model" and same.label != label:
                mentions = [replace(item, label=label) if item is same else item for item in mentions]
            longer = next((item for item in met if item.start < span.start and item.end == span.end), None)
            if longer is not None and longer.source == "model" and label == "ORG":
                mentions = [replace(item, label=label) if item is longer else item for item in mentions]
            if any(
                (item.start, item.end) == (span.start, span.end) or _reaches_over(item, span.start, span.end)
                for item in met
            ):
                continue
            whole = Candidate(start=span.start, end=span.end, label=label, source="suffix-rule")
            mentions = sorted([*(item for item in mentions if item not in met), whole], key=lambda item: item.start)
    return mentions


def _with_town(doc: Doc, span: Span, mentions: list[Candidate]) -> Span:
    """The name with the town that stands right before it ("Sariwon Ri Kye Sun University of Education")."""
    town = next((item for item in mentions if item.label == "PLACE" and item.end == span.start), None)
    beside = town is not None and town.end - town.start == 1 and doc[town.start].whitespace_ != ""
    return doc[span.start - 1 : span.end] if beside else span


def _text(doc: Doc, item: Candidate) -> str:
    return doc[item.start : item.end].text


def _reaches_over(item: Candidate, start: int, end: int) -> bool:
    return item.start < start or item.end > end
