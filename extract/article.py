"""RawPage to Article: the only module that calls trafilatura."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import trafilatura
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from corpus.records import Article, RawPage, Skip
from extract.content import Hints, compose
from extract.dates import publication_date
from extract.decoding import decode_page
from extract.dom import read_blocks, squeeze
from extract.gates import check_page, check_text
from extract.language import detect_language
from extract.metadata import PageMetadata, read_metadata, text_value
from extract.prune import prune_page

if TYPE_CHECKING:
    from crawler.outlets import Outlet

METHOD = f"jangmadang/1+trafilatura/{trafilatura.__version__}"


def extract_article(page: RawPage, *, outlet: Outlet | None = None) -> Article:
    """The article in a stored page, with its furniture taken out and listed in `removed`.

    Raises:
        Skip: the page holds no article; the reason is one of `extract.gates.REASONS`.
    """
    source = decode_page(page.body, page.content_type)
    if page.content_type.startswith("text/plain"):
        return _plain_article(page, source)
    tree = load_html(source)
    if tree is None:
        raise Skip("no-text", "nothing that can be read as HTML")
    metadata = read_metadata(tree)
    check_page(page, tree, metadata)
    pruned = prune_page(tree.body)
    blocks = read_blocks(tree.body)
    draft = compose(_body_text(tree, page.url), blocks, _hints(page, metadata, tree))
    text = "\n".join(line.text for line in draft.lines)
    check_text(text)
    dated = publication_date(page, metadata)
    return Article(
        url=page.url,
        outlet=page.outlet,
        title=_title(page, metadata),
        text=text,
        fetched_at=page.fetched_at,
        method=METHOD,
        published=dated.when if dated else None,
        published_source=dated.source if dated else None,
        authors=_authors(metadata),
        language=detect_language(text),
        captions=pruned.captions,
        removed=(*pruned.removed, *draft.removed),
    )


def _plain_article(page: RawPage, source: str) -> Article:
    text = source.strip()
    check_text(text)
    return Article(
        url=page.url,
        outlet=page.outlet,
        title=page.title or text.split("\n", 1)[0].strip(),
        text=text,
        fetched_at=page.fetched_at,
        method=METHOD,
        published=page.published,
        published_source="listing" if page.published else None,
        language=detect_language(text),
    )


def _body_text(tree: HtmlElement, url: str) -> str:
    try:
        document = bare_extraction(tree, url=url, include_comments=False)
    except Exception as error:  # a third party's parser: one page must not end the run
        raise Skip("extractor-failed", f"{type(error).__name__}: {error}") from error
    return getattr(document, "text", None) or ""


def _hints(page: RawPage, metadata: PageMetadata, tree: HtmlElement) -> Hints:
    titles = [text_value(node.get("headline")) for node in metadata.articles]
    titles += [metadata.first("og:title"), metadata.first("twitter:title"), metadata.title, page.title or ""]
    titles += [squeeze(" ".join(h1.itertext())) for h1 in tree.iter("h1")]
    descriptions = [text_value(node.get("description")) for node in metadata.articles]
    descriptions += [metadata.first("og:description"), metadata.first("description")]
    bodies = [text_value(node.get("articleBody")) for node in metadata.articles]
    return Hints(
        titles=tuple(dict.fromkeys(filter(None, titles))),
        descriptions=tuple(dict.fromkeys(filter(None, descriptions))),
        article_body=max(bodies, key=len, default=""),
    )


def _title(page: RawPage, metadata: PageMetadata) -> str:
    named = text_value([node.get("headline") for node in metadata.articles])
    title = named or metadata.first("og:title") or metadata.title or page.title or ""
    return re.sub(r"\s+", " ", title).strip()


def _authors(metadata: PageMetadata) -> tuple[str, ...]:
    for node in metadata.articles:
        authors = node.get("author")
        names = [text_value(author) for author in (authors if isinstance(authors, list) else [authors])]
        if any(names):
            return tuple(dict.fromkeys(name for name in names if name))
    return ()
