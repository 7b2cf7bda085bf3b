"""CSV: one file a table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlite_utils import Database

TABLES = {
    "outlets": "id",
    "articles": "id",
    "mentions": "id",
    "entities": "id",
    "entity_aliases": "entity_id, alias",
    "stories": "id",
    "outcomes": "stage, url",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(db: Database, folder: Path) -> dict[str, int]:
    """Write one CSV file for each of TABLES; returns the rows in each, without the header."""
    return {f"{table}.csv": _table(db, folder, table, order) for table, order in TABLES.items()}


def _table(db: Database, folder: Path, table: str, order: str) -> int:
    cursor = db.execute(f"select * from {table} order by {order}")
    count = 0
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column[0] for column in cursor.description])
        for row in cursor:
            writer.writerow([safe_cell(value) for value in row])
            count += 1
    return count


def safe_cell(value: object) -> object:
    """The value, with an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
