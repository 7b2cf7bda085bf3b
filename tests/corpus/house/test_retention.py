"""Old bodies go and what was made of them stays; what SQLite holds without use is given back."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.house.retention import drop_old_bodies, months_before, vacuum
from corpus.records import RawPage, article_id
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from extract.stages.extract_and_tag import extract_pending

Command = Callable[..., subprocess.CompletedProcess[str]]
OLD = datetime(2024, 1, 5, tzinfo=UTC)
NEW = datetime(2026, 2, 5, tzinfo=UTC)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
TEXT = "The cement works in Sunchon sent 640 tonnes to Rason port in December, port officials told the agency."


def page(name: str, at: datetime, *, words: str = TEXT, title: str = "Cement for Rason port") -> RawPage:
    url = f"https://works.example/news/{name}"
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p></article></body>"
    return RawPage(url=url, outlet="works", fetched_at=at, body=(body + "</html>").encode(), found_in="import")


def bodies(data: Path) -> dict[str, int]:
    """How many bodies each page still has, by the last part of its address."""
    with PageArchive(data) as archive:
        pages = archive.db.execute("select id, url from pages").fetchall()
        return {url.rpartition("/")[2]: len(archive.versions(key)) for key, url in pages}


@pytest.fixture
def store(tmp_path: Path) -> Callable[..., Path]:
    """Stores pages and extracts them; gives the data directory."""

    def save(*pages: RawPage) -> Path:
        with PageArchive(tmp_path) as archive:
            archive.save_pages(pages)
        extract_pending(tmp_path)
        return tmp_path

    return save


def test_old_bodies_go_with_hash_article_and_history_kept(store: Callable[..., Path]) -> None:
    data = store(page("old", OLD), page("new", NEW, words=f"{TEXT} And more of it came in January."))
    dropped = drop_old_bodies(data, months=24, at=NOW)
    assert dropped.bodies == 1
    assert bodies(data) == {"old": 0, "new": 1}
    with closing(sqlite3.connect(DataDir(data).pages)) as db:
        assert db.execute("select count(*), min(size) > 0 from bodies where length(hash) = 32").fetchone() == (2, 1)
        assert db.execute("select count(*) from fetches").fetchone() == (2,)
    assert extract_pending(data).pending == 0
    with Corpus(data) as corpus:
        assert corpus.db.execute("select count(*) from articles").fetchone() == (2,)
    assert drop_old_bodies(data, months=24, at=NOW).bodies == 0


def test_a_body_that_a_younger_page_has_too_or_that_nothing_has_read_stays(store: Callable[..., Path]) -> None:
    data = store(page("old", OLD), page("young", NEW))
    with PageArchive(data) as archive:
        archive.save_page(page("unread", OLD, words=f"{TEXT} Nobody has read this one."))
    assert drop_old_bodies(data, months=24, at=NOW).bodies == 0
    assert bodies(data) == {"old": 1, "young": 1, "unread": 1}


def test_a_later_version_of_a_dropped_page_keeps_the_earlier_text(store: Callable[..., Path]) -> None:
    data = store(page("old", OLD))
    drop_old_bodies(data, months=24, at=NOW)
    store(page("old", NEW, words=TEXT.replace("640", "540")))
    with Corpus(data) as corpus:
        (article,) = corpus.db.query("select * from articles")
        versions = corpus.versions(article["id"])
    assert article["text"].count("540") == 1
    assert [("640" in version["text"], version["fetched_at"][:4]) for version in versions] == [
        (True, "2024"),
        (False, "2026"),
    ]
    assert article["fetched_at"] == "2024-01-05T00:00:00+00:00"


def test_a_dropped_body_that_comes_again_is_kept_again(store: Callable[..., Path]) -> None:
    data = store(page("old", OLD))
    drop_old_bodies(data, months=24, at=NOW)
    store(page("old", NEW))
    assert bodies(data) == {"old": 1}


def test_a_dry_run_drops_nothing(data: Path, command: Command) -> None:
    before = bodies(data)
    done = command("retention", "--months", "1", "--now", "2027-01-01", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "would be dropped" in done.stdout
    assert bodies(data) == before
    assert command("retention", "--months", "1", "--now", "2027-01-01").returncode == 0
    assert sum(bodies(data).values()) == 0


def test_vacuum_gives_back_what_was_dropped_and_loses_no_row(data: Path, command: Command) -> None:
    drop_old_bodies(data, months=1, at=NOW + timedelta(days=400))
    found = command("search", "Rason").stdout
    rooms = {room.file: room for room in vacuum(data)}
    assert rooms["pages.db"].after < rooms["pages.db"].before * 0.7
    assert rooms["corpus.db"].after <= rooms["corpus.db"].before
    assert command("search", "Rason").stdout == found
    done = command("vacuum")
    assert done.returncode == 0
    assert "pages.db" in done.stdout


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-03-02", 24, "2024-03-02"),
    ],
)
def test_months_are_those_of_the_calendar(at: str, months: int, expected: str) -> None:
    before = months_before(datetime.fromisoformat(f"{at}T10:00:00+00:00"), months)
    assert before == datetime.fromisoformat(f"{expected}T10:00:00+00:00")


def test_a_dropped_page_is_known_by_its_id(store: Callable[..., Path]) -> None:
    data = store(page("old", OLD))
    with PageArchive(data) as archive:
        key = article_id("https://works.example/news/old")
        assert not archive.has_dropped(key)
        drop_old_bodies(data, months=24, at=NOW)
        assert archive.has_dropped(key)
