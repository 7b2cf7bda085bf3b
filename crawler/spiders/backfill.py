"""The spider of a backfill: what an outlet published between two days, by its sitemaps, REST or the Wayback Machine."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from corpus.records import Abort, Link, Skip
from crawler.ledger import Due
from crawler.manners.failures import name_status
from crawler.outlets import Outlet
from crawler.routes.listings import Route, posts_address, routes_of
from crawler.routes.services import Capture, cdx_url, read_cdx
from crawler.spiders.by_scrapy import Desk, day, one_of
from crawler.spiders.outlets import LISTING, OutletsSpider

_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/.]?(0[1-9]|1[0-2])(?:[-/.]?(0[1-9]|[12]\d|3[01]))?(?!\d{1,3}(?:\D|$))"
)


class BackfillSpider(OutletsSpider):
    """Reads all that lists the days from `since` to `until`, and fetches what is not kept yet; it can be restarted."""

    name = "backfill"
    revisits = False  # what is old changes no more
    takes = {**OutletsSpider.takes, "since": day, "until": day, "via": one_of("sitemap", "wayback")}

    def __init__(self, *, since: date, until: date, via: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._since = since
        self._until = until
        self._via = via
        self._captures: dict[str, Capture] = {}

    @classmethod
    def given(cls, desk: Desk, **asked: Any) -> dict[str, Any]:
        """What is asked for, up to today where no last day is."""
        if "since" not in asked:
            raise Abort("a backfill wants its first day: -a since=2026-01-01")
        span = {"until": desk.ledger.time().date(), "via": "sitemap", **asked}
        own = {name: span[name] for name in ("since", "until", "via")}
        return {**super().given(desk, **{**asked, **own}), **own}

    async def start(self) -> AsyncIterator[Any]:
        for outlet in self.outlets.values():
            for request in self._listings(outlet):
                yield request
            # what an earlier backfill found and did not get to
            for request in self._page_requests(outlet, self.ledger.due_links(outlet.id, limit=self._budget(outlet))):
                yield request

    def _wants_next_page(self, links: list[Link], new: list[Due], *, known_before: bool) -> bool:
        return bool(links)

    def _listings(self, outlet: Outlet) -> Iterator[Request]:
        if self._via == "wayback":
            yield self._index_request(outlet, None)
            return
        routes = [route for route in routes_of(outlet) if route.kind == "sitemap"]
        if outlet.wordpress:
            span = f"&after={self._since}T00:00:00&before={self._until + timedelta(days=1)}T00:00:00"
            routes.append(Route(outlet=outlet, kind="wordpress", template=posts_address(outlet) + span))
        for route in routes:
            yield self._listing_request(route)
        if not routes:
            self.results[outlet.id].route_failed(
                outlet.homepage, "no-archive", "no sitemap and no REST: try --via wayback"
            )

    def _listing_request(self, route: Route) -> Request:
        request = super()._listing_request(route)
        return request.replace(headers={})  # a backfill reads the whole listing, changed or not

    def _articles(self, route: Route, links: Iterable[Link]) -> list[Link]:
        """The links of the days in question, by the listing's date or the one in the address."""
        wanted = [link for link in links if self._is_wanted(link)]
        return super()._articles(replace(route, outlet=replace(route.outlet, max_age=None)), wanted)

    def _is_wanted(self, link: Link) -> bool:
        dated = link.published or link.modified
        if dated is not None:
            return self._since <= dated.date() <= self._until
        first, last = days_in_address(link.url)
        return first is not None and last is not None and first <= self._until and last >= self._since

    def _children(self, route: Route, children: Iterable[tuple[str, Any]]) -> Iterator[Request]:
        start = datetime.combine(self._since, time(), UTC)
        for url, changed in children:
            if (changed is None or changed >= start) and route.depth < 3:
                yield self._listing_request(route.child(url))

    # Wayback

    def _index_request(self, outlet: Outlet, resume: str | None) -> Request:
        parts = urlsplit(outlet.homepage)
        prefix = (parts.netloc + parts.path).removeprefix("www.").rstrip("/") + "/"
        base = self.settings["WAYBACK_URL"]
        return Request(
            cdx_url(prefix, since=self._since, until=self._until, resume=resume, base=base),
            callback=self.parse_index,
            errback=self.listing_failed,
            cb_kwargs={"route": Route(outlet=outlet, kind="wayback", template=base)},
            meta={"outlet": outlet.id},
            priority=LISTING,
            dont_filter=True,
        )

    def parse_index(self, response: Response, route: Route) -> Iterator[Any]:
        """Requests for the captured pages that are not kept, and for the rest of the index."""
        result = self.results[route.outlet.id]
        try:
            bad = name_status(response)
            if bad:
                raise Skip(*bad[:2])
            captures, resume = read_cdx(response.body)
        except Skip as skip:
            self._listing_fault(route, skip.reason, skip.detail)
            return
        wanted = [capture for capture in captures if route.outlet.is_article_url(capture.url)]
        result.route_ok(response.url, listed=len(wanted))
        new = [capture for capture in wanted if not self.ledger.is_kept(capture.url)]
        result.new += len(new)
        if not self.dry_run:
            self.ledger.add_archived((capture.url, route.outlet.id) for capture in new)
            yield from self._replays(route.outlet, new)
        if resume and self._budget(route.outlet) > 0:
            yield self._index_request(route.outlet, resume)

    def _replays(self, outlet: Outlet, captures: Sequence[Capture]) -> Iterator[Request]:
        self._captures.update({capture.url: capture for capture in captures})
        due = [
            Due(url=capture.url, found_in="archive", title=None, published=None, visits=0, tries=0)
            for capture in captures
        ]
        yield from self._page_requests(outlet, due)

    def _page_request(self, outlet: Outlet, one: Due) -> Request:
        request = super()._page_request(outlet, one)
        capture = self._captures.get(one.url)
        if capture is None:
            return request
        url = capture.replay_url(self.settings["WAYBACK_URL"])
        return request.replace(url=url, meta={**request.meta, "captured_at": capture.at})


def days_in_address(url: str) -> tuple[date | None, date | None]:
    """The first and last day that an address can be of (/2026/03/ is a month), or None twice."""
    path = urlsplit(url).path + "?" + urlsplit(url).query
    for found in _IN_ADDRESS.finditer(path):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
        try:
            if day:
                return date(year, month, day), date(year, month, day)
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        except ValueError:
            continue
    return None, None
