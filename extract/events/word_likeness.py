"""A text's wording for comparing with another in the same language: stems, or pairs of characters, by weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from math import fsum

import numpy as np
from numpy.typing import NDArray

from extract.events.rarity import word_weight
from models.word_vectors import frequency_rank, vectors_at

Weights = Mapping[str, float]
# by weight: a word that says less is left out
LEAST_WORD = 0.05
# words whose weight is kept in memory: some 30 MB
WORDS_KEPT = 1 << 17

# inflected words of one stem mostly begin alike
STEM = 7
_LATIN = re.compile(r"[a-zà-ɏ]{3,}")
_CYRILLIC = re.compile(r"[а-яё]{4,}")
_UNSPACED = re.compile(r"[가-힣]+|[一-鿿々]+|[ァ-ヿー]{2,}")


@cache
def common_parts(language: str) -> frozenset[str]:
    """The pairs of characters (in Russian, the stems) that are grammar, or stand in every report on the country."""
    rows = (resources.files("extract.events") / "common_words.tsv").read_text("utf-8").splitlines()[1:]
    parts = (row.split("\t") for row in rows)
    return frozenset(part for own, words in parts if own == language for part in words.split())


def wording(text: str, language: str) -> dict[str, float]:
    """Each word (by its stem) or pair of characters with its weight: how much it says times how often, damped;
    all together of length 1."""
    counts: dict[str, int] = {}
    text = text.lower()
    common = common_parts(language)
    if language in ("ko", "zh", "ja"):
        runs = _UNSPACED.findall(text)
        counts = Counter(run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1)))
        weighed = {pair: 1.0 for pair in counts if pair not in common and len(pair) == 2}
    elif language == "ru":
        counts = Counter(word[:STEM] for word in _CYRILLIC.findall(text))
        weighed = {stem: 1.0 for stem in counts if stem not in common}
    else:
        weighed = {}
        for word, times in Counter(_LATIN.findall(text)).items():
            known = _weighed[word]
            if known is None:
                continue
            stem, weight = known
            if stem in counts:
                counts[stem] += times
                weighed[stem] = min(weighed[stem], weight)
            else:
                counts[stem], weighed[stem] = times, weight
    found = {stem: weight * (1 + counts[stem]) ** 0.5 for stem, weight in weighed.items() if weight > LEAST_WORD}
    length = sum([weight * weight for weight in found.values()]) ** 0.5
    return {stem: weight / length for stem, weight in found.items()}


class _Weighed(dict[str, tuple[str, float] | None]):
    """A word's stem and weight; None for a common one that is its own stem, so that no other's weight hangs on it.

    A look-up here takes a tenth of a call.
    """

    def __missing__(self, word: str) -> tuple[str, float] | None:
        weight = word_weight(word)
        found = None if len(word) < STEM and weight <= LEAST_WORD else (word[:STEM], weight)
        if len(self) >= WORDS_KEPT:
            self.clear()
        self[word] = found
        return found


# no constant, by its name: what was read before is no rule, and the stage's version is made of constants
_weighed = _Weighed()


def overlap_of(a: Weights, b: Weights) -> float:
    """How alike two wordings are, 0 to 1: the cosine between them."""
    return fsum([a[word] * b[word] for word in a.keys() & b.keys()])  # the same in whatever order


def meaning(text: str) -> NDArray[np.float64] | None:
    """The direction of an English text's words together, rare ones counting for more; None where none is known."""
    known = [row for word in dict.fromkeys(_LATIN.findall(text.lower())) if (row := _known(word)) is not None]
    if not known:
        return None
    total = np.array([weight for _, weight in known]) @ vectors_at([rank for rank, _ in known])
    length = float(np.sqrt(total @ total))
    return total / length if length else None


@lru_cache(maxsize=WORDS_KEPT)
def _known(word: str) -> tuple[int, float] | None:
    """A word's rank and weight; None for one that is not known."""
    rank = frequency_rank(word)
    return None if rank is None else (rank, word_weight(word))
