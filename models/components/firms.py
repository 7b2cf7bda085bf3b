"""Well-known firms of the world by their names, and what words in a span do not belong to its name.

`firms` of word_lists.toml holds the firms (a space is "_"): facts that no text has to tell. A firm of the list that the
model took for a person, a place or a good is an organisation, and one that it passed over is one, too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from corpus.names.hangul import romanise
from corpus.names.surnames import SURNAMES
from corpus.names.syllables import looks_korean
from models.components.mentions import Candidate
from models.components.token_splits import KOREAN_SURNAMES
from models.components.word_lists import word_list

FIRMS = frozenset(name.replace("_", " ") for name in word_list("firms"))
_FIRST = {
    name.split()[0]: max(len(other.split()) for other in FIRMS if other.split()[0] == name.split()[0]) for name in FIRMS
}
# What a firm's name stands for before these: a thing that it made.
_MADE = re.compile(
    r" (?:phones?|cars?|trucks?|jets?|tyres?|tires?|televisions?|TVs?|shoes|sneakers|batteries|engines)\b"
)
EVERY_SURNAME = KOREAN_SURNAMES | {
    romanised
    for surname in SURNAMES
    for romanised in (*surname.spelled, "".join(romanise(surname.hangul[0], "dprk")).title())
    if len(romanised) > 1
}
_PATRONYMIC = re.compile(r"[A-Z]\w+ [A-Z]\w+(?:ovich|evich|ich|ovna|evna|ichna) [A-Z]\w+")
_PIT = re.compile(r"(?:Pit|Shaft|Block|Unit|Workshop|Reactor) No\. ?\d+")
# "Accounts of Pyongyang Cornstarch Factory", "Ground Broken for Jungphyong Salt Farm", "Plan for Rebuilding Anju Mill"
_DOING = rf"(?:(?:{'|'.join(sorted(word_list('plant_doings')))}) (?:the |of )?)"
_OPENER = re.compile(
    rf"(?:(?:(?:{'|'.join(sorted(word_list('plant_openers')))}) ){{1,2}}(?:of|for|at|from|in|on) (?:the )?)+"
    rf"{_DOING}?(?=[A-Z])"
    rf"|{_DOING}(?=[A-Z])"
)
# After a verb comes what it does something to: "Fertilizer tops it".
_OBJECT = frozenset(("it", "them", "him", "her", "me", "us", "the", "a", "an", "this", "that", "his", "their", "its"))
_WITH_IT = frozenset(
    ("cooked", "carried", "packed", "loaded", "ate", "baked", "boiled", "burned", "gathered", "picked")
)
_DID = word_list("did")


def follow_words(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions without words that are no part of a name, or with those that are; in order of the text."""
    kept = [_whole_person(doc, _without_verb(doc, _without_opener(doc, item)), mentions) for item in mentions]
    return [item for item in kept if item.start < item.end and not _is_pit(doc, item)]


def _is_pit(doc: Doc, item: Candidate) -> bool:
    return item.label == "PLACE" and _PIT.fullmatch(doc[item.start : item.end].text) is not None


def _without_opener(doc: Doc, item: Candidate) -> Candidate:
    if item.label != "FACTORY" or item.known:
        return item
    span = doc[item.start : item.end]
    match = _OPENER.match(span.text)
    rest = span.char_span(match.end(), len(span.text)) if match else None
    if match is None or rest is None:
        return item
    # one noun alone is no name: "Inspecting Farm"
    return replace(item, start=rest.start if len(rest) > 1 else item.end)


def _without_verb(doc: Doc, item: Candidate) -> Candidate:
    """A good without the verb after it ("Fertilizer tops it"), or before it ("crews cooked potatoes")."""
    if item.label != "PRODUCT" or item.source != "model" or item.end - item.start < 2:
        return item
    last, following = doc[item.end - 1], doc[item.end].lower_ if item.end < len(doc) else ""
    if last.lower_ in _DID or (last.is_lower and last.text.endswith("s") and following in _OBJECT):
        return replace(item, end=item.end - 1 if last.lower_ not in _DID else item.start)
    before = doc[item.start - 1] if item.start else None
    first = doc[item.start].lower_
    told = before is not None and before.is_lower and before.text.endswith("s") and len(before) > 3
    if told and first in _WITH_IT:
        return replace(item, start=item.start + 1)
    return item


def _whole_person(doc: Doc, item: Candidate, mentions: list[Candidate]) -> Candidate:
    """A person with the Korean surname that stands right before the given name ("Chae Ju Hyok")."""
    span = doc[item.start : item.end]
    if item.label in ("ORG", "PLACE") and item.source == "model" and _PATRONYMIC.fullmatch(span.text):
        return replace(item, label="PERSON", known="")
    if (
        item.label != "PERSON"
        or item.known
        or len(span) != 2
        or not item.start
        or doc[item.start - 1].text not in EVERY_SURNAME
    ):
        return item
    if any(other.start < item.start <= other.end for other in mentions if other.end == item.start):
        return item
    if span[0].text in KOREAN_SURNAMES and span[0].text not in (
        "Ju",
        "Song",
        "Sin",
        "Jong",
        "Han",
        "An",
        "O",
        "Ho",
        "So",
    ):
        return item
    if all(token.text.istitle() and looks_korean(token.lower_) for token in span):
        return replace(item, start=item.start - 1)
    return item


def follow_firms(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, well-known firms being organisations; in order of the text."""
    found = [_as_firm(doc, item) for item in mentions]
    taken = {index for item in found for index in range(item.start, item.end)}
    for token in doc:
        longest = _FIRST.get(token.text, 0)
        for length in range(longest, 0, -1):
            span = doc[token.i : token.i + length]
            if span.text in FIRMS and taken.isdisjoint(range(span.start, span.end)):
                if not (
                    _is_longer(doc, span.start, span.end) or _MADE.match(doc.text[span.end_char : span.end_char + 16])
                ):
                    found.append(Candidate(start=span.start, end=span.end, label="ORG", source="suffix-rule"))
                    taken.update(range(span.start, span.end))
                break
    return sorted(found, key=lambda item: item.start)


def _as_firm(doc: Doc, item: Candidate) -> Candidate:
    wrong = item.label in ("PERSON", "PLACE", "PRODUCT") and item.source == "model"
    if wrong and not item.known and doc[item.start : item.end].text in FIRMS:
        return replace(item, label="ORG")
    return item


def _is_longer(doc: Doc, start: int, end: int) -> bool:
    """Whether words with capitals beside a name make it a part of a longer one."""
    before = doc[start - 1].text if start else ""
    after = doc[end].text if end < len(doc) else ""
    follows = start > 1 and before[:1].isupper() and before.isalpha()
    return follows or after[:1].isupper() or after == "-"
