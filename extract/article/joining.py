"""An article in several pages: the texts of its parts one after the other, as the text of one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Article, Table
from extract.topics.classifier import read_topics

_PAGER = re.compile(
    r"^\W*(?:(?:page|seite|стр(?:аница)?\.?)\s*\d+(?:\s*(?:of|von|/|из)\s*\d+)?|\d+\s*/\s*\d+\s*(?:페이지|쪽|ページ|页|頁)?|"
    r"(?:\d{1,2}\s+){1,}\d{0,2}\s*(?:next|다음|下一页|次へ|»|>)?|continued(?: on (?:the )?next page)?|next(?: page)?|"
    r"다음 ?페이지|下一[页頁]|次のページ)\W*$",
    re.I,
)


def join_parts(first: Article, parts: Sequence[Article]) -> Article:
    """The first part's article with the texts, captions and tables of the later ones; what these repeat is left out."""
    article = replace(first, text="\n".join(_trimmed(first.text.split("\n"))))
    for part in parts:
        article = _joined(article, part)
    if article.text == first.text:
        return first
    topics = read_topics(article.title, article.text)
    return replace(article, topics=topics)


def _joined(article: Article, part: Article) -> Article:
    known = set(article.text.split("\n")) | {article.title}
    lines = part.text.split("\n")
    repeated = sum(len(line) for line in lines if line in known)
    if repeated > len(part.text) / 2:
        return article  # the same page again
    start = next((place for place, line in enumerate(lines) if line not in known), len(lines))
    kept = _trimmed(lines[start:])
    if not kept:
        return article
    skipped = sum(len(line) + 1 for line in lines[:start])
    base = len(article.text) + 1
    text = "\n".join(kept)
    fitting = [table for table in part.tables if skipped <= table.start and table.end - skipped <= len(text)]
    tables = [_moved(table, len(article.tables) + place, base - skipped) for place, table in enumerate(fitting)]
    return replace(
        article,
        text=f"{article.text}\n{text}",
        captions=tuple(dict.fromkeys((*article.captions, *part.captions))),
        tables=(*article.tables, *tables),
        removed=(*article.removed, *(each for each in part.removed if each not in article.removed)),
        authors=article.authors or part.authors,
        agency=article.agency or part.agency,
        partial=article.partial or part.partial,
        noarchive=article.noarchive or part.noarchive,
    )


def _trimmed(lines: list[str]) -> list[str]:
    """The lines without those at their end that only lead to the next page."""
    end = len(lines)
    while end > 1 and _PAGER.match(lines[end - 1]):
        end -= 1
    return lines[:end]


def _moved(table: Table, position: int, by: int) -> Table:
    return replace(table, position=position, start=table.start + by, end=table.end + by)
