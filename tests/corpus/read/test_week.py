"""What came in of late: counted up to the newest article, so that an old corpus has a last week too."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from corpus.read.week import last_day, outlets_in_trouble, totals, week
from corpus.records import Article
from corpus.store.articles import Corpus

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def dated(corpus: Corpus, article: Callable[..., Article]) -> Corpus:
    """Articles of today, of yesterday twice, of eight days ago, of tomorrow (a wrong clock) and of no day."""
    for number, days in enumerate((0, -1, -1, -8, 1, None)):
        published = None if days is None else NOW + timedelta(days=days)
        new = article(url=f"https://wire.example/{number}", published=published)
        corpus.save_article(new, page_url=new.url)
    return corpus


def test_week_ends_now_or_with_the_newest_article(dated: Corpus) -> None:
    assert last_day(dated.db, now=NOW) == NOW
    assert last_day(dated.db, now=NOW + timedelta(days=300)) == NOW + timedelta(days=1, seconds=1)
    assert last_day(dated.db, now=NOW - timedelta(days=100)) == NOW - timedelta(days=100)


def test_week_counts_seven_days_and_the_seven_before(dated: Corpus) -> None:
    found = week(dated.db, until=NOW + timedelta(seconds=1))
    assert (found.articles, found.articles_before) == (3, 1)
    assert found.days == (("2026-03-09", 2), ("2026-03-10", 1))


def test_new_names_are_those_first_seen_in_the_week(dated: Corpus) -> None:
    for key, first, status, mentions in (
        ("place/new", "2026-03-09", "provisional", 2),
        ("place/newer", "2026-03-10", "known", 5),
        ("place/old", "2026-02-01", "known", 9),
        ("place/hidden", "2026-03-09", "hidden", 3),
        ("place/unread", "2026-03-09", "known", 0),
    ):
        dated.db.execute(
            "insert into entities(id, label, name, status, first_seen, mentions, stories)"
            " values (?1, 'PLACE', ?1, ?2, ?3, ?4, ?4)",
            [key, status, f"{first}T09:00:00+00:00", mentions],
        ).close()
    assert [name.id for name in week(dated.db, until=NOW).names["PLACE"]] == ["place/newer", "place/new"]


def test_biggest_story_is_the_one_most_outlets_report_of_their_own(dated: Corpus) -> None:
    first, second, third = (row[0] for row in dated.db.execute("select id from articles limit 3").fetchall())
    for key, articles, independent, last in (
        (first, 9, 1, "2026-03-09"),
        (second, 3, 3, "2026-03-08"),
        (third, 20, 9, "2026-02-01"),
    ):
        dated.db.execute(
            "insert into stories(id, representative_id, first_published, last_published, articles, outlets,"
            " independent) values (?1, ?1, ?2, ?2, ?3, ?3, ?4)",
            [key, f"{last}T09:00:00+00:00", articles, independent],
        ).close()
    assert [story.id for story in week(dated.db, until=NOW).stories] == [second, first]
    assert totals(dated.db).stories == 3


@pytest.mark.parametrize(
    ("outlets", "trouble"),
    [
        ({"wire": {"status": "ok"}}, []),
        ({"wire": {"status": "failed"}, "daily": {"status": "ok"}}, [("wire", "failed")]),
    ],
)
def test_outlets_in_trouble_are_those_of_the_last_run(
    corpus: Corpus, outlets: dict[str, Any], trouble: list[tuple[str, str]]
) -> None:
    assert outlets_in_trouble(corpus.db) is None
    old = {"crawl": {"outlets": {"old": {"status": "failed"}}}}
    new = {"crawl": {"outlets": outlets}, "broken": ["wire listed nothing"], "warnings": []}
    for key, started, report in (("1", "2026-03-01", old), ("2", "2026-03-02", new)):
        corpus.db.execute(
            "insert into runs values (?, ?, ?, 'broken', ?)", [key, started, started, json.dumps(report)]
        ).close()
    found = outlets_in_trouble(corpus.db)
    assert found is not None
    assert found.broken == ("wire listed nothing",)
    assert [(outlet.id, outlet.status) for outlet in found.outlets] == trouble


def test_outlets_are_those_of_the_articles_known_or_not(dated: Corpus, article: Callable[..., Article]) -> None:
    new = article(url="https://daily.example/1", outlet="daily")
    dated.save_article(new, page_url=new.url)
    assert totals(dated.db).outlets == 2
