"""A page to its article, and texts to their mentions, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, overload

from corpus.records import Article, Mention, RawPage
from corpus.times import now

if TYPE_CHECKING:
    from spacy.language import Language


def read_article(
    html: str | bytes,
    url: str = "file:page",
    *,
    published: datetime | None = None,
    fetched_at: datetime | None = None,
    content_type: str = "text/html",
    outlets: str | Path | None = None,
) -> Article:
    """The article in a page: its text without furniture, title, date, authors, language, captions.

    `url` is where the page comes from: it tells the outlet, whose own rules then count, and helps with the date.
    `published` is what a listing said of it, `fetched_at` when it was had (now, if left out), `content_type` the
    server's header, which bytes without a declared encoding need. `outlets` is a folder of your own outlet files.

    Raises:
        Skip: the page holds no article; `reason` is a slug such as "list-page", `detail` a line for a person.
        ValueError: an outlet file is wrong, or a time has no zone.
    """
    from crawler.outlets import load_outlets, outlet_for
    from extract.article import extract_article

    for time in (published, fetched_at):
        if time is not None and time.tzinfo is None:
            raise ValueError(f"a time without a zone: {time}")
    outlet = outlet_for(url, load_outlets(Path(outlets) if outlets else None))
    page = RawPage(
        url=url,
        outlet=outlet.id if outlet else "file",
        fetched_at=fetched_at or now(),
        body=html.encode("utf-8", "replace") if isinstance(html, str) else html,
        content_type=content_type,
        published=published,
        found_in="import",
    )
    return extract_article(page, outlet=outlet)


@overload
def tag(text: str | Article) -> tuple[Mention, ...]: ...  # type: ignore[overload-overlap]  # a str is an iterable, too


@overload
def tag(text: Iterable[str | Article]) -> Iterator[tuple[Mention, ...]]: ...


def tag(text: str | Article | Iterable[str | Article]) -> tuple[Mention, ...] | Iterator[tuple[Mention, ...]]:
    """The places, products, factories, people and organisations that a text names, in order.

    An article's mentions are those of its text, title and captions; `mention.field` says which, and offsets are code
    points of that field. An iterable gives the mentions of each item in turn, which is faster than one by one. The
    first call loads the pipeline, which takes a second or two.
    """
    if isinstance(text, str | Article):
        return next(_tag_each([text]))
    return _tag_each(text)


def _tag_each(items: Iterable[str | Article]) -> Iterator[tuple[Mention, ...]]:
    from extract.stages.tag import tag_texts

    waiting: list[int] = []

    def fields() -> Iterator[tuple[str, str, str]]:
        for item in items:
            parts = _fields(item)
            waiting.append(len(parts))
            yield from parts

    tagged = tag_texts(_pipeline(), fields())
    for first in tagged:
        count = waiting.pop(0)
        yield first + tuple(mention for _ in range(count - 1) for mention in next(tagged))


def _fields(item: str | Article) -> list[tuple[str, str, str]]:
    if isinstance(item, str):
        return [("text", item, "")]
    return [("text", item.text, ""), ("title", item.title, item.text), ("caption", item.caption_text, "")]


@cache
def _pipeline() -> Language:
    from models.pipeline import load

    return load()
