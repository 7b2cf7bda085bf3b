"""The first two steps of a page's trip: its bytes to text, its text to a tree and blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import HtmlElement, document_fromstring
from trafilatura import load_html

from corpus.records import RawPage
from extract.page.blocks import read_blocks, unwrap_layout_tables
from extract.page.bounds import MAX_ELEMENTS, MAX_TEXT, bound_source, bound_tree
from extract.page.decoding import decode_page
from extract.page.lifting import lift_grids
from extract.page.metadata import PageMetadata, read_metadata
from extract.page.trip_records import DecodedPage, ParsedPage

if TYPE_CHECKING:
    from crawler.outlets import Outlet


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
    metadata = read_metadata(tree)
    unwrap_layout_tables(tree.body)
    grids = lift_grids(tree.body)
    return ParsedPage(decoded=page, tree=tree, metadata=metadata, blocks=tuple(read_blocks(tree.body)), grids=grids)


def parse_tree(source: str) -> HtmlElement | None:
    """The tree of a page's source; None where there is nothing in it that can be read as HTML."""
    tree = load_html(bound_source(source))
    return tree if tree is not None and tree.find("body") is not None else None
