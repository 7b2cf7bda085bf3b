"""What a corpus settles as long as it stays as it is, kept in memory until its file is written to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import time
from typing import Any, TypeVar

from corpus.store.reader import Readable

Answer = TypeVar("Answer")
FILES = 8  # corpora of which answers are kept
MOST = 300  # answers of each; those asked for longest ago go first
# Seconds after the last write when all is worked out once more: a file's time says nothing of two writes within a tick
# of its clock, and a write is seen a moment after its bytes have come.
REST = 2.0


class _Kept:
    """The answers of one state of a corpus, for several threads."""

    def __init__(self, state: object) -> None:
        self.state = state
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def answer(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer kept under a key, else what `work` gives, which is kept; two threads may both work it out."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                known: Answer = self._answers[key]
                return known
        found = work()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return found


_kept: dict[str, _Kept] = {}  # by the file's path


def settled(db: Readable, key: Hashable, work: Callable[[], Answer]) -> Answer:
    """What `work` gives, which the corpus alone decides and nobody changes: once for each state of the file.

    It is worked out each time for a corpus that is in no file, and one that `db` itself is changing.
    """
    if db.conn.in_transaction:
        return work()
    path = next((row[2] for row in db.execute("pragma database_list").fetchall() if row[1] == "main"), "")
    # looked at before anything is read: what is read then is of this state, or of a later one that finds none of it
    state = _state(path) if path else ()
    if not state:
        return work()
    kept = _kept.get(path)
    if kept is None or kept.state != state:
        while len(_kept) >= FILES:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[path] = _Kept(state)
    return kept.answer(key, work)


def _state(path: str) -> tuple[object, ...]:
    """What tells the state of a corpus's files; nothing of one that is gone."""
    found = []
    for file in (Path(path), Path(f"{path}-wal")):
        with suppress(OSError):
            stat = file.stat()
            found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_mtime > time() - REST))
    return tuple(found)
