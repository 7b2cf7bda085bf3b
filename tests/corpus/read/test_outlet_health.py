"""What is said of the outlets' health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus.read.outlet_health import outlet_health, skipped_warnings
from corpus.records import Abort, Outcome, RawPage
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    """An outlet that expects at most half of its pages refused, with three pages, two of them refused."""
    with PageArchive(tmp_path) as archive, Corpus(tmp_path) as corpus:
        corpus.save_outlets([{"id": "demo", "name": "Demo"}])
        corpus.db.execute("update outlets set expect = '{\"max_skipped_share\": 0.5}'").close()
        for number in range(3):
            url = f"https://demo.example/{number}"
            archive.save_page(RawPage(url=url, outlet="demo", fetched_at=NOW, body=b"x"))
            if number:
                corpus.save_outcome(Outcome(stage="extract", url=url, reason="too-short"), outlet="demo")
        archive.db.execute(
            "insert into outlet_health values ('demo', 0.5, null, 'empty-feed', ?1, ?1, null, null)", [NOW.isoformat()]
        ).close()
    return tmp_path


def test_more_refused_than_expected_is_one_warning(data):
    assert skipped_warnings(data, since=NOW) == ["demo: 2 of 3 new pages refused, 50% expected at most"]


def test_pages_from_before_do_not_count(data):
    assert skipped_warnings(data, since=NOW + timedelta(hours=1)) == []


def test_health_gives_score_fault_and_pages(data):
    (health,) = outlet_health(data)
    assert (health.outlet, health.score, health.fault, health.pages) == ("demo", 0.5, "empty-feed", 3)


def test_health_without_an_archive_is_one_line(tmp_path):
    with pytest.raises(Abort, match=r"there is no pages\.db"):
        outlet_health(tmp_path)
