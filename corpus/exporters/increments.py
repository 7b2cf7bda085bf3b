"""Cursors: what every row was at each export, so that the next one can say what is new, changed and gone.

A ledger beside the corpus (exports.db) keeps a digest for each row of each exported table. An export compares the
rows with it and notes what differs under the next cursor. Comparing what is there, instead of noting writes,
holds whoever wrote the rows and however often they were rewritten alike; it costs the stages nothing; and a
corpus that is never exported has no ledger.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.data_dir import DataDir
from corpus.exporters.meter import Meter
from corpus.exporters.source import batched
from corpus.exporters.tables import Table
from corpus.records import Abort
from corpus.schema.sqlite_library import Database, Migrations
from corpus.store.database import open_database
from corpus.store.reader import Readable, is_still
from corpus.times import now, write_time

LEDGER = Migrations("exports")
_WAIT = 600_000  # milliseconds that an export waits for another one to take stock
_BATCH = 5000
# A mention's offsets and context hang on its article's texts, its place among the months on the article's date.
_BASES = (
    "create temp table bases (id text primary key, base text) without rowid",
    "insert into bases select id, fingerprint || coalesce(substr(published, 1, 7), '') from articles order by id",
)
_HANGS_ON = {"mentions": "(select base from bases b where b.id = t.article_id)"}

Entry = tuple[str, bytes | None, int, int]  # key, digest (None: gone), first cursor, last cursor


@LEDGER()
def m001_ledger(db: Database) -> None:
    db.execute(
        """create table entries (
            tbl text not null,
            key text not null,
            digest blob,
            first integer not null,
            last integer not null,
            primary key (tbl, key)
        ) without rowid"""
    )
    db.execute("create table cursors (cursor integer primary key, at text not null)")
    db.execute("insert into cursors values (0, ?)", [write_time(now())])
    db.execute("create table ledger (id text primary key)")
    db.execute("insert into ledger values (?)", [secrets.token_hex(4)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Stock:
    """The corpus as an export found it: the cursor for this state, and when it was first met (ISO 8601)."""

    cursor: str
    at: str


@contextmanager
def take_stock(
    db: Readable, data: Path, tables: dict[str, Table], *, since: str | None = None, meter: Meter | None = None
) -> Iterator[Stock]:
    """The stock of a corpus, with `db` held at that state in the block: what is read there is what was counted.

    With `since`, the rows that are new, changed or gone since that cursor are put into the temporary table
    `changed(tbl, key, change)` of `db`. A state that differs in nothing has the cursor that it had. The `meter` counts
    the rows. On media that nobody can write the cursor is of a ledger that is thrown away.

    Raises:
        Abort: the ledger cannot be written, or never gave the cursor `since`.
    """
    with (
        _ledger_file(data, since) as path,
        open_database(path, LEDGER) as ledger,
        # goes on reading the old entries while new ones are written
        open_database(path, LEDGER) as before,
        _rolled_back(ledger, db),
    ):
        ledger.execute(f"pragma busy_timeout = {_WAIT}").close()
        before.execute("pragma cache_size = -2000").close()  # KiB: each of its pages is read once
        ledger.execute("begin immediate").close()
        db.execute("begin").close()
        last = int(ledger.execute("select max(cursor) from cursors").fetchone()[0])
        floor = _floor(ledger, since, last) if since else None
        db.execute(
            "create temp table changed (tbl text, key text, change text, primary key (tbl, key)) without rowid"
        ).close()
        for statement in _BASES:
            db.execute(statement).close()
        comparison = _Comparison(
            db=db, before=before, ledger=ledger, cursor=last + 1, floor=floor, meter=meter or Meter()
        )
        differing = [comparison.differs(table) for table in tables.values()]
        if any(differing):
            ledger.execute("insert into cursors values (?, ?)", [last + 1, write_time(now())]).close()
        stock = _newest(ledger)
        ledger.conn.commit()
        yield stock


@contextmanager
def _ledger_file(data: Path, since: str | None) -> Iterator[Path]:
    """Where the ledger lies."""
    if not is_still(data):
        yield DataDir(data).exports
        return
    if since:
        raise Abort(f"{data} is on media for reading only, where no ledger of exports is kept: make a full export")
    with TemporaryDirectory() as folder:
        yield DataDir(Path(folder)).exports


@contextmanager
def _rolled_back(*databases: Readable) -> Iterator[None]:
    """Whatever the block leaves uncommitted in these is undone."""
    try:
        yield
    finally:
        for database in databases:
            database.conn.rollback()


def _floor(ledger: Database, since: str, last: int) -> int:
    """The number in a cursor of this ledger."""
    number, _, ledger_id = since.partition("-")
    if (ledger_id,) != ledger.execute("select id from ledger").fetchone() or not number.isdecimal():
        raise Abort(f"this corpus never gave the cursor {since!r}: make a full export")
    if int(number) > last:
        raise Abort(f"this corpus never gave the cursor {since!r}, its last one is {last}-{ledger_id}")
    return int(number)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Comparison:
    """The corpus against its ledger: what differs gets the new `cursor`, what changed since `floor` is noted."""

    db: Readable
    before: Database
    ledger: Database
    cursor: int
    floor: int | None
    meter: Meter

    def differs(self, table: Table) -> bool:
        """Whether a table differs; writes the entries that do under the new cursor, and what changed since `floor`."""
        sql = "select key, digest, first, last from entries where tbl = ? order by key"
        known = batched(self.before, sql, [table.name])
        differing = False
        entries: list[tuple[Any, ...]] = []
        changes: list[tuple[str, str, str]] = []
        for entry, differs in _compared(_digests(self.db, table, self.meter), known, cursor=self.cursor):
            if differs:
                differing = True
                entries.append((table.name, *entry))
            change = _change(entry, self.floor) if self.floor is not None else None
            if change:
                changes.append((table.name, entry[0], change))
            if len(entries) + len(changes) >= _BATCH:
                _write(self.db, self.ledger, entries, changes)
        _write(self.db, self.ledger, entries, changes)
        return differing


def _digests(db: Readable, table: Table, meter: Meter) -> Iterator[tuple[str, bytes]]:
    """(key, digest) of each row, in the order of the keys; no two values look alike as they are written there."""
    values = [_written(db, table), _HANGS_ON.get(table.name, "null")]
    sql = f"select {table.key_sql}, json_array({', '.join(values)}) from {table.name} t order by {table.key_sql}"
    for key, written in batched(db, sql, on_rows=meter.add):
        yield key, blake2b(written.encode(), digest_size=8).digest()


def _written(db: Readable, table: Table) -> str:
    """The SQL of a row's values as JSON can hold them: `quote` writes every digit of a number, and bytes."""
    types = {row[1]: row[2].lower() for row in db.execute(f"pragma main.table_info([{table.name}])").fetchall()}
    exact = ("text", "integer")
    return ", ".join(f"t.{name}" if types[name] in exact else f"quote(t.{name})" for name in table.names)


def _compared(
    present: Iterator[tuple[str, bytes]], known: Iterator[Entry], *, cursor: int
) -> Iterator[tuple[Entry, bool]]:
    """Each key's entry as it is now, and whether it differs from the known one; both come in the order of keys."""
    row, entry = next(present, None), next(known, None)
    while row or entry:
        if entry is None or (row is not None and row[0] < entry[0]):
            assert row is not None
            yield (row[0], row[1], cursor, cursor), True
            row = next(present, None)
        elif row is None or entry[0] < row[0]:
            gone = entry[1] is not None
            yield (entry[0], None, entry[2], cursor if gone else entry[3]), gone
            entry = next(known, None)
        else:
            differs = row[1] != entry[1]
            yield (row[0], row[1], entry[2], cursor if differs else entry[3]), differs
            row, entry = next(present, None), next(known, None)


def _change(entry: Entry, floor: int) -> str | None:
    """What became of a row since a cursor; nothing, for one that came and went in between."""
    _, digest, first, last = entry
    if last <= floor:
        return None
    if digest is None:
        return "gone" if first <= floor else None
    return "changed" if first <= floor else "new"


def _write(db: Readable, ledger: Database, entries: list[tuple[Any, ...]], changes: list[tuple[str, str, str]]) -> None:
    ledger.conn.executemany("insert or replace into entries values (?, ?, ?, ?, ?)", entries)
    db.conn.executemany("insert into changed values (?, ?, ?)", changes)
    entries.clear()
    changes.clear()


def _newest(ledger: Database) -> Stock:
    number, at = ledger.execute("select cursor, at from cursors order by cursor desc limit 1").fetchone()
    (ledger_id,) = ledger.execute("select id from ledger").fetchone()
    return Stock(cursor=f"{number}-{ledger_id}", at=at)
