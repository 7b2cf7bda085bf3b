"""A takedown leaves nothing of an article but the hash of its address, and nothing brings it back."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.data_dir import DataDir
from corpus.house.takedown import find_takedown, forget
from corpus.records import Abort, article_id
from crawler.checking import remove_outlet
from crawler.newsroom.loopback import Newsroom
from crawler.outlets import load_outlets
from tests.corpus.house.conftest import run_pass

Command = Callable[..., subprocess.CompletedProcess[str]]

# columns that hold an article's id, or that of the story or event that it began
KEYS = {"article_id", "story_id", "other_id", "representative_id", "origin_id", "nearest_id", "event_id", "cited_id"}


def ask(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql, values).fetchall()


@pytest.fixture
def article(data: Path) -> dict[str, str]:
    """The article of the corpus in English with the longest text, of those that tell what another story tells."""
    names = ("id", "url", "title", "text", "outlet")
    (row,) = ask(
        DataDir(data).corpus,
        f"select {', '.join(names)} from articles where language = 'en'"
        " order by id in (select other_id from event_evidence union select story_id from event_evidence) desc,"
        " length(text) desc limit 1",
    )
    return dict(zip(names, row, strict=True))


def holds(data: Path, words: str) -> list[str]:
    """The files of the data in whose bytes, or in whose unpacked bodies, the words stand."""
    found = [path.name for path in data.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
    bodies = (zlib.decompress(body) for (body,) in ask(DataDir(data).pages, "select body from bodies"))
    return found + ["a body" for body in bodies if words.encode() in body]


@pytest.mark.slow
def test_nothing_of_a_forgotten_article_is_left(data: Path, article: dict[str, str], command: Command) -> None:
    words = article["text"].split("\n")[1][:60]
    assert {"corpus.db", "a body"} <= set(holds(data, words))
    done = command("forget", article["url"], "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["articles"] == [article["id"]]
    assert holds(data, words) == []
    assert set(holds(data, article["url"])) <= {"a body"}, "other pages may link to it"
    corpus = DataDir(data).corpus
    tables = ask(corpus, "select name from sqlite_master where type = 'table' and name not like 'articles_fts%'")
    for (table,) in tables:
        columns = [row[1] for row in ask(corpus, f"pragma table_info({table})")]
        for column in set(columns) & KEYS:
            left = ask(corpus, f"select * from {table} where {column} = ?", article["id"])
            assert not left, f"{table}.{column}"
    assert ask(DataDir(data).pages, "select count(*) from forgotten where id = ?", article["id"]) == [(1,)]


@pytest.mark.slow
def test_a_forgotten_article_is_neither_crawled_nor_imported_again(
    data: Path, article: dict[str, str], newsroom: Newsroom, tmp_path: Path, command: Command
) -> None:
    (body,) = ask(
        DataDir(data).pages,
        "select b.body from bodies b join fetches f on f.body_hash = b.hash where f.page_id = ?",
        article_id(article["url"]),
    )[0]
    forget(data, article["id"])
    with closing(sqlite3.connect(DataDir(data).pages)) as db, db:
        db.execute("delete from listings")  # they are read anew
    run_pass(data, newsroom)
    assert ask(DataDir(data).pages, "select url from pages where url = ?", article["url"]) == []
    assert ask(DataDir(data).pages, "select url from links where url = ?", article["url"]) == []
    saved = tmp_path / "saved.jsonl"
    saved.write_text(json.dumps({"url": article["url"], "html": zlib.decompress(body).decode()}) + "\n")
    done = command("import", str(saved), "--json")
    assert done.stdout, done.stderr
    assert json.loads(done.stdout)["skipped"] == {"forgotten": 1}
    assert done.returncode == 0
    assert ask(DataDir(data).pages, "select url from pages where url = ?", article["url"]) == []


@pytest.mark.slow
def test_the_next_increment_of_an_export_says_that_it_is_gone(
    data: Path, article: dict[str, str], tmp_path: Path, command: Command
) -> None:
    cursor = json.loads(command("export", str(tmp_path / "whole"), "--json").stdout)["cursor"]
    forget(data, article["url"])
    command("export", str(tmp_path / "news"), "--since", cursor)
    changes = [json.loads(line) for line in (tmp_path / "news" / "changes.jsonl").read_text("utf-8").splitlines()]
    assert ("articles", article["id"], "gone") in {(c["table"], c["key"], c["change"]) for c in changes}
    done = command("export", str(tmp_path / "whole"), "--apply", str(tmp_path / "news"))
    assert done.returncode == 0 or "--data" in done.stderr
    assert article["title"] not in (tmp_path / "whole" / "articles.jsonl").read_text("utf-8")


@pytest.mark.slow
def test_all_of_an_outlet_goes_and_the_others_stay(data: Path, command: Command) -> None:
    before = dict(ask(DataDir(data).corpus, "select outlet, count(*) from articles group by outlet"))
    assert set(before) >= {"demo_wire", "demo_korean"}
    would = command("forget", "demo_wire", "--dry-run")
    assert f"{before['demo_wire']} articles" in would.stdout
    assert dict(ask(DataDir(data).corpus, "select outlet, count(*) from articles group by outlet")) == before
    assert command("forget", "demo_wire").returncode == 0
    del before["demo_wire"]
    assert dict(ask(DataDir(data).corpus, "select outlet, count(*) from articles group by outlet")) == before
    assert ask(DataDir(data).pages, "select 1 from pages where outlet = 'demo_wire'") == []


def test_a_takedown_that_was_killed_is_ended_by_the_next(
    data: Path, article: dict[str, str], kill_at: Callable[..., None]
) -> None:
    kill_at("corpus.house.takedown:_from_corpus", 1, "forget", article["url"], "--data", str(data))
    assert ask(DataDir(data).corpus, "select 1 from articles where id = ?", article["id"]) == [(1,)]
    forget(data, article["url"])
    assert ask(DataDir(data).corpus, "select 1 from articles where id = ?", article["id"]) == []


def test_an_unknown_name_is_said(data: Path, command: Command) -> None:
    with pytest.raises(Abort, match="nothing is known of"):
        find_takedown(data, "https://nowhere.example/1")
    done = command("forget", "nobody")
    assert done.returncode == 2
    assert "nothing is known of nobody" in done.stderr


@pytest.mark.slow
def test_an_outlet_of_ones_own_is_removed_and_its_articles_stay(data: Path, command: Command) -> None:
    count = ask(DataDir(data).corpus, "select count(*) from articles where outlet = 'demo_wire'")
    done = command("outlets", "remove", "demo_wire")
    assert done.returncode == 0, done.stderr
    assert "demo_wire" not in load_outlets(DataDir(data).outlets)
    assert ask(DataDir(data).corpus, "select count(*) from articles where outlet = 'demo_wire'") == count
    assert ask(DataDir(data).pages, "select 1 from outlet_health where outlet = 'demo_wire'") == []
    assert command("outlets", "remove", "demo_wire").returncode == 2


def test_a_shipped_outlet_is_disabled_with_the_rest_of_ones_own_file_kept(data: Path) -> None:
    path = DataDir(data).outlet_file("guardian")
    path.write_text('enabled = true\nnotes = "mine"\n', "utf-8")
    assert load_outlets(DataDir(data).outlets)["guardian"].enabled
    assert remove_outlet(data, "guardian") == path
    outlet = load_outlets(DataDir(data).outlets)["guardian"]
    assert not outlet.enabled
    assert outlet.notes == "mine"
