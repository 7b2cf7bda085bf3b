"""Sitemaps: XML with or without its mistakes, plain text, RSS in their place; gzipped once, twice or in parts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from corpus.records import Link, Skip
from crawler.outlets import Outlet
from crawler.routes.feed_formats import END, read_feed
from crawler.routes.listing import MAX_LINKS, Listing, damage, joined, make_link, newest_first, unique_links
from crawler.routes.listing_dates import read_date
from crawler.routes.tolerant_xml import decode_xml, local_name, mend_xml, parse_xml

MAX_UNPACKED = 60_000_000
_GZIP = b"\x1f\x8b"
_PACKED_AT_MOST = 3  # servers that pack a packed file
_ENTRY = re.compile(r"<(?:[\w-]+:)?(?:url|sitemap)(?=[\s/>])", re.IGNORECASE)
_LAST_ENTRY = re.compile(r".*</(?:[\w-]+:)?(?:url|sitemap)\s*>", re.IGNORECASE | re.DOTALL)
_CLOSED = re.compile(r"</[\w:-]+\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_FIELDS = frozenset({"loc", "lastmod"})
_NEWS_FIELDS = frozenset({"publication_date", "title"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpacked:
    """A body without its packing; `cut` where the packed stream ended before its end."""

    body: bytes
    cut: bool = False


def read_sitemap(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    """The links of a sitemap, newest first where it is dated, or the sitemaps of an index; either may be gzipped.

    A text of addresses and a feed are read too. What is cut off gives what stands whole before the cut, and is damaged.

    Raises:
        Skip: `too-large` (also when unpacked), `unparsable`, `not-a-sitemap`, `challenge` or `empty-feed`.
    """
    unpacked = unpack(body)
    text = decode_xml(unpacked.body)
    cut = "its gzip ends early" if unpacked.cut else ""
    if not text.lstrip().startswith("<"):
        return _read_text(text, cut, url=url, outlet=outlet)
    text = mend_xml(text)
    seen = len(_ENTRY.findall(text))
    if not _CLOSED.search(text[-END:]):
        cut = cut or "it ends in the middle"
        whole = _LAST_ENTRY.match(text)
        text = whole.group() if whole else text  # an address that was cut off is none
    root = parse_xml(text)
    if local_name(root) in _FEED_ROOTS:
        return read_feed(unpacked.body, url=url, outlet=outlet)
    rows = [(local_name(element), _fields(element)) for element in _entries(root)][:MAX_LINKS]
    if not rows and not seen and local_name(root) not in ("urlset", "sitemapindex"):
        raise Skip("not-a-sitemap", f"the root element is {local_name(root) or 'missing'}")
    return _listing(rows, min(seen, MAX_LINKS), cut, url=url, outlet=outlet)


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
    lines = [line.strip() for line in text.splitlines() if line.strip()][:MAX_LINKS]
    if cut:
        lines = lines[:-1]
    if not lines:
        raise Skip("empty-feed", "an empty sitemap")
    if sum(line.startswith(("http://", "https://")) for line in lines) * 2 < len(lines):
        raise Skip("not-a-sitemap", "neither XML nor a text of addresses")
    return _listing([("url", {"loc": line}) for line in lines], len(lines), cut, url=url, outlet=outlet)


def _names_a_sitemap(address: str) -> bool:
    """Whether an address in a list of pages is a sitemap's: by its file name."""
    return urlsplit(address).path.lower().endswith((".xml", ".xml.gz"))


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
    text = (element.text or "").strip()  # not what children say: an entity that was not resolved is one
    if text:
        found.setdefault(name, text)


def unpack(body: bytes, *, limit: int = MAX_UNPACKED) -> Unpacked:
    """The body, gunzipped as often as it was gzipped, all members of it.

    Raises:
        Skip: `too-large` if it would unpack to more than `limit` bytes, `unparsable` if it is damaged from the start.
    """
    unpacked = Unpacked(body=body)
    for _ in range(_PACKED_AT_MOST):
        if unpacked.body[:2] != _GZIP:
            break
        inner = _gunzip(unpacked.body, limit)
        unpacked = replace(inner, cut=inner.cut or unpacked.cut)
    return unpacked


def _gunzip(body: bytes, limit: int) -> Unpacked:
    plain: list[bytes] = []
    size = 0
    rest = body
    while rest[:2] == _GZIP:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(rest, limit - size + 1)
        except zlib.error as error:
            if plain:
                return Unpacked(body=b"".join(plain), cut=True)
            raise Skip("unparsable", f"damaged gzip: {error}") from error
        size += len(part)
        if size > limit or member.unconsumed_tail:
            raise Skip("too-large", f"unpacks to more than {limit} bytes")
        plain.append(part)
        if not member.eof:
            return Unpacked(body=b"".join(plain), cut=True)
        rest = member.unused_data.lstrip(b"\x00")
    return Unpacked(body=b"".join(plain))
