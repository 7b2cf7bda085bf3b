"""What an outlet lists, in the formats that real outlets use. Each function gives content type and bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from crawler.newsroom.press import Desk, Edition, Story
from crawler.newsroom.rendering import render


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """What an outlet has to list at a moment: its standing stories, newest first, each with its edition."""

    desk: Desk
    base: str
    now: datetime
    stories: Sequence[tuple[Story, Edition]]
    feed_paths: Mapping[str, str]

    @property
    def recent(self) -> Sequence[tuple[Story, Edition]]:
        """As many as a feed holds."""
        return self.stories[: self.desk.window]

    def link(self, story: Story) -> str:
        """A story's address as a feed gives it, with the desk's tracking suffix."""
        suffix = self.desk.feed_suffix
        return self.base + story.path + (suffix.replace("?", "&") if "?" in story.path else suffix)


def summary(edition: Edition) -> str:
    """The line under a headline in a feed."""
    return edition.text.split("\n")[0][:180]


def _xml(template: str, kind: str) -> Callable[[Shelf], tuple[str, bytes]]:
    def build(shelf: Shelf) -> tuple[str, bytes]:
        text = render(template, shelf=shelf, summary=summary, rfc822=format_datetime, html=_html)
        return kind, text.encode("utf-8")

    return build


def _html(edition: Edition) -> str:
    return render("feeds/content.html", edition=edition)


def _json_feed(shelf: Shelf) -> tuple[str, bytes]:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": shelf.desk.name,
        "home_page_url": shelf.base + "/",
        "items": [
            {
                "id": shelf.base + story.path,
                "url": shelf.link(story),
                "title": edition.title,
                "summary": summary(edition),
                "date_published": story.published.isoformat(),
                "date_modified": edition.since.isoformat(),
                "authors": [{"name": name} for name in story.authors],
            }
            for story, edition in shelf.recent
        ],
    }
    return "application/feed+json", json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8")


def wordpress_page(shelf: Shelf, *, page: int, per_page: int) -> Shelf | None:
    """The shelf of one page of a REST answer; None past the last page."""
    first = (page - 1) * per_page
    if page < 1 or (page > 1 and first >= len(shelf.stories)):
        return None
    return replace(shelf, stories=shelf.stories[first : first + per_page])


def _wordpress(shelf: Shelf) -> tuple[str, bytes]:
    posts = [
        {
            "id": index,
            "date_gmt": story.published.strftime("%Y-%m-%dT%H:%M:%S"),
            "modified_gmt": edition.since.strftime("%Y-%m-%dT%H:%M:%S"),
            "slug": story.slug,
            "link": shelf.base + story.path,
            "title": {"rendered": edition.title},
            "excerpt": {"rendered": f"<p>{summary(edition)}</p>", "protected": False},
        }
        for index, (story, edition) in enumerate(shelf.stories, start=1)
    ]
    return "application/json; charset=UTF-8", json.dumps(posts, ensure_ascii=False).encode("utf-8")


def _sitemap_older(shelf: Shelf) -> tuple[str, bytes]:
    _, body = _xml("feeds/sitemap.xml", "application/xml")(shelf)
    return "application/gzip", gzip.compress(body, mtime=0)


def _sitemap_news(shelf: Shelf) -> tuple[str, bytes]:
    """A news sitemap holds the last two days only."""
    fresh = [pair for pair in shelf.stories if shelf.now - pair[0].published < timedelta(days=2)]
    text = render("feeds/sitemap_news.xml", shelf=shelf, stories=fresh)
    return "application/xml", text.encode("utf-8")


FORMATS: Mapping[str, Callable[[Shelf], tuple[str, bytes]]] = {
    "rss": _xml("feeds/rss.xml", "application/rss+xml; charset=utf-8"),
    "rdf": _xml("feeds/rdf.xml", "application/rdf+xml"),
    "atom": _xml("feeds/atom.xml", "application/atom+xml; charset=utf-8"),
    "json-feed": _json_feed,
    "wordpress": _wordpress,
    "sitemap-index": _xml("feeds/sitemap_index.xml", "application/xml"),
    "sitemap-news": _sitemap_news,
    "sitemap-gz": _sitemap_older,
}
"""The machine-read listings. The formats "front" and "section" are pages of the outlet's own template."""
