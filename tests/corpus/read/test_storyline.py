"""Storylines: which events follow which, and what is new in each; their pages and feed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from corpus.read.storyline import followed, newest_events, storylines
from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.clustering import Member, Story, save_stories
from corpus.store.event_records import Event, EventMember
from corpus.store.event_rows import save_events
from corpus.store.summaries import refresh

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINE, TANCHON, COAL = "factory/mine", "place/tanchon", "product/coal"
NAMES = {"Musan Mine": (MINE, "FACTORY"), "Tanchon": (TANCHON, "PLACE"), "coal": (COAL, "PRODUCT")}
# (day, what is told): the last names the mine far from its beginning only
TOLD = (
    (0, "Musan Mine stands still."),
    (5, "Musan Mine sends coal."),
    (6, "At Musan Mine coal goes to Tanchon."),
    (40, "Musan Mine works again."),
    (41, "Rain. " * 80 + "Musan Mine is wet."),
)


@pytest.fixture
def lines(corpus: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Five events of one story each."""
    for key, label in NAMES.values():
        corpus.db.execute(
            "insert into entities(id, label, name, status) values (?, ?, ?, 'known')", [key, label, key]
        ).close()
    stories, events = [], []
    for day, text in TOLD:
        at = START + timedelta(days=day)
        one = article(url=f"https://wire.example/{day}", text=text, title="News", published=at)
        corpus.save_article(one, page_url=one.url)
        found = [mention(text, name, label) for name, (_, label) in NAMES.items() if name in text]
        corpus.save_mentions(one.id, found, pipeline="by-hand-1")
        stories.append(
            Story(
                id=one.id, title=text[:40], representative_id=one.id, first_published=at.isoformat(),
                last_published=at.isoformat(), outlets=1, independent=1, origin="wire", origin_id=one.id,
                origin_why="alone", members=(Member(article_id=one.id, relation="origin"),),
            )
        )  # fmt: skip
        member = EventMember(story=one.id, nearest=None, score=None, why=None)
        events.append(
            Event(
                id=one.id, title=text[:40], story=one.id, first_published=at.isoformat(),
                last_published=at.isoformat(), articles=1, outlets=1, independent=1, languages=("en",),
                first_told_by="wire", first_why="alone", members=(member,),
            )
        )  # fmt: skip
    with corpus.atomic():
        save_stories(corpus.db, stories, touched=[])
        save_events(corpus.db, events, gone=[])
    for name, (key, _) in NAMES.items():
        corpus.db.execute("update mentions set entity_id = ? where text = ?", [key, name]).close()
    refresh(corpus.db)
    return corpus


@pytest.mark.parametrize(("days", "expected"), [(7, [1, 3]), (30, [1, 3]), (34, [4])])
def test_a_line_ends_where_nothing_follows_for_so_many_days(lines: Corpus, days: int, expected: list[int]) -> None:
    assert [len(line.steps) for line in storylines(lines.db, MINE, days=days)] == expected


def test_each_step_tells_what_the_earlier_ones_do_not(lines: Corpus) -> None:
    line = storylines(lines.db, MINE, days=7)[1]
    assert [[name.id for name in step.names] for step in line.steps] == [[], [COAL], [TANCHON]]
    assert [step.days for step in line.steps] == [None, 5, 1]
    assert (line.first, line.last) == ("2026-03-01", "2026-03-07")


def test_what_is_told_of_a_plant_is_new_once(lines: Corpus) -> None:
    ids = [row[0] for row in lines.db.execute("select id from articles order by published").fetchall()]
    for number in (0, 1):
        lines.db.execute(
            "insert into activity_reports(id, article_id, field, start, end, sent_start, sent_end, mentions,"
            " date_source, entity_id, plant, kind) values (?, ?, 'text', 0, 1, 0, 1, '[]', 'none', ?, 'Mine', 'halt')",
            [str(number), ids[number], MINE],
        ).close()
    line = storylines(lines.db, MINE, days=7)[1]
    assert [step.told for step in line.steps] == [("halt",), (), ()]


def test_newest_events_come_first_with_their_stories(lines: Corpus) -> None:
    found = newest_events(lines.db, MINE, limit=2)
    assert [event.title for event, _ in found] == ["Musan Mine works again.", "At Musan Mine coal goes to Tanchon."]
    assert all([story.id for story in stories] == [event.id] for event, stories in found)


def test_what_several_events_are_about_is_followed(lines: Corpus) -> None:
    found = followed(lines.db, until="2026-03-07", days=7, labels=("FACTORY", "PRODUCT"))
    assert [(one.id, one.events, one.last) for one in found] == [(MINE, 3, "2026-03-07"), (COAL, 2, "2026-03-07")]
    assert followed(lines.db, until="2026-03-01", days=7, labels=("FACTORY",)) == ()
