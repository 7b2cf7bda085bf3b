"""Articles as texts with their names marked: what formats for language tools are written from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corpus.exporters.source import Source

_FIELDS = {"title": "title", "text": "text", "caption": "captions"}
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One field of an article. `mentions` are its rows in the order of the text, of which none overlap."""

    article_id: str
    url: str
    field: str
    text: str
    mentions: tuple[dict[str, Any], ...]

    @property
    def borders(self) -> list[int]:
        """Where a mention starts or ends: no token may reach across."""
        return sorted({place for mention in self.mentions for place in (mention["start"], mention["end"])})


def documents(source: Source) -> Iterator[Document]:
    """Every field that holds a text, by article and field."""
    names = source.tables["mentions"].names
    found = source.rows("mentions", order="t.article_id, t.start, t.id")
    mentions = (dict(zip(names, row, strict=True)) for row in found)
    mention = next(mentions, None)
    for row in source.rows("articles"):
        article = dict(zip(source.tables["articles"].names, row, strict=True))
        own: list[dict[str, Any]] = []
        while mention is not None and mention["article_id"] <= article["id"]:
            if mention["article_id"] == article["id"]:
                own.append(mention)
            mention = next(mentions, None)
        for field, column in _FIELDS.items():
            if article[column]:
                yield Document(
                    article_id=article["id"],
                    url=article["url"],
                    field=field,
                    text=article[column],
                    mentions=_flat(mention for mention in own if mention["field"] == field),
                )


def tokens(document: Document) -> Iterator[tuple[int, str]]:
    """(offset, token) of a text: words and single signs, cut at the ends of mentions."""
    for start, end in pairwise([0, *document.borders, len(document.text)]):
        for match in _TOKEN.finditer(document.text, start, end):
            yield match.start(), match.group()


def cut(words: Sequence[tuple[int, str]], borders: Sequence[int]) -> Iterator[str]:
    """Words with their offsets, cut where a border falls within one."""
    for offset, word in words:
        inner = [border - offset for border in borders if offset < border < offset + len(word)]
        for start, end in pairwise([0, *inner, len(word)]):
            yield word[start:end]


def _flat(mentions: Iterator[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    kept: list[dict[str, Any]] = []
    for mention in mentions:
        if not kept or mention["start"] >= kept[-1]["end"]:
            kept.append(mention)
    return tuple(kept)
