"""Opening a file for reading only, without loading what writing needs: a command that reads answers at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol, Self

from corpus.data_dir import CORPUS, PAGES
from corpus.records import Abort
from corpus.store.full_disk import what_failed

# The last migration of each file; a file that has it and none other is read as it is.
NEWEST = {CORPUS.name: "m034_ends", PAGES.name: "m006_parts"}

Parameters = Sequence[Any] | Mapping[str, Any]


class Readable(Protocol):
    """What reading asks of a database: `Reader` and sqlite_utils' `Database` both give it."""

    conn: Any

    def execute(self, sql: str, parameters: Any = None) -> sqlite3.Cursor:
        """A cursor over a statement's rows, as tuples."""
        ...

    def query(self, sql: str, params: Any = None) -> Iterator[dict[str, Any]]:
        """A statement's rows, as dicts by column."""
        ...


class Reader:
    """A database opened for reading only, and a context manager: at the block's end it is closed."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def execute(self, sql: str, parameters: Parameters | None = None) -> sqlite3.Cursor:
        """A cursor over a statement's rows, as tuples."""
        return self.conn.execute(sql, parameters or ())

    def query(self, sql: str, params: Parameters | None = None) -> Iterator[dict[str, Any]]:
        """A statement's rows, as dicts by column."""
        cursor = self.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        return (dict(zip(columns, row, strict=True)) for row in cursor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.conn.close()


def must_be_there(path: Path) -> None:
    """Raise `Abort` where the corpus or the archive is not there: who opens it to write would make an empty one."""
    if not path.is_file():
        raise Abort(f"there is no {path.name} in {path.parent} yet: `jangmadang run` or `jangmadang import` makes it")


def open_readonly(path: Path) -> Reader:
    """The corpus or the page archive for reading only; one of an older schema is brought to ours first.

    Raises:
        Abort: there is no such file, it is no SQLite file, or its schema is newer than this version's.
    """
    must_be_there(path)
    try:
        with ExitStack() as opened:
            reader = opened.enter_context(Reader(sqlite3.connect(readonly_uri(path), uri=True)))
            reader.execute("pragma busy_timeout = 30000").close()
            if not _is_current(reader, path.name):
                _migrate(path)
            opened.pop_all()
    except sqlite3.Error as error:
        raise Abort(f"cannot read {path}: {what_failed(error, path)}") from error
    return reader


def readonly_uri(path: Path) -> str:
    """The address by which SQLite reads a file; where no one can write, on read-only media, as one that never changes.

    A file in WAL mode needs two more beside it, which cannot be made there. Where the log of another's writes still
    lies beside it, it is read with that, or not at all.
    """
    log = path.with_name(f"{path.name}-wal")
    immutable = is_still(path.parent) and not (log.exists() and log.stat().st_size)
    return f"{path.absolute().as_uri()}?{'immutable=1' if immutable else 'mode=ro'}"


def is_still(folder: Path) -> bool:
    """Whether nobody can write into a folder: we may not, or its media cannot be written."""
    return not os.access(folder, os.W_OK) or bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


LONGEST_LIKE = 190  # bytes; with the signs around it below the limit of corpus.web.sql_guards


def like_text(text: str) -> str:
    """A text as it stands in a LIKE pattern with `escape '\\'`: nothing in it is a wildcard.

    What comes after so many bytes is left out: no name is so long, and the pages' connections refuse longer patterns.
    """
    letters = [f"\\{letter}" if letter in "\\%_" else letter for letter in text[:LONGEST_LIKE]]
    ends = accumulate(len(letter.encode()) for letter in letters)
    return "".join(letter for letter, end in zip(letters, ends, strict=True) if end <= LONGEST_LIKE)


def _is_current(reader: Reader, name: str) -> bool:
    """Whether the last migration applied is the newest we know."""
    if not reader.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchone():
        return False
    last = reader.execute("select name from _sqlite_migrations order by rowid desc limit 1").fetchone()
    return bool(last == (NEWEST.get(name),))


def _migrate(path: Path) -> None:
    # sqlite-utils takes a tenth of a second to load, which reading can do without
    from corpus import schema
    from corpus.store.database import open_database

    open_database(path, schema.PAGES if path.name == PAGES.name else schema.CORPUS).close()
