"""Bodies that are called by whose they are, in one mention: "General Assembly of the Olympic Council of Asia".

Each rule is data with an example.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from models.components.mentions import Candidate

# Heads that many bodies have, and that say nothing without the body that they are of.
HEADS_OF = (
    "Board of Directors|Board of Governors|General Assembly|General Conference|Executive Committee|Executive Board|"
    "Standing Committee|Central Standing Committee|Central Committee|Political Bureau|Secretariat|Presidium|"
    "Organizing Committee|Organising Committee|Executive Council|Supreme Council"
)
_HEAD = re.compile(rf"(?:\b\d+(?:st|nd|rd|th) )?(?:{HEADS_OF})")
# What lives abroad is called by where it does: "Union of Korean Women in Poland". Of so many words at most:
# a long run of names is else read again from each.
ABROAD = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w’'-]+ ){0,8}(?:Association|League|Federation|Union|Society|Council|Committee|Organization)"
    r" (?:of|for) (?:the )?(?:[A-Z][\w’'-]+ ){0,8}"
    r"(?:Residents|Citizens|Nationals|Compatriots|Students|Women|Youth|Scientists|Businessmen|Merchants|Koreans)"
    r" in (?P<land>[A-Z]\w+)(?![\w-])"
)


def follow_abroad(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, a body of people abroad being one name with the country that they live in; in order of the text."""
    if " in " not in doc.text:
        return mentions
    for match in ABROAD.finditer(doc.text):
        span = doc.char_span(*match.span())
        met = [item for item in mentions if span is not None and item.start < span.end and span.start < item.end]
        if span is None or any(item.start < span.start or item.end > span.end for item in met):
            continue
        if any((item.start, item.end) == (span.start, span.end) for item in met):
            continue
        start = span.start + (doc[span.start].text in ("The", "the"))
        whole = Candidate(start=start, end=span.end, label="ORG", source="suffix-rule")
        mentions = sorted([*(item for item in mentions if item not in met), whole], key=lambda item: item.start)
    return mentions


def follow_heads(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, a head that is no name without the organisation after "of the" being one with it; in order."""
    found: list[Candidate] = []
    for item in mentions:
        before = found[-1] if found else None
        if before is not None and _is_head_of(doc, before, item):
            found[-1] = replace(before, end=item.end, known="", whole="")
        elif item.label == "ORG" and (start := _head_before(doc, item)) is not None:
            if before is None or before.end <= start:
                item = replace(item, start=start, known="", whole="")
            found.append(item)
        else:
            found.append(item)
    return found


def _is_head_of(doc: Doc, head: Candidate, body: Candidate) -> bool:
    if head.label != "ORG" or body.label != "ORG" or not _HEAD.fullmatch(doc[head.start : head.end].text):
        return False
    return doc[head.end : body.start].text.lower() in ("of the", "of")


def _head_before(doc: Doc, item: Candidate) -> int | None:
    """Where a head begins that stands right before a body and is no mention itself; None where there is none."""
    if item.start < 3 or doc[item.start - 1].lower_ not in ("the", "of"):
        return None
    of = item.start - (2 if doc[item.start - 1].lower_ == "the" else 1)
    if doc[of].lower_ != "of":
        return None
    for length in (3, 2, 1):
        if of - length >= 0 and _HEAD.fullmatch(doc[of - length : of].text):
            return of - length
    return None
