"""From a newsroom to a searchable corpus, as a person runs it: real HTTP, real processes, real files."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.data_dir import DEMO_MARKER, DRAFTS, FAULTS, FILES, DataDir
from corpus.records import Abort
from corpus.run.lock import hold_lock
from corpus.search.saved import SavedSearch, save_search
from crawler.newsroom.loopback import Newsroom
from tests import forked_commands

OUTLETS = ("demo_wire", "demo_daily", "demo_korean", "demo_magazine")


@dataclass(frozen=True, slots=True)
class Desk:
    """A data directory and the newsroom that its outlets live in."""

    data: Path
    newsroom: Newsroom

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of ours on the data directory."""
        return forked_commands.run(*arguments, "--data", str(self.data))

    def make_pass(self) -> subprocess.CompletedProcess[str]:
        return self.run(*pass_arguments(self.newsroom))

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the corpus but its runs and the time at which an outcome was noted."""
        db = sqlite3.connect(self.data / "corpus.db")
        try:
            tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
            compared = [
                name for name in tables if name not in ("runs", "_sqlite_migrations", "outlets", "cluster_state")
            ]
            columns = {
                "outcomes": "stage, url, outlet, reason, detail, version",
                "progress": "article_id, stage, version, input",
                "stage_versions": "stage, version",
            }
            return {t: sorted(db.execute(f"select {columns.get(t, '*')} from {t}"), key=repr) for t in compared}
        finally:
            db.close()


def pass_arguments(newsroom: Newsroom) -> list[str]:
    outlets = [part for outlet in OUTLETS for part in ("--outlet", outlet)]
    return ["run", "--now", newsroom.now.isoformat(), *outlets]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


def make_desk(newsroom: Newsroom, data: Path) -> Desk:
    newsroom.outlets_dir(data / "outlets")
    return Desk(data, newsroom)


@pytest.fixture(scope="module")
def desk(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A corpus that one undisturbed pass made."""
    desk = make_desk(newsroom, tmp_path_factory.mktemp("desk"))
    from_nothing = [sys.executable, "-c", forked_commands.MAIN, *pass_arguments(newsroom), "--data", str(desk.data)]
    result = subprocess.run(from_nothing, capture_output=True, text=True, timeout=240, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return desk


def test_every_page_that_was_stored_is_an_article_or_has_a_reason(desk: Desk) -> None:
    pages = sqlite3.connect(desk.data / "pages.db")
    stored = {url for (url,) in pages.execute("select url from pages")}
    pages.close()
    corpus = sqlite3.connect(desk.data / "corpus.db")
    kept = {url for (url,) in corpus.execute("select page_url from articles")}
    refused = {url for (url,) in corpus.execute("select url from outcomes where stage = 'extract'")}
    corpus.close()
    assert kept | refused == stored
    assert not kept & refused
    assert len(kept) > 30


def test_second_pass_adds_only_its_own_run_and_fetches_no_article_again(desk: Desk) -> None:
    before = desk.rows()
    articles = {story.path for story in desk.newsroom.stories if story.kind == "article"}
    asked = len(desk.newsroom.requests)
    assert desk.make_pass().returncode == 0
    assert desk.rows() == before
    assert [request.path for request in desk.newsroom.requests[asked:] if request.path in articles] == []


def test_search_prints_the_sentences_with_the_name_marked(desk: Desk) -> None:
    result = desk.run("search", "Rason")
    assert result.returncode == 0
    assert "«Rason»" in result.stdout
    assert "demo_daily" in result.stdout
    assert "2026-03-" in result.stdout


def test_entity_is_found_under_its_korean_name(desk: Desk) -> None:
    profile = json.loads(desk.run("entity", "라선", "--json").stdout)
    assert profile["entity"]["id"] == "place/rason"
    assert profile["sentences"]


def test_status_tells_of_the_last_pass(desk: Desk) -> None:
    run = json.loads(desk.run("status", "--json").stdout)
    assert run["status"] == "ok"
    assert [stage["stage"] for stage in run["report"]["stages"]][:4] == ["extract", "tag", "resolve", "cluster"]


def test_every_file_in_the_data_directory_is_known(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.data, tmp_path / "data")
    copy = Desk(tmp_path / "data", desk.newsroom)
    save_search(copy.data, SavedSearch(name="Rason", query="entity=place/rason"))
    (first, second, *_) = (row[1] for row in desk.rows()["articles"])
    for command in (
        ["export", str(tmp_path / "out")],
        ["review", "--hide", "place/rason"],
        ["notes", "add", f"article:{first}", "--note", "Ask for the harbour's own figures."],
        ["cluster", "--split", first, second],
        pass_arguments(copy.newsroom),
    ):
        result = copy.run(*command)
        assert result.returncode == 0, result.stdout + result.stderr
    found = {path.relative_to(copy.data).as_posix(): file for path, file in DataDir(copy.data).files()}
    assert [path for path, file in found.items() if file is None] == []
    made_elsewhere = {DEMO_MARKER, DRAFTS, FAULTS}
    assert set(FILES) - {*found.values()} == made_elsewhere


# where a pass is killed, and at the how manieth call; the tests of extraction, tagging and facts kill those
POINTS = (
    ("corpus.run.whole_pass:_function", 1),
    ("corpus.store.resolution:Entities.add_entity", 10),
    ("corpus.store.clustering:save_stories", 1),
    ("corpus.store.summaries:refresh", 1),
)


def is_free(lock: Path) -> bool:
    try:
        with hold_lock(lock, for_a="test"):
            return True
    except Abort:
        return False


@pytest.mark.slow
def test_pass_killed_in_every_stage_goes_on_to_the_same_corpus(
    newsroom: Newsroom, desk: Desk, tmp_path: Path, kill_at: Callable[..., None], wait_until: Callable[..., None]
) -> None:
    killed = make_desk(newsroom, tmp_path)
    command = [*pass_arguments(newsroom), "--data", str(tmp_path)]
    asked = len(newsroom.requests)
    with forked_commands.start(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: len(newsroom.requests) > asked + 20)
        process.kill()
    wait_until(lambda: is_free(DataDir(tmp_path).crawl_lock))  # the crawl that it started ends by itself
    for point, count in POINTS:
        kill_at(point, count, *pass_arguments(newsroom), "--data", str(tmp_path))
    result = killed.make_pass()
    assert result.returncode == 0, result.stdout + result.stderr
    assert killed.rows() == desk.rows()


def test_outlet_file_with_an_unknown_key_is_one_line_that_names_it(newsroom: Newsroom, tmp_path: Path) -> None:
    broken = make_desk(newsroom, tmp_path)
    with (tmp_path / "outlets" / "demo_wire.toml").open("a") as file:
        file.write("\n[surprise]\nkey = 1\n")
    result = broken.make_pass()
    assert result.returncode == 2
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert any("surprise" in line and "demo_wire.toml" in line for line in lines)
    assert "Traceback" not in result.stderr


def test_corpus_of_a_newer_schema_is_one_line(tmp_path: Path) -> None:
    assert forked_commands.run("extract", "--data", str(tmp_path)).returncode == 0
    db = sqlite3.connect(tmp_path / "corpus.db")
    db.execute("insert into _sqlite_migrations(migration_set, name, applied_at) values ('corpus', 'm999_future', '')")
    db.commit()
    db.close()
    result = forked_commands.run("stats", "--data", str(tmp_path))
    assert result.returncode == 2
    assert result.stderr.strip().endswith("upgrade this one to open it")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_directory_without_leave_to_write_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = forked_commands.run("run", "--data", str(tmp_path))
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
