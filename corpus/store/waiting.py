"""Waiting for whoever else writes a database, instead of failing: with a line that says so, and not for ever."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from corpus import settings
from corpus.records import Abort

Answer = TypeVar("Answer")
_TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_ONCE = 1.0  # seconds that SQLite itself waits each time


class PatientConnection(sqlite3.Connection):
    """A connection for writing. Its transactions take the lock when they begin, so that none fails half way."""

    path: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As `sqlite3.Connection` does, waiting for the lock.

        Raises:
            Abort: another process held the lock for as long as `settings.lock_wait` says.
        """
        if self.in_transaction:  # it has the lock
            return super().execute(sql, parameters)
        statement = "begin immediate" if sql.strip(" ;\n").lower() == "begin" else sql
        return self._patiently(lambda: super(PatientConnection, self).execute(statement, parameters))

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """As `sqlite3.Connection` does, waiting for the lock.

        Raises:
            Abort: another process held the lock for as long as `settings.lock_wait` says.
        """
        if self.in_transaction:
            return super().executemany(sql, parameters)
        rows = list(parameters)
        return self._patiently(lambda: super(PatientConnection, self).executemany(sql, rows))

    def _patiently(self, act: Callable[[], Answer]) -> Answer:
        started, told = time.monotonic(), False
        while True:
            try:
                return act()
            except sqlite3.OperationalError as error:
                if self.in_transaction or getattr(error, "sqlite_errorcode", -1) & 0xFF not in _TAKEN:
                    raise
                waited = time.monotonic() - started
                if waited >= settings.lock_wait():
                    raise Abort(
                        f"another process has been writing {self.path} for {waited:.0f} s; try again"
                    ) from error
            if not told and time.monotonic() - started >= _ONCE:
                told = True
                print(f"waiting: another process is writing {self.path}", file=sys.stderr, flush=True)
            time.sleep(0.02)


def connect_patiently(path: Path) -> PatientConnection:
    """A connection for writing to a file, which is made."""
    connection = sqlite3.connect(path, timeout=_ONCE, isolation_level="IMMEDIATE", factory=PatientConnection)
    connection.path = path
    return connection
