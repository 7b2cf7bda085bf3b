"""What happens in a text, by the words that tell it: the rows of happenings.toml, the same kinds in every language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick_rs

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
    text, finder, kinds = text.lower(), _finder(language), happenings()
    words = {word for word, _, _ in finder.words.find_matches_as_indexes(text, overlapping=True)}
    begun = {kind for word in words for kind in finder.kinds[word]}
    return frozenset(kinds[kind].name for kind in begun | finder.always if kinds[kind].patterns[language].search(text))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Finder:
    """Finds in one pass which patterns of a language can match at all: fifty patterns take thirty times as long.

    `words` are what patterns begin with, `kinds` the numbers of the kinds whose patterns begin with each; the patterns
    of `always` begin with none.
    """

    words: ahocorasick_rs.AhoCorasick
    kinds: tuple[tuple[int, ...], ...]
    always: frozenset[int]


@cache
def _finder(language: str) -> _Finder:
    kinds: dict[str, list[int]] = {}
    always = set()
    for number, each in enumerate(happenings()):
        words = beginnings(each.patterns[language].pattern)
        always.update([number] if "" in words else [])
        for word in words - {""}:
            kinds.setdefault(word, []).append(number)
    return _Finder(
        words=ahocorasick_rs.AhoCorasick(list(kinds)), kinds=tuple(map(tuple, kinds.values())), always=frozenset(always)
    )


def beginnings(pattern: str) -> frozenset[str]:
    """Texts of which one stands in whatever a pattern matches: the letters that each of its alternatives begins with.

    "" is among them where an alternative begins with none. `\\bleft (?:for|here)|(?:ris|fall)ing` gives "left ", "ris"
    and "fall".
    """
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        rest = alternative.removeprefix(r"\b")
        letters = re.split(r"[\\.^$*+?{}\[\]|()]", rest, maxsplit=1)[0]
        after = rest[len(letters) : len(letters) + 1]
        inner = rest[3 : _closing(rest)] if rest.startswith("(?:") else ""
        if inner and not rest[len(inner) + 4 :].startswith(("?", "*", "{")):
            found |= beginnings(inner)
        else:
            found.add(letters[:-1] if after and after in "?*{" else letters)
    return frozenset(found)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, apart from those inside of brackets."""
    ends = [at for at, letter, depth in _depths(pattern) if letter == "|" and depth == 0]
    return [pattern[start:end] for start, end in zip([0, *(e + 1 for e in ends)], [*ends, len(pattern)], strict=True)]


def _closing(pattern: str) -> int:
    """Where the bracket closes with which a pattern begins."""
    return next(at for at, letter, depth in _depths(pattern) if letter == ")" and depth == 0)


def _depths(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Each character that is neither escaped nor in a class, with the number of brackets that it stands in."""
    depth = 0
    for match in re.finditer(r"\\.|\[\^?\]?[^\]]*\]|.", pattern, re.DOTALL):
        depth -= match[0] == ")"
        yield match.start(), match[0], depth
        depth += match[0] == "("
