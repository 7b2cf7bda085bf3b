"""Which name of the base an unknown one is likely a slip of, where there is no corpus to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.search.near_names import NameWords, is_likely_slip, respelled, words_of
from corpus.search.slips import form_of, nearest
from corpus.search.suggestions import NameBook, book_of
from extract.resolve.base import BaseIndex
from extract.resolve.name_blocks import read_natural


class BaseSlip(NamedTuple):
    """An entity of the base, what the slips cost, and the name that was meant."""

    cost: float
    id: str
    meant: str


def base_slip(name: str, labels: Sequence[str], base: BaseIndex) -> BaseSlip | None:
    """The entity of one of the labels of whose names this is likeliest a slip; None where it is likely of none."""
    book, words = _names_of(base)
    found = [*_whole(name, base, book, words), *_by_words(name, labels, base, words)]
    return min((each for each in found if base.entities[each.id].label in labels), default=None)


def _whole(name: str, base: BaseIndex, book: NameBook, words: NameWords) -> Iterator[BaseSlip]:
    for cost, place in nearest(form_of(name), book.forms):
        for key, known in book.owners[place]:
            if is_likely_slip(name, known, words):
                yield BaseSlip(cost, key, known)


def _by_words(name: str, labels: Sequence[str], base: BaseIndex, words: NameWords) -> Iterator[BaseSlip]:
    for spelling in respelled(name, words):
        for label in labels:
            found = read_natural(spelling.text, label, base).ids
            if len(found) == 1:
                yield BaseSlip(spelling.cost, found[0], spelling.text)


@lru_cache(maxsize=2)
def _names_of(base: BaseIndex) -> tuple[NameBook, NameWords]:
    names = [(key, name) for key, entity in base.entities.items() for name in (entity.name, *entity.names)]
    return book_of(names), words_of(name for _, name in names)
