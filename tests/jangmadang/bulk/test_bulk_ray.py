"""Two workers on Ray, where the extra is installed: one is killed, one shard is broken, and all else ends the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq
import pytest

HAS_RAY = find_spec("ray") is not None
COMMAND = [sys.executable, "-m", "jangmadang", "bulk", "read"]


def workers_of(process: int) -> Iterator[int]:
    """The Ray workers at a task below a process."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = status.read_text().rpartition(")")[::2]
        except OSError:
            continue
        parents[int(status.parent.name)] = (int(fields.split()[1]), name)
    for worker, (parent, name) in parents.items():
        while parent in parents and parent != process:
            parent = parents[parent][0]
        if parent == process and "ray::attempt" in name:
            yield worker


def read_rows(folder: Path, table: str) -> list[str]:
    return sorted(repr(row) for path in folder.glob(f"*/{table}.parquet") for row in pq.read_table(path).to_pylist())


@pytest.mark.slow
@pytest.mark.skipif(not HAS_RAY, reason="the extra ray is not installed")
def test_killed_worker_costs_nothing_and_a_broken_shard_only_itself(tmp_path, make_warc, make_page, wait_until):
    shards = []
    for number in range(5):
        pages = {f"https://paper.example/{number}/{n}.html": make_page(10 * number + n) for n in range(3)}
        shards.append(str(make_warc(tmp_path / f"shard{number}.warc.gz", pages)))
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(b"no archive\n" * 20)
    given = [*shards, str(broken), "--no-learn", "--json", "--data", str(tmp_path / "data")]
    run = [*COMMAND, *given, "--workers", "2", "--out", str(tmp_path / "ray")]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as bulk:
        wait_until(lambda: bulk.poll() is not None or [*workers_of(bulk.pid)])
        for worker in [*workers_of(bulk.pid)][:1]:
            os.kill(worker, signal.SIGKILL)
        out, err = bulk.communicate(timeout=240)
    assert bulk.returncode == 1, err
    report = json.loads(out)
    assert (report["done"], [*report["failed"]]) == (5, [str(broken)])
    subprocess.run([*COMMAND, *given, "--out", str(tmp_path / "alone")], capture_output=True, check=False, timeout=240)
    for table in ("articles", "mentions", "outcomes", "pages"):
        assert read_rows(tmp_path / "ray", table) == read_rows(tmp_path / "alone", table)
    assert len(read_rows(tmp_path / "ray", "articles")) == 15


@pytest.mark.skipif(HAS_RAY, reason="the extra ray is installed")
def test_without_ray_one_line_says_what_to_install(tmp_path, three_shards):
    run = [*COMMAND, *three_shards, "--workers", "2", "--out", str(tmp_path / "out"), "--data", str(tmp_path / "data")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == "Error: several workers need Ray: pip install 'jangmadang[ray]', or --workers 1"
