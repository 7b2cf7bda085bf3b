"""What stands where in a sentence: quantities, times, names and the words that tell what a figure is.

Offsets count in the article's field, so that a link may lead from one sentence into another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from extract.facts.tagged_sentences import HOME


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Something between `start` and `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity(Mark):
    """A number with what it counts. `unit` is a currency (ISO 4217; "won" where no one says whose), "%", a measure
    ("t", "kg", "L", "pairs"), or "" where the sentence leaves it out. `kind` is money, percent, measure or bare.
    """

    kind: str
    value: float
    unit: str
    high: float | None = None
    qualifier: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Time(Mark):
    """A time from `first` to `last`, inclusive; both None where it is told without being one ("these days").

    `aside` marks one that is only compared with or counted from, `anchored` one counted from another date of the text.
    """

    first: date | None
    last: date | None
    aside: bool = False
    anchored: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NameMark(Mark):
    """A name: `label` as the tagger's, or "CURRENCY" (`entity_id` is then its code). `mention` is the mention's id;
    `country`, `kind` and `hs` are what is known of its entity, "" where nothing is.
    """

    label: str
    entity_id: str | None = None
    mention: str | None = None
    country: str = ""
    kind: str = ""
    hs: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence of a field with all its marks; `paragraph` numbers the paragraphs of the field."""

    field: str
    start: int
    text: str
    paragraph: int
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    names: tuple[NameMark, ...] = ()
    masked: str = ""

    @property
    def end(self) -> int:
        """Where the sentence ends in its field."""
        return self.start + len(self.text)

    def between(self, start: int, end: int) -> str:
        """The masked words between two offsets of the field."""
        return self.masked[max(0, start - self.start) : max(0, end - self.start)]

    def labelled(self, *labels: str) -> list[NameMark]:
        """The names with one of these labels, in order."""
        return [name for name in self.names if name.label in labels]


M = TypeVar("M", bound=Mark)


def is_province(name: NameMark) -> bool:
    """Whether a place is a province: some cities count as one, but no market of a province is meant."""
    return name.kind == "province" and (name.entity_id or "").endswith("-province")


def is_home(place: NameMark | None) -> bool:
    """Whether a place is, or may be, in North Korea."""
    return place is None or not place.country or HOME in place.country.split("|")


def within(marks: Iterable[M], start: int, end: int) -> Iterator[M]:
    """The marks that lie wholly between two offsets."""
    return (mark for mark in marks if start <= mark.start and mark.end <= end)
