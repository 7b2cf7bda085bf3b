"""Series of searches: all the articles found, however few of them a page of the search would fold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.read.compared import compare
from corpus.records import Article
from corpus.search import hits as searching
from corpus.store.articles import Corpus


def test_a_search_is_counted_over_more_than_its_page_shows(
    corpus: Corpus, article: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(24):
        new = article(url=f"https://wire.example/{number}", published=datetime(2026, 1 + number % 2, 3, tzinfo=UTC))
        corpus.save_article(new, page_url=new.url)
    monkeypatch.setattr(searching, "WHOLE", 2)
    monkeypatch.setattr(searching, "SEEN", 2)
    (series,) = compare(corpus.db, ["search: cranes"]).series
    assert (series.values, series.total) == ((12, 12), 24)
