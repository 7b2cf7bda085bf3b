"""Footnotes of a table: the marks that its labels bear, and the times that the notes behind these marks tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extract.facts.tables.quantities import plain
from extract.facts.tables.told_times import Told, bounds, read_times

_SIGN = r"\*{1,3}|＊{1,3}|[†‡]{1,2}|[¹²³⁴-⁹]⁾?|[①-⑨]"
_AT_LABEL = re.compile(rf"(?<=[^\W\d_])\s?(?P<mark>{_SIGN}|\d\)(?![^()]*\())(?![^\W\d_])")
_POWER = re.compile(r"(?:^|[\W\d_])(?:[ckmкс]?[mм]|米|미터)$")
_AT_NOTE = re.compile(rf"(?:^|(?<=[\s.;。；]))(?P<mark>{_SIGN}|\(?\d\))\s?")


def without_marks(text: str) -> str:
    """A label without the marks of its notes."""
    return _AT_LABEL.sub(lambda match: match[0] if _is_power(match) else "", text)


def marks_of(text: str) -> tuple[str, ...]:
    """The marks that a label bears, a raised 1 as "1"."""
    return tuple(_sign(match["mark"]) for match in _AT_LABEL.finditer(text) if not _is_power(match))


def noted_times(lines: Iterable[str], day: date | None) -> dict[str, Told]:
    """The day or month that each note tells, by its mark; notes that tell none or several are left out."""
    found: dict[str, Told] = {}
    for line in lines:
        marks = list(_AT_NOTE.finditer(line))
        ends = [*(mark.start() for mark in marks[1:]), len(line)]
        for mark, end in zip(marks, ends, strict=False):
            note = plain(line[mark.end() : end])
            times = [told for told in read_times(note) if bounds(told, day) is not None]
            if len(times) == 1:
                found.setdefault(_sign(mark["mark"]), times[0])
    return found


def _sign(mark: str) -> str:
    return plain(mark).strip("()")


def _is_power(match: re.Match[str]) -> bool:
    """Whether a raised 2 or 3 says a square or cubic metre."""
    return match["mark"] in "²³" and _POWER.search(match.string[: match.start()]) is not None
