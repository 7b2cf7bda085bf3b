"""The pass: one at a time, a row for each, a killed one told from a finished one."""

from __future__ import annotations

import json
import shutil
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
from corpus.run.whole_pass import RunOptions, RunReport, run_pass
from corpus.store.articles import Corpus
from corpus.store.progress import mark_done, note_version, outdated_counts
from corpus.versions import build_mark


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


@pytest.fixture(scope="module")
def first_pass(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunReport]:
    """A data directory after one pass over no page, and that pass's report."""
    data = tmp_path_factory.mktemp("passed")
    return data, run_pass(data, RunOptions(crawl=False), watch=silent)


@pytest.fixture
def passed(first_pass: tuple[Path, RunReport], tmp_path: Path) -> Path:
    """A copy of that directory."""
    return Path(shutil.copytree(first_pass[0], tmp_path / "data"))


def test_pass_leaves_a_row_with_its_report(first_pass: tuple[Path, RunReport]) -> None:
    data, report = first_pass
    with Corpus(data) as corpus:
        (row,) = corpus.db.query("select * from runs")
    assert (row["id"], row["status"]) == (report.id, "ok")
    assert [stage["stage"] for stage in json.loads(row["report"])["stages"]] == [
        "extract",
        "tag",
        "resolve",
        "cluster",
        "facts",
        "group",
        "summaries",
    ]


def test_run_that_was_killed_is_told_by_the_next_one(passed: Path) -> None:
    with Corpus(passed) as corpus:
        corpus.db.execute("insert into runs(id, started_at, status) values ('1', '2999-03-02', 'running')").close()
    run_pass(passed, RunOptions(crawl=False), watch=silent)
    with Corpus(passed) as corpus:
        killed = corpus.db.execute("select status from runs where id = '1'").fetchall()
        statuses = corpus.db.execute("select status from runs").fetchall()
    assert killed == [("interrupted",)]
    assert sorted(statuses) == [("interrupted",), ("ok",), ("ok",)]


LOADED = """
import sys
from contextlib import nullcontext
from pathlib import Path
from corpus.run.whole_pass import RunOptions, run_pass

report = run_pass(Path(sys.argv[1]), RunOptions(crawl=False), watch=lambda stage: nullcontext())
assert [stage.pending for stage in report.stages] == [0] * 7
print(*sys.modules)
"""
# what takes a quarter of a second and more to load: nothing but the work of a stage needs it
HEAVY = {
    *("spacy", "thinc", "trafilatura", "htmldate", "pandas", "scrapy", "twisted", "tldextract", "requests", "jinja2"),
    *("extract.article", "extract.gates", "extract.stages.worker", "extract.stages.article_facts"),
    *("extract.facts.passage.passage_reader", "models.components", "corpus.search.candidates"),
}


def test_pass_with_nothing_to_do_loads_no_model_and_no_rules(passed: Path) -> None:
    for _ in range(2):  # once more should a file of the program have been touched meanwhile: one pass settles that
        run = subprocess.run([sys.executable, "-c", LOADED, passed], capture_output=True, text=True, check=True)
        loaded = set(run.stdout.split())
        if not loaded & HEAVY:
            break
    assert "extract.stages.read_facts" in loaded
    assert loaded & HEAVY == set()


def test_other_program_works_its_versions_out_again(passed: Path) -> None:
    with Corpus(passed) as corpus:
        mark_done(corpus.db, "facts", [("a", "b")], version="facts-of-old")
        note_version(corpus.db, "facts", "facts-of-old", build="another")
    run_pass(passed, RunOptions(crawl=False), watch=silent)
    with Corpus(passed) as corpus:
        ((version, build),) = corpus.db.execute(
            "select version, build from stage_versions where stage = 'facts'"
        ).fetchall()
        assert outdated_counts(corpus.db) == {"facts": 1}
    assert (version.startswith("facts-"), version != "facts-of-old", build) == (True, True, build_mark())
