"""PageArchive: bodies kept once, every fetch remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.records import RawPage, article_id
from corpus.store.page_archive import PageArchive

PAGE = RawPage(
    url="https://agency.example/en?Ym9keQ==",
    outlet="agency",
    fetched_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    body="<p>라선</p>".encode("euc-kr"),
    title="Rason",
    published=datetime(2026, 3, 1, tzinfo=UTC),
    found_in="feed",
)


def test_page_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        assert archive.save_page(PAGE)
        assert archive.versions(article_id(PAGE.url)) == [PAGE]


def test_same_fetch_stored_twice_changes_nothing(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        archive.save_page(PAGE)
        before = list(archive.db.conn.iterdump())
        assert not archive.save_page(PAGE)
        assert list(archive.db.conn.iterdump()) == before


def test_versions_are_the_times_the_body_changed(tmp_path: Path) -> None:
    days = [replace(PAGE, fetched_at=datetime(2026, 3, day, tzinfo=UTC)) for day in (2, 3, 4, 5)]
    edited = [days[0], days[1], replace(days[2], body=b"<p>edited</p>"), replace(days[3], body=b"<p>edited</p>")]
    with PageArchive(tmp_path) as archive:
        changed = [archive.save_page(page) for page in edited]
        assert changed == [True, False, True, False]
        assert [page.fetched_at.day for page in archive.versions(article_id(PAGE.url))] == [2, 4]


def test_first_time_a_page_was_gone_stays_until_it_is_back(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        archive.save_page(PAGE)
        for day in (5, 6):
            archive.mark_gone(PAGE.url, datetime(2026, 3, day, tzinfo=UTC))
        gone = archive.db.execute("select gone_at from pages").fetchone()
        assert gone == ("2026-03-05T00:00:00+00:00",)
        archive.save_page(replace(PAGE, fetched_at=datetime(2026, 3, 7, tzinfo=UTC)))
        assert archive.db.execute("select gone_at from pages").fetchone() == (None,)


def test_latest_gives_the_newest_body_of_each_page(tmp_path: Path) -> None:
    newer = replace(PAGE, fetched_at=datetime(2026, 3, 4, tzinfo=UTC), body=b"newer")
    other = replace(PAGE, url="https://agency.example/en?b3RoZXI=")
    with PageArchive(tmp_path) as archive:
        archive.save_pages([PAGE, other, newer])
        assert list(archive.latest(outlet="agency")) == [newer, other]
        assert list(archive.latest(outlet="agency", limit=1)) == [newer]
        assert list(archive.latest(outlet="another")) == []


def test_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive, pytest.raises(ValueError, match="without a zone"):
        archive.save_page(replace(PAGE, fetched_at=datetime(2026, 3, 2)))
