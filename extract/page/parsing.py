"""The first two steps of a page's trip: its bytes to text, its text to a tree and blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from lxml.etree import Comment, ParserError, strip_tags
from lxml.html import HtmlElement, document_fromstring
from trafilatura import load_html

from corpus.records import RawPage
from extract.page.blocks import read_blocks, text_key, unwrap_layout_tables
from extract.page.bounds import MAX_ELEMENTS, MAX_TEXT, bound_source, bound_tree
from extract.page.decoding import decode_page
from extract.page.flight import MARK, flight_markup
from extract.page.footnotes import settle_notes
from extract.page.hidden import settle_hidden
from extract.page.lifting import lift_grids
from extract.page.mending import mend_source, mend_tree
from extract.page.metadata import PageMetadata, read_metadata
from extract.page.nesting import flattened, is_cut_by_depth
from extract.page.own_elements import settle_own_elements
from extract.page.prose import is_paragraph
from extract.page.script_state import with_script_state
from extract.page.trip_records import DecodedPage, ParsedPage

if TYPE_CHECKING:
    from crawler.outlets import Outlet


FRAGMENT = re.compile(r"<(body|article|main|section|div|p|h1|table|ul)\b", re.IGNORECASE)
SOME_PROSE = 1_500  # characters: one that shows no more may hold the rest there
LITTLE_PROSE = 300  # characters of paragraphs: a page that shows no more may hold its article in its scripts


def decode(page: RawPage, outlet: Outlet | None = None) -> DecodedPage:
    """The page with its bytes as text."""
    return DecodedPage(raw=page, source=decode_page(page.body, page.content_type), outlet=outlet)


def parse(page: DecodedPage) -> ParsedPage:
    """The page's tree and blocks, cut where no article's page is as large.

    Tables that lay out the page are made plain boxes, those of figures paragraphs.
    """
    tree = parse_tree(page.source)
    if tree is None:
        empty = document_fromstring("<html><body></body></html>")
        return ParsedPage(decoded=page, tree=empty, metadata=PageMetadata(), blocks=(), readable=False)
    if len(page.source) > MAX_TEXT or page.source.count("<") > MAX_ELEMENTS:
        bound_tree(tree.find("body"))
    if MARK in page.source and _shown(tree.body) < LITTLE_PROSE and (sent := flight_markup(tree)) is not None:
        tree.body.insert(0, sent)
    held = tuple(tree.iter())
    metadata = read_metadata(tree, url=page.raw.url)
    settle_own_elements(tree.body)
    mend_tree(tree.body)
    settle_hidden(tree.body)
    unwrap_layout_tables(tree.body)
    settle_notes(tree.body)
    grids = lift_grids(tree.body)
    blocks = tuple(read_blocks(tree.body))
    prose = [block for block in blocks if is_paragraph(block.text, block.link_share)]
    if sum(len(block.text) for block in prose) < LITTLE_PROSE:
        metadata = with_script_state(metadata, tree)
    elif sum(len(block.text) for block in prose) < SOME_PROSE:
        stated = with_script_state(metadata, tree)
        bodies = [text_key(str(node.get("articleBody", ""))) for node in stated.nodes if node not in metadata.nodes]
        if any(block.key in body for body in bodies for block in prose):
            metadata = stated  # it goes on where the page breaks off
    return ParsedPage(decoded=page, tree=tree, metadata=metadata, blocks=blocks, grids=grids, held=held)


def _shown(body: HtmlElement) -> int:
    """How many characters the paragraphs of a page show."""
    return sum(len("".join(paragraph.itertext())) for paragraph in body.iter("p"))


def parse_tree(source: str) -> HtmlElement | None:
    """The tree of a page's source; None where there is nothing in it that can be read as HTML."""
    source = normalize("NFC", mend_source(bound_source(source)))
    tree = _whole_tree(source)
    if tree is not None and is_cut_by_depth(tree):
        tree = _whole_tree(flattened(source))
    return tree


def _whole_tree(source: str) -> HtmlElement | None:
    tree = load_html(source)
    if (tree is None or tree.tag != "html") and (markup := FRAGMENT.search(source)):
        try:
            tree = document_fromstring(f"<html><body>{source[markup.start() :]}</body></html>")
        except ParserError:
            return None
        strip_tags(tree, Comment)  # the other reader keeps none, and a comment is no element
    return tree if tree is not None and tree.find("body") is not None else None
