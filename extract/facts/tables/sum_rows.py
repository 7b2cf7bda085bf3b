"""Sums over months: rows of a table that sum up those above them ("3 months", "累计"), labels of all since January."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.facts.tables.cell_labels import read_label
from extract.facts.tables.columns import Cell, Shape
from extract.facts.tables.told_times import Told

_MONTHS = re.compile(
    r"^\d{1,2}[ -]?(?:months?|개월|个月|[かヵカケヶ]月|мес)(?:\.|яц\w*)?"
    r"\s?(?:total|sum|계|합계|计|合计|計|合計|итого|всего)?$",
    re.IGNORECASE,
)
_SINCE_JANUARY = re.compile(
    r"누계|누적|累计|累計|\bcumulative\b|\byear[- ]to[- ]date\b|\bYTD\b|\bso far this year\b|с начала года|нарастающ",
    re.IGNORECASE,
)


def since_january(told: Told, cell: Cell) -> Told:
    """A month as all months from January to it, where a label says so: "累计" beside "当月"."""
    one_month = told.month is not None and told.month > 1 and told.last_month is None and told.day is None
    if not one_month or not any(_SINCE_JANUARY.search(label.text) for label in cell.labels):
        return told
    return replace(told, month=1, last_month=told.month)


def summed_periods(cells: Sequence[Sequence[str]], shape: Shape) -> dict[int, Told]:
    """The months that each row of a sum is of, by its row: from the first to the last of the rows above it."""
    found: dict[int, Told] = {}
    for column in shape.columns("label"):
        months: list[Told] = []
        for row in range(shape.head_rows, len(cells)):
            label = read_label(cells[row][column])
            told = label.times[0] if len(label.times) == 1 else None
            if told is not None and told.month and told.day is None:
                months.append(told)
            elif (label.total or _MONTHS.match(label.text)) and not label.times and (period := _period(months)):
                found.setdefault(row, period)
    return found


def _period(months: Sequence[Told]) -> Told | None:
    """All of several months that follow one another within a year; None where they do not."""
    spans = sorted({(told.month or 0, told.last_month or told.month or 0) for told in months})
    years = {told.year for told in months if told.year is not None}
    joined = all(first == last + 1 for (_, last), (first, _) in pairwise(spans))
    if len(spans) < 2 or len(spans) != len(months) or len(years) > 1 or not joined:
        return None
    return Told(start=0, end=0, year=next(iter(years), None), month=spans[0][0], last_month=spans[-1][1])
