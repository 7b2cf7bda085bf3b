"""The pipeline's word vectors by themselves: half a second to read, where the whole pipeline takes ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.pipeline import FOLDER

if TYPE_CHECKING:
    from spacy.vectors import Vectors


@cache
def _vectors() -> Vectors:
    from spacy.vectors import Vectors  # here, so that who asks for no word does not load spaCy

    return Vectors().from_disk(FOLDER / "vocab")


@cache
def _ranks() -> Callable[[str], int | None]:
    from spacy.strings import get_string_id

    rows = _vectors().key2row
    return lambda word: rows.get(get_string_id(word))


def frequency_rank(word: str) -> int | None:
    """How many words are more frequent in English than this one, in small letters; None for one that is not known."""
    row = _ranks()(word)
    return None if row is None else int(row)


def vectors_at(ranks: Sequence[int]) -> NDArray[np.float64]:
    """The 50 numbers of each of the words of these ranks, a row a word."""
    rows: NDArray[np.float64] = _vectors().data[ranks].astype(np.float64)
    return rows
