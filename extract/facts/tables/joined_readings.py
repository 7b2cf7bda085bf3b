"""Readings of a table that belong together: lowest and highest in columns side by side are one range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.facts.tables.cell_readings import Reading
from extract.facts.tables.quantities import plain
from extract.facts.tables.table_words import meaning


def with_ranges(readings: Sequence[Reading], cells: Sequence[Sequence[str]], head_rows: int) -> list[Reading]:
    """The readings, those of a column of lowest figures joined to the one of highest figures right beside it."""
    pairs = _pairs(cells, head_rows)
    by_place = {(reading.row, reading.column): reading for reading in readings if reading.kind in ("price", "rate")}
    found = []
    for reading in readings:
        other = by_place.get((reading.row, pairs[reading.column])) if reading.column in pairs else None
        own = by_place.get((reading.row, reading.column))
        if own is not reading or other is None or not _alike(reading, other):
            found.append(reading)
        elif reading.column < other.column:
            low, high = sorted((reading.value, other.value))
            found.append(replace(reading, value=low, high=high if high > low else None))
    return found


def _pairs(cells: Sequence[Sequence[str]], head_rows: int) -> dict[int, int]:
    """Columns of lowest and highest figures below the same heads, each with the other."""
    if not head_rows:
        return {}
    found: dict[int, int] = {}
    for left, right in pairwise(range(len(cells[0]))):
        levels = {meaning("level", plain(cells[head_rows - 1][column])) for column in (left, right)}
        shared = all(cells[row][left] == cells[row][right] for row in range(head_rows - 1))
        if levels == {"low", "high"} and shared and left not in found:
            found |= {left: right, right: left}
    return found


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two readings differ in their figures alone."""
    return (
        one.high is None
        and other.high is None
        and replace(one, value=0.0, column=0, qualifier="", score=1.0)
        == replace(other, value=0.0, column=0, qualifier="", score=1.0)
    )
