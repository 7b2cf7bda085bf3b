"""What is wrong with the machine and with no line of ours: a full disk, a lock, too few files, no memory."""

from __future__ import annotations

import errno
import sqlite3

_FULL = "the disk is full; make room, and the next run goes on from here"
_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "a file may not grow any further (ulimit -f); the next run goes on from here",
    errno.EMFILE: "too many files are open (ulimit -n)",
    errno.ENFILE: "too many files are open on this machine",
    errno.ENOMEM: "there is not enough memory",
    errno.EAGAIN: "no more processes can be started (ulimit -u)",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EIO: "the disk could not be read or written",
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "the disk is full or cannot be read or written; the next run goes on from here",
    sqlite3.SQLITE_BUSY: "another process is writing there",
    sqlite3.SQLITE_LOCKED: "another process is writing there",
    sqlite3.SQLITE_READONLY: "the file, or its folder, is read-only",
    sqlite3.SQLITE_CANTOPEN: "a file beside it cannot be opened: the folder is read-only, or too many are open",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is no database",
    sqlite3.SQLITE_PROTOCOL: "the locks of this file system cannot be relied on",
}


def trouble(error: BaseException) -> str | None:
    """What to tell a person of an error that has its cause outside this program; None for any other."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, OSError) and error.errno in _OF_SYSTEM:
        said = _OF_SYSTEM[error.errno]
        return f"{error.filename}: {said}" if error.filename else said
    if isinstance(error, sqlite3.Error):
        said = _OF_SQLITE.get(getattr(error, "sqlite_errorcode", -1) & 0xFF, "")
        return f"{said} ({error})" if said else None
    if isinstance(error, RuntimeError) and "can't start new thread" in str(error):
        return "no more threads can be started (ulimit -u)"
    return None
