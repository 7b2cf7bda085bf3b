"""What an SQL statement of a reader may cost in one call of a function: SQLite can stop between two steps, not in one.

`instr`, `replace`, `trim` and `json_patch` compare everything with everything, and `printf` counts to whatever width
it is told; on values of a few megabytes each takes minutes. They are answered for the sizes that questions need.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import Any

VALUE = 4 * 2**20  # bytes of one value or row; a page's text is cut at 250,000 characters long before
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: VALUE,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_TOO_BIG = bytes(VALUE + 1)  # SQLite's own error for it is one line; an exception here would fill the server's log
_NEEDLE = 1000  # characters or bytes looked for, or stripped
_PRODUCT = 10**9  # characters times characters
_WIDTH = 10_000  # of a number or a text that is formatted
_DIGITS = re.compile(r"\d{6,}")

Check = Callable[[tuple[Any, ...]], bool]


def limit_values(connection: sqlite3.Connection, helper: sqlite3.Connection) -> None:
    """Hold a connection to sizes for which every step is short; `helper`, another one, has the plain functions."""
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
        helper.setlimit(limit, most)
    for name, counts, check in _GUARDED:
        for count in counts:
            connection.create_function(name, count, _guarded(name, check, helper), deterministic=True)


def _guarded(name: str, check: Check, helper: sqlite3.Connection) -> Callable[..., Any]:
    """SQLite's own function of that name, asked only for what `check` lets through."""

    def answer(*values: Any) -> Any:
        if not check(values):
            return _TOO_BIG
        try:
            return helper.execute(f"select {name}({', '.join('?' * len(values))})", values).fetchone()[0]
        except sqlite3.DataError:
            return _TOO_BIG

    return answer


def _size(value: Any) -> int:
    return len(value) if isinstance(value, (str, bytes)) else 30


def _short_needle(values: tuple[Any, ...]) -> bool:
    """Whether the second value is short, or both so that their product is small."""
    return _size(values[1]) <= _NEEDLE or _size(values[0]) * _size(values[1]) <= _PRODUCT


def _short_set(values: tuple[Any, ...]) -> bool:
    return _size(values[1]) <= _NEEDLE


def _small_product(values: tuple[Any, ...]) -> bool:
    return _size(values[0]) * _size(values[1]) <= _PRODUCT


def _narrow(values: tuple[Any, ...]) -> bool:
    """Whether no width is huge: neither one written in the format, nor a number that a "*" may take for one."""
    pattern = str(values[0]) if values else ""
    if _DIGITS.search(pattern):
        return False
    return "*" not in pattern or not any(_as_width(value) > _WIDTH for value in values[1:])


def _as_width(value: Any) -> float:
    """How wide SQLite would take a value to be: a text counts as the number it begins with."""
    if isinstance(value, (str, bytes)):
        text = value if isinstance(value, str) else value.decode("latin-1")
        begins = re.match(r"\s*[+-]?\d{1,30}", text)
        return abs(int(begins.group())) if begins else 0
    return 0 if value is None else abs(value)


_GUARDED: tuple[tuple[str, tuple[int, ...], Check], ...] = (
    ("instr", (2,), _short_needle),
    ("replace", (3,), _short_needle),
    *((name, (2,), _short_set) for name in ("trim", "ltrim", "rtrim")),
    ("json_patch", (2,), _small_product),
    *((name, (-1,), _narrow) for name in ("printf", "format")),
)
