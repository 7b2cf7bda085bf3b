"""Sitemaps: XML with or without its mistakes, plain text, RSS in their place; gzipped once, twice or in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from corpus.records import Link, Skip
from crawler.outlets import Outlet
from crawler.routes.feed_formats import read_feed
from crawler.routes.listing import MAX_LINKS, Listing, damage, joined, make_link, newest_first, unique_links
from crawler.routes.listing_dates import read_date
from crawler.routes.outline import END, outline, own_end
from crawler.routes.tolerant_xml import decode_text, local_name, mend_xml, parse_xml
from crawler.routes.unpacking import unpack

_ENTRY = re.compile(r"<(?!(?:image|video|news|media):)(?:[\w-]+:)?(?:url|sitemap)(?=[\s/>])", re.IGNORECASE)
_LAST_ENTRY = re.compile(r".*</(?:[\w-]+:)?(?:url|sitemap)\s*>", re.IGNORECASE | re.DOTALL)
_FIRST = re.compile(r"<([A-Za-z][\w:.-]*)")
_ROOTS = "(?:[\\w-]+:)?(?:urlset|sitemapindex|rss|feed|rdf)"
# what an error message or a mark may stand before
_ROOT = re.compile(rf"<(?:\?xml\s|{_ROOTS}[\s>])", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_DATE_BEHIND = re.compile(r"[,;|]\d{4}-\d\d-\d\d\S*\Z")
_FIELDS = frozenset({"loc", "lastmod"})
_NEWS_FIELDS = frozenset({"publication_date", "title"})


def read_sitemap(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    """The links of a sitemap, newest first where it is dated, or the sitemaps of an index; either may be gzipped.

    A text of addresses and a feed are read too. What is cut off gives what stands whole before the cut, and is damaged.

    Raises:
        Skip: `too-large` (also when unpacked), `unparsable`, `not-a-sitemap`, `challenge` or `empty-feed`.
    """
    unpacked = unpack(body)
    text = decode_text(unpacked.body)
    cut = "its packing ends early" if unpacked.cut else ""
    root_begins = _ROOT.search(text[:END])
    if not text.lstrip().startswith("<") and root_begins is None:
        if text.lstrip().startswith("{"):
            return read_feed(unpacked.body, url=url, outlet=outlet)
        return _read_text(text, cut, url=url, outlet=outlet)
    whole_map = outline(mend_xml(text[root_begins.start() :] if root_begins else text))
    seen = len(_ENTRY.findall(whole_map.markup))
    end = own_end(whole_map.markup, _ends(whole_map.markup), _ENTRY)
    if end is None:
        cut = cut or "it ends in the middle"
        whole = _LAST_ENTRY.match(whole_map.markup)
        end = whole.end() if whole else None  # an address that was cut off is none
    text = whole_map.text[:end]
    try:
        root = parse_xml(text)
    except Skip:
        if _HTML.search(text[:END]):
            raise Skip("not-a-sitemap", "an HTML page where the sitemap should be") from None
        raise
    if local_name(root) in _FEED_ROOTS:
        return read_feed(unpacked.body, url=url, outlet=outlet)
    rows = [(local_name(element), _fields(element)) for element in _entries(root)][:MAX_LINKS]
    if not rows and not seen and local_name(root) not in ("urlset", "sitemapindex"):
        raise Skip("not-a-sitemap", f"the root element is {local_name(root) or 'missing'}")
    if local_name(root) == "sitemapindex":
        rows = [("sitemap" if "sitemap" in row.get("loc", "").lower() else name, row) for name, row in rows]
    return _listing(rows, min(seen, MAX_LINKS), cut, url=url, outlet=outlet)


def _ends(markup: str) -> re.Pattern[str]:
    """Finds the ends of the element that a text begins with, and of others that hold a listing."""
    first = _FIRST.search(markup[:END])
    names = "|".join((_ROOTS, *([re.escape(first[1])] if first else [])))
    return re.compile(rf"</(?:{names})\s*>", re.IGNORECASE)


def _listing(rows: list[tuple[str, dict[str, str]]], seen: int, cut: str, *, url: str, outlet: Outlet) -> Listing:
    children: list[tuple[str, datetime | None]] = []
    links: list[Link | None] = []
    for name, row in rows:
        address = row.get("loc")
        if address and (name == "sitemap" or _names_a_sitemap(address)):
            child = joined(url, address)
            if child:  # one that is none costs no other entry
                children.append((child, read_date(row.get("lastmod"), None)))
        else:
            links.append(_sitemap_link(row, url, outlet))
    read = len(children) + sum(link is not None for link in links)
    if seen and not read and not cut:
        raise Skip("empty-feed", "a sitemap without an entry that has an address")
    children.sort(key=lambda child: child[1] or datetime.max.replace(tzinfo=UTC), reverse=True)
    return Listing(
        links=tuple(newest_first(unique_links(links))),
        children=tuple(children),
        seen=seen,
        read=read,
        damaged=damage(seen, read, cut),
    )


def _read_text(text: str, cut: str, *, url: str, outlet: Outlet) -> Listing:
    """A text of addresses, one a line: the protocol's own second format."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if cut:
        lines = lines[:-1]
    if not lines:
        raise Skip("empty-feed", "an empty sitemap")
    found = [address for line in lines for address in _addresses(line)]
    seen = max(len(lines), len(found))
    if len(found) * 2 < len(lines):
        raise Skip("not-a-sitemap", "neither XML nor a text of addresses")
    rows = [("url", {"loc": address}) for address in found[:MAX_LINKS]]
    return _listing(rows, min(seen, MAX_LINKS), cut, url=url, outlet=outlet)


def _addresses(line: str) -> list[str]:
    """The addresses in a line of a text: mostly the line; a date behind an address is none of it."""
    return [_DATE_BEHIND.sub("", word) for word in line.split() if word.lower().startswith(("http://", "https://"))]


def _names_a_sitemap(address: str) -> bool:
    """Whether an address in a list of pages is a sitemap's: by its file name."""
    return re.split(r"[?#]", address, maxsplit=1)[0].lower().endswith((".xml", ".xml.gz"))


def _sitemap_link(row: dict[str, str], base: str, outlet: Outlet) -> Link | None:
    return make_link(
        row.get("loc"),
        base,
        outlet,
        found_in="sitemap",
        title=row.get("title"),
        published=read_date(row.get("publication_date"), outlet.zone),
        modified=read_date(row.get("lastmod"), outlet.zone),
    )


def _entries(root: Any) -> Iterator[Any]:
    """The entries of a sitemap wherever they stand: roots are misnamed and nested."""
    for element in root.iter():
        if local_name(element) in ("url", "sitemap") and any(local_name(child) == "loc" for child in element):
            yield element


def _fields(element: Any) -> dict[str, str]:
    """The address and last change of an entry, and its news date and title; a picture's or a film's are not its own."""
    found: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name in _FIELDS:
            _keep(found, name, child)
        elif name == "news":
            for part in child.iterdescendants():
                if local_name(part) in _NEWS_FIELDS:
                    _keep(found, local_name(part), part)
    return found


def _keep(found: dict[str, str], name: str, element: Any) -> None:
    # of children tags are read, as <loc><a>; not an entity that was not resolved
    whole = all(isinstance(child.tag, str) for child in element.iter())
    text = ("".join(element.itertext()) if whole else element.text or "").strip()
    if text:
        found.setdefault(name, text)
