"""A small corpus, written through the store itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from tests.empty_corpus import put_empty_corpus

RASON_STORY = "Cranes moved coal in Rason on Monday. The Sunchon Cement Complex sent trucks, port staff said."


def make_article(url: str = "https://wire.example/rason", text: str = RASON_STORY, **changes: Any) -> Article:
    """An article published on 2 March 2026, fetched the day after."""
    values: dict[str, Any] = {
        "outlet": "wire",
        "title": "Rason port busy again",
        "fetched_at": datetime(2026, 3, 3, tzinfo=UTC),
        "published": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        "method": "by hand",
        "language": "en",
    }
    return Article(url=url, text=text, **{**values, **changes})


def make_mention(text: str, name: str, label: str, *, field: str = "text") -> Mention:
    """A mention of the first `name` in `text`; its sentence runs to the next full stop."""
    start = text.index(name)
    sent_start = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    sent_end = text.find(".", start) + 1 or len(text)
    return Mention(
        field=field,
        start=start,
        end=start + len(name),
        text=name,
        label=label,
        sent_start=sent_start,
        sent_end=sent_end,
        source="by hand",
        score=1.0,
    )


@pytest.fixture
def article() -> Callable[..., Article]:
    return make_article


@pytest.fixture
def mention() -> Callable[..., Mention]:
    return make_mention


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, open for writing."""
    put_empty_corpus(tmp_path)
    with Corpus(tmp_path) as corpus:
        yield corpus


@pytest.fixture
def rason(corpus: Corpus) -> Corpus:
    """A corpus of one article that names Rason, coal and a cement works; the first two are resolved."""
    article = make_article()
    corpus.save_article(article, page_url=article.url)
    mentions = [
        make_mention(article.text, "coal", "PRODUCT"),
        make_mention(article.text, "Rason", "PLACE"),
        make_mention(article.text, "Sunchon Cement Complex", "FACTORY"),
        make_mention(article.title, "Rason", "PLACE", field="title"),
    ]
    corpus.save_mentions(article.id, mentions, pipeline="by-hand-1")
    for key, label, name in (("place/rason", "PLACE", "Rason"), ("product/coal", "PRODUCT", "coal")):
        corpus.db.execute(
            "insert into entities(id, label, name, status, mentions, articles, stories)"
            " values (?, ?, ?, 'known', 1, 1, 1)",
            [key, label, name],
        ).close()
        corpus.db.execute("update mentions set entity_id = ? where text = ?", [key, name]).close()
    for alias, script in (("Rason", "latin"), ("Raseon", "latin"), ("라선", "hangul")):
        corpus.db.execute("insert into entity_aliases values ('place/rason', ?, ?, 'seen')", [alias, script]).close()
    return corpus
