"""Cells that a spreadsheet does not run, in CSV that Datasette streams."""

from __future__ import annotations

import re

from corpus.files import FORMULA, SIGNS, is_formula

_BARE = re.escape(SIGNS.replace("\r\n", ""))  # a cell with a line's end in it is quoted
_UNQUOTED = re.compile(rf"([,\n])('*[{_BARE}][^,\r\n]*)")


class CsvGuard:
    """Puts the apostrophes into a CSV text that comes in pieces; a piece may end anywhere but inside a cell's start."""

    def __init__(self) -> None:
        self._quoted = False
        self._last = "\n"  # the last character outside quotes: after "," or a line's end a cell starts

    def guard(self, piece: str) -> str:
        """The next piece, made safe."""
        parts = []
        for index, part in enumerate(piece.split('"')):
            if index:
                self._quoted = not self._quoted
                parts.append('"')
            if self._quoted:
                starts = self._last in (",", "\n")
                parts.append(f"'{part}" if index and starts and FORMULA.match(part) else part)
                self._last = ""
            elif part:
                before = self._last if index == 0 else ""
                parts.append(_UNQUOTED.sub(_guard_cell, before + part)[len(before) :])
                self._last = part[-1]
        return "".join(parts)


def _guard_cell(match: re.Match[str]) -> str:
    return f"{match[1]}'{match[2]}" if is_formula(match[2]) else match[0]
