"""Corpus: upserts that change nothing twice, versions, mentions that keep their resolution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from corpus.records import Article, Mention, Outcome
from corpus.store.articles import Corpus


def dump(corpus: Corpus) -> list[str]:
    return list(corpus.db.conn.iterdump())


def test_saving_an_article_twice_changes_nothing(corpus: Corpus, article: Callable[..., Article]) -> None:
    corpus.save_article(article(), page_url=article().url)
    before = dump(corpus)
    corpus.save_article(article(), page_url=article().url)
    assert dump(corpus) == before


def test_saved_article_is_found_in_full_text(corpus: Corpus, article: Callable[..., Article]) -> None:
    corpus.save_article(article(), page_url=article().url)
    found = corpus.db.execute("select title from articles_fts where articles_fts match 'cranes'").fetchall()
    assert found == [("Rason port busy again",)]


def test_changed_article_is_found_under_its_new_words_only(corpus: Corpus, article: Callable[..., Article]) -> None:
    corpus.save_article(article(), page_url=article().url)
    corpus.save_article(article(text="Barges carried wheat."), page_url=article().url)
    count = "select count(*) from articles_fts where articles_fts match ?"
    assert corpus.db.execute(count, ["cranes"]).fetchone() == (0,)
    assert corpus.db.execute(count, ["wheat"]).fetchone() == (1,)


def test_edited_article_keeps_both_texts_and_its_first_fetch(corpus: Corpus, article: Callable[..., Article]) -> None:
    first = article(text="Six cranes moved coal.")
    second = article(text="Five cranes moved coal.", fetched_at=datetime(2026, 3, 4, tzinfo=UTC))
    corpus.save_article(second, page_url=first.url, earlier=[first])
    row = corpus.article(first.id)
    assert row is not None
    assert (row["text"], row["fetched_at"][:10], row["updated_at"][:10]) == (second.text, "2026-03-03", "2026-03-04")
    assert [version["text"] for version in corpus.versions(first.id)] == [first.text, second.text]


def test_better_extraction_of_the_same_page_is_no_version(corpus: Corpus, article: Callable[..., Article]) -> None:
    corpus.save_article(article(text="Cranes moved coal. Share this"), page_url=article().url)
    corpus.save_article(article(text="Cranes moved coal.", method="better"), page_url=article().url)
    assert corpus.versions(article().id) == []


def test_dropped_article_leaves_nothing(rason: Corpus, article: Callable[..., Article]) -> None:
    rason.mark_done("tag", article().id, version="1", input="x")
    rason.drop_article(article().id)
    for table in ("articles", "mentions", "progress"):
        assert rason.db.execute(f"select count(*) from {table}").fetchone() == (0,)
    assert rason.db.execute("select count(*) from articles_fts where articles_fts match 'coal'").fetchone() == (0,)


def test_mention_that_stands_as_before_keeps_its_entity(
    rason: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    text = article().text
    rason.save_mentions(article().id, [mention(text, "Rason", "PLACE")], pipeline="by-hand-1")
    rows = rason.db.execute("select text, entity_id from mentions").fetchall()
    assert rows == [("Rason", "place/rason")]


def test_mentions_of_a_text_are_taken_over_by_its_copy(rason: Corpus, article: Callable[..., Article]) -> None:
    copy = article(url="https://daily.example/copy", outlet="daily", title="Another headline")
    rason.save_article(copy, page_url=copy.url)
    rason.mark_done("tag", article().id, version="by-hand-1", input=article().fingerprint)
    row = rason.article(copy.id)
    assert row is not None
    reused = rason.mentions_of_text(row["text_hash"], pipeline="by-hand-1")
    assert reused is not None
    assert sorted(mention.text for mention in reused) == ["Rason", "Sunchon Cement Complex", "coal"]
    assert rason.mentions_of_text(row["text_hash"], pipeline="another-2") is None


def test_article_is_pending_until_its_present_text_is_done(corpus: Corpus, article: Callable[..., Article]) -> None:
    corpus.save_article(article(), page_url=article().url)
    assert corpus.untagged_articles() == [article().id]
    corpus.mark_done("tag", article().id, version="1", input=article().fingerprint)
    assert corpus.untagged_articles() == []
    assert corpus.outdated_articles("tag", version="1") == []
    assert corpus.outdated_articles("tag", version="2") == [article().id]
    corpus.save_article(replace(article(), text="Edited."), page_url=article().url)
    assert corpus.untagged_articles() == [article().id]
    assert corpus.outdated_articles("tag", version="2") == []  # it is pending anyway


def test_outcome_goes_when_its_address_succeeds(corpus: Corpus) -> None:
    corpus.save_outcome(Outcome(stage="extract", url="https://x.example/a", reason="too-short"), outlet="x")
    corpus.save_outcome(Outcome(stage="extract", url="https://x.example/a", reason="no-text"), outlet="x")
    assert corpus.db.execute("select reason from outcomes").fetchall() == [("no-text",)]
    corpus.clear_outcome("extract", "https://x.example/a")
    assert corpus.db.execute("select count(*) from outcomes").fetchone() == (0,)


def test_outlet_keeps_its_expectations_when_saved_again(corpus: Corpus) -> None:
    corpus.save_outlets([{"id": "wire", "name": "Wire"}])
    corpus.db.execute("update outlets set expect = '{}'").close()
    corpus.save_outlets([{"id": "wire", "name": "The Wire"}])
    assert corpus.db.execute("select name, expect from outlets").fetchall() == [("The Wire", "{}")]
