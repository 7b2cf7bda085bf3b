"""Where a page's extraction goes: duplicates settled whatever the order, refusals kept, withdrawals noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from corpus.records import Article, RawPage, Skip, article_id
from corpus.store.articles import Corpus
from corpus.store.extraction import (
    Extraction,
    PendingPage,
    note_pages,
    outdated_pages,
    pages_to_extract,
    save_extraction,
)
from corpus.store.page_archive import PageArchive

CANONICAL = "https://wire.example/story"


def pending(url: str) -> PendingPage:
    return PendingPage(id=article_id(url), url=url, outlet="wire", input="r1")


@pytest.mark.parametrize("order", list(permutations(["", "?print=1", "?amp=1"])))
def test_pages_of_one_canonical_address_give_one_article_in_any_order(
    corpus: Corpus, article: Callable[..., Article], order: tuple[str, ...]
) -> None:
    for suffix in order:
        extraction = Extraction(page=pending(CANONICAL + suffix), articles=(article(url=CANONICAL, title=suffix),))
        save_extraction(corpus, extraction, version="1")
    assert corpus.db.execute("select url, page_url from articles").fetchall() == [(CANONICAL, CANONICAL)]
    assert corpus.db.execute("select url, reason from outcomes order by url").fetchall() == [
        (f"{CANONICAL}?amp=1", "duplicate-url"),
        (f"{CANONICAL}?print=1", "duplicate-url"),
    ]


def test_page_that_stood_back_is_pending_again_when_the_other_fails(
    corpus: Corpus, article: Callable[..., Article]
) -> None:
    first, second = pending(CANONICAL), pending(f"{CANONICAL}?print=1")
    for page in (first, second):
        save_extraction(corpus, Extraction(page=page, articles=(article(url=CANONICAL),)), version="1")
    save_extraction(corpus, Extraction(page=first, articles=(), skip=Skip("consent-wall")), version="2")
    done = corpus.db.execute("select article_id from progress where stage = 'extract'").fetchall()
    assert done == [(first.id,)]


def test_refused_page_has_an_outcome_and_loses_its_article(corpus: Corpus, article: Callable[..., Article]) -> None:
    page = pending(CANONICAL)
    assert save_extraction(corpus, Extraction(page=page, articles=(article(url=CANONICAL),)), version="1") is None
    refused = Extraction(page=page, articles=(), skip=Skip("too-short", "12 characters"))
    assert save_extraction(corpus, refused, version="2") == "too-short"
    assert corpus.db.execute("select count(*) from articles").fetchone() == (0,)
    assert corpus.db.execute("select reason, detail from outcomes").fetchall() == [("too-short", "12 characters")]


def page(day: int, body: bytes) -> RawPage:
    return RawPage(url=CANONICAL, outlet="wire", fetched_at=datetime(2026, 3, day, tzinfo=UTC), body=body)


def test_page_is_pending_when_new_and_when_its_body_changes(corpus: Corpus) -> None:
    with PageArchive(corpus.data) as archive:
        archive.save_page(page(2, b"one"))
        (found,) = pages_to_extract(corpus)
        corpus.mark_done("extract", found.id, version="1", input=found.input)
        assert (outdated_pages(corpus, version="1"), outdated_pages(corpus, version="2")) == ([], [found])
        archive.save_page(page(3, b"one"))
        assert pages_to_extract(corpus) == []
        archive.save_page(page(4, b"two"))
        assert [pending.url for pending in pages_to_extract(corpus)] == [CANONICAL]


def test_withdrawn_page_marks_its_article(corpus: Corpus, article: Callable[..., Article], tmp_path: Path) -> None:
    corpus.save_article(article(url=CANONICAL), page_url=CANONICAL)
    with PageArchive(corpus.data) as archive:
        archive.save_page(page(2, b"one"))
        archive.mark_gone(CANONICAL, datetime(2026, 3, 5, tzinfo=UTC))
    assert note_pages(corpus) == 1
    assert note_pages(corpus) == 0
    assert corpus.db.execute("select gone_at from articles").fetchone() == ("2026-03-05T00:00:00+00:00",)
