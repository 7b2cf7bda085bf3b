"""A text's wording for comparing with another in the same language: stems, or pairs of characters, by weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import fsum

import numpy as np
from numpy.typing import NDArray

from extract.events.rarity import word_weight
from models.word_vectors import word_vector

Weights = Mapping[str, float]

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
            stem, weight = word[:STEM], word_weight(word)
            if stem in counts:
                counts[stem] += times
                weighed[stem] = min(weighed[stem], weight)
            else:
                counts[stem], weighed[stem] = times, weight
    found = {stem: weight * (1 + counts[stem]) ** 0.5 for stem, weight in weighed.items() if weight > 0.05}
    length = sum(weight * weight for weight in found.values()) ** 0.5
    return {stem: weight / length for stem, weight in found.items()}


def overlap_of(a: Weights, b: Weights) -> float:
    """How alike two wordings are, 0 to 1: the cosine between them."""
    return fsum([a[word] * b[word] for word in a.keys() & b.keys()])  # the same in whatever order


def meaning(text: str) -> NDArray[np.float32] | None:
    """The direction of an English text's words together, rare ones counting for more; None where none is known."""
    total = np.zeros(50, np.float32)
    for word in set(_LATIN.findall(text.lower())):
        vector = word_vector(word)
        if vector is not None:
            total += np.float32(word_weight(word)) * vector
    length = float(np.sqrt(total @ total))
    return total / length if length else None
