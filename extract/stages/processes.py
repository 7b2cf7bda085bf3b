"""Work spread over processes: order kept, errors passed on, no process left behind when this one dies."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from corpus.records import Abort
from corpus.store.stopping import held_back

In = TypeVar("In")
Out = TypeVar("Out")


def map_parallel(
    function: Callable[[In], Out],
    items: Iterable[In],
    *,
    processes: int,
    initializer: Callable[..., object],
    initargs: tuple[object, ...] = (),
) -> Iterator[Out]:
    """The function's results in the order of the items, worked out in `processes` processes (1: in this one).

    At most two items a process wait at a time, so memory stays flat however many there are.

    Raises:
        Abort: a process was killed.
    """
    if processes <= 1:
        initializer(*initargs)
        yield from map(function, items)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _start, (initializer, initargs)) as pool:
        waiting: deque[Future[Out]] = deque()
        try:
            for item in items:
                with held_back():  # Ctrl-C is for this process: those that a submit starts end with it
                    future = pool.submit(function, item)
                waiting.append(future)
                if len(waiting) >= 2 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise Abort("a worker process was ended from outside, by lack of memory perhaps; run again") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start(initializer: Callable[..., object], initargs: tuple[object, ...]) -> None:
    """End when the parent is killed: its pipes stay open in the siblings."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    initializer(*initargs)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
