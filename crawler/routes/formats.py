"""Listings as pure functions: the bytes of a feed, a sitemap, an index page or a REST answer in, links out."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser
from dateutil import parser as dates
from lxml import etree, html
from w3lib.encoding import html_to_unicode

from corpus.records import Link, Skip
from crawler.addresses import canonical_url
from crawler.outlets import Outlet

MAX_UNPACKED = 60_000_000
MAX_LINKS = 50_000  # the sitemap protocol's own limit for one file


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What a listing said: the articles it names, in its order, and the listings below it with their last change."""

    links: tuple[Link, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()


def read_feed(body: bytes, *, url: str, outlet: Outlet, content_type: str = "") -> Listing:
    """The links of an RSS, Atom, RDF or JSON feed.

    Raises:
        Skip: `challenge`, `not-a-feed`, `unparsable` or `empty-feed`: soft faults of the outlet.
    """
    if body.lstrip()[:1] == b"{":
        return _read_json_feed(body, url=url, outlet=outlet)
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    if "html" in headers["content-type"]:  # feeds are often served so; feedparser would believe it
        headers["content-type"] = "application/xml"
    feed = feedparser.parse(body, response_headers=headers)
    if not feed.entries:
        raise _why_no_entries(body, feed)
    links = _unique(_entry_link(entry, url, outlet) for entry in feed.entries[:MAX_LINKS])
    if not links:
        raise _why_no_entries(body, feed)
    return Listing(links=tuple(links))


def _why_no_entries(body: bytes, feed: Any) -> Skip:
    head = body[:4000].lower()
    if not body.strip():
        return Skip("empty-feed", "an empty body")
    if b"<html" in head or b"<!doctype html" in head:
        if re.search(
            rb"captcha|challenge|just a moment|verify (?:that )?you are|are you (?:a )?human", body[:50_000], re.I
        ):
            return Skip("challenge", "a challenge page where the feed should be")
        return Skip("not-a-feed", "an HTML page where the feed should be")
    if feed.get("version") and not feed.bozo:
        return Skip("empty-feed", "a feed without entries that have an address")
    return Skip("unparsable", str(feed.get("bozo_exception") or "no feed")[:200])


def _entry_link(entry: Any, base: str, outlet: Outlet) -> Link | None:
    address = entry.get("feedburner_origlink") or entry.get("link") or ""
    contents = [part.get("value", "") for part in entry.get("content", ())]
    # asked for by `in` first: feedparser would give the other date in place of one that is missing, with a warning
    updated = read_date(entry.get("updated") if "updated" in entry else None, outlet.zone)
    stated = read_date(entry.get("published") or entry.get("created"), outlet.zone)
    return _link(
        address,
        base,
        outlet,
        # a date of the last change says little of publication: the page's own word is believed before it
        found_in="feed" if stated or not updated else "listing",
        title=_plain(entry.get("title")),
        published=stated or updated,
        modified=updated,
        text=max(contents, key=len, default=None),
    )


def _read_json_feed(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    try:
        items = json.loads(body).get("items")
    except (ValueError, RecursionError) as error:
        raise Skip("unparsable", f"a JSON feed that is not JSON: {error}"[:200]) from error
    if not isinstance(items, list):
        raise Skip("not-a-feed", "JSON without items")
    if not items:
        raise Skip("empty-feed", "a feed without entries")
    links = (
        _link(
            item.get("url") or item.get("external_url") or item.get("id"),
            url,
            outlet,
            found_in="feed",
            title=_plain(item.get("title")),
            published=read_date(item.get("date_published"), outlet.zone),
            modified=read_date(item.get("date_modified"), outlet.zone),
            text=item.get("content_html"),
        )
        for item in items[:MAX_LINKS]
        if isinstance(item, dict)
    )
    return Listing(links=tuple(_unique(links)))


def read_wordpress(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    """The links of a WordPress REST answer (wp/v2/posts).

    Raises:
        Skip: `unparsable`, `not-a-feed` or `empty-feed`.
    """
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Skip("unparsable", f"not JSON: {error}"[:200]) from error
    if not isinstance(posts, list):
        raise Skip("not-a-feed", "JSON that is no list of posts")
    if not posts:
        raise Skip("empty-feed", "no posts")
    links = (
        _link(
            post.get("link"),
            url,
            outlet,
            found_in="feed",
            title=_plain(_rendered(post.get("title"))),
            published=read_date(post.get("date_gmt"), None),
            modified=read_date(post.get("modified_gmt"), None),
            text=_rendered(post.get("content")),
        )
        for post in posts[:MAX_LINKS]
        if isinstance(post, dict)
    )
    return Listing(links=tuple(_unique(links)))


def _rendered(value: Any) -> str | None:
    found = value.get("rendered") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def read_sitemap(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    """The links of a sitemap, newest first where it is dated, or the sitemaps of an index; either may be gzipped.

    Raises:
        Skip: `too-large` (also when unpacked), `unparsable`, `not-a-sitemap` or `empty-feed`.
    """
    root = _parse_xml(unpack(body))
    name = etree.QName(root).localname if root is not None and isinstance(root.tag, str) else ""
    if name == "sitemapindex":
        rows = [_fields(child) for child in root]
        children = [(urljoin(url, row["loc"]), read_date(row.get("lastmod"), None)) for row in rows if row.get("loc")]
        children.sort(key=lambda child: child[1] or datetime.max.replace(tzinfo=UTC), reverse=True)
        return Listing(children=tuple(children))
    if name != "urlset":
        raise Skip("not-a-sitemap", f"the root element is {name or 'missing'}")
    links = _unique(_sitemap_link(_fields(child), url, outlet) for child in root[:MAX_LINKS])
    return Listing(links=tuple(newest_first(links)))


def _sitemap_link(row: dict[str, str], base: str, outlet: Outlet) -> Link | None:
    return _link(
        row.get("loc"),
        base,
        outlet,
        found_in="sitemap",
        title=row.get("title"),
        published=read_date(row.get("publication_date"), outlet.zone),
        modified=read_date(row.get("lastmod"), outlet.zone),
    )


def _fields(element: Any) -> dict[str, str]:
    """Local names and texts of an element's children and grandchildren; a news sitemap nests its title and date."""
    found: dict[str, str] = {}
    for child in element.iterdescendants():
        if isinstance(child.tag, str) and child.text and child.text.strip():
            found.setdefault(etree.QName(child).localname, child.text.strip())
    return found


def _parse_xml(body: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise Skip("unparsable", str(error)[:200]) from error


def unpack(body: bytes, *, limit: int = MAX_UNPACKED) -> bytes:
    """The body, gunzipped if it is gzip.

    Raises:
        Skip: `too-large` if it would unpack to more than `limit` bytes, `unparsable` if it is damaged.
    """
    if body[:2] != b"\x1f\x8b":
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, limit)
    except zlib.error as error:
        raise Skip("unparsable", f"damaged gzip: {error}") from error
    if unpacker.unconsumed_tail:
        raise Skip("too-large", f"unpacks to more than {limit} bytes")
    return plain


_QUOTED = re.compile(r"""["']([^"'\s]{2,500})["']""")


def read_index_page(body: bytes, *, url: str, outlet: Outlet, content_type: str = "") -> Listing:
    """The article links of a section page: every address, also in a script attribute, that fits the outlet's pattern.

    Raises:
        Skip: `unparsable` or `empty-feed` (no address on the page fits).
    """
    _, text = html_to_unicode(content_type or None, body)
    try:
        tree = html.document_fromstring(text) if text.strip() else None
    except (etree.ParserError, ValueError) as error:
        raise Skip("unparsable", str(error)[:200]) from error
    if tree is None:
        raise Skip("empty-feed", "an empty body")
    base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
    links = (
        _link(address, base, outlet, found_in="page", title=_plain(element.text_content()))
        for element in tree.iter("a", "area", "li", "div", "span", "td", "tr", "button")
        for address in _addresses(element)
    )
    found = [link for link in _unique(links) if outlet.is_article_url(link.url)]
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
    _, text = html_to_unicode(content_type or None, body)
    if not text.strip():
        return []
    kinds = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
    found = []
    for link in html.document_fromstring(text).iter("link"):
        if "alternate" in (link.get("rel") or "").lower() and (link.get("type") or "").lower().strip() in kinds:
            found.append(urljoin(url, link.get("href") or ""))
    return list(dict.fromkeys(found))


def newest_first(links: Iterable[Link]) -> list[Link]:
    """The links by their date, newest first; those without one keep their order at the end."""
    return sorted(
        links, key=lambda link: link.published or link.modified or datetime.min.replace(tzinfo=UTC), reverse=True
    )


_ZONED = re.compile(r"([+-]\d{2}:?\d{2}|[Zz]|\b[A-Z]{2,4})$")
# abbreviations that feeds use and dateutil does not know
_ZONES = {"KST": 32400, "JST": 32400, "PYT": 32400, "MSK": 10800, "HKT": 28800, "SGT": 28800, "EST": -18000,
          "EDT": -14400, "CST": -21600, "CDT": -18000, "PST": -28800, "PDT": -25200, "BST": 3600, "CET": 3600,
          "CEST": 7200, "VLAT": 36000}  # fmt: skip


def read_date(text: Any, timezone: str | None) -> datetime | None:
    """The time in UTC that a listing gives; without a zone of its own it is the outlet's `timezone`, else UTC."""
    if not isinstance(text, str) or not text.strip():
        return None
    text = text.strip()
    try:
        time = dates.parse(text, tzinfos=_ZONES)
    except (ValueError, OverflowError, TypeError):
        return None
    if time.tzinfo is None or (timezone and not _ZONED.search(text)):
        time = time.replace(tzinfo=ZoneInfo(timezone) if timezone else UTC)
    try:
        time = time.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return time if timedelta(0) <= time - datetime(1990, 1, 1, tzinfo=UTC) < timedelta(days=36_500) else None


def _link(
    address: Any,
    base: str,
    outlet: Outlet,
    *,
    found_in: str,
    title: str | None = None,
    published: datetime | None = None,
    modified: datetime | None = None,
    text: str | None = None,
) -> Link | None:
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        url = canonical_url(urljoin(base, address.strip()), drop_params=outlet.drop_params)
    except ValueError:
        return None
    return Link(
        url=url,
        outlet=outlet.id,
        found_in=found_in,
        title=title or None,
        published=published,
        modified=modified,
        text=text if isinstance(text, str) and text.strip() else None,
    )


def _unique(links: Iterable[Link | None]) -> list[Link]:
    """The links without repeats; the first of an address stands, with a later one's title if it had none."""
    found: dict[str, Link] = {}
    for link in links:
        if link is not None and (link.url not in found or (link.title and not found[link.url].title)):
            found[link.url] = link
    return list(found.values())


def _plain(text: Any) -> str | None:
    """A title without tags, entities and runs of blanks."""
    if not isinstance(text, str):
        return None
    if "<" in text or "&" in text:
        try:
            text = str(html.fragment_fromstring(text, create_parent="p").text_content())
        except (etree.ParserError, ValueError):
            text = re.sub(r"<[^>]*>", " ", text)
    return " ".join(text.split())[:500] or None
