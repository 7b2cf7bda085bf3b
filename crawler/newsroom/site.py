"""One outlet's answers: a request's path and a moment in, status, headers and body out. No sockets here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl, urlsplit

from crawler.newsroom.desks import PLACEHOLDER
from crawler.newsroom.listing_formats import FORMATS, Shelf, wordpress_page
from crawler.newsroom.press import BASE_DATE, Desk, Edition, Story
from crawler.newsroom.rendering import View, article_page, list_page, special_page

_TRACKING = ("utm_", "from", "tztc", "ref")


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """What the server sends."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(kw_only=True, slots=True)
class Site:
    """An outlet that can be asked for pages. `robots`, if set, replaces the desk's robots.txt."""

    desk: Desk
    stories: Sequence[Story]
    base: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    robots: str | None = None
    _by_path: dict[str, Story] = field(default_factory=dict)
    _shelf: tuple[datetime, list[tuple[Story, Edition]]] | None = None

    def __post_init__(self) -> None:
        self._by_path = {story.path: story for story in self.stories}

    def respond(self, target: str, *, now: datetime) -> Response:
        """The answer to a GET for a path with its query, as the outlet stands at `now`."""
        path = urlsplit(target).path
        if path == "/robots.txt":
            robots = (self.robots or self.desk.robots).replace(PLACEHOLDER, self.base)
            return _page(robots.encode(), "text/plain; charset=utf-8", BASE_DATE)
        listing = self.desk.listings.get(path)
        if listing is not None and not (listing == "front" and self._find(target)):
            return self._list(target, listing, now=now)
        story = self._find(target)
        return self._story(story, now=now) if story else self._not_found(now)

    def standing(self, now: datetime) -> list[tuple[Story, Edition]]:
        """The listed stories that can be read at `now`, newest first, each with its edition."""
        if self._shelf is not None and self._shelf[0] == now:
            return self._shelf[1]
        pairs = [(story, story.edition(now)) for story in self.stories if story.listed]
        standing = [(story, edition) for story, edition in pairs if edition is not None]
        standing.sort(key=lambda pair: (pair[0].published, pair[0].id), reverse=True)
        self._shelf = (now, standing)
        return standing

    def _find(self, target: str) -> Story | None:
        if target in self._by_path:
            return self._by_path[target]
        parts = urlsplit(target)
        kept = [f"{k}={v}" if v else k for k, v in parse_qsl(parts.query, True) if not k.startswith(_TRACKING)]
        return self._by_path.get(parts.path + ("?" + "&".join(kept) if kept else ""))

    def _view(self, now: datetime) -> View:
        return View(desk=self.desk, base=self.base, bases=self.bases, now=now, others=self.standing(now))

    def _list(self, target: str, listing: str, *, now: datetime) -> Response:
        path, query = urlsplit(target).path, dict(parse_qsl(urlsplit(target).query))
        standing = self.standing(now)
        modified = max((edition.since for _, edition in standing), default=BASE_DATE)
        if listing in ("front", "section"):
            heading = "" if listing == "front" else path.strip("/").rpartition("/")[2].replace("-", " ").title()
            return _page(list_page(self._view(now), heading=heading), "text/html; charset=utf-8", modified)
        shelf = Shelf(desk=self.desk, base=self.base, now=now, stories=standing, feed_paths=self.desk.listings)
        if listing == "wordpress":
            page = wordpress_page(shelf, page=int(query.get("page", "1")), per_page=int(query.get("per_page", "10")))
            if page is None:
                error = b'{"code":"rest_post_invalid_page_number","data":{"status":400}}'
                return Response(status=400, headers={"Content-Type": "application/json"}, body=error)
            shelf = page
        kind, body = FORMATS[listing](shelf)
        return _page(body, kind, modified)

    def _story(self, story: Story, *, now: datetime) -> Response:
        edition = story.edition(now)
        if edition is not None:
            # A page in a legacy encoding names it in its own head only, as such pages do.
            kind = "text/html" if story.charset else f"text/html; charset={self.desk.charset}"
            status = 403 if story.kind == "challenge" else 200
            return replace(_page(article_page(story, edition, self._view(now)), kind, edition.since), status=status)
        if now < story.published or story.gone == "404":
            return self._not_found(now)
        if story.gone == "home":
            return Response(status=301, headers={"Location": self.base + self.desk.home})
        page = special_page("not-found", self._view(now))
        return replace(_page(page, "text/html; charset=utf-8", BASE_DATE), status=410 if story.gone == "410" else 200)

    def _not_found(self, now: datetime) -> Response:
        page = special_page("not-found", self._view(now))
        return Response(status=404, headers={"Content-Type": "text/html; charset=utf-8"}, body=page)


def conditional(response: Response, request: Mapping[str, str]) -> Response:
    """The response, or 304 without a body if the request's validators still hold."""
    if response.status != 200:
        return response
    tags = request.get("If-None-Match")
    if tags is not None:
        same = response.headers["ETag"] in (tag.strip() for tag in tags.split(","))
    else:
        since = _parse_date(request.get("If-Modified-Since"))
        same = since is not None and parsedate_to_datetime(response.headers["Last-Modified"]) <= since
    return Response(status=304, headers={"ETag": response.headers["ETag"]}) if same else response


def _parse_date(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None


def _page(body: bytes, kind: str, modified: datetime) -> Response:
    tag = hashlib.sha256(body).hexdigest()[:16]
    stamp = format_datetime(modified.astimezone(UTC), usegmt=True)
    return Response(headers={"Content-Type": kind, "ETag": f'"{tag}"', "Last-Modified": stamp}, body=body)
