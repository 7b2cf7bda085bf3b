"""An article, its story and its versions, as their pages read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from corpus.read.article import read_article, read_story, read_versions
from corpus.records import Article, article_id
from corpus.store.articles import Corpus

RASON = article_id("https://wire.example/rason")


def test_article_comes_with_its_mentions_by_field_and_its_entities(rason: Corpus) -> None:
    article = read_article(rason.db, RASON)
    assert article is not None
    assert [m["text"] for m in article["mentions"]["text"]] == ["coal", "Rason", "Sunchon Cement Complex"]
    assert [m["text"] for m in article["mentions"]["title"]] == ["Rason"]
    assert [(entity["id"], entity["mentions"]) for entity in article["entities"]] == [
        ("place/rason", 2),
        ("product/coal", 1),
    ]
    assert article["outlet_row"]["name"] == "wire"
    assert read_article(rason.db, "0123456789abcdef") is None


def test_hidden_entity_is_not_among_its_names(rason: Corpus) -> None:
    rason.db.execute("update entities set status = 'hidden' where id = 'product/coal'").close()
    article = read_article(rason.db, RASON)
    assert article is not None
    assert [entity["id"] for entity in article["entities"]] == ["place/rason"]


def test_story_that_moved_is_read_where_it_is_now(rason: Corpus) -> None:
    rason.db.execute(
        "insert into stories(id, representative_id, articles, outlets, independent) values (?1, ?1, 1, 1, 1)", [RASON]
    ).close()
    rason.db.execute(
        "insert into story_members(article_id, story_id, relation) values (?1, ?1, 'origin')", [RASON]
    ).close()
    rason.db.execute("insert into story_redirects(id, successor_id) values ('0000000000000000', ?)", [RASON]).close()
    story = read_story(rason.db, "0000000000000000")
    assert story is not None
    assert (story["id"], [member["relation"] for member in story["members"]]) == (RASON, ["origin"])
    assert read_story(rason.db, "1111111111111111") is None
    assert read_story(rason.db, None) is None


def test_versions_come_oldest_first_with_their_names(corpus: Corpus, article: Callable[..., Article]) -> None:
    before = article(text="Rason sold coal.")
    after = article(text="Rason sold beer.", fetched_at=datetime(2026, 3, 5, tzinfo=UTC))
    corpus.save_article(after, page_url=after.url, earlier=(before,))
    corpus.save_version_names(after.id, before.fetched_at.isoformat(), [("coal", "PRODUCT")])
    old, new = read_versions(corpus.db, after.id)
    assert (old["text"], old["names"]) == ("Rason sold coal.", {("coal", "PRODUCT")})
    assert (new["text"], new["names"]) == ("Rason sold beer.", set())
