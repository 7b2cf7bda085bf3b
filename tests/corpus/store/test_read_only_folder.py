"""A corpus in a folder that no one can write: SQLite is told that it never changes; where one can, it is not."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.store import reader
from corpus.store.articles import Corpus
from corpus.store.reader import open_readonly


@pytest.fixture
def still(tmp_path, monkeypatch) -> Path:
    """A corpus that was closed, in a folder that this process may not write (root may always: it is told not to)."""
    with Corpus(tmp_path) as corpus:
        corpus.save_outlets([{"id": "kilns", "name": "Kilns"}])
    known = os.access
    monkeypatch.setattr(reader.os, "access", lambda path, mode: mode != os.W_OK and known(path, mode))
    tmp_path.chmod(0o555)
    yield tmp_path
    tmp_path.chmod(0o755)


def test_it_is_read_as_it_is_and_nothing_is_made_beside_it(still):
    before = sorted(still.iterdir())
    with open_readonly(DataDir(still).corpus) as db:
        assert db.execute("select id from outlets").fetchall() == [("kilns",)]
    assert sorted(still.iterdir()) == before


def test_a_log_that_still_lies_there_is_never_passed_over(still):
    log = DataDir(still).corpus.with_name("corpus.db-wal")
    still.chmod(0o755)
    log.write_bytes(b"not empty")
    assert "mode=ro" in reader.readonly_uri(DataDir(still).corpus)


def test_where_one_can_write_the_file_may_change(tmp_path):
    with Corpus(tmp_path):
        pass
    assert reader.readonly_uri(DataDir(tmp_path).corpus).endswith("?mode=ro")
    with open_readonly(DataDir(tmp_path).corpus) as db, pytest.raises(sqlite3.OperationalError):
        db.execute("delete from outlets")
    with pytest.raises(Abort, match="there is no"):
        open_readonly(tmp_path / "nowhere.db")
