"""Work over processes: order kept, nothing left behind."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.records import Abort
from corpus.store.stage import batched
from extract.stages.processes import map_parallel

# the functions here come from the standard library, because a spawned process must be able to import them


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_items(processes: int) -> None:
    results = map_parallel(math.factorial, range(20), processes=processes, initializer=os.getpid)
    assert list(results) == [math.factorial(number) for number in range(20)]


def test_killed_worker_ends_the_run_with_one_line() -> None:
    with pytest.raises(Abort, match="ended from outside"):
        list(map_parallel(os._exit, [9, 9], processes=2, initializer=os.getpid))


def test_batches_hold_every_item_once() -> None:
    assert list(batched(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]


SLEEPERS = """
import os, time
from extract.stages.processes import map_parallel

def announce():
    os.write(1, f"{os.getpid()}\\n".encode())  # in one piece: both write to one pipe

def sleep(_):
    time.sleep(60)

if __name__ == "__main__":
    list(map_parallel(sleep, range(2), processes=2, initializer=announce))
"""


def running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_workers_end_when_their_parent_is_killed(
    tmp_path: Path, wait_until: Callable[[Callable[[], object]], None]
) -> None:
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
        parent.wait()
        wait_until(lambda: not any(map(running, workers)))
