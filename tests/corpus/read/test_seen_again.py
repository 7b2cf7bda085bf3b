"""How many pages were seen more than once, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.read import seen_again
from corpus.read.seen_again import pages_seen_again
from corpus.records import RawPage
from corpus.store.page_archive import PageArchive

FIRST = datetime(2026, 3, 2, tzinfo=UTC)


def page(number: int, *, days: int = 0, outlet: str = "wire") -> RawPage:
    fetched_at = FIRST + timedelta(days=days)
    return RawPage(url=f"https://{outlet}.example/{number}", outlet=outlet, fetched_at=fetched_at, body=b"<p>coal</p>")


def test_no_archive_says_nothing(tmp_path: Path) -> None:
    assert pages_seen_again(tmp_path) is None


def test_pages_fetched_again_or_found_unchanged_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with PageArchive(tmp_path) as archive:
        archive.save_pages([page(1), page(2), page(3, outlet="other")])
        seen = pages_seen_again(tmp_path)
        assert seen is not None and (seen.pages, seen.again) == (3, 0)
        assert seen.words.startswith("Each page that is kept was seen only once so far")
        archive.save_page(page(1, days=1))
        archive.db.execute(
            "insert into links(url, outlet, found_in, found_at, state, visits, page_url)"
            " values ('https://wire.example/2', 'wire', '', '', 'kept', 2, 'https://wire.example/2')"
        ).close()
    seen = pages_seen_again(tmp_path)
    assert seen is not None and (seen.pages, seen.again, seen.sampled) == (3, 2, False)
    assert seen.words == "2 of 3 pages were seen more than once; of the others no change can have been noticed."
    of_one = pages_seen_again(tmp_path, outlets=["other"])
    assert of_one is not None and (of_one.pages, of_one.again) == (1, 0)
    assert pages_seen_again(tmp_path, outlets=[]) is None
    monkeypatch.setattr(seen_again, "LOOKED_AT", 2)
    sample = pages_seen_again(tmp_path)
    assert sample is not None and sample.sampled and "of a sample" in sample.words


def test_a_sample_of_an_outlet_is_as_good_as_drawn_by_lot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not those whose last fetch is oldest, nor all of one outlet: half of these pages were seen again."""
    half = [page(number, outlet=outlet) for number in range(200) for outlet in ("a", "b")]
    with PageArchive(tmp_path) as archive:
        archive.save_pages(half)
        archive.save_pages([page(number, days=1, outlet=outlet) for number in range(100) for outlet in ("a", "b")])
    monkeypatch.setattr(seen_again, "LOOKED_AT", 80)
    for outlets in (None, ["a"], ["a", "b"]):
        seen = pages_seen_again(tmp_path, outlets=outlets)
        assert seen is not None and seen.pages == 80 and 20 < seen.again < 60, outlets
