"""Feeds: RSS, Atom, RDF and JSON Feed, and WordPress's REST answers: bytes in, links out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import feedparser
from lxml import etree

from corpus.records import Link, Skip
from crawler.outlets import Outlet
from crawler.routes.json_items import read_items
from crawler.routes.listing import MAX_LINKS, Listing, damage, make_link, meant_address, plain_title, unique_links
from crawler.routes.listing_dates import read_date
from crawler.routes.outline import outline, own_end
from crawler.routes.tolerant_xml import decode_text, mend_xml, parse_xml
from crawler.routes.unpacking import unpack

# before feedparser takes an address without a scheme for a path
_LINK = re.compile(
    r"(<(?:[\w-]{1,30}:)?link>\s{0,50}(?:<!\[CDATA\[\s{0,50})?)([A-Za-z0-9\\][^<\s]{3,500})", re.IGNORECASE
)
_HREF = re.compile(
    r"""(<(?:[\w-]{1,30}:)?link\s[^<>]{0,500}?\bhref\s?=\s?["'])([^"'<>\\]{0,500}\\[^"'<>]{0,500})""", re.IGNORECASE
)
_ENTRY = re.compile(r"<(?:[\w-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_LAST_ENTRY = re.compile(r".*</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE | re.DOTALL)
_ENTRIES_END = re.compile(r"</(?:[\w-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
# an id that is no address, before feedparser takes it for a path; one with a scheme stays what it is
_ID = re.compile(
    r"(<(?:[\w-]{1,30}:)?(?:guid|id)(?:\s[^<>]{0,200})?>\s{0,50}(?:<!\[CDATA\[\s{0,50})?)"
    r"(?![/?]|[a-z][a-z0-9+.-]{0,30}:)([^<\s\]][^<\]]{0,500})",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    rb"captcha|challenge|just a moment|verify (?:that )?you are|are you (?:a )?human", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+\Z")


def read_feed(body: bytes, *, url: str, outlet: Outlet, content_type: str = "") -> Listing:
    """The links of an RSS, Atom, RDF or JSON feed, packed or not.

    Raises:
        Skip: `challenge`, `not-a-feed`, `unparsable` or `empty-feed`: soft faults of the outlet.
    """
    unpacked = unpack(body)
    cut = "its packing ends early" if unpacked.cut else ""
    text = decode_text(unpacked.body, content_type)
    if text.lstrip()[:1] in ("{", "["):
        return _read_json_feed(text, cut, url=url, outlet=outlet)
    text = mend_xml(text)
    for pattern in (_LINK, _HREF):
        text = pattern.sub(lambda found: found[1] + meant_address(found[2], outlet), text)
    feed_outline = outline(_ID.sub(lambda found: found[1] + _meant_id(found[2], outlet), text))
    seen = len(_ENTRY.findall(feed_outline.markup))
    end = own_end(feed_outline.markup, _ENTRIES_END, _ENTRY)
    if cut or end is None:
        cut = cut or "it ends in the middle"
        whole = _LAST_ENTRY.match(feed_outline.markup)  # the last entry was cut off, perhaps in its address
        end = whole.end() if whole else None
    text = feed_outline.text[:end]
    feed = _parsed(text, url)
    if len(feed.entries) < min(seen, MAX_LINKS):
        feed = max(feed, _parsed(_closed(text), url), key=lambda one: len(one.entries))
    entries = feed.entries[:MAX_LINKS]
    if not entries:
        raise _why_no_entries(unpacked.body, feed)
    seen = min(max(seen, len(entries)), MAX_LINKS)
    found = _read_each(entries, lambda entry: _entry_link(entry, url, outlet))
    if not found:
        raise _why_no_entries(unpacked.body, feed)
    return Listing(links=tuple(unique_links(found)), seen=seen, read=len(found), damaged=damage(seen, len(found), cut))


def _parsed(text: str, url: str) -> Any:
    # the text is ours now, in UTF-8; the server's word on encoding and type would only mislead the parser
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(text.encode("utf-8", "replace"), response_headers=headers)
    except Exception as error:  # feedparser's own parsers raise what they like on broken markup
        raise Skip("unparsable", f"{type(error).__name__}: {error}"[:200]) from error


def _closed(text: str) -> str:
    """The text as a parser that closes what was left open gives it; as it is where that finds no element."""
    try:
        return str(etree.tostring(parse_xml(text), encoding="unicode"))
    except Skip:
        return text


def _read_each(entries: Iterable[Any], read: Callable[[Any], Link | None]) -> list[Link]:
    """The links of those entries that can be read: one that breaks a parser costs the others nothing."""
    found = []
    for entry in entries:
        try:
            link = read(entry)
        except Exception:  # whatever a foreign entry breaks; the count of entries read says that it is missing
            continue
        if link is not None:
            found.append(link)
    return found


def _why_no_entries(body: bytes, feed: Any) -> Skip:
    head = body[:4000].lower()
    if not body.strip():
        return Skip("empty-feed", "an empty body")
    if b"<html" in head or b"<!doctype html" in head:
        if _CHALLENGE.search(body[:50_000]):
            return Skip("challenge", "a challenge page where the feed should be")
        return Skip("not-a-feed", "an HTML page where the feed should be")
    if feed.get("version") and not feed.bozo:
        return Skip("empty-feed", "a feed without entries that have an address")
    return Skip("unparsable", str(feed.get("bozo_exception") or "no feed")[:200])


def _entry_link(entry: Any, base: str, outlet: Outlet) -> Link | None:
    address = entry.get("feedburner_origlink") or entry.get("link") or _permalink(entry)
    contents = [part.get("value", "") for part in entry.get("content", ())]
    # asked for by `in` first: feedparser would give the other date in place of one that is missing, with a warning
    updated = read_date(entry.get("updated") if "updated" in entry else None, outlet.zone)
    stated = read_date(entry.get("published") or entry.get("created"), outlet.zone)
    return make_link(
        address,
        base,
        outlet,
        # a date of the last change says little of publication: the page's own word is believed before it
        found_in="feed" if stated or not updated else "listing",
        title=plain_title(entry.get("title")),
        published=stated or updated,
        modified=updated,
        text=max(contents, key=len, default=None),
    )


def _meant_id(found: str, outlet: Outlet) -> str:
    """An id without a scheme, which is an address only where it begins with a host of the outlet's."""
    meant = meant_address(found, outlet)
    return meant if _ADDRESS.match(meant.rstrip()) else f"tag:{found}"


def _permalink(entry: Any) -> str:
    """An entry's id, where it is an address: a guid is the permalink unless it says otherwise."""
    found = str(entry.get("id") or "").strip()
    return found if _ADDRESS.match(found) else ""


def _read_json_feed(text: str, cut: str, *, url: str, outlet: Outlet) -> Listing:
    items, cut = read_items(text, cut)
    return _read_items(
        items,
        lambda item: make_link(
            item.get("url") or item.get("external_url") or _permalink(item),
            url,
            outlet,
            found_in="feed",
            title=plain_title(item.get("title")),
            published=read_date(item.get("date_published"), outlet.zone),
            modified=read_date(item.get("date_modified"), outlet.zone),
            text=item.get("content_html"),
        ),
        cut,
    )


def _read_items(items: list[Any], read: Callable[[Any], Link | None], cut: str = "") -> Listing:
    """The listing of JSON items. Raises `Skip` (`empty-feed`) where none has an address."""
    if not items:
        raise Skip("empty-feed", "a feed without entries")
    items = items[:MAX_LINKS]
    found = _read_each(items, read)
    if not found:
        raise Skip("empty-feed", "a feed without entries that have an address")
    links, seen = tuple(unique_links(found)), len(items)
    return Listing(links=links, seen=seen, read=len(found), damaged=damage(seen, len(found), cut))


def read_wordpress(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    """The links of a WordPress REST answer (wp/v2/posts).

    Raises:
        Skip: `unparsable`, `not-a-feed` or `empty-feed`.
    """
    posts, cut = read_items(decode_text(body), "")
    return _read_items(
        posts,
        lambda post: make_link(
            post.get("link"),
            url,
            outlet,
            found_in="feed",
            title=plain_title(_rendered(post.get("title"))),
            published=read_date(post.get("date_gmt"), None),
            modified=read_date(post.get("modified_gmt"), None),
            text=_rendered(post.get("content")),
        ),
        cut,
    )


def _rendered(value: Any) -> str | None:
    found = value.get("rendered") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None
