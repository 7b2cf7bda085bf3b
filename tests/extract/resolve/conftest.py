"""A corpus of articles written down as sentences with their names marked: "In [Rason](PLACE) …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Article, Mention
from corpus.store.articles import Corpus

_MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)\)")


def read_marked(marked: str, field: str) -> tuple[str, list[Mention]]:
    """The plain text and its mentions."""
    text, mentions, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        start = len(text)
        text += match[1]
        mentions.append((start, len(text), match[1], match[2]))
        last = match.end()
    text += marked[last:]
    return text, [
        Mention(
            field=field,
            start=start,
            end=end,
            text=name,
            label=label,
            sent_start=0,
            sent_end=len(text),
            source="by hand",
            score=1.0,
        )
        for start, end, name, label in mentions
    ]


def write_articles(data: Path, texts: Iterable[str | tuple[str, str]], *, pipeline: str = "by-hand-1") -> None:
    """Store marked texts, or (title, text) pairs, as tagged articles; the address is the text's own."""
    with Corpus(data) as corpus:
        for entry in texts:
            title, marked = entry if isinstance(entry, tuple) else ("News", entry)
            plain_title, in_title = read_marked(title, "title")
            text, in_text = read_marked(marked, "text")
            number = sum(map(ord, title + marked)) % 300
            article = Article(
                url=f"https://wire.example/{abs(hash_text(title + marked))}",
                outlet="wire",
                title=plain_title,
                text=text,
                fetched_at=datetime(2026, 3, 3, tzinfo=UTC),
                published=datetime(2025, 3, 2, tzinfo=UTC) + timedelta(days=number),
                method="by hand",
            )
            corpus.save_article(article, page_url=article.url)
            corpus.save_mentions(article.id, [*in_title, *in_text], pipeline=pipeline)
            corpus.mark_done("tag", article.id, version=pipeline, input=article.fingerprint)


def hash_text(text: str) -> int:
    from corpus.records import digest

    return int(digest(text)[:12], 16)


def rows_of(data: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows that a query gives."""
    with Corpus(data) as corpus:
        return corpus.db.execute(query).fetchall()


@pytest.fixture(scope="session")
def write() -> Callable[..., None]:
    return write_articles


@pytest.fixture
def rows() -> Callable[[Path, str], list[tuple[Any, ...]]]:
    return rows_of
