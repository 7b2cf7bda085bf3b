"""What nobody foresaw: an item on which a stage broke, or that it was lost in, is that item's outcome.

A sample is kept for a report.
"""

from __future__ import annotations

import hashlib
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

from corpus.data_dir import DataDir
from corpus.records import Abort, Skip
from corpus.store.outside import trouble

Read = TypeVar("Read")
IN_A_ROW = 50
MOST_SAMPLES = 200
LARGEST_SAMPLE = 1_000_000
SECONDS = 5.0  # of processor time that one item may take; nearly all take a hundredth of it


class TooLong(BaseException):
    """An item took more processor time than it may. No Exception: libraries catch those and go on."""


@contextmanager
def processor_time(seconds: float = SECONDS) -> Iterator[None]:
    """The block takes so much processor time at most; only in a process's main thread, which alone gets signals.

    Raises:
        TooLong: it took more. Patterns are stopped within, and so is whatever else looks at signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong(f"more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)  # and again, should something on the way have caught it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Faults:
    """The unforeseen errors of one stage in one process.

    One broken item says something of the item; so many in a row say that the stage itself is broken.
    """

    def __init__(self, data: Path, stage: str) -> None:
        self.folder = DataDir(data).faults
        self.stage = stage
        self._in_a_row = 0

    def fine(self) -> None:
        """An item went through, or was refused for a known reason."""
        self._in_a_row = 0

    def guard(self, read: Callable[[], Read], *, item: str, sample: bytes) -> Read:
        """What a function gives, within the processor time that an item may take.

        Raises:
            Skip: what it raised itself, `too-slow`, or `internal-error`.
            Abort, Exception: as `note`.
        """
        try:
            with processor_time():
                return read()
        except (Skip, Abort):
            raise
        except (Exception, TooLong) as error:
            raise self.note(error, item=item, sample=sample) from error

    def note(self, error: Exception | TooLong, *, item: str, sample: bytes = b"") -> Skip:
        """The outcome of an item, `too-slow` or `internal-error`; its bytes are kept with the error's trace.

        Raises:
            Abort: so many items broke in a row that the stage must be at fault.
            Exception: the error itself, where it has its cause outside this program and is no item's fault.
        """
        if not isinstance(error, MemoryError) and trouble(error) is not None:
            raise error
        kind = type(error).__name__
        said = f"{kind}: {error}"[:300].encode("utf-8", "backslashreplace").decode()
        self._keep(f"{self.stage}-{kind}", item, sample, error)
        self._in_a_row += 1
        if self._in_a_row >= IN_A_ROW:
            raise Abort(f"{self.stage}: {IN_A_ROW} items broke in a row, the last with {said}; see {self.folder}")
        return Skip("too-slow" if isinstance(error, TooLong) else "internal-error", said)

    def _keep(self, name: str, item: str, sample: bytes, error: BaseException) -> None:
        mark = hashlib.sha256(item.encode("utf-8", "replace") + sample).hexdigest()[:8]
        trace = "".join(traceback.format_exception(error))[-20_000:]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if sum(1 for _ in self.folder.iterdir()) >= 2 * MOST_SAMPLES:
                return
            note = f"{item}\n\n{trace}".encode("utf-8", "backslashreplace")
            (self.folder / f"{name}-{mark}.txt").write_bytes(note)
            (self.folder / f"{name}-{mark}.sample").write_bytes(sample[:LARGEST_SAMPLE])
        except OSError:  # a sample is a help, and no reason to lose the outcome
            return
