"""The newsroom's stories: who copied, cut, wrapped, edited, quoted or translated whom is known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from corpus.records import Article
from corpus.store.articles import Corpus
from crawler.newsroom.desks import load_desks
from crawler.newsroom.press import Story
from crawler.newsroom.stories import load_stories
from extract.stages.cluster_articles import cluster_pending

STORIES = {story.id: story for story in load_stories() if story.kind == "article"}
MERGED = ("syndicated", "wrapped", "new-version")
LINKS = {"quotes": "quotation", "translation": "translation"}
DERIVED = [story for story in STORIES.values() if story.of in STORIES]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    data = tmp_path_factory.mktemp("newsroom")
    tables = {desk.id: tomllib.loads(desk.outlet_file) for desk in load_desks()}
    with Corpus(data) as corpus:
        corpus.save_outlets(
            {"id": key, **{name: table.get(name) for name in ("name", "kind", "family", "language")}}
            for key, table in tables.items()
        )
        with corpus.atomic():
            for story in STORIES.values():
                article = as_article(story)
                corpus.save_article(article, page_url=article.url)
        cluster_pending(data)
        yield corpus


def as_article(story: Story) -> Article:
    edition = story.editions[-1]
    return Article(
        url=address(story.id),
        outlet=story.outlet,
        title=edition.title,
        text=edition.text,
        fetched_at=story.published + timedelta(hours=6),
        published=story.published,
        agency=story.agency,
        language=story.language,
        method="newsroom",
    )


def address(story_id: str) -> str:
    outlet, slug = story_id.split("/")
    return f"https://{outlet.replace('_', '-')}.example/{slug}"


def one(corpus: Corpus, query: str, *values: Any) -> dict[str, Any]:
    return next(iter(corpus.db.query(query, values)), {})


def row(corpus: Corpus, story_id: str) -> dict[str, Any]:
    """The member's row with its story's, by the newsroom's id."""
    return one(
        corpus,
        "select m.relation, m.story_id, o.url as of_url, s.independent, s.origin, origin.url as origin_url"
        " from articles a join story_members m on m.article_id = a.id join stories s on s.id = m.story_id"
        " left join articles o on o.id = m.of_id left join articles origin on origin.id = s.origin_id where a.url = ?",
        address(story_id),
    )


@pytest.mark.parametrize("story", [s for s in DERIVED if s.relation in MERGED], ids=lambda story: story.id)
def test_copy_is_a_member_of_its_source_s_story(corpus: Corpus, story: Story) -> None:
    assert story.of
    member = row(corpus, story.id)
    assert member["story_id"] == row(corpus, story.of)["story_id"]
    assert member["of_url"] == address(story.of)
    assert member["origin_url"] == address(story.of)
    expected = {"syndicated": ("copy", "cut", "same-text"), "wrapped": ("wrapped",), "new-version": ("new-version",)}
    assert member["relation"] in expected[story.relation or ""]


@pytest.mark.parametrize("story", [s for s in DERIVED if s.relation in LINKS], ids=lambda story: story.id)
def test_quotation_or_translation_is_a_link_and_no_merge(corpus: Corpus, story: Story) -> None:
    assert story.of and story.relation
    assert row(corpus, story.id)["story_id"] != row(corpus, story.of)["story_id"]
    found = one(
        corpus,
        "select l.relation from story_links l join articles a on a.id = l.article_id join articles o"
        " on o.id = l.other_id where a.url = ? and o.url = ?",
        address(story.id),
        address(story.of),
    )
    assert found["relation"] == LINKS[story.relation]


def test_nothing_else_is_joined_or_linked(corpus: Corpus) -> None:
    def source(story_id: str) -> str:
        story = STORIES[story_id]
        return source(story.of) if story.of in STORIES and story.relation in MERGED else story_id

    stories = {story_id: row(corpus, story_id)["story_id"] for story_id in STORIES}
    assert len(set(stories.values())) == len({source(story_id) for story_id in STORIES})
    links = corpus.db.execute("select count(*) from story_links").fetchone()[0]
    assert links == sum(story.relation in LINKS for story in DERIVED)


def test_every_story_has_one_independent_report(corpus: Corpus) -> None:
    assert corpus.db.execute("select distinct independent from stories").fetchall() == [(1,)]


def test_copy_of_a_wire_s_story_credits_the_wire(corpus: Corpus) -> None:
    assert row(corpus, "demo_basket/northline-sunchon-copy")["origin"] == "Northline Wire"
