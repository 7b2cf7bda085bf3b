"""A text's words in one spelling, as numbers, and its shingles: what two texts are compared by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SHINGLE_WORDS = 5
# five words of Korean or Chinese are about ten characters
SHINGLE_CHARACTERS = 10

_CJK = r"\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_HAS_CJK = re.compile(f"[{_CJK}]")
# in a text with such characters each is a word of its own: spacing and particles then matter little
_WORD_OR_CHARACTER = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[^\W_])+")
_WORD = re.compile(r"[^\W_]+")
# plain spaces separate thousands in North Korean English: "5 000 tons"
_THOUSANDS = re.compile(r"[0-9][0-9]{0,2}(?:[, ][0-9]{3})+(?![0-9])")
_DIGIT = re.compile("[0-9]")
_ACRONYM = re.compile(r"\.([a-z])(?=\.)")
_UNIT = re.compile(r"([0-9])(?=[^\W\d_])")
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u2009": " "}
_SEPARATORS = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})

_STYLES = """
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
20 twenty
30 thirty
january jan
february feb
march mar
april apr
june jun
july jul
august aug
september sep sept
october oct
november nov
december dec
monday mon
tuesday tues tue
wednesday wed
thursday thurs thu
friday fri
saturday sat
sunday sun
kilometers kilometres kilometer kilometre km
meters metres meter metre
tons tonnes tonne ton
kilograms kilogrammes kilogram kg
center centre centres centers
theater theatre
gray grey
program programme programmes programs
defense defence
"""
_SAME = {style: first for first, *others in map(str.split, _STYLES.strip().split("\n")) for style in others}
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{2}[^aeiou])our(?=(?:s|ed|ing|able|ite)?$)"), "or"),
)


def normal_word(word: str) -> str:
    """A lower-case word in the spelling that stands for all of its styles: numerals, months, British as American."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if word in _SAME:
        return _SAME[word]
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


# most words come again: what is worked out of them is kept, and forgotten before it grows large
_WORDS_KEPT = 300_000


class _NormalWords(dict[str, str]):
    """Lower-case word to the spelling that stands for all of its styles."""

    def __missing__(self, word: str) -> str:
        if len(self) > _WORDS_KEPT:
            self.clear()
        self[word] = found = normal_word(word)
        return found


class _WordHashes(dict[str, int]):
    """Lower-case word to 64 bits of its normal spelling."""

    def __missing__(self, word: str) -> int:
        if len(self) > _WORDS_KEPT:
            self.clear()
        normal = _NORMALS[word].encode()
        self[word] = found = int.from_bytes(hashlib.blake2b(normal, digest_size=8).digest(), "big")
        return found


_NORMALS = _NormalWords()
_HASHES = _WordHashes()
_MULTIPLIERS = [pow(0x9E3779B97F4A7C15, power, 1 << 64) | 1 for power in range(SHINGLE_CHARACTERS)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A text as compared: its words' hashes in order, and its different shingles' hashes, sorted.

    `normal` is what `normal_text` makes of it, `per_shingle` how many words (characters, in Korean and Chinese) a
    shingle holds.
    """

    normal: str
    words: Hashes
    shingles: Hashes
    ordered: Hashes
    per_shingle: int

    @property
    def cjk(self) -> bool:
        """Whether a word here is mostly a character."""
        return self.per_shingle == SHINGLE_CHARACTERS


def normal_text(text: str) -> str:
    """A text in lower case and one form of Unicode, its numbers without separators, its acronyms without dots."""
    if not text.isascii():
        for styled, plain in _PLAIN.items():
            text = text.replace(styled, plain)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    text = text.lower()
    figures = _DIGIT.search(text) is not None
    if figures:
        text = _THOUSANDS.sub(_join_digits, text)
    text = _ACRONYM.sub(r"\1", text)
    if figures:
        text = _UNIT.sub(r"\1 ", text)
    text = f" {text}".replace(" n. korea", " north korea").replace(" s. korea", " south korea")
    return text.replace("%", " percent ").replace("per cent", "percent")


def split_words(text: str) -> list[str]:
    """The words of a normal text; each Korean, Chinese or Japanese character is one."""
    if text.isascii():
        return text.translate(_SEPARATORS).split()
    return (_WORD_OR_CHARACTER if _HAS_CJK.search(text) else _WORD).findall(text)


def normal_words(text: str) -> list[str]:
    """The words of a text in the spellings that stand for all styles."""
    return spell_words(normal_text(text))


def spell_words(normal: str) -> list[str]:
    """The words of a normal text in the spellings that stand for all styles."""
    return list(map(_NORMALS.__getitem__, split_words(normal)))


def read_words(text: str) -> Words:
    """A text's words and shingles. A text shorter than a shingle has one shingle, its whole."""
    normal = normal_text(text)
    found = split_words(normal)
    characters = 0 if text.isascii() else len(_HAS_CJK.findall(text))
    per_shingle = SHINGLE_CHARACTERS if characters * 2 > len(found) else SHINGLE_WORDS
    words = np.fromiter(map(_HASHES.__getitem__, found), dtype=np.uint64, count=len(found))
    ordered = _shingle(words, per_shingle)
    return Words(normal=normal, words=words, ordered=ordered, shingles=distinct(ordered), per_shingle=per_shingle)


def _shingle(words: Hashes, size: int) -> Hashes:
    size = min(size, len(words))
    if not size:
        return words
    count = len(words) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        mixed += words[place : place + count] * np.uint64(_MULTIPLIERS[place])
    # spread the sums over all 64 bits: the index orders by the upper ones
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    return mixed


def winnow(ordered: Hashes, window: int) -> Hashes:
    """The least hash of each `window` shingles in a row, sorted: two texts that share so long a run share one.

    What a wide window keeps, a narrow one keeps too. (Schleimer, Wilkerson and Aiken, SIGMOD 2003.)
    """
    if len(ordered) <= window:
        return ordered[ordered.argmin() :][:1].copy() if len(ordered) else ordered
    least = ordered
    span = 1
    while span < window:  # windows of 1, 2, 4 … and then the rest
        step = min(span, window - span)
        least = np.minimum(least[:-step], least[step:])
        span += step
    return distinct(least)


def distinct(hashes: Hashes) -> Hashes:
    """The different hashes, sorted."""
    if len(hashes) < 2:
        return hashes
    hashes = np.sort(hashes)
    keep = np.empty(len(hashes), dtype=bool)
    keep[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=keep[1:])
    return hashes[keep]


def _join_digits(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    if before and before in "0123456789.,":
        return match[0]
    return match[0].replace(",", "").replace(" ", "")
