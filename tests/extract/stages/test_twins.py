"""One article at two addresses of an outlet is kept once, whatever order they come in."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from corpus.store.extraction import Extraction, PendingPage, save_extraction
from extract.stages.twins import are_twins, settle_twins

SITE = "https://daily.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/03/rason", "/2026/03/rason/"),
        ("/2026/03/rason", "/2026/03/rason.html"),
        ("/2026/03/rason", "/amp/2026/03/rason"),
        ("/2026/03/rason", "/2026/03/rason/print"),
        ("/trade/rason", "/ports/rason"),
        ("/news/view.html?idxno=7", "/mobile/view.html?idxno=7"),
        ("/news/view.html?idxno=7", "/news/view.html?idxno=7&section=S1"),
    ],
)
def test_addresses_of_one_article_are_twins(one: str, other: str) -> None:
    assert are_twins(SITE + one, SITE + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/03/rason", "/2026/03/sinuiju"),
        ("/news/view.html?idxno=7", "/news/view.html?idxno=8"),
        ("/index.php?MTJA", "/index.php?MTJB"),
    ],
)
def test_addresses_that_name_different_things_are_no_twins(one: str, other: str) -> None:
    assert not are_twins(SITE + one, SITE + other)


def found(path: str, text: str = "Cranes came to Rason.") -> Extraction:
    url = SITE + path
    article = Article(
        url=url, outlet="daily", title="Rason", text=text, method="test", fetched_at=datetime(2026, 3, 2, tzinfo=UTC)
    )
    return Extraction(page=PendingPage(id=article_id(url), url=url, outlet="daily", input="1"), articles=(article,))


def keep(corpus: Corpus, extraction: Extraction) -> None:
    with corpus.atomic():
        save_extraction(corpus, settle_twins(corpus, extraction, version="1"), version="1")


@pytest.mark.parametrize("paths", list(permutations(("/rason", "/rason/", "/m/rason"))), ids=" ".join)
def test_plainest_address_keeps_the_article_and_the_others_are_duplicates(
    tmp_path: Path, paths: tuple[str, ...]
) -> None:
    with Corpus(tmp_path) as corpus:
        for path in paths:
            keep(corpus, found(path))
        assert corpus.db.execute("select url from articles").fetchall() == [(SITE + "/rason",)]
        refused = corpus.db.execute("select url, reason from outcomes order by url").fetchall()
    assert refused == [(SITE + "/m/rason", "duplicate-url"), (SITE + "/rason/", "duplicate-url")]


def test_same_name_with_another_text_is_another_article(tmp_path: Path) -> None:
    with Corpus(tmp_path) as corpus:
        keep(corpus, found("/2025/rason"))
        keep(corpus, found("/2026/rason", text="The cranes left Rason."))
        assert corpus.db.execute("select count(*) from articles").fetchone() == (2,)
