"""Cells that a spreadsheet does not run: in our own CSV, and in CSV that Datasette streams."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.I)
_UNQUOTED = re.compile(r"([,\n])([=+\-@\t][^,\r\n]*)")


def safe_cell(value: object) -> object:
    """The value, with an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a cell with this text; a plain negative number is none."""
    return text.startswith(_FORMULA) and _NUMBER.fullmatch(text) is None


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
                parts.append(f"'{part}" if index and starts and part.startswith(_FORMULA) else part)
                self._last = ""
            elif part:
                before = self._last if index == 0 else ""
                parts.append(_UNQUOTED.sub(_guard_cell, before + part)[len(before) :])
                self._last = part[-1]
        return "".join(parts)


def _guard_cell(match: re.Match[str]) -> str:
    return f"{match[1]}'{match[2]}" if is_formula(match[2]) else match[0]
