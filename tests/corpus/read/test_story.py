"""Stories as they are read: the list, one story, and the commands that print them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.read.story import StoryQuery, differing, find_story, list_stories, view_story
from corpus.records import Article
from corpus.store.articles import Corpus
from corpus.store.clustering import Member, Story, StoryLink, save_links, save_stories

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def told(rason: Corpus, article: Callable[..., Article]) -> tuple[Corpus, Article, Article, Article]:
    """A corpus with a story of two articles, and another that quotes it."""
    text = "Cranes moved coal in Rason on Monday. The Sunchon Cement Complex sent trucks, port staff said."
    first = article()
    cut = article("https://courier.example/rason", text.split(". ")[0] + ".", outlet="courier", published=NOON)
    essay = article(
        "https://ideas.example/ports", "What is a port?", outlet="ideas", published=NOON + timedelta(days=3)
    )
    for one in (cut, essay):
        rason.save_article(one, page_url=one.url)
    pairs = [(first, "origin", None), (cut, "cut", first.id)]
    members = tuple(Member(article_id=one.id, relation=relation, of_id=of) for one, relation, of in pairs)
    stories = [
        Story(
            id=parts[0].article_id,
            title="Rason port busy again",
            representative_id=parts[0].article_id,
            first_published=at,
            last_published=at,
            outlets=len(parts),
            independent=1,
            origin="wire",
            origin_id=parts[0].article_id,
            origin_why="earliest",
            members=parts,
        )
        for parts, at in (
            (members, "2026-03-02T09:30:00+00:00"),
            ((Member(article_id=essay.id, relation="origin"),), "2026-03-05T12:00:00+00:00"),
        )
    ]
    link = StoryLink(article_id=essay.id, other_id=first.id, relation="quotation", score=0.2, why="54 words in a row")
    with rason.atomic():
        save_stories(rason.db, stories, touched=[])
        save_links(rason.db, [link], of=[essay.id])
    return rason, first, cut, essay


Told = tuple[Corpus, Article, Article, Article]


def test_stories_of_most_outlets_come_first(told: Told) -> None:
    corpus, first, _, essay = told
    found = list_stories(corpus.db, StoryQuery())
    assert [(story.id, story.outlet_ids) for story in found] == [
        (first.id, ("courier", "wire")),
        (essay.id, ("ideas",)),
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (StoryQuery(outlets=2), 1),
        (StoryQuery(outlet="courier"), 1),
        (StoryQuery(entity="place/rason"), 1),
        (StoryQuery(start=NOON + timedelta(days=1)), 1),
        (StoryQuery(end=NOON - timedelta(days=1)), 0),
        (StoryQuery(limit=1), 1),
    ],
)
def test_stories_are_asked_for_by_outlets_entity_and_time(told: Told, query: StoryQuery, count: int) -> None:
    assert len(list_stories(told[0].db, query)) == count


def test_story_is_found_by_any_id_that_stands_for_it(told: Told) -> None:
    corpus, first, cut, _ = told
    corpus.db.execute("insert into story_redirects values ('formerly', ?)", [first.id]).close()
    assert {find_story(corpus.db, key) for key in (first.id, cut.id, cut.url, "formerly")} == {first.id}
    assert find_story(corpus.db, "nothing") is None


def test_member_says_what_it_left_out(told: Told) -> None:
    corpus, first, cut, essay = told
    view = view_story(corpus.db, first.id)
    assert view is not None
    assert [(member.article_id, member.relation) for member in view.members] == [(first.id, "origin"), (cut.id, "cut")]
    assert view.members[1].dropped == ("The Sunchon Cement Complex sent trucks, port staff said.",)
    (link,) = view.links
    assert (link.relation, link.outgoing, link.other_id) == ("quotation", False, essay.id)


def test_sentence_that_was_moved_is_no_difference() -> None:
    assert differing("One is here. Two is there.", "Two is there. One is here. Three came.") == (("Three came.",), ())


def test_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert differing('He said: "It came."', 'He said: "It came." It did.') == (("It did.",), ())


def run(data: Path, *arguments: str) -> str:
    result = CliRunner().invoke(cli, [*arguments, "--data", str(data)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_story_command_shows_members_and_links(told: Told) -> None:
    corpus, first, cut, _ = told
    shown = run(corpus.data, "story", cut.url)
    assert "cut of 1" in shown
    assert "- The Sunchon Cement Complex sent trucks" in shown
    assert "quoted by" in shown
    assert json.loads(run(corpus.data, "story", first.id, "--json"))["story"]["articles"] == 2


def test_stories_command_lists_them(told: Told) -> None:
    corpus, first, _, _ = told
    assert "2 articles, 2 outlets, 1 independent" in run(corpus.data, "stories")
    (story,) = json.loads(run(corpus.data, "stories", "--outlets", "2", "--json"))
    assert story["id"] == first.id


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("story", "nothing"), "there is no story 'nothing'"),
        (("stories", "--entity", "Atlantis"), "no entity is called"),
    ],
)
def test_what_is_not_there_is_one_line(told: Told, arguments: tuple[str, ...], message: str) -> None:
    result = CliRunner().invoke(cli, [*arguments, "--data", str(told[0].data)])
    assert result.exit_code == 2
    assert message in result.output
