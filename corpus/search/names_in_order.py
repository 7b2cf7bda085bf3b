"""The forms of all names in order, so that those that begin with a form, or hold it, are found without walking them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from corpus.search.suggestions import NameBook, name_book
from corpus.store.reader import Readable
from corpus.store.settled import settled

_END = "\n"  # of a form, which has none in it: forms are letters and digits


class NamesInOrder(NamedTuple):
    """The forms of a `book`, sorted: `places[i]` is where in the book the form i stands, `starts[i]` where it begins in
    `joined`, in which each form has its end.
    """

    book: NameBook
    forms: tuple[str, ...]
    places: tuple[int, ...]
    starts: tuple[int, ...]
    joined: str

    def begun(self, form: str) -> Iterator[int]:
        """The places in the book of the forms that begin with this one, itself among them."""
        for number in range(bisect_left(self.forms, form), len(self.forms)):
            if not self.forms[number].startswith(form):
                return
            yield self.places[number]

    def holding(self, form: str) -> Iterator[int]:
        """The places in the book of the forms in which this one, which is not empty, stands; each once."""
        at = self.joined.find(form)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            yield self.places[number]
            at = self.joined.find(form, self.starts[number] + len(self.forms[number]))


def names_in_order(db: Readable) -> NamesInOrder:
    """All names of the corpus, sorted again after it was written to."""
    return settled(db, "names in order", lambda: in_order(name_book(db)))


def in_order(book: NameBook) -> NamesInOrder:
    """The forms of a book, sorted."""
    pairs = sorted(zip(book.forms, range(len(book.forms)), strict=True))
    forms = tuple(form for form, _ in pairs)
    starts = tuple(accumulate((len(form) + len(_END) for form in forms), initial=0))[:-1]
    joined = "".join(form + _END for form in forms)
    return NamesInOrder(book, forms, tuple(place for _, place in pairs), starts, joined)
