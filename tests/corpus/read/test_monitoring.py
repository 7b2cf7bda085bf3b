"""What monitors are told: what is broken, a line for each outlet, whoever asks and in whatever form."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.read.monitoring import health_answer, present_state, prometheus_text
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def note_run(data: Path, status: str, *, hours_ago: float = 1, **report: Any) -> None:
    at = (NOW - timedelta(hours=hours_ago)).isoformat()
    with Corpus(data) as corpus:
        corpus.db.execute(
            "insert into runs values (?, ?, ?, ?, ?)",
            [at, at, None if status == "running" else at, status, json.dumps(report)],
        ).close()


def note_crawl(data: Path, outlet: str, status: str = "ok", **report: Any) -> None:
    at = NOW.isoformat()
    with PageArchive(data) as archive:
        archive.db.execute("insert into outlet_health values (?, 1.5, null, null, ?, ?, ?, ?)", [outlet, *[at] * 4])
        archive.db.execute("insert into outlet_runs values (?, ?, ?, 3, ?)", [outlet, at, status, json.dumps(report)])


def test_broken_are_the_last_passes_lines_and_what_a_crawl_after_it_found(tmp_path: Path) -> None:
    note_run(tmp_path, "broken", broken=["wire: 0 links listed, 5 expected"])
    note_crawl(tmp_path, "wire", "http-500", broken=["wire: 0 links listed, 5 expected"])
    note_crawl(tmp_path, "daily", "silent", broken=["daily: no new article for 80 h", "daily: half is missing"])
    note_crawl(tmp_path, "fine")
    state = present_state(tmp_path)
    assert state.broken == (
        "wire: 0 links listed, 5 expected",
        "daily: no new article for 80 h; half is missing",
    )
    assert not state.healthy


def test_a_pass_under_way_hides_nothing_of_the_one_before(tmp_path: Path) -> None:
    note_run(tmp_path, "failed", broken=["the disk is full"])
    note_run(tmp_path, "running", hours_ago=0)
    state = present_state(tmp_path)
    assert state.broken == ("the disk is full",)
    assert state.run is not None and state.run.status == "running"


@pytest.mark.parametrize(
    ("status", "hours_ago", "broken", "answer"),
    [
        ("ok", 1, [], (200, "ok")),
        ("ok", 5, [], (503, "late")),
        ("broken", 1, ["wire: silent"], (503, "broken")),
        ("interrupted", 1, [], (200, "ok")),
    ],
)
def test_health_is_said_with_a_status_of_http(tmp_path, status, hours_ago, broken, answer) -> None:
    note_run(tmp_path, status, hours_ago=hours_ago, broken=broken)
    code, said = health_answer(present_state(tmp_path), at=NOW, patience=3 * 3600)
    assert (code, said["status"]) == answer
    assert said["broken"] == broken
    assert said["seconds_ago"] == hours_ago * 3600


def test_before_the_first_pass_it_is_starting() -> None:
    assert health_answer(None, at=NOW, patience=1)[0] == 200


def test_prometheus_reads_every_line(tmp_path: Path) -> None:
    note_run(tmp_path, "broken", broken=["wire: silent"])
    note_crawl(tmp_path, 'wi"re', listed=12, kept=2, waiting=1, recall=None)
    text = prometheus_text(present_state(tmp_path))
    sample = re.compile(r'jangmadang_[a-z_]+(\{[a-z]+="(\\.|[^"\\])*"\})? -?[0-9.e+]+')
    for line in text.splitlines():
        assert line.startswith("# ") or sample.fullmatch(line), line
    assert 'jangmadang_outlet_listed{outlet="wi\\"re"} 12' in text
    assert "jangmadang_healthy 0" in text
    assert "recall" not in text, "what is not known is not said"
    assert f"jangmadang_last_pass_timestamp_seconds {(NOW - timedelta(hours=1)).timestamp()}" in text
    names = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names))
