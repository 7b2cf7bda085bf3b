"""A text's words as numbers, and its shingles: what two texts are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extract.stories.spelling import CJK_CHARACTER, STYLES, spell_words

Hashes = NDArray[np.uint64]

SHINGLE_WORDS = 5
# five words of Korean or Chinese are about ten characters
SHINGLE_CHARACTERS = 10

_BASE = 0x9E3779B97F4A7C15
_MULTIPLIERS = [pow(_BASE, power, 1 << 64) | 1 for power in range(SHINGLE_CHARACTERS)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A text as compared: its words' hashes in order, and its different shingles' hashes, sorted.

    `spelled` are the words between spaces, `per_shingle` is how many words (characters, in Korean and Chinese) a
    shingle holds.
    """

    spelled: str
    words: Hashes
    shingles: Hashes
    ordered: Hashes
    per_shingle: int


def read_words(text: str) -> Words:
    """A text's words and shingles. A text shorter than a shingle has one shingle, its whole."""
    spelled = spell_words(text)
    words = hash_words(spelled)
    characters = 0 if text.isascii() else len(CJK_CHARACTER.findall(text))
    per_shingle = SHINGLE_CHARACTERS if characters * 2 > len(words) else SHINGLE_WORDS
    ordered = shingle(words, per_shingle)
    return Words(spelled=spelled, words=words, ordered=ordered, shingles=distinct(ordered), per_shingle=per_shingle)


def hash_words(spelled: str) -> Hashes:
    """64 bits for each of the words between spaces, in order; all styles of a word have the same."""
    words = _hash_spelled(spelled)
    styles, firsts = _styles()
    places = np.searchsorted(styles, words)
    places[places == len(styles)] = 0
    return np.where(styles[places] == words, firsts[places], words)


def _hash_spelled(spelled: str) -> Hashes:
    """Each word is the number that its characters are the digits of; all are read off one running sum."""
    codes = np.frombuffer(spelled.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = codes != ord(" ")
    edges = np.flatnonzero(letters[1:] != letters[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(1 << len(codes).bit_length())
    sums = np.cumsum(codes * powers[: len(codes)])
    return _spread((sums[ends] - sums[starts]) * inverses[starts])


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The base to the power of 0, 1, 2 …, and what undoes a multiplication by each."""
    bases = (np.full(count, value, np.uint64) for value in (_BASE, pow(_BASE, -1, 1 << 64)))
    powers, inverses = (np.cumprod(base) for base in bases)
    return powers, inverses


@lru_cache(maxsize=1)
def _styles() -> tuple[Hashes, Hashes]:
    """The hashes of words that are one of several styles, sorted, and for each that of the word that stands for all."""
    styles = _hash_spelled(f" {' '.join(STYLES)} ")
    firsts = _hash_spelled(f" {' '.join(STYLES.values())} ")
    order = np.argsort(styles)
    return styles[order], firsts[order]


def shingle(words: Hashes, size: int) -> Hashes:
    """A hash for each `size` words in a row; one for all of them when they are fewer."""
    size = min(size, len(words))
    if not size:
        return words
    count = len(words) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        mixed += words[place : place + count] * np.uint64(_MULTIPLIERS[place])
    return _spread(mixed)


def _spread(hashes: Hashes) -> Hashes:
    """The hashes spread over all 64 bits: the index orders by the upper ones."""
    hashes ^= hashes >> np.uint64(31)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(29)
    return hashes


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
