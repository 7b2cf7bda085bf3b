"""JSON Lines: an article with its mentions a line, an entity with its aliases; every other table a file of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.exporters.merging import files_of, merged
from corpus.exporters.package import Written
from corpus.exporters.source import CHANGE_COLUMNS, Row, Source, batched
from corpus.exporters.tables import Column, Table, row_key

CHANGES_FILE = "changes.jsonl"
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
Record = dict[str, Any]
# table: (the table whose rows go into its lines, their column that names the line, their order in it)
NESTED = {
    "articles": ("mentions", "article_id", "t.article_id, t.field, t.start"),
    "entities": ("entity_aliases", "entity_id", "t.entity_id, t.alias"),
}
_INNER = {inner: outer for outer, (inner, _, _) in NESTED.items()}


def write(source: Source, folder: Path) -> list[Written]:
    """Write one file for each table that is not nested in another; with a partial source also what changed."""
    written = []
    if source.partial:
        _mark_lines(source)
        names = [column.name for column in CHANGE_COLUMNS]
        rows = _write(folder / CHANGES_FILE, (dict(zip(names, row, strict=True)) for row in source.changes()))
        written.append(Written(path=CHANGES_FILE, rows=rows, meaning="What changed", columns=CHANGE_COLUMNS))
    for table in source.tables.values():
        if table.name not in _INNER:
            rows = _write(folder / f"{table.name}.jsonl", _records(source, table))
            written.append(_written(source, table, rows))
    return written


def merge(old: Path, increment: Path, folder: Path) -> list[Written]:
    """Write into `folder` what the export in `old` becomes with the increment."""
    written = []
    for file in files_of(increment):
        table = file.path.removesuffix(".jsonl")
        changes = map(json.loads, _lines(increment / CHANGES_FILE))
        stale = (change["key"] for change in changes if change["table"] == table)
        lines = merged(_keyed(old / file.path, file.key), stale, _keyed(increment / file.path, file.key))
        with (folder / file.path).open("w", encoding="utf-8", newline="\n") as out:
            count = sum(bool(out.write(line)) for line in lines)
        written.append(replace(file, rows=count))
    return written


def _written(source: Source, table: Table, rows: int) -> Written:
    columns = table.columns
    if table.name in NESTED:
        inner = source.tables[NESTED[table.name][0]]
        columns += (Column(name=inner.name, type="array", meaning=f"{inner.meaning}: {', '.join(inner.names)}"),)
    return Written(path=f"{table.name}.jsonl", rows=rows, meaning=table.meaning, columns=columns, key=table.key)


def _records(source: Source, table: Table) -> Iterator[Record]:
    """A table's rows as JSON objects, those of its nested table within them."""
    read = _reader(table)
    if table.name not in NESTED:
        return map(read, source.rows(table.name))
    return _nested(source, table, read)


def _nested(source: Source, table: Table, read: Callable[[Row], Record]) -> Iterator[Record]:
    inner, column, order = NESTED[table.name]
    read_inner, place = _reader(source.tables[inner]), source.tables[inner].names.index(column)
    wanted = "{} in (select key from lines where tbl = ?)" if source.partial else ""
    values = [table.name] if source.partial else []
    parts = source.rows(inner, every=True, where=wanted.format(f"t.{column}"), values=values, order=order)
    part = next(parts, None)
    for row in source.rows(table.name, every=True, where=wanted.format(table.key_sql), values=values):
        record = read(row)
        key, record[inner] = record["id"], []
        while part is not None and part[place] < key:  # belongs to no row of the outer table
            part = next(parts, None)
        while part is not None and part[place] == key:
            record[inner].append(read_inner(part))
            part = next(parts, None)
        yield record


def _reader(table: Table) -> Callable[[Row], Record]:
    """What turns a table's row into a JSON object: lists and objects are stored as JSON, booleans as 0 and 1."""
    names = table.names
    parsed = [column.name for column in table.columns if column.type in ("array", "object")]
    truths = [column.name for column in table.columns if column.type == "boolean"]
    if not parsed and not truths:
        return lambda row: dict(zip(names, row, strict=True))

    def read(row: Row) -> Record:
        record = dict(zip(names, row, strict=True))
        for name in parsed:
            record[name] = json.loads(record[name]) if record[name] is not None else None
        for name in truths:
            record[name] = bool(record[name]) if record[name] is not None else None
        return record

    return read


def _mark_lines(source: Source) -> None:
    """Name the lines to be written: those whose own row changed, and those in which a nested row did."""
    db = source.db
    db.execute("create temp table lines (tbl text, key text, primary key (tbl, key)) without rowid").close()
    for outer in NESTED:
        db.execute("insert into lines select tbl, key from changed where tbl = ?", [outer]).close()
    for inner, outer in _INNER.items():
        keys = batched(db, "select key from changed where tbl = ?", [inner])
        db.conn.executemany("insert or ignore into lines values (?, ?)", ((outer, _line_of(key)) for (key,) in keys))


def _line_of(key: str) -> str:
    """The line that a nested row is in: the first of several key columns, or a mention's article."""
    return str(json.loads(key)[0]) if key.startswith("[") else key.rpartition("-")[0]


def _write(path: Path, records: Iterable[Record]) -> int:
    """How many records were written, each a line."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for record in records:
            lines.write(_encode(record) + "\n")
            count += 1
    return count


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file, ended by line feeds alone; none when there is no file."""
    if path.exists():
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield from lines


def _keyed(path: Path, key: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for line in _lines(path):
        record = json.loads(line)
        yield row_key(*(record[column] for column in key)), line
