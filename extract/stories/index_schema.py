"""The tables of the index file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from corpus.schema.sqlite_library import Database, Migrations

SCHEMA = Migrations("stories")
Value = TypeVar("Value")


@SCHEMA()
def m001_index(db: Database) -> None:
    """Texts by number, the articles that carry them, the verdicts on pairs, and the files of postings."""
    for statement in (
        "create table meta (name text primary key, value text not null) without rowid",
        "create table counters (name text primary key, value integer not null) without rowid",
        "insert into counters values ('run', 0), ('text', 0)",
        "create table runs (name text primary key, level integer not null, length integer not null) without rowid",
        "create table texts (number integer primary key, key text not null unique, size integer not null,"
        " sketch integer not null, script integer not null)",
        "create table members (article_id text primary key, text integer not null, input text not null) without rowid",
        "create index members_text on members(text)",
        "create table pairs (a integer not null, b integer not null, likeness integer not null, link text not null,"
        " strength integer not null, shared integer not null, why text not null, primary key (a, b)) without rowid",
        "create index pairs_b on pairs(b)",
        # texts whose stories a stopped run has still to tell
        "create table untold (text integer primary key)",
    ):
        db.execute(statement).close()


@SCHEMA()
def m002_met(db: Database) -> None:
    """By how many hashes the texts of a pair have met: those that have become formulas since do not count."""
    db.execute("alter table pairs add column met integer not null default 0").close()


def give_room(db: Database) -> None:
    """Let a connection keep more pages in memory and in its log: keys come in no order, and touch pages everywhere."""
    db.execute("pragma cache_size = -65536").close()  # KiB
    db.execute("pragma wal_autocheckpoint = 65536").close()  # pages of 4 KiB


def portions(values: Sequence[Value]) -> Iterator[tuple[list[Value], str]]:
    """The values, 500 at a time, with as many question marks."""
    for start in range(0, len(values), 500):
        some = list(values[start : start + 500])
        yield some, ", ".join("?" * len(some))
