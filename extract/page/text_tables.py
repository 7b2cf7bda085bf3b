"""Tables written as lines of text, cells parted by tabs or bars, or set in columns by spaces; and lists of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.page.aligned_columns import aligned_rows
from extract.page.grids import LONGEST_CELL, MAX_COLUMNS, MAX_ROWS, Grid, guess_head, split_item

LEAST_ROWS = 2
LEAST_COLUMNS = 2
LEAST_TABLES = 2  # in one preformatted text, from which on it is parted
MOST_TITLES = 2  # lines above the rows of a preformatted table that say what it is of
COVERED = 0.7  # share of a preformatted text's lines that are the table, where the text is one
_RULE = re.compile(r"[\s|+:=_\-–—─━┼┬┴├┤┌┐└┘│┃*]+")
_BARS = re.compile(r"\s*[|｜│┃]\s*")
_BAR_SIGNS = "|｜│┃"
_GAP = re.compile(r"\s{2,}|\t+")
_BULLET = re.compile(r"^\s*[-–—•·*▪■□○●▲△◆◇※]\s+")
_FIGURE = re.compile(r"\d")


def text_runs(lines: Sequence[str]) -> list[tuple[int, int, Grid]]:
    """The tables in a text's lines: (first line, line after the last, grid), in order.

    A table is two or more lines on end that a tab or a bar parts into equally many cells, two at least, with figures
    in half of the rows; or three items on end that name a figure each ("Rice: 6,200 won").
    """
    found = []
    index = 0
    while index < len(lines):
        end, grid = _parted_run(lines, index)
        if grid is None:
            end, grid = _item_run(lines, index)
        if grid is not None:
            found.append((index, end, grid))
        index = max(end, index + 1)
    return found


def read_columns(text: str) -> Grid | None:
    """The grid in a preformatted text, with bars, tabs or columns of two spaces and more; None where there is none."""
    lines = [line for line in text.splitlines() if line.strip()]
    runs = text_runs(lines)
    if runs:
        start, end, grid = max(runs, key=lambda run: run[1] - run[0])
        above = [" ".join(line.split()) for line in lines[:start] if not _RULE.fullmatch(line)]
        titled = 0 < len(above) <= MOST_TITLES and all(len(line) <= LONGEST_CELL for line in above)
        whole = sum(not _RULE.fullmatch(line) for line in lines) - len(above) * titled
        told = sum(not _RULE.fullmatch(line) for line in lines[start:end])
        if told < COVERED * whole:  # code and letters hold such lines, too
            return None
        return replace(grid, caption=" ".join(above)) if titled else grid
    rows = [tuple(_GAP.split(line.strip())) for line in lines if not _RULE.fullmatch(line)]
    width = len(rows[-1]) if rows else 0
    head = [row for row in rows if len(row) == width]
    if len(head) == len(rows) and 1 < width <= MAX_COLUMNS and len(rows) >= LEAST_ROWS:
        return _grid(rows)
    aligned = aligned_rows([line for line in lines if not _RULE.fullmatch(line)])
    return Grid(kind="text", cells=tuple(aligned[0]), head_rows=aligned[1]) if aligned is not None else None


def parts_of_columns(text: str) -> list[str]:
    """A preformatted text's tables, each with the lines above it; the whole where it holds no more than one."""
    lines = [line for line in text.splitlines() if line.strip()]
    ends = [end for _, end, _ in text_runs(lines)]
    if len(ends) < LEAST_TABLES:
        return [text]
    return ["\n".join(lines[start:end]) for start, end in pairwise([0, *ends[:-1], len(lines)])]


def _parted_run(lines: Sequence[str], start: int) -> tuple[int, Grid | None]:
    rows: list[tuple[str, ...]] = []
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        if rows and _RULE.fullmatch(line):
            continue
        cells = _cells(line)
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        end = index + 1
    return (end, _grid(rows)) if len(rows) >= LEAST_ROWS else (start, None)


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
    elif _BARS.search(line):
        framed = line.strip()[0] in _BAR_SIGNS  # else a bar at the end has an empty last cell behind it
        cells = _BARS.split(line.strip().strip(_BAR_SIGNS) if framed else line.strip())
        cells = [cell.strip() for cell in cells]
    else:
        return ()
    if len(cells) > MAX_COLUMNS:
        return ()
    return tuple(cells) if all(len(cell) <= LONGEST_CELL for cell in cells) else ()


def _grid(rows: Sequence[tuple[str, ...]]) -> Grid | None:
    rows = rows[:MAX_ROWS]
    if rows and len(rows[0]) > LEAST_COLUMNS and not any(row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    figures = sum(any(_FIGURE.search(cell) for cell in row) for row in rows)
    if figures * 2 < len(rows) or not figures:
        return None
    return Grid(kind="text", cells=tuple(rows), head_rows=guess_head(rows))


def _item_run(lines: Sequence[str], start: int) -> tuple[int, Grid | None]:
    pairs = []
    end = start
    for index in range(start, len(lines)):
        pair = split_item(_BULLET.sub("", lines[index]).strip())
        if pair is None or len(pair[0]) > 40:
            break
        pairs.append(pair)
        end = index + 1
    return (end, Grid(kind="list", cells=tuple(pairs))) if len(pairs) >= 3 else (start, None)
