"""Routes: the addresses at which an outlet lists its articles, each with the reader of its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from corpus.times import now
from crawler.outlets import Outlet
from crawler.routes.feed_formats import read_feed, read_wordpress
from crawler.routes.index_pages import read_index_page
from crawler.routes.listing import Listing
from crawler.routes.sitemaps import read_sitemap

PAGE_MARK, YEAR_MARK = "{page}", "{year}"
_YEARS_END = timedelta(days=10)  # so long after New Year the last year's listing is read, too
_POSTS = "per_page=50&orderby=date&order=desc"


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One listing of an outlet. `template` holds the mark for the page number, where the listing has pages."""

    outlet: Outlet
    kind: str  # "feed", "sitemap", "section", "wordpress"
    template: str
    page: int = 1
    depth: int = 0

    @property
    def url(self) -> str:
        """The address to fetch."""
        return self.template.replace(PAGE_MARK, str(self.page))

    @property
    def has_pages(self) -> bool:
        """Whether there are more pages of this listing."""
        return PAGE_MARK in self.template

    def next_page(self) -> Route:
        """The route of the next page, with older articles."""
        return replace(self, page=self.page + 1)

    def child(self, url: str) -> Route:
        """The route of a listing below this one."""
        return replace(self, template=url, depth=self.depth + 1)


def routes_of(outlet: Outlet, *, at: datetime | None = None) -> tuple[Route, ...]:
    """An outlet's routes in the order in which they are asked; those that a year has of its own for the time `at`."""
    at = at or now()
    found = [replace(route, template=url) for route in _routes(outlet) for url in _of_years(route.template, at)]
    return tuple(found)


def _of_years(template: str, at: datetime) -> list[str]:
    """The address for the present year, and for the last one while the year is young."""
    if YEAR_MARK not in template:
        return [template]
    years = dict.fromkeys((at.year, (at - _YEARS_END).year))
    return [template.replace(YEAR_MARK, str(year)) for year in years]


def _routes(outlet: Outlet) -> tuple[Route, ...]:
    found = [Route(outlet=outlet, kind="feed", template=url) for url in outlet.feeds]
    if outlet.wordpress:
        found.append(Route(outlet=outlet, kind="wordpress", template=posts_address(outlet)))
    found += [Route(outlet=outlet, kind="sitemap", template=url) for url in outlet.sitemaps]
    found += [Route(outlet=outlet, kind="section", template=url) for url in outlet.sections]
    return tuple(found)


def posts_address(outlet: Outlet) -> str:
    """The REST address of the newest posts, a page at a time; the texts are asked for only where they are used."""
    root = outlet.wordpress or ""
    if not urlsplit(root).path.rstrip("/").endswith("/posts"):
        root = root.rstrip("/") + "/posts"
    fields = "link,title,date_gmt,modified_gmt" + (",content" if outlet.full_text_feed else "")
    return f"{root}{'&' if '?' in root else '?'}{_POSTS}&page={PAGE_MARK}&_fields={fields}"


def read_route(route: Route, body: bytes, url: str, content_type: str) -> Listing:
    """What a route's body lists. Raises `Skip` with the fault's reason."""
    readers: dict[str, Callable[[], Listing]] = {
        "feed": lambda: read_feed(body, url=url, outlet=route.outlet, content_type=content_type),
        "wordpress": lambda: read_wordpress(body, url=url, outlet=route.outlet),
        "sitemap": lambda: read_sitemap(body, url=url, outlet=route.outlet),
        "section": lambda: read_index_page(body, url=url, outlet=route.outlet, content_type=content_type),
    }
    return readers[route.kind]()
