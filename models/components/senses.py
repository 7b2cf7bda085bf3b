"""Known names that mean something else there: "crude and dirty play", "destroyers of peace", "Washington Declaration".

Each rule is data: which mentions it looks at, what must stand around them or must not, and what they are otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from models.components.mentions import Candidate

_AROUND = 60  # characters on either side


@dataclass(frozen=True, kw_only=True, slots=True)
class Sense:
    """Mentions of `label` whose words match `name` count only where `needs` is found around them (if given), and where
    `never` does not follow (if given); else they are `becomes`, a label, or nothing ("").
    """

    label: str
    name: str
    example: str
    needs: str = ""
    never: str = ""
    becomes: str = ""


SENSES = (
    Sense(
        label="PRODUCT",
        name=r"crude",
        never=r",? (?:and|but|yet) (?!refined|processed)[a-z]+(?:y|ful|less|ous|al|ent|ant|ive|ish)\b",
        example="crude and dirty play",
    ),
    Sense(label="PRODUCT", name=r"[Dd]estroyers?", never=r" of\b", example="the destroyers of peace"),
    Sense(
        label="PRODUCT",
        name=r"Pyongyang",
        needs=r"(?i)\b(?:\w*phones?|handsets?|smartphones?|touchscreens?|tablets?|models?|brand(?:ed)?|apps?|screens?)\b",
        becomes="PLACE",
        example="the Pyongyang-Nampho area",
    ),
    Sense(
        label="PLACE",
        name=r"[A-Z][\w’'-]+",
        never=r" (?:Declaration|Protocol|Communiqu[eé]|Treaty|Accords?|Consensus|Statement|Convention)\b",
        example="the Washington Declaration",
    ),
)
_COMPILED = tuple((rule, re.compile(rule.name), re.compile(rule.needs), re.compile(rule.never)) for rule in SENSES)
_END = re.compile(r"[.!?;]\s|\n")


def follow_senses(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions without those of known names that mean something else where they stand; in order of the text."""
    found = []
    for item in mentions:
        rule = _broken(doc, item)
        if rule is None:
            found.append(item)
        elif rule.becomes:
            found.append(replace(item, label=rule.becomes, known=""))
    return found


def _broken(doc: Doc, item: Candidate) -> Sense | None:
    """The rule that says that a mention is something else."""
    span, text = doc[item.start : item.end], doc.text
    for rule, name, needs, never in _COMPILED:
        if item.label != rule.label or not name.fullmatch(span.text):
            continue
        before = _END.split(text[max(0, span.start_char - _AROUND) : span.start_char])[-1]
        after = _END.split(text[span.end_char : span.end_char + _AROUND])[0]
        if rule.needs and not needs.search(f"{before} \u0000 {after}"):
            return rule
        if rule.never and never.match(after):
            return rule
    return None
