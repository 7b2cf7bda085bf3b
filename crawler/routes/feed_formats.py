"""Feeds: RSS, Atom, RDF and JSON Feed, and WordPress's REST answers: bytes in, links out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import feedparser

from corpus.records import Link, Skip
from crawler.outlets import Outlet
from crawler.routes.listing import MAX_LINKS, Listing, damage, make_link, plain_title, unique_links
from crawler.routes.listing_dates import read_date
from crawler.routes.tolerant_xml import decode_xml, mend_xml

_ENTRY = re.compile(r"<(?:[\w-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_LAST_ENTRY = re.compile(r".*</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE | re.DOTALL)
_ENTRIES_END = re.compile(r"</(?:[\w-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_CHALLENGE = re.compile(
    rb"captcha|challenge|just a moment|verify (?:that )?you are|are you (?:a )?human", re.IGNORECASE
)
END = 20_000  # characters in which a feed's or sitemap's own end is looked for: only comments come after it
_ADDRESS = re.compile(r"https?://\S+\Z")


def read_feed(body: bytes, *, url: str, outlet: Outlet, content_type: str = "") -> Listing:
    """The links of an RSS, Atom, RDF or JSON feed.

    Raises:
        Skip: `challenge`, `not-a-feed`, `unparsable` or `empty-feed`: soft faults of the outlet.
    """
    if body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _read_json_feed(body, url=url, outlet=outlet)
    text = mend_xml(decode_xml(body, content_type))
    seen = len(_ENTRY.findall(text))
    cut = "" if _ENTRIES_END.search(text[-END:]) else "it ends in the middle"
    whole = _LAST_ENTRY.match(text) if cut else None
    text = whole.group() if whole else text  # the last entry was cut off, perhaps in its address
    # the text is ours now, in UTF-8; the server's word on encoding and type would only mislead the parser
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    try:
        feed = feedparser.parse(text.encode("utf-8", "replace"), response_headers=headers)
    except Exception as error:  # feedparser's own parsers raise what they like on broken markup
        raise Skip("unparsable", f"{type(error).__name__}: {error}"[:200]) from error
    entries = feed.entries[:MAX_LINKS]
    if not entries:
        raise _why_no_entries(body, feed)
    seen = min(max(seen, len(entries)), MAX_LINKS)
    found = _read_each(entries, lambda entry: _entry_link(entry, url, outlet))
    if not found:
        raise _why_no_entries(body, feed)
    return Listing(links=tuple(unique_links(found)), seen=seen, read=len(found), damaged=damage(seen, len(found), cut))


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


def _permalink(entry: Any) -> str:
    """An entry's id, where it is an address: a guid is the permalink unless it says otherwise."""
    found = str(entry.get("id") or "").strip()
    return found if _ADDRESS.match(found) else ""


def _read_json_feed(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    try:
        items = json.loads(body.decode("utf-8-sig", "replace")).get("items")
    except (ValueError, RecursionError) as error:
        raise Skip("unparsable", f"a JSON feed that is not JSON: {error}"[:200]) from error
    if not isinstance(items, list):
        raise Skip("not-a-feed", "JSON without items")
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
    )


def _read_items(items: list[Any], read: Callable[[Any], Link | None]) -> Listing:
    """The listing of JSON items. Raises `Skip` (`empty-feed`) where none has an address."""
    if not items:
        raise Skip("empty-feed", "a feed without entries")
    items = items[:MAX_LINKS]
    found = _read_each(items, read)
    if not found:
        raise Skip("empty-feed", "a feed without entries that have an address")
    return Listing(
        links=tuple(unique_links(found)), seen=len(items), read=len(found), damaged=damage(len(items), len(found))
    )


def read_wordpress(body: bytes, *, url: str, outlet: Outlet) -> Listing:
    """The links of a WordPress REST answer (wp/v2/posts).

    Raises:
        Skip: `unparsable`, `not-a-feed` or `empty-feed`.
    """
    try:
        posts = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Skip("unparsable", f"not JSON: {error}"[:200]) from error
    if not isinstance(posts, list):
        raise Skip("not-a-feed", "JSON that is no list of posts")
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
    )


def _rendered(value: Any) -> str | None:
    found = value.get("rendered") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None
