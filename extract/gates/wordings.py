"""The wordings that the gates look for. They are data, in patterns.tsv, each with an example."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

# what refuses a page is said at a text's start, and patterns that try each place of a run take its square of time
LONGEST_SAID = 3000
_TO_COMMENT = re.compile(r"\b(comments?|reply|discussion)\b|댓글|评论|コメント|комментар", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A pattern that a gate looks for, and a text that it is there for."""

    name: str
    pattern: str
    example: str


@cache
def wordings() -> tuple[Wording, ...]:
    """The rows of patterns.tsv."""
    with resources.files("extract.gates").joinpath("patterns.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Wording(name=row["gate"], pattern=row["pattern"], example=row["example"]) for row in rows)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns of one name as one."""
    parts: dict[str, list[str]] = {}
    for wording in wordings():
        parts.setdefault(wording.name, []).append(wording.pattern)
    return {name: re.compile("|".join(every), re.IGNORECASE) for name, every in parts.items()}


def says(name: str, text: str, *, heading: bool = False) -> bool:
    """Whether a text holds one of the wordings of a name; those for `heading`s alone count where it is one."""
    text = text[:LONGEST_SAID]
    if patterns()[name].search(text):
        return name != "prompt" or not _TO_COMMENT.search(text)
    return heading and name == "soft-404" and patterns()["soft-404-heading"].search(text) is not None


def said_of(name: str, text: str) -> set[str]:
    """The wordings of a name that a text holds, as it has them, in small letters."""
    return {found[0].lower() for found in patterns()[name].finditer(text[:LONGEST_SAID])}
