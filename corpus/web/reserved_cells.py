"""Cells of Datasette's own pages that hold the text of a page that asks not to be archived: they come empty.

What readers ask by themselves names any table and any column. So it is the rows that are looked at, line by line.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from corpus.store.leaving import TEXTS

SHORTEST = 20  # characters of a line that tells where it is from


def reserved_lines(connection: sqlite3.Connection) -> frozenset[str]:
    """The lines of all texts that may not leave; none in a database that has no such articles."""
    found: set[str] = set()
    try:
        if connection.execute("select 1 from main.articles where noarchive = 1 limit 1").fetchone() is None:
            return frozenset()
        for table, (key, columns) in TEXTS.items():
            rows = connection.execute(
                f"select {', '.join(columns)} from main.{table}"
                f" where {key} in (select id from main.articles where noarchive = 1)"
            )
            for row in rows.fetchall():
                for value in tuple(row):
                    found.update(_lines(value))
    except sqlite3.OperationalError:  # another file than a corpus, or one of an older version
        return frozenset()
    return frozenset(found)


def _lines(value: Any) -> list[str]:
    """A text and its lines, as far as they are long enough to be known again."""
    if not isinstance(value, str):
        return []
    return [part for part in (value, *(line.strip() for line in value.split("\n"))) if len(part) >= SHORTEST]


def without_reserved(row: tuple[Any, ...], reserved: frozenset[str]) -> tuple[Any, ...]:
    """The row, with cells that hold such a line empty."""
    if not reserved:
        return row
    return tuple("" if any(line in reserved for line in _lines(value)) else value for value in row)
