"""Parquet: one file a table, articles and mentions one a month of publication (Hive partitions `month=2026-03`)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus.exporters.merging import files_of, merged
from corpus.exporters.package import Written
from corpus.exporters.source import CHANGE_COLUMNS, Row, Source
from corpus.exporters.tables import Column, Table, row_key

CHANGES_FILE = "changes.parquet"
PART = "part-0.parquet"
# table: its column with the article's id
BY_MONTH = {"articles": "id", "mentions": "article_id"}
_TYPES = {
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", "UTC"),
    "integer": pa.int64(),
    "number": pa.float64(),
}
# rows in a group, which is what is held in memory; fewer where rows carry texts
_GROUP = {"articles": 1000, "article_versions": 1000}
_DEFAULT_GROUP = 20_000


def write(source: Source, folder: Path) -> list[Written]:
    """Write each table; with a partial source also what changed."""
    written = []
    if source.partial:
        rows = write_rows(folder / CHANGES_FILE, CHANGE_COLUMNS, source.changes())
        written.append(Written(path=CHANGES_FILE, rows=rows, meaning="What changed", columns=CHANGE_COLUMNS))
    months = source.months()
    for table in source.tables.values():
        for path, rows_of_file in _files(source, table, months):
            rows = write_rows(folder / path, table.columns, rows_of_file)
            written.append(Written(path=path, rows=rows, meaning=table.meaning, columns=table.columns, key=table.key))
    return [file for file in written if file.rows or "/" not in file.path]


def merge(old: Path, increment: Path, folder: Path) -> list[Written]:
    """Write into `folder` what the export in `old` becomes with the increment."""
    changes = pq.read_table(increment / CHANGES_FILE, columns=["table", "key"])
    files = {file.path: file for file in (*files_of(old), *files_of(increment))}
    written = []
    for path, file in files.items():
        stale = changes.filter(pc.equal(changes["table"], Path(path).parts[0].removesuffix(".parquet")))["key"]
        rows = _merge_file(file, (old / path, increment / path, folder / path), stale.to_pylist())
        if rows or "/" not in path:
            written.append(replace(file, rows=rows))
    return written


def _files(source: Source, table: Table, months: Sequence[str]) -> Iterator[tuple[str, Iterator[Row]]]:
    """(path, rows) of a table's files."""
    if table.name not in BY_MONTH:
        yield f"{table.name}.parquet", source.rows(table.name)
        return
    for month in months:
        path = f"{table.name}/month={month}/{PART}"
        yield path, source.rows_of_month(table.name, BY_MONTH[table.name], month)


def write_rows(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """How many rows were written; none makes a file too, but only at the top."""
    schema = pa.schema([(column.name, _TYPES.get(column.type, pa.string())) for column in columns])
    remaining = iter(rows)
    group = list(islice(remaining, _group(path)))
    if not group and path.name == PART:
        return 0
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group:
            arrays = [
                _array(values, field.type) for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(group)
            group = list(islice(remaining, _group(path)))
    return count


def _array(values: Sequence[Any], type: pa.DataType) -> pa.Array:
    """A column; times and days are stored as ISO 8601."""
    if pa.types.is_temporal(type):
        return pa.array(values, pa.string()).cast(type)
    return pa.array(values, pa.int64()).cast(type) if pa.types.is_boolean(type) else pa.array(values, type)


def _merge_file(file: Written, paths: tuple[Path, Path, Path], stale: list[str]) -> int:
    """How many rows a file has after the increment; one in which nothing changes is copied."""
    old_path, new_path, path = paths
    old, new = (pq.read_table(each, partitioning=None) if each.exists() else None for each in (old_path, new_path))
    old_keys, new_keys = ([] if table is None else _keys(table, file.key) for table in (old, new))
    shifted = range(len(old_keys), len(old_keys) + len(new_keys))
    order = list(merged(zip(old_keys, range(len(old_keys)), strict=True), stale, zip(new_keys, shifted, strict=True)))
    if not order and path.name == PART:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    if old is not None and order == list(range(len(old_keys))):
        shutil.copyfile(old_path, path)
        return len(order)
    tables = [table for table in (new, old) if table is not None]
    whole = (
        pa.concat_tables(tables[::-1], promote_options="default")
        .select(tables[0].column_names)
        .take(pa.array(order, pa.int64()))
    )
    with pq.ParquetWriter(path, tables[0].schema, compression="zstd") as writer:
        if whole.num_rows:
            writer.write_table(whole.cast(tables[0].schema), row_group_size=_group(path))
    return int(whole.num_rows)


def _keys(table: pa.Table, key: Sequence[str]) -> list[str]:
    """The rows' keys; a time in one is written as it is stored."""
    columns = [table[column].to_pylist() for column in key]
    return [
        row_key(*(value.isoformat() if isinstance(value, datetime) else value for value in values))
        for values in zip(*columns, strict=True)
    ]


def _group(path: Path) -> int:
    return _GROUP.get(path.parent.parent.name if path.name == PART else path.stem, _DEFAULT_GROUP)
