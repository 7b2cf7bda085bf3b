"""One run and one crawl at a time in a data directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.files import private_folder
from corpus.records import Abort


@contextmanager
def hold_lock(path: Path, *, for_a: str) -> Iterator[None]:
    """Hold a lock file, which is made; the system frees it when the process dies, however it dies.

    `for_a` says in the error what it is held for: "run", "crawl".

    Raises:
        Abort: another process holds it, or the directory cannot be written.
    """
    lock = FileLock(path, timeout=0)
    try:
        private_folder(path.parent)
        lock.acquire()
    except Timeout as error:
        raise Abort(f"another {for_a} is at work on {path.parent}; it holds {path}") from error
    except OSError as error:
        raise Abort(f"cannot write {path.parent}: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()
