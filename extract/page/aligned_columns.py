"""Preformatted tables whose cells are set under their heads by spaces: a line may leave cells out, or span several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extract.page.grids import MAX_COLUMNS, MAX_ROWS

LEAST_ROWS = 3  # of figures, from which on lines are taken for a table
COVERED = 0.7  # share of the lines that have to be of it
LONGEST_LINE = 1000  # characters: a longer line is no row of a table
_GAP = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"\d")
# what follows the last digit holds none, so that no place of a long run is tried against the whole rest
_AMOUNT = re.compile(r"[\d.,\s~–\-+%×x*]*\d[.,\s~–\-+%*]*\D{0,3}|\W+|[A-Za-z]/[A-Za-z]{1,2}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a line, and between which places of a terminal they stand."""

    text: str
    start: int
    end: int


def aligned_rows(lines: Sequence[str]) -> tuple[list[tuple[str, ...]], int] | None:
    """The rows of a table set in columns by spaces, and how many of them are its head; None where lines are no table.

    The widest row of figures tells the columns. A line above the figures with fewer words stands over as many columns
    each; a row that leaves its first column empty goes on with the one above. Lines too long or of too many words apart
    are no rows.
    """
    read = [_pieces(line) for line in lines[:MAX_ROWS]]
    pieces = [found for found in read if found]
    rows = [row for row in pieces if _has_figures(row)]
    if len(rows) < LEAST_ROWS:
        return None
    width = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == width]
    if width < 2 or len(full) < 2 or any(_gaps(full, column) for column in range(width - 1)):
        return None
    spans = [(min(row[at].start for row in full), max(row[at].end for row in full)) for at in range(width)]
    first = next(index for index, row in enumerate(pieces) if _has_figures(row))
    values = [at for at in range(width) if sum(_is_amount(row[at].text) for row in full) * 2 > len(full)]
    values = [at for at in values if at]
    if not values:
        return None
    head = [_spread(row, spans, values) for row in pieces[:first]]
    body = [_placed(row, spans) for row in pieces[first:]]
    whole = [row for row in (*head, *body) if row is not None]
    if len(whole) < COVERED * (len(pieces) + read.count(None)) or any(row is None for row in body[: LEAST_ROWS - 1]):
        return None
    return _carried(whole, sum(row is not None for row in head), values[0])


def _pieces(line: str) -> list[_Piece] | None:
    """The words of a line that stand apart from others; None where it is longer or wider than a row."""
    if len(line) > LONGEST_LINE:
        return None
    line = line.expandtabs(8)
    found: list[_Piece] = []
    place = read = 0
    for match in _GAP.finditer(line):
        start = place + _width(line[read : match.start()])
        place, read = start + _width(match[0]), match.end()
        if any(map(str.isalnum, match[0])) or len(match[0]) <= 2:
            found.append(_Piece(match[0], start, place))
    return found if len(found) <= MAX_COLUMNS else None


def _width(text: str) -> int:
    """How many places of a terminal a text takes: letters of East Asia take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None


def _has_figures(row: Sequence[_Piece]) -> bool:
    amounts = [piece for piece in row[1:] if _is_amount(piece.text)]
    return any(_FIGURE.search(piece.text) for piece in amounts) and 2 * len(amounts) >= len(row) - 1


def _gaps(rows: Sequence[Sequence[_Piece]], column: int) -> bool:
    """Whether what stands in a column runs into the next one, so that lines are no table."""
    return max(row[column].end for row in rows) > min(row[column + 1].start for row in rows) + 1


def _spread(row: Sequence[_Piece], spans: Sequence[tuple[int, int]], values: Sequence[int]) -> tuple[str, ...] | None:
    """A line of heads: those over columns of figures, each over as many, and those over columns of labels."""
    left = spans[values[0] - 1][1]
    over = [piece for piece in row if piece.end > left]
    labels = [piece for piece in row if piece.end <= left]
    if not over or len(over) >= len(values) or len(values) % len(over):
        return _placed(row, spans)
    cells = [""] * len(spans)
    size = len(values) // len(over)
    for number, column in enumerate(values):
        cells[column] = over[number // size].text
    for piece in labels:
        cells[_nearest(piece, spans)] = piece.text
    return tuple(cells)


def _placed(row: Sequence[_Piece], spans: Sequence[tuple[int, int]]) -> tuple[str, ...] | None:
    """A line's words each in the column that they stand in; None where two would stand in one."""
    if len(row) == len(spans):
        return tuple(piece.text for piece in row)
    cells = [""] * len(spans)
    for piece in row:
        column = _nearest(piece, spans)
        if cells[column]:
            return None
        cells[column] = piece.text
    return tuple(cells)


def _nearest(piece: _Piece, spans: Sequence[tuple[int, int]]) -> int:
    def apart(column: int) -> tuple[int, float]:
        start, end = spans[column]
        shared = max(0, min(end, piece.end) - max(start, piece.start))
        return -shared, abs((start + end) / 2 - (piece.start + piece.end) / 2)

    return min(range(len(spans)), key=apart)


def _carried(rows: Sequence[tuple[str, ...]], head_rows: int, first_value: int) -> tuple[list[tuple[str, ...]], int]:
    """The rows, those that leave their first label empty with that of the row above."""
    found: list[tuple[str, ...]] = []
    for number, row in enumerate(rows):
        goes_on = number > head_rows and first_value > 1 and not row[0] and any(row[1:first_value])
        found.append((found[-1][0], *row[1:]) if goes_on else row)
    return found, head_rows
