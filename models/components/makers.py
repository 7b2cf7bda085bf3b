"""Firms and brands by what is said around them: "Lufthansa pilots" is no person, "sold as Naegohyang" speaks of a good.

Each rule is data with an example. It looks at a mention's words and at those right before and after, and gives another
label; known names and Korean people keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from models.components.mentions import Candidate
from models.components.token_splits import KOREAN_SURNAMES


@dataclass(frozen=True, kw_only=True, slots=True)
class MakerRule:
    """A mention of one of `labels` is one of `gives` where its words and the words beside it match.

    In `example` the mention stands in brackets.
    """

    labels: tuple[str, ...]
    gives: str
    words: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    example: str


_ANY = re.compile("")
_CAPITALS = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z&][\w’'.-]*){0,3}")
_LEGAL = r"AO|OAO|OOO|PAO|ZAO|GmbH|AG|SE|NV|BV|PLC|plc|LLC|Inc\.?|Ltd\.?|Corp\.?|Co\.?"
_GOODS = r"(?:copy|version|model|brand|line|kind|drink|beer|liquor|soju|snack|phone|handset|product|one)"
MAKER_RULES = (
    MakerRule(
        labels=("PERSON", "PLACE", "FACTORY"),
        gives="ORG",
        words=re.compile(rf"[A-Z].* (?:{_LEGAL})"),
        before=_ANY,
        after=_ANY,
        example="[Chaeki Farm AO] has offered it",
    ),
    MakerRule(
        labels=("PERSON", "PLACE"),
        gives="ORG",
        words=re.compile(r"[A-Z]\w+ & [A-Z]\w+"),
        before=_ANY,
        after=_ANY,
        example="engines from [Pratt & Whitney] came late",
    ),
    MakerRule(
        labels=("PERSON",),
        gives="ORG",
        words=_CAPITALS,
        before=_ANY,
        after=re.compile(
            r"(?:['’]s)? (?:shares (?:rose|fell|jumped|climbed|slid|slipped|gained|lost|dropped|were|are|in)\b|"
            r"pilots\b|(?:cabin )?crews?\b|shareholders\b|executives\b|"
            r"subsidiar(?:y|ies)\b|handsets?\b|jets\b|trucks\b|dealers\b)"
        ),
        example="[Lufthansa] pilots will strike",
    ),
    MakerRule(
        labels=("PERSON",),
        gives="ORG",
        words=_CAPITALS,
        before=_ANY,
        after=re.compile(r" (?!and )(?:[a-z]+ ){1,2}(?:(?:on )?[A-Z][a-z]+day that )?its\b"),
        example="[Novo Nordisk] cut its forecast",
    ),
    MakerRule(
        labels=("PERSON", "PLACE", "ORG"),
        gives="PRODUCT",
        words=_CAPITALS,
        before=re.compile(
            r"(?:\bsold (?:as|under the names?)|\bunder the (?:names?|label|brand|brand name)(?: of)?|\brelabelled|"
            r"\brelabeled|\bthe rival,|"
            rf"\b{_GOODS}s?,? (?:called|named|known as)|\bcigarettes (?:called|named|known as)) [\"“‘']?$"
        ),
        after=re.compile(r"(?! (?:County|City|Province|District|Factory|Company|Trading))"),
        example="sneakers sold as [Naegohyang] went first",
    ),
    MakerRule(
        labels=("PERSON", "PLACE", "ORG"),
        gives="PRODUCT",
        words=_CAPITALS,
        before=re.compile(r"[\"“‘]$"),
        after=re.compile(r"[\"”’] brand\b"),
        example='cosmetics of "[Unhasu]" brand',
    ),
    MakerRule(
        labels=("FACTORY",),
        gives="ORG",
        words=re.compile(r"[A-Z].* Trading (?:Company|Corporation|Co\.?)"),
        before=_ANY,
        after=_ANY,
        example="[Naegohyang Trading Company] has brought out a flask",
    ),
)
_SPAN = 40  # characters before and after a mention that a rule looks at
_LTD = re.compile(r", (?:Ltd|Inc|LLC)\b\.?")
_FORMS = frozenset(("Ltd", "Ltd.", "Inc", "Inc.", "LLC"))
_PACKED = re.compile(r"(?P<brand>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*) (?:boxes|packets|packs|bottles|tins|crates|sachets)")


def follow_makers(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, firms and brands under the label that the words around them give; in order of the text."""
    text = doc.text  # put together anew each time it is asked for
    return [_bounded(doc, text, replace(item, label=_label(doc, text, item))) for item in _kept_apart(doc, mentions)]


def _label(doc: Doc, text: str, item: Candidate) -> str:
    if item.label == "PRODUCT" or (item.source != "model" and (item.source, item.label) != ("suffix-rule", "FACTORY")):
        return item.label
    span = doc[item.start : item.end]
    if item.label == "PERSON" and span[0].text in KOREAN_SURNAMES:
        return item.label
    before = text[max(0, span.start_char - _SPAN) : span.start_char]
    after = text[span.end_char : span.end_char + _SPAN]
    for rule in MAKER_RULES:
        fits = (
            item.label in rule.labels
            and not (item.known and rule.gives == "PRODUCT")
            and rule.words.fullmatch(span.text)
        )
        if fits and rule.before.search(before) and rule.after.match(after):
            return rule.gives
    return item.label


def _bounded(doc: Doc, text: str, item: Candidate) -> Candidate:
    """The mention with the legal form that follows it, or without the packing that a brand comes in."""
    span = doc[item.start : item.end]
    if item.label == "ORG" and (match := _LTD.match(text, span.end_char)):
        longer = doc.char_span(span.start_char, match.end()) or doc.char_span(span.start_char, match.end() - 1)
        return replace(item, end=longer.end) if longer is not None else item
    if item.label == "PRODUCT" and (packed := _PACKED.fullmatch(span.text)):
        shorter = span.char_span(*packed.span("brand"))
        return replace(item, end=shorter.end) if shorter is not None else item
    return item


def _kept_apart(doc: Doc, mentions: list[Candidate]) -> Iterator[Candidate]:
    """The mentions without those that a legal form would take in ("Ltd" by itself)."""
    return (item for item in mentions if item.end - item.start > 1 or doc[item.start].text not in _FORMS)
