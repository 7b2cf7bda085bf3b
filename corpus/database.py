"""Opening the two SQLite files: pragmas, migrations and the errors a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from corpus.records import Abort
from corpus.schema import migrate

CORPUS_FILE = "corpus.db"
PAGES_FILE = "pages.db"


def open_database(path: Path, migrations: Migrations) -> Database:
    """A writable database at the newest schema, in WAL mode so that readers never wait for the crawl.

    Raises:
        Abort: the file cannot be made or written, is no SQLite file, or is of a newer schema.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = Database(path, recursive_triggers=False)
        db.execute("pragma busy_timeout = 30000").close()
        db.enable_wal()
        db.execute("pragma synchronous = normal").close()
        migrate(db, migrations, path=str(path))
    except (OSError, sqlite3.Error) as error:
        raise Abort(f"cannot write {path}: {error}") from error
    return db


def open_readonly(path: Path, migrations: Migrations) -> Database:
    """The same file for reading only.

    Raises:
        Abort: there is no such file, it is no SQLite file, or its schema is not this version's.
    """
    if not path.is_file():
        raise Abort(f"there is no {path.name} in {path.parent} yet: `jangmadang run` or `jangmadang import` makes it")
    try:
        db = Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
        db.execute("pragma busy_timeout = 30000").close()
        if migrations.pending(db):
            open_database(path, migrations).close()
        migrate(db, migrations, path=str(path))
    except sqlite3.Error as error:
        raise Abort(f"cannot read {path}: {error}") from error
    return db
