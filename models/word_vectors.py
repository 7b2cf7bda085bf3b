"""The pipeline's word vectors by themselves: half a second to read, where the whole pipeline takes ten."""

from __future__ import annotations

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


def frequency_rank(word: str) -> int | None:
    """How many words are more frequent in English than this one, in small letters; None for one that is not known."""
    from spacy.strings import get_string_id

    row = _vectors().key2row.get(get_string_id(word))
    return None if row is None else int(row)


def word_vector(word: str) -> NDArray[np.float32] | None:
    """A word's 50 numbers; None for one that is not known."""
    rank = frequency_rank(word)
    return None if rank is None else _vectors().data[rank]
