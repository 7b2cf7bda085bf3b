"""Events as they are read: the list, one event, and the commands that print them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.read.event import EventQuery, event_of_story, find_event, list_events, view_event
from corpus.records import Article
from corpus.store.articles import Corpus
from corpus.store.clustering import Member, Story, save_stories
from corpus.store.event_records import Citation, Event, EventMember, PlacedStory
from corpus.store.event_rows import place, save_events

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Told = tuple[Corpus, list[str]]


def one_story(article: Article, at: datetime) -> Story:
    when = at.isoformat()
    return Story(
        id=article.id, title=article.title, representative_id=article.id, first_published=when, last_published=when,
        outlets=1, independent=1, origin=article.outlet, origin_id=article.id, origin_why="alone",
        members=(Member(article_id=article.id, relation="origin"),),
    )  # fmt: skip


def event_of(*stories: str, first: str = "wire", independent: int = 1) -> Event:
    members = tuple(
        EventMember(
            story=story, nearest=stories[0] if story != stories[0] else stories[-1], score=0.91, why="the same place"
        )
        for story in stories
    )
    return Event(
        id=stories[0], title="Rason port busy again", story=stories[0], first_published=NOON.isoformat(),
        last_published=NOON.isoformat(), articles=len(stories), outlets=len(stories), independent=independent,
        languages=("en", "ko")[: len(stories)], first_told_by=first, first_why="earliest", members=members,
    )  # fmt: skip


@pytest.fixture
def told(rason: Corpus, article: Callable[..., Article]) -> Told:
    """An event of two stories, the second of which cites the first one's outlet, and another event."""
    first = article()
    late = article("https://daily.example/port", "Rason, says the Wire, is busy.", outlet="daily", published=NOON)
    other = article(
        "https://ideas.example/ports", "What is a port?", outlet="ideas", published=NOON + timedelta(days=3)
    )
    for one in (late, other):
        rason.save_article(one, page_url=one.url)
    rason.save_outlets([{"id": "wire", "name": "The Wire"}])
    rason.db.execute(
        "insert into entities(id, label, name, kind, status) values ('org/wire', 'ORG', 'The Wire', 'media', 'known')"
    ).close()
    stories = [one_story(one, NOON + timedelta(hours=step)) for step, one in enumerate((first, late, other))]
    cites = Citation(cited="org/wire", words="says the Wire", field="text", start=12, end=16, leading=True)
    ids = [story.id for story in stories]
    with rason.atomic():
        save_stories(rason.db, stories, touched=[])
        save_events(rason.db, [event_of(ids[0], ids[1], independent=2), event_of(ids[2])], gone=[])
        cited = PlacedStory(story=ids[1], input="x", day=None, keys=frozenset(), citations=(cites,))
        place(rason.db, [cited], version="1")
    return rason, ids


def test_events_with_most_independent_reports_come_first(told: Told) -> None:
    corpus, ids = told
    assert [event.id for event in list_events(corpus.db, EventQuery())] == [ids[0], ids[2]]
    assert [event.languages for event in list_events(corpus.db, EventQuery(stories=2))] == [("en", "ko")]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (EventQuery(outlets=2), 1),
        (EventQuery(entity="place/rason"), 1),
        (EventQuery(start=NOON + timedelta(days=1)), 0),
        (EventQuery(end=NOON - timedelta(days=1)), 0),
        (EventQuery(limit=1), 1),
        (EventQuery(limit=5, offset=1), 1),
    ],
)
def test_list_is_narrowed(told: Told, query: EventQuery, count: int) -> None:
    assert len(list_events(told[0].db, query)) == count


def test_event_is_found_by_its_stories_articles_addresses_and_former_ids(told: Told) -> None:
    corpus, ids = told
    for key in (ids[0], ids[1], "https://daily.example/port"):
        assert find_event(corpus.db, key) == ids[0]
    with corpus.atomic():
        save_events(corpus.db, [replace(event_of(ids[0], ids[1], ids[2]), id=ids[0])], gone=[])
    assert find_event(corpus.db, ids[2]) == ids[0]
    view = view_event(corpus.db, ids[0])
    assert view and view.formerly == (ids[2],)
    assert find_event(corpus.db, "nowhere") is None
    assert view_event(corpus.db, "nowhere") is None


def test_view_folds_reports_beneath_stories_and_says_whose_story_is_cited(told: Told) -> None:
    corpus, ids = told
    view = view_event(corpus.db, ids[0])
    assert view
    assert [(story.story_id, [report.outlet for report in story.reports]) for story in view.stories] == [
        (ids[0], ["wire"]),
        (ids[1], ["daily"]),
    ]
    (citation,) = view.citations
    assert (citation.story_id, citation.cited_story, citation.cited, citation.leading) == (
        ids[1], ids[0], "The Wire", True,
    )  # fmt: skip


def test_story_that_is_alone_has_no_event_to_show(told: Told) -> None:
    corpus, ids = told
    shared = event_of_story(corpus.db, ids[1])
    assert shared and shared.id == ids[0]
    assert event_of_story(corpus.db, ids[2]) is None


def run(data: Path, *arguments: str) -> str:
    done = CliRunner().invoke(cli, [*arguments, "--data", str(data)])
    assert done.exit_code == 0, done.output
    return done.output


def test_commands_print_what_the_pages_show(told: Told) -> None:
    corpus, ids = told
    assert json.loads(run(corpus.data, "events", "--stories", "2", "--json"))[0]["id"] == ids[0]
    found = json.loads(run(corpus.data, "event", ids[1], "--json"))
    assert (found["event"]["id"], len(found["stories"])) == (ids[0], 2)
    shown = run(corpus.data, "event", ids[0])
    assert "2 has it from The Wire (story 1): says the Wire" in shown
    assert "like 1 (0.91: the same place)" in shown
    assert "2 stories, 2 articles, 2 outlets, 2 independent" in run(corpus.data, "events")


def test_event_that_is_not_there_is_one_line(told: Told) -> None:
    done = CliRunner().invoke(cli, ["event", "nowhere", "--data", str(told[0].data)])
    assert done.exit_code == 2
    assert "there is no event 'nowhere'" in done.output
