"""RawPage to Article: the only module that calls trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from corpus.records import Article, RawPage, Removed, Skip
from extract.boilerplate import Furniture, find_furniture
from extract.content import Hints, compose, container
from extract.dates import Dating, VisibleTexts, date_page
from extract.decoding import decode_page
from extract.dom import read_blocks, squeeze
from extract.gates import check_page, check_text
from extract.language import detect_language
from extract.lines import LinePolicy
from extract.metadata import PageMetadata, read_metadata, text_value
from extract.prune import prune_blocks, prune_page, take_out
from extract.visible import visible_texts

if TYPE_CHECKING:
    from crawler.outlets import Outlet

METHOD = f"jangmadang/1+trafilatura/{trafilatura.__version__}"


def extract_article(page: RawPage, *, outlet: Outlet | None = None, furniture: Furniture | None = None) -> Article:
    """The article in a stored page, with its furniture taken out and listed in `removed`.

    `outlet` gives the outlet's own rules, `furniture` what was learned of its pages; both may be missing.

    Raises:
        Skip: the page holds no article; the reason is one of `extract.gates.REASONS`.
    """
    source = decode_page(page.body, page.content_type)
    if page.content_type.startswith("text/plain"):
        return _plain_article(page, source)
    tree = load_html(source)
    if tree is None or tree.find("body") is None:
        raise Skip("no-text", "nothing that can be read as HTML")
    metadata = read_metadata(tree)
    check_page(page, tree, metadata)
    content = _read_content(page, tree, _hints(page, metadata, tree), _Rules.of(page, outlet, furniture))
    check_text(content.text)
    dating = date_page(page, metadata, content.visible, timezone=outlet.timezone if outlet else None)
    return Article(
        url=page.url,
        outlet=page.outlet,
        title=_title(page, metadata),
        text=content.text,
        fetched_at=page.fetched_at,
        method=METHOD,
        **_dated(dating),
        authors=_authors(metadata),
        language=detect_language(content.text),
        captions=content.captions,
        removed=content.removed,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rules:
    """What an outlet's file and its pages say of its furniture."""

    policy: LinePolicy
    drop: tuple[str, ...]
    furniture: Furniture

    @classmethod
    def of(cls, page: RawPage, outlet: Outlet | None, furniture: Furniture | None) -> _Rules:
        own = outlet.extract if outlet is not None else None
        if own is not None and own.valid_until is not None and page.fetched_at.date() > own.valid_until:
            own = None
        policy = LinePolicy(keep=own.keep_lines, drop=own.drop_lines) if own else LinePolicy()
        return cls(policy=policy, drop=own.drop if own else (), furniture=furniture or Furniture())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Content:
    """An article's text and captions, and what was taken out around them."""

    text: str
    captions: tuple[str, ...]
    removed: tuple[Removed, ...]
    visible: VisibleTexts


def _read_content(page: RawPage, tree: HtmlElement, hints: Hints, rules: _Rules) -> _Content:
    for xpath in rules.drop:
        for element in tree.xpath(xpath):
            if element.getparent() is not None:
                take_out(element)
    headline_blocks = read_blocks(tree.body)
    boxes = prune_page(tree.body, rules.policy)
    blocks = read_blocks(tree.body)
    learned = find_furniture(blocks, rules.furniture)
    keys = {blocks[index].key for index in learned}
    outlet_boxes = prune_blocks(blocks, learned, rules.policy)
    blocks = [block for index, block in enumerate(blocks) if index not in learned or rules.policy.keeps(block.text)]
    draft = compose(_body_text(tree, page.url), blocks, hints, rules.policy, keys)
    place = container(draft.lines, blocks)
    lines = [line.text for line in draft.lines]
    return _Content(
        text="\n".join(lines),
        captions=boxes.captions,
        removed=(*boxes.inside(place), *outlet_boxes.inside(place), *draft.removed),
        visible=visible_texts(tree, headline_blocks, lines),
    )


def _dated(dating: Dating) -> dict[str, Any]:
    """The fields of an article that its date fills."""
    won = dating.winner
    return {
        "published": won.when if won else None,
        "published_source": won.source if won else None,
        "published_evidence": tuple(str(item) for item in dating.losers),
    }


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
