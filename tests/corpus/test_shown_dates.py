"""A date that is known to the day, month or year alone is shown as that by every reader, and no day early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.read.story import StoryQuery, list_stories
from corpus.records import Article
from corpus.schema.precision_columns import m011_precision
from corpus.search.hits import Query, search
from corpus.search.news import News, message
from corpus.search.saved import SavedSearch
from corpus.store.articles import Corpus
from corpus.times import shown_day, shown_time
from corpus.web.wording import known_time, long_day, long_time


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A time as stored with its precision, and how a terminal and a page show its day and all of it."""

    published: datetime
    precision: str | None
    day: str
    time: str
    long_day: str
    long_time: str
    machine: str


SHOWN = (
    Shown(
        published=datetime(2026, 3, 2, 9, 30, tzinfo=UTC), precision="minute",
        day="2026-03-02", time="2026-03-02 09:30", long_day="2 Mar 2026", long_time="2 Mar 2026, 09:30 UTC",
        machine="2026-03-02T09:30:00+00:00",
    ),
    Shown(  # a day in Pyongyang, that began at 15:00 in UTC the day before
        published=datetime(2026, 3, 2, tzinfo=UTC), precision="day",
        day="2026-03-02", time="2026-03-02", long_day="2 Mar 2026", long_time="2 Mar 2026", machine="2026-03-02",
    ),
    Shown(
        published=datetime(2026, 3, 1, tzinfo=UTC), precision="month",
        day="2026-03", time="2026-03", long_day="Mar 2026", long_time="Mar 2026", machine="2026-03",
    ),
    Shown(
        published=datetime(2026, 1, 1, tzinfo=UTC), precision="year",
        day="2026", time="2026", long_day="2026", long_time="2026", machine="2026",
    ),
)  # fmt: skip


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.precision)
def test_as_much_is_shown_as_is_known(shown: Shown) -> None:
    stored = shown.published.isoformat()
    assert (shown_day(stored, shown.precision), shown_time(stored, shown.precision)) == (shown.day, shown.time)
    assert (long_day(stored, shown.precision), long_time(stored, shown.precision)) == (shown.long_day, shown.long_time)
    assert known_time(stored, shown.precision) == shown.machine


def test_no_date_is_undated_everywhere() -> None:
    assert {shown_day(None), shown_time(None), long_day(None), long_time(None, "day")} == {"undated"}
    assert known_time(None, "day") == ""


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.precision)
def test_every_reader_shows_it_so(corpus: Corpus, article: Callable[..., Article], shown: Shown) -> None:
    told = article(published=shown.published, published_precision=shown.precision)
    corpus.save_article(told, page_url=told.url)
    key = "a" * 12
    corpus.db.execute(
        "insert into stories(id, title, representative_id, first_published, last_published, articles, outlets,"
        " independent) values (?1, 'Cranes', ?2, ?3, ?3, 1, 1, 1)",
        [key, told.id, shown.published.isoformat()],
    ).close()
    corpus.db.execute("insert into story_members(article_id, story_id, relation) values (?, ?, 'origin')",
                      [told.id, key]).close()  # fmt: skip
    corpus.db.execute("update articles set story_id = ?", [key]).close()
    (story,) = list_stories(corpus.db, StoryQuery())
    assert shown_day(story.last_published, story.last_precision) == shown.day
    results = search(corpus.db, Query(text="cranes"))
    saved = SavedSearch(name="cranes", query="cranes", notify="")
    assert message(News(search=saved, hits=results.hits)).startswith(f"{shown.day}  wire")
    data = ["--data", str(corpus.data)]
    said = CliRunner().invoke(cli, ["search", "cranes", *data])
    assert f"\n{shown.day}  wire" in said.output
    said = CliRunner().invoke(cli, ["story", key, *data])
    assert f"  1 {shown.time}  wire" in said.output
    assert f"{shown.day} to {shown.day}\n" in said.output


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.precision)
def test_migration_of_what_is_stored_tells_days_from_times(tmp_path: Path, shown: Shown) -> None:
    with Corpus(tmp_path) as corpus:
        corpus.db.execute("alter table articles drop column published_precision").close()
        corpus.db.execute(
            "insert into articles(docid, id, url, page_url, outlet, title, text, published, fetched_at, updated_at,"
            " fingerprint, text_hash, method) values (1, 'a', 'a', 'a', 'a', 'a', 'a', ?, 'a', 'a', 'a', 'a', 'a')",
            [shown.published.isoformat()],
        ).close()
        m011_precision(corpus.db)
        (found,) = corpus.db.execute("select published_precision from articles").fetchone()
    assert found == ("minute" if shown.precision == "minute" else "day")
