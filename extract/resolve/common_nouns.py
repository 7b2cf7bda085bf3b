"""Common nouns as five languages and Arabic have them, so that a translated name meets its original: Rainbow Street is
무지개거리.

common_nouns.tsv holds one meaning a row, common_verbs.tsv what else sentences are made of; goods are known by the names
that the base has for them in each script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.names import fold
from corpus.names.tsv import read_rows
from corpus.names.vocabulary import DIRECTIONS, HEADS, WEAK, WORDS
from extract.resolve.base import base_index

_LANGUAGES = ("english", "korean", "chinese", "japanese", "russian", "arabic")
_LONGEST = 8
# A good's name of one sign of these is a part of many words.
_ONE_SIGN = re.compile(r"[가-힣\u3400-\u9fffァ-ヺ]")


@lru_cache(maxsize=1)
def _meanings() -> dict[str, frozenset[str]]:
    """A word in lower case -> the forms of what it means."""
    found: dict[str, set[str]] = {}
    for row in (*read_rows("common_nouns.tsv"), *read_rows("common_verbs.tsv")):
        first = row["english"].split()[0]
        meaning = next((table[first] for table in (HEADS, WORDS, WEAK, DIRECTIONS) if first in table), first)
        goods = [f"@{key}" for word in row["english"].split() for key in goods_of(word) + goods_of(word + "s")]
        for language in _LANGUAGES:
            for word in row[language].split():
                found.setdefault(word.casefold(), set()).update((f"={meaning}", *goods))
    for (label, name), ids in base_index().exact.items():
        if label == "PRODUCT" and len(ids) < 3 and not (len(name) == 1 and _ONE_SIGN.match(name)):
            found.setdefault(name, set()).update(f"@{key}" for key in ids)
    return {word: frozenset(forms) for word, forms in found.items()}


def place_of(word: str) -> frozenset[str]:
    """The forms of the place of the base that a word names, none where it is none or may be one of several."""
    ids = base_index().exact.get(("PLACE", fold(word) or word), {})
    return frozenset(f"@{key}" for key in ids) if len(ids) < 3 and len(word) > 1 else frozenset()


def take_place(run: str) -> tuple[str, frozenset[str], str]:
    """A name without spaces as the place that it begins with, that place's forms, and the rest: 珲春 and 远帆."""
    for size in range(min(5, len(run) - 2), 1, -1):
        if said := place_of(run[:size]):
            return run[:size], said, run[size:]
    return "", frozenset(), run


def goods_of(word: str) -> list[str]:
    """The goods of the base that a word names."""
    ids = base_index().exact.get(("PRODUCT", word.casefold()), {})
    return sorted(ids) if len(ids) < 3 else []


def meanings_of(word: str) -> frozenset[str]:
    """The forms of what a word means, none where it is no common noun."""
    table = _meanings()
    return table.get(word.casefold()) or table.get(fold(word), frozenset())


def take_apart(run: str, *, least: int) -> Iterator[tuple[str, frozenset[str]]]:
    """A run of signs without spaces as common nouns, the longest first, and what is left between them; a noun has
    `least` signs or more, at the end of the run it may have one less.
    """
    start = at = 0
    while at < len(run):
        size = _longest(run, at, least)
        if not size:
            at += 1
            continue
        yield from _tail(run[start:at])
        yield run[at : at + size], meanings_of(run[at : at + size])
        start = at = at + size
    yield from _tail(run[start:])


def _tail(rest: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What is no noun; the last of three signs or more may be one, as in 临港镇."""
    if len(rest) > 2 and (said := meanings_of(rest[-1])):
        yield rest[:-1], frozenset()
        yield rest[-1], said
    elif rest:
        yield rest, frozenset()


def _longest(run: str, at: int, least: int) -> int:
    for size in range(min(_LONGEST, len(run) - at), 0, -1):
        small = size == least - 1 and at + size == len(run) and at
        if (size >= least or small) and meanings_of(run[at : at + size]):
            return size
    return 0


_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگ",
        [
            "a",
            "b",
            "t",
            "th",
            "j",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
            "a",
            "a",
            "a",
            "a",
            "i",
            "a",
            "u",
            "i",
            "p",
            "ch",
            "zh",
            "g",
        ],
        strict=True,
    )
)


def arabic_letters(word: str) -> str:
    """A word in Arabic letters as Latin ones, without its article."""
    return "".join(_ARABIC.get(letter, "") for letter in without_article(word))


def without_article(word: str) -> str:
    """A word in Arabic letters without its article and a joined "and"."""
    return re.sub(r"^و?ال(?=..)", "", word)
