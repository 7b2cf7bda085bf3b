"""The pages of events: what they show, what they escape, and that JSON, CSV and Atom hold the same."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.read.event import view_event
from corpus.read.story import MemberView
from corpus.records import article_id
from corpus.store.articles import Corpus
from corpus.store.clustering import Member, Story, save_stories
from corpus.store.event_records import Citation, Event, EventMember, PlacedStory
from corpus.store.event_rows import place, save_events
from corpus.web.citations import draw_citations
from corpus.web.pages.story_page import addresses_apart

RASON, BAD = (article_id(url) for url in ("https://wire.example/rason", "https://wire.example/bad?a=1&b=<2>"))
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC).isoformat()
HOSTILE = 'Port <script>alert(2)</script> "busy"'


@pytest.fixture
def eventful(hostile: Corpus) -> Corpus:
    """An event of two stories, whose titles and evidence hold markup; one cites a medium that is not here."""
    stories = [
        Story(
            id=key, title=HOSTILE, representative_id=key, first_published=AT, last_published=AT, outlets=1,
            independent=1, origin="Wire <b>", origin_id=key, origin_why="alone",
            members=(Member(article_id=key, relation="origin"),),
        )
        for key in sorted((RASON, BAD))
    ]  # fmt: skip
    one, other = (story.id for story in stories)
    event = Event(
        id=one, title=HOSTILE, story=one, first_published=AT, last_published=AT, articles=2, outlets=1, independent=1,
        languages=("en",), first_told_by="Wire <b>", first_why="earliest",
        members=(
            EventMember(story=one, nearest=other, score=0.9, why="<i>the same place</i>"),
            EventMember(story=other, nearest=one, score=0.9, why="the same place"),
        ),
    )  # fmt: skip
    hostile.db.execute(
        "insert into entities(id, label, name, kind, status) values ('org/m', 'ORG', 'Medium <u>', 'media', 'known')"
    ).close()
    cites = Citation(cited="org/m", words="says <u>", field="text", start=0, end=3, leading=False)
    with hostile.atomic():
        save_stories(hostile.db, stories, touched=[])
        save_events(hostile.db, [event], gone=[])
        place(
            hostile.db,
            [PlacedStory(story=other, input="x", day=None, keys=frozenset(), citations=(cites,))],
            version="1",
        )
    return hostile


@pytest.fixture
def pages(eventful: Corpus, desk: Any) -> Any:
    """The desk over that event."""
    return desk


def event_id() -> str:
    return min(RASON, BAD)


def test_event_page_shows_stories_reports_and_citations_escaped(pages: Any) -> None:
    answer = pages.get(f"/event/{event_id()}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text and "<u>" not in answer.text and "<i>the" not in answer.text
    assert "2 stories in 2 articles" in answer.text
    assert re.search(r"like story 2: &lt;i&gt;the same place&lt;/i&gt; \(0\.90\)", answer.text)
    assert f'href="/article/{RASON}"' in answer.text
    assert '<svg class="citations"' in answer.text
    assert 'class="cites aside"' in answer.text


def test_list_of_events_leads_to_the_event_and_story_page_back_to_it(pages: Any) -> None:
    assert f'href="/event/{event_id()}"' in pages.get("/events").text
    assert f'href="/event/{event_id()}"' in pages.get(f"/story/{max(RASON, BAD)}").text
    assert f'href="/event/{event_id()}"' in pages.get("/").text
    assert f'href="/event/{event_id()}"' not in pages.get("/events?stories=3").text


def test_start_page_dates_its_events_and_an_event_says_the_time_of_day(pages: Any) -> None:
    start = pages.get("/").text
    assert "undated" not in start and "2 Mar 2026 · 1 independent report" in start
    assert pages.get(f"/event/{event_id()}").text.count("2 Mar 2026, 09:30 UTC") == 4


def test_formats_hold_the_same(pages: Any) -> None:
    document = json.loads(pages.get(f"/event/{event_id()}.json").text)
    assert [story["story_id"] for story in document["stories"]] == sorted((RASON, BAD))
    assert pages.get(f"/event/{event_id()}.csv").text.count("\n") == 3
    assert pages.get(f"/event/{event_id()}.atom").text.count("<entry>") == 2
    assert json.loads(pages.get("/events.json").text)[0]["id"] == event_id()
    assert pages.get("/events.atom").text.count("<entry>") == 1


def test_story_s_id_leads_to_its_event_and_another_to_none(pages: Any) -> None:
    assert f"/event/{event_id()}.json" in pages.get(f"/event/{max(RASON, BAD)}").text
    assert pages.get("/event/0123456789abcdef").status_code == 404


def test_picture_is_empty_where_nobody_cites(eventful: Corpus) -> None:
    with eventful.atomic() as db:
        db.execute("delete from event_citations").close()
    view = view_event(eventful.db, event_id())
    assert view and draw_citations(view) == ""


def test_reports_that_look_the_same_are_told_apart_by_their_address() -> None:
    def member(key: str, url: str, title: str = "Coal") -> MemberView:
        return MemberView(
            article_id=key, relation="copy", of_id=None, score=None, why=None, outlet="wire", title=title, url=url,
            published=AT, published_precision="minute", language="en", agency=None,
        )  # fmt: skip

    same = [member("1", "https://wire.example/a?x=1"), member("2", "https://wire.example/b")]
    assert addresses_apart([*same, member("3", "https://wire.example/c", title="Rice")]) == {"1": "/a?x=1", "2": "/b"}


@pytest.mark.parametrize(("least", "events"), [(1, 1), (2, 0)])
def test_events_are_narrowed_by_their_independent_reports(desk: Any, eventful: Corpus, least: int, events: int) -> None:
    assert len(desk.get(f"/events.json?independent={least}").json()) == events
    assert ("All of them" in desk.get(f"/events?independent={least}").text) == (least > 1)
