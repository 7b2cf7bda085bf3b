"""`jangmadang cluster`: the stage from the command line, and the decisions it writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.cli import cli
from corpus.decisions.file import read_decisions
from corpus.records import Article
from corpus.store.articles import Corpus

TEXTS = (
    "Freight trains cross the bridge at Dandong every day again, a railway worker said, and most carry fertilizer.",
    "Fishing boats at Sinpho lie idle for want of diesel, according to a captain who asked that he not be named.",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Corpus(tmp_path) as corpus:
        for number, text in enumerate(TEXTS):
            made = Article(
                url=f"https://o{number}.example/a",
                outlet=f"o{number}",
                title="A title",
                text=text,
                fetched_at=datetime(2026, 3, 3, tzinfo=UTC),
                method="by hand",
            )
            corpus.save_article(made, page_url=made.url)
    return tmp_path


@pytest.fixture
def run(data: Path) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(cli, ["cluster", "--data", str(data), *arguments])


def test_cluster_prints_its_report(run: Callable[..., Result]) -> None:
    report = json.loads(run("--json").stdout)
    assert (report["stage"], report["done"], report["found"]["stories"]) == ("cluster", 2, 2)


def test_dry_run_says_what_is_pending_and_does_nothing(run: Callable[..., Result]) -> None:
    assert json.loads(run("--dry-run", "--json").stdout)["pending"] == 2
    assert json.loads(run("--dry-run", "--json").stdout)["done"] == 0


def test_merge_is_written_followed_and_taken_back(run: Callable[..., Result], data: Path) -> None:
    run()
    merged = run("--merge", "https://o0.example/a", "https://o1.example/a", "--json")
    assert json.loads(merged.stdout)["found"]["stories"] == 1
    (decision,) = read_decisions(data)
    assert (decision.verdict, decision.label) == ("same", "STORY")
    assert json.loads(run("--undo", decision.id, "--json").stdout)["found"]["stories"] == 2


def test_unknown_decision_is_one_line(run: Callable[..., Result]) -> None:
    result = run("--undo", "00000000")
    assert result.exit_code == 2
    assert "no decision on stories has the id '00000000'" in result.output
