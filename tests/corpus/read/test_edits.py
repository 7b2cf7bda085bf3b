"""What changed after publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from corpus.cli.show import difference
from corpus.read.edits import changes, changes_of
from corpus.records import Article
from corpus.store.articles import Corpus


def test_edit_names_who_appeared_and_who_vanished(corpus: Corpus, article: Callable[..., Article]) -> None:
    first = article(text="Pak Thae Song opened the mill.")
    second = article(text="Kim Tok Hun opened the mill.", fetched_at=datetime(2026, 3, 4, tzinfo=UTC))
    corpus.save_article(second, page_url=first.url, earlier=[first])
    for version, name in zip(corpus.versions(first.id), ("Pak Thae Song", "Kim Tok Hun"), strict=True):
        corpus.save_version_names(first.id, version["fetched_at"], [(name, "PERSON")])
    (change,) = changes(corpus.db)
    assert changes_of(corpus.db, first.id) == (change,)
    assert (change.kind, change.at[:10]) == ("edited", "2026-03-04")
    assert change.appeared == (("Kim Tok Hun", "PERSON"),)
    assert change.vanished == (("Pak Thae Song", "PERSON"),)


def test_withdrawn_article_is_a_change(rason: Corpus) -> None:
    rason.db.execute("update articles set gone_at = '2026-03-06T00:00:00+00:00'").close()
    (change,) = changes(rason.db, since="2026-03-05")
    assert change.kind == "withdrawn"
    assert changes(rason.db, since="2026-03-07") == ()


def test_difference_shows_only_the_lines_that_changed() -> None:
    assert difference("one\ntwo\nthree", "one\n2\nthree") == ["- two", "+ 2"]
