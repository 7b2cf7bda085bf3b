"""Opening the two SQLite files: pragmas, migrations and the errors a person can act on."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path

from corpus.files import private_folder
from corpus.records import Abort
from corpus.schema import migrate
from corpus.schema.sqlite_library import Database, Migrations
from corpus.store.full_disk import what_failed
from corpus.store.waiting import connect_patiently

_CACHE = 128 * 1024  # KiB: rows are written by ids, which lie in no order


def open_database(path: Path, migrations: Migrations) -> Database:
    """A writable database at the newest schema, in WAL mode so that readers never wait for the crawl; a
    context manager, which closes it.

    Raises:
        Abort: the file cannot be made or written, is no SQLite file, or is of a newer schema.
    """
    try:
        private_folder(path.parent)
        with ExitStack() as opened:
            db: Database = opened.enter_context(Database(connect_patiently(path), recursive_triggers=False))
            db.enable_wal()
            db.execute("pragma synchronous = normal").close()
            db.execute(f"pragma cache_size = {-_CACHE}").close()
            migrate(db, migrations, path=str(path))
            opened.pop_all()
    except (OSError, sqlite3.Error) as error:
        raise Abort(f"cannot write {path}: {what_failed(error, path)}") from error
    return db
