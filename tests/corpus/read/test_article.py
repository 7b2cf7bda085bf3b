"""An article with its names, its story and its edits, as its page reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from corpus.read.article import ArticleView, view_article
from corpus.records import Article, article_id
from corpus.store.articles import Corpus

RASON = article_id("https://wire.example/rason")


def view(corpus: Corpus, key: str = RASON) -> ArticleView:
    found = view_article(corpus.db, key)
    assert found is not None
    return found


def test_article_comes_with_its_mentions_by_field_and_its_entities(rason: Corpus) -> None:
    found = view(rason)
    assert [m.text for m in found.mentions_in("text")] == ["coal", "Rason", "Sunchon Cement Complex"]
    assert [m.text for m in found.mentions_in("title")] == ["Rason"]
    assert [m.field for m in found.mentions] == ["title", "text", "text", "text"]
    assert [(entity.id, entity.mentions) for entity in found.entities] == [("place/rason", 2), ("product/coal", 1)]
    assert (found.outlet.id, found.outlet.name, found.outlet.kind) == ("wire", "wire", None)
    assert (found.article.authors, found.article.partial) == ([], False)
    assert view_article(rason.db, "0123456789abcdef") is None


def test_hidden_entity_is_not_among_its_names(rason: Corpus) -> None:
    rason.db.execute("update entities set status = 'hidden' where id = 'product/coal'").close()
    assert [entity.id for entity in view(rason).entities] == ["place/rason"]


def test_article_of_a_story_tells_its_members(rason: Corpus) -> None:
    assert (view(rason).story, view(rason).members) == (None, ())
    rason.db.execute(
        "insert into stories(id, representative_id, articles, outlets, independent) values (?1, ?1, 1, 1, 1)", [RASON]
    ).close()
    rason.db.execute(
        "insert into story_members(article_id, story_id, relation) values (?1, ?1, 'origin')", [RASON]
    ).close()
    rason.db.execute("update articles set story_id = id").close()
    found = view(rason)
    assert found.story is not None and found.story.id == RASON
    assert [(member.article_id, member.relation) for member in found.members] == [(RASON, "origin")]


def test_edits_come_newest_first_with_the_names_that_moved(corpus: Corpus, article: Callable[..., Article]) -> None:
    before = article(text="Rason sold coal.")
    after = article(text="Rason sold beer.", fetched_at=datetime(2026, 3, 5, tzinfo=UTC))
    corpus.save_article(after, page_url=after.url, earlier=(before,))
    corpus.save_version_names(after.id, before.fetched_at.isoformat(), [("coal", "PRODUCT")])
    corpus.db.execute("update articles set gone_at = '2026-03-09T00:00:00+00:00'").close()
    gone, edit = view(corpus, after.id).changes
    assert (gone.kind, gone.old_text) == ("withdrawn", "Rason sold beer.")
    assert (edit.kind, edit.vanished, edit.appeared) == ("edited", (("coal", "PRODUCT"),), ())
    assert edit.new_text.endswith("Rason sold beer.")
