"""An empty file made at the newest schema in one step: what every migration, one after the other, would have left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.records import Abort
from corpus.schema import CORPUS, PAGES, migrate
from corpus.schema.empty_file import make_at_once
from corpus.schema.sqlite_library import Database, Migrations
from corpus.store.database import open_database


def left(db: Database) -> tuple[list[tuple[object, ...]], dict[str, list[tuple[object, ...]]]]:
    """What the schema holds, and the rows of every table, without the time at which a migration was applied."""
    made = db.execute("select type, name, tbl_name, sql from sqlite_master").fetchall()
    rows = {
        name: sorted(db.execute(f'select * from "{name}"').fetchall(), key=repr)
        for kind, name, _, _ in made
        if kind == "table" and name != Migrations.migrations_table and not name.startswith("articles_")
    }
    rows["applied"] = db.execute(f"select id, migration_set, name from {Migrations.migrations_table}").fetchall()
    return sorted(made, key=repr), rows


@pytest.mark.parametrize("migrations", [CORPUS, PAGES], ids=lambda migrations: migrations.name)
def test_file_made_at_once_is_that_of_all_migrations(tmp_path: Path, migrations: Migrations) -> None:
    with closing(Database(memory=True, recursive_triggers=False)) as step_by_step:
        migrations.apply(step_by_step)
        with open_database(tmp_path / "new.db", migrations) as at_once:
            assert left(at_once) == left(step_by_step)
            assert migrations.pending(at_once) == []
            assert at_once.execute("pragma integrity_check").fetchone() == ("ok",)


def test_file_of_an_older_schema_is_brought_on_step_by_step_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "pages.db"
    with closing(Database(path, recursive_triggers=False)) as old:
        PAGES.apply(old, stop_before="m004_takedowns")
        old.execute("create table kept(value)")
        with old.atomic():
            old.execute("insert into kept values (1)")
    with open_database(path, PAGES) as db:
        assert PAGES.pending(db) == []
        assert db.execute("select value from kept").fetchall() == [(1,)]


def test_file_that_holds_anything_is_left_alone_and_nobody_waits_for_its_writer(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    open_database(path, CORPUS).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with closing(Database(sqlite3.connect(path, timeout=0))) as db:
            assert not make_at_once(db, CORPUS)
        other.execute("rollback")


def test_newer_file_is_still_refused(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "corpus.db")) as db:
        db[Migrations.migrations_table].insert({"migration_set": "corpus", "name": "m999", "applied_at": ""}, pk="id")
        with pytest.raises(Abort, match="newer jangmadang"):
            migrate(db, CORPUS, path="corpus.db")
