"""CSV: one file a table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.exporters.merging import files_of, merged
from corpus.exporters.package import Written
from corpus.exporters.source import CHANGE_COLUMNS, Source
from corpus.exporters.tables import row_key
from corpus.files import plain_cell, safe_cell, with_long_cells

CHANGES_FILE = "changes.csv"


def write(source: Source, folder: Path) -> list[Written]:
    """Write one file for each table; with a partial source also what changed."""
    written = []
    if source.partial:
        names = [column.name for column in CHANGE_COLUMNS]
        rows = _write(folder / CHANGES_FILE, names, map(_safe_row, source.changes()))
        written.append(Written(path=CHANGES_FILE, rows=rows, meaning="What changed", columns=CHANGE_COLUMNS))
    for table in source.tables.values():
        path = f"{table.name}.csv"
        rows = _write(folder / path, table.names, map(_safe_row, source.rows(table.name)))
        written.append(Written(path=path, rows=rows, meaning=table.meaning, columns=table.columns, key=table.key))
    return written


def merge(old: Path, increment: Path, folder: Path) -> list[Written]:
    """Write into `folder` what the export in `old` becomes with the increment."""
    written = []
    for file in files_of(increment):
        table = file.path.removesuffix(".csv")
        changes = (map(plain_cell, row) for row in _read(increment / CHANGES_FILE))
        stale = (key for name, key, *_ in changes if name == table)
        names = [column.name for column in file.columns]
        places = [names.index(column) for column in file.key]
        rows = merged(_keyed(old / file.path, places), stale, _keyed(increment / file.path, places))
        written.append(replace(file, rows=_write(folder / file.path, names, rows)))
    return written


def _safe_row(row: Sequence[Any]) -> list[Any]:
    return [safe_cell(value) for value in row]


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """How many rows were written below the header."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _read(path: Path) -> Iterator[list[str]]:
    """The rows of a file below its header; none when there is no file."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = with_long_cells(csv.reader(file))
        next(rows, None)
        yield from rows


def _keyed(path: Path, places: Sequence[int]) -> Iterator[tuple[str, list[str]]]:
    for row in _read(path):
        yield row_key(*(plain_cell(row[place]) for place in places)), row
