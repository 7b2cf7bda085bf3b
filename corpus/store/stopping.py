"""Being stopped: by Ctrl-C, or by whoever ends this process in order (SIGTERM). Each stage can be cut off anywhere."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_ENDING = (signal.SIGINT, signal.SIGTERM)
_received: list[int] = []


class Stopped(BaseException):
    """A signal asked this process to end. Not an Exception: nothing on the way may take it for an item's fault."""


def listen() -> None:
    """From now on both signals raise `Stopped`, once: what comes after does not disturb the ending."""
    if threading.current_thread() is threading.main_thread():
        for number in _ENDING:
            signal.signal(number, _stop)
        sys.unraisablehook = _in_silence(sys.unraisablehook)


def _in_silence(before: Callable[[Any], object]) -> Callable[[Any], object]:
    """What Python does with an exception that nothing can take, as one in a weak reference's callback; where that is
    `Stopped` it says nothing, for `check` raises it again.
    """
    return lambda lost: None if issubclass(lost.exc_type, Stopped) else before(lost)


def _stop(number: int, frame: FrameType | None) -> None:
    first = not _received
    note(number)
    if first:
        raise Stopped


def note(number: int) -> None:
    """Remember that a signal came, where somebody else's handler got it."""
    _received.append(number)


def check() -> None:
    """Raise `Stopped` when a signal came and what it raised was lost, as C code that calls Python may lose it."""
    if _received:
        raise Stopped


def asked() -> bool:
    """Whether a signal came: C code that it cut off, as in an import, may tell of it as an error of its own."""
    return bool(_received)


def exit_code() -> int:
    """What a shell calls an end by the signal that came first: 130 for Ctrl-C, 143 for SIGTERM."""
    return 128 + (_received[0] if _received else signal.SIGINT)


@contextmanager
def held_back() -> Iterator[None]:
    """Signals wait until the block ends; a process that is started in it never gets them, from its first moment on."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
