"""What happens in a text, by the words that tell it: the rows of happenings.toml, the same kinds in every language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ko", "zh", "ja", "ru")


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """A kind of happening: kinds of one `group` exclude one another; `patterns` are by language."""

    name: str
    group: str
    patterns: dict[str, re.Pattern[str]]
    examples: tuple[str, ...]


@cache
def happenings() -> tuple[Happening, ...]:
    """All kinds, in the order of the file."""
    rows = tomllib.loads((resources.files("extract.events") / "happenings.toml").read_text("utf-8"))
    return tuple(
        Happening(
            name=name,
            group=row.get("group", ""),
            # small letters, looked for in a text in small letters: twice as fast as without regard to case
            patterns={language: re.compile(row[language]) for language in LANGUAGES},
            examples=tuple(row["examples"]),
        )
        for name, row in rows.items()
    )


@cache
def groups() -> dict[str, str]:
    """The group of each kind that has one."""
    return {each.name: each.group for each in happenings() if each.group}


def what_happens(text: str, language: str) -> frozenset[str]:
    """The kinds that a text tells; none in a language without patterns."""
    if language not in LANGUAGES:
        return frozenset()
    text = text.lower()
    return frozenset(each.name for each in happenings() if each.patterns[language].search(text))
