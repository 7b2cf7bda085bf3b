"""The pass: one at a time, a row for each, a killed one told from a finished one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.run.lock import hold_lock
from corpus.run.whole_pass import RunOptions, run_pass
from corpus.store.articles import Corpus


@contextmanager
def silent(stage: str) -> Iterator[None]:
    """Watch a stage without showing anything."""
    yield


HOLDER = "import sys, time; from pathlib import Path; from corpus.run.lock import hold_lock\n" + (
    "with hold_lock(Path(sys.argv[1]), for_a='run'): print('held', flush=True); time.sleep(60)"
)


@pytest.fixture
def other_process_holding_the_lock(tmp_path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, DataDir(tmp_path).run_lock], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_second_run_is_refused_while_one_is_at_work(
    tmp_path: Path, other_process_holding_the_lock: subprocess.Popen[str]
) -> None:
    with other_process_holding_the_lock as holder:
        with pytest.raises(Abort, match="another run is at work"), hold_lock(DataDir(tmp_path).run_lock, for_a="run"):
            pass
        holder.kill()


def test_lock_of_a_killed_run_is_free(tmp_path: Path, other_process_holding_the_lock: subprocess.Popen[str]) -> None:
    with other_process_holding_the_lock as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with hold_lock(DataDir(tmp_path).run_lock, for_a="run"):
            pass


def test_pass_leaves_a_row_with_its_report(tmp_path: Path) -> None:
    report = run_pass(tmp_path, RunOptions(crawl=False), watch=silent)
    with Corpus(tmp_path) as corpus:
        (row,) = corpus.db.query("select * from runs")
    assert (row["id"], row["status"]) == (report.id, "ok")
    assert [stage["stage"] for stage in json.loads(row["report"])["stages"]] == [
        "extract",
        "tag",
        "resolve",
        "cluster",
        "facts",
        "events",
        "summaries",
    ]


def test_run_that_was_killed_is_told_by_the_next_one(tmp_path: Path) -> None:
    with Corpus(tmp_path) as corpus:
        corpus.db.execute("insert into runs(id, started_at, status) values ('1', '2026-03-02', 'running')").close()
    run_pass(tmp_path, RunOptions(crawl=False), watch=silent)
    with Corpus(tmp_path) as corpus:
        assert corpus.db.execute("select status from runs order by started_at").fetchall() == [
            ("interrupted",),
            ("ok",),
        ]
