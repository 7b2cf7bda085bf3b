"""A name means one thing throughout a document: surnames, abbreviations, names that the model gave several labels.

1. A document names a person in full once and by surname after: a lone surname takes the label PERSON with it.
2. An abbreviation in brackets after an organisation ("the Alliance of Staff (AOS)") is that organisation everywhere.
3. Where the model gives a name several of the labels PERSON, PLACE and ORG, the most frequent one holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from spacy.tokens import Doc, Token

from models.components.mentions import TITLES, Candidate
from models.components.token_splits import KOREAN_SURNAMES

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]{1,5}s?")
_NAMES = frozenset(("PERSON", "PLACE", "ORG"))
_MIN_VOTES = 3


def settle_names(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, each name with one label, and with those that follow from others; in order of the text."""
    return follow_abbreviations(doc, follow_surnames(doc, agree(doc, mentions)))


def agree(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions with the model's names under their most frequent label in the document."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item in mentions:
        if item.label in _NAMES:
            votes[_text(doc, item)][item.label] += 1
    agreed = {}
    for text, labels in votes.items():
        (label, most), *others = labels.most_common()
        if others and labels.total() >= _MIN_VOTES and most > others[0][1]:
            agreed[text] = label
    if not agreed:
        return mentions
    return [
        replace(item, label=agreed.get(_text(doc, item), item.label))
        if item.source == "model" and not item.known and item.label in _NAMES
        else item
        for item in mentions
    ]


def follow_abbreviations(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions with the abbreviations that the document makes up for its organisations."""
    short = {text for item in mentions if item.label == "ORG" and (text := _abbreviation(doc, item))}
    if not short:
        return mentions
    found = [
        replace(item, label="ORG") if item.source == "model" and _text(doc, item) in short else item
        for item in mentions
    ]
    taken = {index for item in found for index in range(item.start, item.end)}
    for token in doc:
        if token.text in short and token.i not in taken:
            found.append(Candidate(start=token.i, end=token.i + 1, label="ORG", source="model"))
    return sorted(found, key=lambda item: item.start)


def _abbreviation(doc: Doc, item: Candidate) -> str:
    """The abbreviation in brackets right after a name of several words that begins with its letter, or ""."""
    if item.end - item.start < 2 or item.end + 2 >= len(doc):
        return ""
    bracket, short, close = doc[item.end], doc[item.end + 1], doc[item.end + 2]
    if bracket.text != "(" or close.text != ")" or not _ABBREVIATION.fullmatch(short.text):
        return ""
    return short.text if short.text[0] in {token.text[0] for token in doc[item.start : item.end]} else ""


def _text(doc: Doc, item: Candidate) -> str:
    return doc[item.start : item.end].text


def _surnames(doc: Doc, mentions: list[Candidate]) -> set[str]:
    """Words that stand for a person whom the document names in full: a Korean name's first, else first or last."""
    found = set()
    for item in mentions:
        first, last = doc[item.start].text, doc[item.end - 1].text
        if item.label == "PERSON" and item.end - item.start > 1:
            found |= {first} if first in KOREAN_SURNAMES else {first, last}
    return {word for word in found if len(word) > 1 and word.isalpha() and word.istitle()}


def follow_surnames(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions with lone surnames of the document's people as PERSON, in order of the text."""
    surnames = _surnames(doc, mentions)
    if not surnames:
        return mentions
    taken = {index for item in mentions for index in range(item.start, item.end)}
    found = [
        replace(item, label="PERSON", known="")
        if item.source == "model" and item.end - item.start == 1 and doc[item.start].text in surnames
        else item
        for item in mentions
    ]
    for token in doc:
        if token.text in surnames and token.i not in taken and _stands_alone(token):
            found.append(Candidate(start=token.i, end=token.i + 1, label="PERSON", source="model"))
    return sorted(found, key=lambda item: item.start)


def _stands_alone(token: Token) -> bool:
    """Whether a capitalised word has no capitalised neighbour that could make a longer name of it."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    before = token.doc[token.i - 1] if token.i else None
    opens = before is None or before.is_space or before.text in '.!?"“'
    if opens and token.text not in KOREAN_SURNAMES:
        return False
    alone = after is None or not (after.text[0].isupper() or after.text == "-")
    return alone and (before is None or before.text in TITLES or not (before.text[0].isupper() or before.text == "-"))
