"""Index pages: the article links of a section page, and the feeds that a page announces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from corpus.records import Skip
from crawler.outlets import Outlet
from crawler.routes.listing import MAX_LINKS, Listing, joined, make_link, plain_title, unique_links
from crawler.routes.tolerant_xml import decode_text

_QUOTED = re.compile(r"""["']([^"'\s]{2,500})["']""")


def read_index_page(body: bytes, *, url: str, outlet: Outlet, content_type: str = "") -> Listing:
    """The article links of a section page: every address, also in a script attribute, that fits the outlet's pattern.

    Raises:
        Skip: `unparsable` or `empty-feed` (no address on the page fits).
    """
    text = decode_text(body, content_type)
    try:
        tree = _tree(text) if text.strip() else None
    except (etree.ParserError, ValueError) as error:
        raise Skip("unparsable", str(error)[:200]) from error
    if tree is None:
        raise Skip("empty-feed", "an empty body")
    base = joined(url, next(iter(tree.xpath("//base/@href")), "")) or url
    links = (
        make_link(address, base, outlet, found_in="page", title=plain_title(element.text_content()))
        for element in tree.iter("a", "area", "li", "div", "span", "td", "tr", "button")
        for address in _addresses(element)
    )
    found = [link for link in unique_links(links) if outlet.is_article_url(link.url)]
    if not found:
        raise Skip("empty-feed", "no address on the page fits article_url")
    return Listing(links=tuple(found[:MAX_LINKS]))


def _addresses(element: Any) -> Iterator[str]:
    """Addresses in an element's attributes; list pages that open articles by script keep them in onclick or data-."""
    for name, value in element.attrib.items():
        if name == "href" and not value.lower().startswith("javascript:"):
            yield value
        elif name == "href" or name.startswith(("onclick", "data-")):
            yield from _QUOTED.findall(value)
            if name.startswith("data-") and " " not in value:
                yield value


def find_feeds(body: bytes, *, url: str, content_type: str = "") -> list[str]:
    """The feeds that a page announces by <link rel=alternate>, in its order."""
    text = decode_text(body, content_type)
    if not text.strip():
        return []
    kinds = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
    try:
        tree = _tree(text)
    except (etree.ParserError, ValueError):
        return []
    found = []
    for link in tree.iter("link"):
        if "alternate" in (link.get("rel") or "").lower() and (link.get("type") or "").lower().strip() in kinds:
            found.append(joined(url, link.get("href") or ""))
    return list(dict.fromkeys(filter(None, found)))


def _tree(text: str) -> Any:
    """The document of a page's text, whatever encoding the text says that it was in."""
    return html.document_fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
