"""Stories in the store: members, redirects, links, and what they make of an entity's counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.clustering import (
    Member,
    Story,
    StoryLink,
    empty_stories,
    forget_touched,
    gone_reports,
    look_through,
    mark_placed,
    outdated_reports,
    pending_reports,
    recount_entities,
    reports,
    save_links,
    save_stories,
)


def make_story(*articles: Article, **changes: Any) -> Story:
    """A story of these articles, named after the first."""
    first = articles[0].id
    values: dict[str, Any] = {
        "id": first,
        "title": articles[0].title,
        "representative_id": first,
        "first_published": "2026-03-02T09:30:00+00:00",
        "last_published": "2026-03-02T09:30:00+00:00",
        "outlets": len({article.outlet for article in articles}),
        "independent": 1,
        "origin": articles[0].outlet,
        "origin_id": first,
        "origin_why": "earliest",
        "members": tuple(
            Member(article_id=article.id, relation="copy" if article.id != first else "origin") for article in articles
        ),
    }
    return Story(**{**values, **changes})


@pytest.fixture
def three(corpus: Corpus, article: Callable[..., Article]) -> list[Article]:
    """Three articles in the corpus, ordered by id, each of another outlet."""
    made = [article(f"https://o{number}.example/rason", outlet=f"o{number}") for number in range(3)]
    for one in made:
        corpus.save_article(one, page_url=one.url)
    return sorted(made, key=lambda one: one.id)


def redirects(corpus: Corpus) -> dict[str, str]:
    return dict(corpus.db.execute("select id, successor_id from story_redirects").fetchall())


def stories(corpus: Corpus) -> set[str]:
    counted = corpus.db.execute("select rows from row_counts where name = 'stories'").fetchone()
    assert counted == corpus.db.execute("select count(*) from stories").fetchone()
    return {row[0] for row in corpus.db.execute("select id from stories").fetchall()}


def test_articles_and_members_name_their_story(corpus: Corpus, three: list[Article]) -> None:
    save_stories(corpus.db, [make_story(*three)], touched=[])
    assert corpus.db.execute("select distinct story_id from articles").fetchall() == [(three[0].id,)]
    assert corpus.db.execute("select relation from story_members order by article_id").fetchall() == [
        ("origin",),
        ("copy",),
        ("copy",),
    ]


def test_story_that_was_merged_away_redirects_to_its_successor(corpus: Corpus, three: list[Article]) -> None:
    one, two, three_ = three
    save_stories(corpus.db, [make_story(two), make_story(three_)], touched=[])
    save_stories(corpus.db, [make_story(two, three_)], touched=[])
    assert redirects(corpus) == {three_.id: two.id}
    save_stories(corpus.db, [make_story(one, two, three_)], touched=[])
    assert redirects(corpus) == {two.id: one.id, three_.id: one.id}
    assert stories(corpus) == {one.id}


def test_story_that_is_told_again_loses_its_redirect(corpus: Corpus, three: list[Article]) -> None:
    one, two, _ = three
    save_stories(corpus.db, [make_story(one), make_story(two)], touched=[])
    save_stories(corpus.db, [make_story(one, two)], touched=[])
    save_stories(corpus.db, [make_story(one), make_story(two)], touched=[])
    assert redirects(corpus) == {}
    assert stories(corpus) == {one.id, two.id}


def test_story_whose_first_article_left_redirects_to_the_others_story(corpus: Corpus, three: list[Article]) -> None:
    one, two, _ = three
    save_stories(corpus.db, [make_story(one, two)], touched=[])
    corpus.drop_article(one.id)
    save_stories(corpus.db, [make_story(two)], touched=[one.id])
    assert redirects(corpus) == {one.id: two.id}
    assert stories(corpus) == {two.id}


def test_story_whose_articles_all_left_is_gone(corpus: Corpus, three: list[Article]) -> None:
    save_stories(corpus.db, [make_story(one) for one in three], touched=[])
    corpus.drop_article(three[0].id)
    assert empty_stories(corpus.db) == [three[0].id]
    save_stories(corpus.db, [], touched=[three[0].id])
    assert three[0].id not in stories(corpus)
    assert redirects(corpus) == {}


def test_links_of_articles_are_replaced_as_a_whole(corpus: Corpus, three: list[Article]) -> None:
    ids = [one.id for one in three]

    def link(a: int, b: int, relation: str) -> StoryLink:
        return StoryLink(article_id=ids[a], other_id=ids[b], relation=relation, score=None, why="")

    save_links(corpus.db, [link(0, 1, "quotation"), link(1, 2, "translation")], of=ids)
    save_links(corpus.db, [link(2, 0, "quotation")], of=[ids[0]])
    found = corpus.db.execute("select article_id, other_id, relation from story_links").fetchall()
    assert sorted(found) == sorted([(ids[1], ids[2], "translation"), (ids[2], ids[0], "quotation")])


def test_entity_is_counted_by_mention_article_story_and_independent_report(
    corpus: Corpus, three: list[Article], mention: Callable[..., Mention]
) -> None:
    for one in three:
        found = mention(one.text, "Rason", "PLACE")
        corpus.save_mentions(one.id, [found, mention(one.title, "Rason", "PLACE", field="title")], pipeline="p")
    corpus.db.execute("update mentions set entity_id = 'place/rason'").close()
    corpus.db.execute(
        "insert into entities(id, label, name, status) values ('place/rason', 'PLACE', 'Rason', 'known')"
    ).close()
    save_stories(corpus.db, [make_story(three[0], three[1], independent=2), make_story(three[2])], touched=[])
    counts = corpus.db.execute("select * from entity_counts where entity_id = 'place/rason'").fetchone()
    assert counts == ("place/rason", 6, 3, 2, 3)
    recount_entities(corpus.db)
    assert corpus.db.execute("select stories from entities").fetchone() == (2,)
    save_stories(corpus.db, [make_story(*three)], touched=[])
    recount_entities(corpus.db)
    assert corpus.db.execute("select stories from entities").fetchone() == (1,)


def test_article_is_pending_until_placed_as_it_is_now(corpus: Corpus, article: Callable[..., Article]) -> None:
    path = corpus.data / "index.db"
    index = sqlite3.connect(path, isolation_level=None)
    index.execute("create table members (article_id text primary key, text integer, input text)").close()

    def pending() -> list[str]:
        return pending_reports(corpus.db)

    one = article()
    corpus.save_article(one, page_url=one.url)
    assert pending() == [one.id]
    with corpus.atomic():
        mark_placed(corpus.db, [one.id], version="1")
    (input_,) = corpus.db.execute("select input from progress where stage = 'cluster'").fetchone()
    look_through(corpus.db, indexed=str(path))
    assert pending() == [one.id]  # the index does not hold it
    with corpus.atomic():
        mark_placed(corpus.db, [one.id], version="1")
    index.execute("insert into members values (?, 1, ?)", [one.id, input_]).close()
    look_through(corpus.db, indexed=str(path))
    assert pending() == []
    forget_touched(corpus.db)
    assert corpus.db.execute("select * from touched_articles").fetchall() == []
    assert (outdated_reports(corpus.db, version="1"), outdated_reports(corpus.db, version="2")) == ([], [one.id])
    corpus.db.execute("update articles set published = '2026-03-01T00:00:00+00:00'").close()
    assert pending() == [one.id]
    with corpus.atomic():
        corpus.drop_article(one.id)
    assert (pending(), gone_reports(corpus.db)) == ([], [one.id])
    forget_touched(corpus.db)
    assert gone_reports(corpus.db) == []
    index.close()


def test_report_takes_name_kind_and_family_from_its_outlet(corpus: Corpus, three: list[Article]) -> None:
    corpus.save_outlets([{"id": "o0", "name": "Zero Wire", "kind": "wire", "family": "zero"}])
    found = reports(corpus.db, [one.id for one in three])
    by_outlet = {report.outlet: (report.outlet_name, report.kind, report.family) for report in found.values()}
    assert by_outlet == {"o0": ("Zero Wire", "wire", "zero"), "o1": ("o1", "", "o1"), "o2": ("o2", "", "o2")}
