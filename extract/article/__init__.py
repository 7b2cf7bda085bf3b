"""RawPage to Article: the only module that calls trafilatura."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import trafilatura
from lxml.etree import XPathError, strip_elements
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from corpus.records import Article, RawPage, Removed, Skip
from corpus.versions import stage_version
from extract.article.content import Hints, compose
from extract.article.plaintext import TextLine, article_lines
from extract.fields.agency import credited_agency
from extract.fields.authors import read_authors
from extract.fields.canonical import canonical_address
from extract.fields.dates import VisibleTexts, date_page
from extract.fields.language import detect_language
from extract.fields.titles import read_title
from extract.fields.visible import author_tags, time_tags, visible_texts
from extract.furniture.recurring import Furniture, find_furniture
from extract.gates import check_empty, check_page, check_teaser, check_text, is_partial
from extract.gates.lists import drop_cards, states_article
from extract.gates.topics import read_topics
from extract.page.blocks import Block, common_element, read_blocks, squeeze, text_key, unwrap_layout_tables
from extract.page.bounds import MAX_ELEMENTS, MAX_TEXT, bound_source, bound_text, bound_tree, refuse_links
from extract.page.boxes import blocks_left, prune_blocks, prune_page, take_out
from extract.page.decoding import decode_page
from extract.page.draft import kept_blocks
from extract.page.line_rules import LinePolicy
from extract.page.metadata import PageMetadata, read_metadata, text_value

if TYPE_CHECKING:
    from crawler.outlets import Outlet

# Raise it when the code of extraction changes what comes out; rules, tables and settings count by themselves.
REVISION = "4"
_RULES = ("extract.page", "extract.fields", "extract.gates", "extract.furniture", "extract.article")
_MARKUP = re.compile(r"<(!doctype|html|head|body|article|div|p|table|script)\b", re.IGNORECASE)


@cache
def extraction_version() -> str:
    """How a page's text is found: our revision with its rules, and trafilatura's version."""
    return f"jangmadang/{stage_version(REVISION, *_RULES)}+trafilatura/{trafilatura.__version__}"


def extract_article(page: RawPage, *, outlet: Outlet | None = None, furniture: Furniture | None = None) -> Article:
    """The article in a stored page, with its furniture taken out and listed in `removed`.

    `outlet` gives the outlet's own rules, `furniture` what was learned of its pages; both may be missing.

    Raises:
        Skip: the page holds no article; the reason is one of `extract.gates.REASONS`.
    """
    rules = _Rules.of(page, outlet, furniture)
    source = decode_page(page.body, page.content_type)
    # A text file may hold a saved page, and a server may call a text a page: the text itself decides.
    if _MARKUP.search(source[:20_000]) is None:
        return _plain_article(page, bound_text(source), rules)
    tree = load_html(bound_source(source))
    if tree is None or tree.find("body") is None:
        check_empty(page)
        raise Skip("no-text", "nothing that can be read as HTML")
    if len(source) > MAX_TEXT or source.count("<") > MAX_ELEMENTS:
        bound_tree(tree.find("body"))
    return _html_article(page, tree, rules)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rules:
    """What an outlet's file and its pages say of its furniture."""

    outlet: Outlet | None
    policy: LinePolicy
    drop: tuple[str, ...]
    furniture: Furniture

    @classmethod
    def of(cls, page: RawPage, outlet: Outlet | None, furniture: Furniture | None) -> _Rules:
        own = outlet.extract if outlet is not None else None
        if own is not None and own.valid_until is not None and page.fetched_at.date() > own.valid_until:
            own = None
        policy = LinePolicy(keep=own.keep_lines, drop=own.drop_lines) if own else LinePolicy()
        drop = own.drop if own else ()
        return cls(outlet=outlet, policy=policy, drop=drop, furniture=furniture or Furniture())

    @property
    def name(self) -> str:
        """The outlet's name, or ""."""
        return self.outlet.name if self.outlet else ""

    @property
    def timezone(self) -> str | None:
        """The outlet's time zone, or None."""
        return self.outlet.zone if self.outlet else None

    @property
    def assumes_zone(self) -> bool:
        """Whether the time zone is only that of the outlet's country."""
        return self.outlet is not None and self.outlet.timezone is None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Content:
    """An article's lines and captions, what was taken out around them, and where its date and byline may be written."""

    lines: tuple[str, ...]
    captions: tuple[str, ...]
    removed: tuple[Removed, ...]
    visible: VisibleTexts
    partial: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def _html_article(page: RawPage, tree: HtmlElement, rules: _Rules) -> Article:
    metadata = read_metadata(tree)
    unwrap_layout_tables(tree.body)
    blocks = read_blocks(tree.body)
    refuse_links(blocks)
    check_page(page, blocks, metadata, outlet=rules.outlet)
    headings = [squeeze("".join(h1.itertext())) for h1 in tree.iter("h1")]
    if not headings and (listed := text_key(page.title or "")) and any(block.key == listed for block in blocks):
        headings = [page.title or ""]  # a page without headings shows it under this name
    title = read_title(metadata, headings, url=page.url, outlet=rules.name, listed=page.title or "")
    hints = _hints(title, page, metadata, headings)
    content = _read_content(page, tree, hints, rules, blocks, metadata)
    return _assemble(page, metadata, title, content, rules)


def _read_content(
    page: RawPage,
    tree: HtmlElement,
    hints: Hints,
    rules: _Rules,
    whole: Sequence[Block],
    metadata: PageMetadata,
) -> _Content:
    if rules.drop:
        _drop_by_xpath(tree, rules.drop)
        whole = read_blocks(tree.body)
    # Read first: a line with nothing but a date or a name is often the outlet's furniture, and goes.
    times, names = time_tags(tree), author_tags(tree)
    boxes = prune_page(tree.body, rules.policy)
    blocks = blocks_left(tree.body, whole, boxes)
    learned = find_furniture(blocks, rules.furniture)
    keys = {blocks[index].key for index in learned}
    outlet_boxes = prune_blocks(blocks, learned, rules.policy)
    blocks = [block for index, block in enumerate(blocks) if index not in learned or rules.policy.keeps(block.text)]
    strip_elements(tree, "script", "style", "svg", with_tail=False)  # read already; copying them costs trafilatura most
    draft = compose(_body_text(tree, page.url), blocks, hints, rules.policy, keys)
    if states_article(metadata):
        drop_cards(draft, blocks, whole)
    kept = kept_blocks(draft.lines, blocks)
    lines = tuple(line.text for line in draft.lines)
    if not kept and draft.lines:  # the body that JSON-LD states, in a page that does not show it
        kept = [Block(line.text, tree.body, 0, line.key) for line in draft.lines]
    check_text(kept, whole, metadata, url=page.url)
    partial = is_partial("\n".join(lines), kept, whole, metadata)
    if partial:
        check_teaser(kept)
    place = common_element(kept) if kept else None
    return _Content(
        lines=lines,
        captions=boxes.captions,
        removed=(*boxes.inside(place), *outlet_boxes.inside(place), *draft.removed),
        visible=visible_texts(times, names, whole, lines),
        partial=partial,
    )


def _drop_by_xpath(tree: HtmlElement, paths: Sequence[str]) -> None:
    for path in paths:
        try:
            found = tree.xpath(path)
        except XPathError as error:
            raise Skip("extractor-failed", f"the outlet's drop path {path!r}: {error}") from error
        for element in found if isinstance(found, list) else ():
            if isinstance(element, HtmlElement) and element.getparent() is not None:
                take_out(element)


def _plain_article(page: RawPage, source: str, rules: _Rules) -> Article:
    lines = article_lines(source, title=page.title or "", policy=rules.policy, furniture=rules.furniture)
    body = tuple(line.text for line in lines if line.role == "text")
    if not body:
        raise Skip("no-text", "no line of the text reads like an article")
    title = page.title or next((line.text for line in lines if line.role == "title"), body[0][:120])
    content = _Content(
        lines=body,
        captions=tuple(dict.fromkeys(line.text for line in lines if line.role == "caption")),
        removed=tuple(Removed(text=line.text, reason=line.reason) for line in lines if line.reason),
        visible=_visible_lines(lines),
    )
    return _assemble(page, PageMetadata(), title, content, rules)


def _visible_lines(lines: Sequence[TextLine]) -> VisibleTexts:
    body = [line.text for line in lines if line.role == "text"]
    short = [line.text for line in (*lines[:12], *lines[-12:]) if len(line.text) < 160 and line.role == "removed"]
    return VisibleTexts(near_headline=tuple(short), first_lines=tuple(body[:3]), last_lines=tuple(body[-3:]))


def _assemble(page: RawPage, metadata: PageMetadata, title: str, content: _Content, rules: _Rules) -> Article:
    dating = date_page(page, metadata, content.visible, timezone=rules.timezone, assumed=rules.assumes_zone)
    won = dating.winner
    edges = [item.text for item in content.removed if item.reason in ("contact", "credit", "furniture", "author")]
    credits = [text for text in (*content.visible.near_headline, *edges, metadata.first("author")) if len(text) < 160]
    text = content.text
    return Article(
        url=canonical_address(page.url, metadata.canonical, rules.outlet),
        outlet=page.outlet,
        title=title,
        text=text,
        fetched_at=page.fetched_at,
        method=extraction_version(),
        published=won.when if won else None,
        published_source=won.source if won else None,
        published_evidence=tuple(str(item) for item in dating.losers),
        authors=read_authors(
            metadata, (*content.visible.near_headline, *content.lines[:1]), edges, content.visible.bylines
        ),
        language=detect_language(text),
        topics=read_topics(title, text),
        captions=content.captions,
        partial=content.partial,
        agency=credited_agency(content.lines, credits, own=rules.name),
        removed=content.removed,
    )


def _body_text(tree: HtmlElement, url: str) -> str:
    try:
        document = bare_extraction(tree, url=url, include_comments=False)
    except Exception as error:  # a third party's parser: one page must not end the run
        raise Skip("extractor-failed", f"{type(error).__name__}: {error}") from error
    return getattr(document, "text", None) or ""


def _hints(title: str, page: RawPage, metadata: PageMetadata, headings: Sequence[str]) -> Hints:
    titles = [title, *(text_value(node.get("headline")) for node in metadata.articles)]
    titles += [metadata.first("og:title"), metadata.first("twitter:title"), metadata.title, page.title or "", *headings]
    descriptions = [text_value(node.get("description")) for node in metadata.articles]
    descriptions += [metadata.first("og:description"), metadata.first("description")]
    bodies = [body for node in metadata.articles if isinstance(body := node.get("articleBody"), str)]
    return Hints(
        titles=tuple(dict.fromkeys(filter(None, titles))),
        descriptions=tuple(dict.fromkeys(filter(None, descriptions))),
        article_body=max(bodies, key=len, default=""),
    )
