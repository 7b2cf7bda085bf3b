"""What a corpus settles is worked out once for each state of its file, and anew after every write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import settled as module
from corpus.store.reader import Reader
from corpus.store.settled import MOST, settled


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "corpus.db"
    with sqlite3.connect(file) as made:
        made.execute("pragma journal_mode = wal")
        made.execute("create table things (name text)")
    made.close()
    yield file
    module._kept.pop(str(file), None)


@pytest.fixture
def db(path: Path) -> Iterator[Reader]:
    with Reader(sqlite3.connect(path, isolation_level=None)) as reader:
        yield reader


def count(db: Reader, key: str = "things") -> int:
    """How many things there are, kept."""
    return settled(db, key, lambda: int(db.execute("select count(*) from things").fetchone()[0]))


def test_is_worked_out_once_for_each_state(db: Reader) -> None:
    asked = []

    def work() -> int:
        asked.append(1)
        return len(asked)

    assert [settled(db, "a", work), settled(db, "a", work), settled(db, "b", work)] == [1, 1, 2]


def test_every_write_is_seen(path: Path, db: Reader) -> None:
    with sqlite3.connect(path, isolation_level=None) as writer:
        for number in range(1, 6):
            writer.execute("insert into things values ('x')")
            assert count(db) == number
            assert count(db) == number
    writer.close()
    assert count(db) == 5


def test_is_worked_out_anew_when_a_file_that_was_just_written_rests(
    path: Path, db: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = path.stat().st_mtime
    monkeypatch.setattr(module, "time", lambda: written + module.REST / 2)
    assert [settled(db, "a", lambda: 1), settled(db, "a", lambda: 2)] == [1, 1]
    monkeypatch.setattr(module, "time", lambda: written + module.REST * 2)
    assert [settled(db, "a", lambda: 3), settled(db, "a", lambda: 4)] == [3, 3]


def test_own_changes_are_not_kept(path: Path) -> None:
    with Reader(sqlite3.connect(path)) as db:
        assert count(db) == 0
        db.execute("insert into things values ('x')").close()
        assert count(db) == 1
        db.conn.rollback()
        assert count(db) == 0


def test_corpus_in_no_file_keeps_nothing() -> None:
    with Reader(sqlite3.connect(":memory:")) as db:
        db.execute("create table things (name text)").close()
        assert count(db) == 0
        db.execute("insert into things values ('x')").close()
        db.conn.commit()
        assert count(db) == 1


def test_only_so_many_are_kept_the_last_asked_for(path: Path, db: Reader) -> None:
    for number in range(MOST + 5):
        settled(db, number, lambda number=number: number)
        settled(db, "first", lambda: "first")
    kept = module._kept[str(path)]._answers
    assert len(kept) == MOST
    assert "first" in kept
    assert 0 not in kept
