"""What is wrong where SQLite only says that it failed: to read a file, too, it makes one beside it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

_BESIDE = 64 * 1024  # bytes; of the file NAME-shm, by which readers and writers know of each other, 32 kB are made
_FAILED = ("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN")


def what_failed(error: OSError | sqlite3.Error, path: Path) -> str:
    """An error of opening a database as a person can act on it: that its disk is full is said where it is."""
    name = getattr(error, "sqlite_errorname", "")
    if not name.startswith(_FAILED):
        return str(error)
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return str(error)
    if disk.f_bavail * disk.f_frsize < _BESIDE:
        return f"its disk is full, and SQLite needs {_BESIDE // 1024} kB beside a file that it opens ({error})"
    if disk.f_files and not disk.f_favail:
        return f"its disk has no place for another file, and SQLite makes one beside each that it opens ({error})"
    return str(error)
