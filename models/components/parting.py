"""Names that were taken as one: plants side by side ("Yongang Farm and Sinso Farm"), a place and the one it lies in.

Each rule is data with an example; a part is what ends in one of the rule's nouns, and the last part must, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.components.plant_nouns import PLANT_HEADS


@dataclass(frozen=True, kw_only=True, slots=True)
class Parting:
    """Names of `labels` are parted at `joint` where the name before it ends in one of `ends`; all are patterns."""

    labels: tuple[str, ...]
    joint: str
    ends: str
    last: str
    example: str
    parts: tuple[str, ...]


_ADMIN = r"(?:City|County|District|Town|Township|Village|Province|Prefecture|Island|\w+-(?:ri|dong|gu|up))"
PARTINGS = (
    Parting(
        labels=("FACTORY", "ORG"),
        joint=r",? (?:and|&) (?:the )?|, (?:the )?",
        ends=rf"(?:{PLANT_HEADS})(?: No\. \d+)?",
        last=rf"(?:{PLANT_HEADS})(?: No\. \d+)?",
        example="Yongang Farm and Sinso Farm",
        parts=("Yongang Farm", "Sinso Farm"),
    ),
    Parting(
        labels=("PLACE",),
        joint=r" of (?:the )?|, | and ",
        ends=_ADMIN,
        last=r"[A-Z][\w’'-]+",
        example="Jongju City of North Phyongan Province",
        parts=("Jongju City", "North Phyongan Province"),
    ),
)
_COMPILED = tuple(
    (
        rule,
        re.compile(rf"(?:(?<= )|^(?=\w+-))(?:{rule.ends})(?P<joint>{rule.joint})(?=[A-Z\d])"),
        re.compile(rf".*\b(?:{rule.last})"),
    )
    for rule in PARTINGS
)


def parts_of(text: str, label: str) -> list[tuple[int, int]]:
    """The offsets of the names that a name consists of, in order; one pair where it is one name."""
    for rule, joints, last in _COMPILED:
        if label not in rule.labels:
            continue
        cuts = [match.span("joint") for match in joints.finditer(text)]
        if cuts and last.fullmatch(text[cuts[-1][1] :]):
            starts = [0, *(end for _, end in cuts)]
            ends = [*(start for start, _ in cuts), len(text)]
            return [pair for pair in zip(starts, ends, strict=True) if _is_name(text[slice(*pair)])]
    return [(0, len(text))]


def _is_name(text: str) -> bool:
    return " " in text or "-" in text or text[:1].isupper()
