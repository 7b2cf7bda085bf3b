"""The spider of a scheduled crawl: reads the outlets' listings and fetches the pages that are due.

One spider serves all outlets, because outlets share hosts (Daily NK's three languages do) and the pace is a host's.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.records import Link, RawPage, Skip
from corpus.store.unforeseen import Faults
from crawler.addresses import is_redirector, same_site
from crawler.health import refuse_without_contact, report_crawl, who_takes_part
from crawler.ledger import Due, Ledger, Validators
from crawler.manners.failures import name_failure, name_status
from crawler.manners.pace import Pace
from crawler.outlets import Outlet
from crawler.pipelines import Fetched
from crawler.plan import MAX_PAGES, CrawlOptions, choose_outlets
from crawler.responses import PART, Verdict, is_lasting, judge_page, opened, page_of, page_of_text, validators_of
from crawler.results import OutletResult
from crawler.routes.listings import Route, read_route, routes_of
from crawler.routes.next_parts import repeats
from crawler.spiders.by_scrapy import Desk, StartedByScrapy, names, number, print_report, yes_or_no

MAX_CHILDREN = 50
MAX_LISTING_PAGES = 10
MAX_LISTINGS = 200  # asked for in a run: indexes that name ever new indexes have no end
MAX_IDLE_PARTS = 3  # later pages of an outlet that were none, in a run
MAX_FAILURES = 5
"""So many pages of an outlet that fail one after another end its part in the run."""
READY = 2  # pages of an outlet under way: one that is transferred, one that is next
LISTING = 100_000


class OutletsSpider(StartedByScrapy):
    """Reads listings and due pages of the outlets that take part, into a ledger; `jangmadang crawl` runs it."""

    name = "outlets"
    revisits = True
    takes = {"outlets": names, "limit": number, "dry_run": yes_or_no}

    def __init__(
        self,
        *,
        ledger: Ledger,
        taking_part: Iterable[Outlet],
        limit: int | None = None,
        dry_run: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.outlets = {outlet.id: outlet for outlet in taking_part}
        self.results = {key: OutletResult(key) for key in self.outlets}
        self.limit = limit
        self.dry_run = dry_run
        self._faults = Faults(ledger.corpus.data, "crawl")
        self.pace: Pace  # set when the spider opens
        self._requested: set[str] = set()
        self._queues: dict[str, deque[Due]] = {key: deque() for key in self.outlets}
        self._under_way: Counter[str] = Counter()
        self._idle_parts: Counter[str] = Counter()
        self._started = monotonic()

    @classmethod
    def given(cls, desk: Desk, **asked: Any) -> dict[str, Any]:
        """What `crawl_outlets` would give it: the outlets asked for that take part, and at the end a report of all."""
        options = CrawlOptions(contact=desk.contact, **asked)
        _, chosen = choose_outlets(desk.data, options.outlets)
        taking_part, left_out = who_takes_part(
            desk.ledger, chosen, contact=desk.contact, asked_for=bool(options.outlets)
        )
        refuse_without_contact(taking_part, left_out)

        def report(spider: OutletsSpider, reason: str) -> None:
            results, trial = left_out | spider.results, options.dry_run or options.since is not None
            print_report(report_crawl(desk.ledger, chosen, results, finished=reason, dry_run=trial))

        desk.at_the_end(report)
        return {"taking_part": taking_part, "limit": options.limit, "dry_run": options.dry_run}

    async def start(self) -> AsyncIterator[Any]:
        for outlet in self.outlets.values():
            for route in routes_of(outlet, at=self.ledger.time()):
                yield self._listing_request(route)
        for outlet in self.outlets.values():
            for request in self._page_requests(outlet, self.ledger.due_links(outlet.id, limit=self._budget(outlet))):
                yield request

    def _budget(self, outlet: Outlet) -> int:
        """How many more pages of an outlet this run may ask for."""
        most = min(self.limit or MAX_PAGES, outlet.max_pages or MAX_PAGES)
        return 0 if self.dry_run else max(0, most - self.results[outlet.id].requested)

    def why_ended(self, name: str) -> str | None:
        """Why no more pages of an outlet are to be asked for in this run, or None."""
        outlet, result = self.outlets[name], self.results[name]
        if outlet.max_minutes is not None and monotonic() - self._started > outlet.max_minutes * 60:
            return f"its {outlet.max_minutes:g} minutes are over"
        if result.failures_in_a_row >= MAX_FAILURES:
            return f"{MAX_FAILURES} of its pages failed one after another"
        return None

    # listings

    def _listing_requests(self, route: Route) -> Iterator[Request]:
        """The request of a listing below another, unless the outlet's budget for listings or its time is spent."""
        result = self.results[route.outlet.id]
        if result.listings >= MAX_LISTINGS or self.why_ended(route.outlet.id):
            result.routes.setdefault(route.url, "stopped")
            return
        yield self._listing_request(route)

    def _listing_request(self, route: Route) -> Request:
        self.results[route.outlet.id].listings += 1
        headers = _conditional(self.ledger.listing_validators(route.url))
        return Request(
            route.url,
            headers=headers,
            callback=self.parse_listing,
            errback=self.listing_failed,
            cb_kwargs={"route": route},
            meta={"outlet": route.outlet.id},
            priority=LISTING - route.depth,
            dont_filter=True,
        )

    def listing_failed(self, failure: Failure) -> None:
        """A listing that brought no response."""
        route: Route = failure.request.cb_kwargs["route"]  # type: ignore[attr-defined]
        reason, detail, _ = name_failure(failure.value)
        self._listing_fault(route, reason, detail)

    def _listing_fault(self, route: Route, reason: str, detail: str) -> None:
        self.results[route.outlet.id].route_failed(route.url, reason, detail)
        self.ledger.note(route.url, route.outlet.id, reason, detail)
        self.logger.info("%s: %s: %s %s", route.outlet.id, route.url, reason, detail)

    def parse_listing(self, response: Response, route: Route) -> Iterator[Any]:
        result = self.results[route.outlet.id]
        if response.status == 304 and response.request and _has_validators(response.request):
            self.ledger.touch_listing(route.url)
            result.route_ok(route.url, listed=self.ledger.listing_links(route.url), note="unchanged")
            return
        try:
            if response.status == 304:
                raise Skip("not-modified-unasked", "answers 304 to a request without conditions")
            bad = name_status(response)
            if bad:
                raise Skip(*bad[:2])
            listing = self._faults.guard(
                lambda: read_route(route, response.body, response.url, _content_type(response)),
                item=response.url,
                sample=response.body,
            )
        except Skip as skip:
            self._listing_fault(route, skip.reason, skip.detail)
            return
        self.ledger.forget_note(route.url)
        links = self._articles(route, listing.links)
        new = [] if self.dry_run else self.ledger.add_links(links)
        known_before = self.ledger.listing_checked(route.url) is not None
        result.route_ok(route.url, listed=len(links), note="damaged" if listing.damaged else "ok")
        if listing.damaged:
            result.details[route.url] = listing.damaged
            self.ledger.note(route.url, route.outlet.id, "damaged", listing.damaged)
        result.saw(route.kind, links)
        if not self.dry_run:
            # an index is read whole every time: it may stay as it is while the sitemaps it names change; and what
            # was damaged is asked for again whatever the server says of it
            validators = Validators() if listing.children or listing.damaged else validators_of(response)
            self.ledger.save_listing(route.url, route.outlet.id, response.body, validators=validators, links=len(links))
        yield from self._children(route, listing.children)
        more = self._wants_next_page(links, new, known_before=known_before)
        if route.has_pages and more and route.page < MAX_LISTING_PAGES:
            yield from self._listing_requests(route.next_page())
        fresh = [due for due in new if not due.visits]
        result.new += len(fresh)
        if route.outlet.full_text_feed:
            texts = {link.url: link for link in links if link.text}
            yield from self._keep_texts(route, texts, {due.url for due in fresh}, response.url)
            new = [due for due in new if due.url not in texts]
        yield from self._page_requests(route.outlet, new)

    def _wants_next_page(self, links: list[Link], new: list[Due], *, known_before: bool) -> bool:
        """Whether there may be more that is new on the next page: only if nothing on this one was seen before."""
        return known_before and bool(new) and len(new) == len(links)

    def _articles(self, route: Route, links: Iterable[Link]) -> list[Link]:
        """The links that can be articles of the outlet; the others get an outcome."""
        outlet, kept = route.outlet, []
        oldest = self.ledger.time() - outlet.max_age if outlet.max_age else None
        for link in links:
            dated = link.published or link.modified
            if oldest is not None and dated is not None and dated < oldest:
                continue  # the archive: `jangmadang crawl --since` fetches it
            refused = why_no_article(link.url, outlet, route)
            if refused is None:
                kept.append(link)
            else:
                self.ledger.note(link.url, outlet.id, *refused)
                self.results[outlet.id].dropped_link(refused[0], link.url)
        return kept

    def _children(self, route: Route, children: Iterable[tuple[str, Any]]) -> Iterator[Request]:
        """Requests for an index's sitemaps that may have changed since they were read."""
        due = []
        oldest = self.ledger.time() - route.outlet.max_age if route.outlet.max_age else None
        for url, changed in children:
            checked = self.ledger.listing_checked(url)
            if changed is not None and oldest is not None and changed < oldest:
                continue
            if changed and checked and changed + timedelta(days=1) < checked:
                self.results[route.outlet.id].route_ok(url, listed=self.ledger.listing_links(url), note="unchanged")
            else:
                due.append((checked is not None, url))
        due.sort(key=lambda child: child[0])  # never read ones first; the sort keeps the index's own order
        for _, url in due[:MAX_CHILDREN]:
            if route.depth < 3:
                yield from self._listing_requests(route.child(url))

    def _keep_texts(self, route: Route, texts: dict[str, Link], fresh: set[str], feed_url: str) -> Iterator[Any]:
        """Pages made of the full texts in a feed."""
        result = self.results[route.outlet.id]
        for url, link in texts.items():
            if self.ledger.keep_feed_text(page_of_text(link, at=self.ledger.time(), feed_url=feed_url)):
                if url in fresh:
                    result.kept += 1
                else:
                    result.changed += 1
        yield from ()

    # pages

    def _page_requests(self, outlet: Outlet, due: Iterable[Due]) -> Iterator[Request]:
        """Queue an outlet's due pages, never fetched ones first, and give the requests that may go out now.

        The rest follows page by page, so that an outlet whose part ends is asked for nothing more.
        """
        fresh: list[Due] = []
        again: list[Due] = []
        for one in due:
            if one.url not in self._requested and self._budget(outlet) > 0:
                self._requested.add(one.url)
                self.results[outlet.id].requested += 1
                (again if one.visits else fresh).append(one)
        queue = self._queues[outlet.id]
        queue.extendleft(reversed(fresh))
        queue.extend(again)
        yield from self._next_pages(outlet)

    def _next_pages(self, outlet: Outlet) -> Iterator[Request]:
        queue = self._queues[outlet.id]
        if queue and self.why_ended(outlet.id):
            self.results[outlet.id].refused["stopped"] += len(queue)
            queue.clear()
        while queue and self._under_way[outlet.id] < READY:
            self._under_way[outlet.id] += 1
            yield self._page_request(outlet, queue.popleft())

    def _page_request(self, outlet: Outlet, one: Due) -> Request:
        validators = Validators(etag=one.etag, last_modified=one.last_modified) if one.visits else Validators()
        return Request(
            one.url,
            headers=_conditional(validators),
            callback=self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"due": one},
            meta={"outlet": outlet.id},
            dont_filter=True,
        )

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """A page that brought no response."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason, detail, retry = name_failure(failure.value)
        outlet = self.outlets[request.meta["outlet"]]
        self._under_way[outlet.id] -= 1
        passing = not is_lasting(request)  # led astray for the time being
        self._refuse(request.cb_kwargs["due"], outlet.id, reason, detail, retry=retry or passing)
        yield from self._next_pages(outlet)

    def _refuse(self, due: Due, outlet: str, reason: str, detail: str, *, retry: bool) -> None:
        result = self.results[outlet]
        result.refused[reason] += 1
        if retry and not due.visits:
            result.missing[due.url] = reason
        if reason == "held":
            return  # the link stays as it is: it was never asked for
        result.failures_in_a_row += 1 if retry or reason in ("challenge", "http-403") else 0
        self.ledger.refuse(due, outlet, reason, detail, retry=retry)

    def parse_page(self, response: Response, due: Due) -> Iterator[Any]:
        outlet = self.outlets[response.meta["outlet"]]
        self._under_way[outlet.id] -= 1
        yield from self._take_page(response, due, outlet)
        yield from self._next_pages(outlet)

    def _take_page(self, response: Response, due: Due, outlet: Outlet) -> Iterator[Any]:
        result = self.results[outlet.id]
        result.fetched += 1
        if response.status == 304 and response.request and _has_validators(response.request):
            result.unchanged += 1
            result.failures_in_a_row = 0
            self.ledger.unchanged(due)
            return
        if response.status == 304:
            self._refuse(due, outlet.id, "not-modified-unasked", "answers 304 without being asked", retry=True)
            return
        try:
            verdict, page = self._faults.guard(
                lambda: self._judged(response, due, outlet), item=response.url, sample=response.body
            )
        except Skip as skip:
            self._refuse(due, outlet.id, skip.reason, skip.detail, retry=False)
            return
        if verdict is not None:
            if verdict.gone and due.visits:
                result.gone += 1
                self.ledger.gone(due, outlet.id, verdict.reason)
            else:
                self._refuse(due, outlet.id, verdict.reason, verdict.detail, retry=verdict.retry)
            if verdict.leads_to is not None:
                yield from self._page_requests(outlet, self.ledger.add_links([verdict.leads_to]))
            return
        result.failures_in_a_row = 0
        assert page is not None
        if self.ledger.archive.is_forgotten(page.url):
            self._refuse(due, outlet.id, "forgotten", "taken down", retry=False)
            return
        if due.found_in == PART and self._is_repeat(page):
            self._idle_parts[outlet.id] += 1
            self._refuse(due, outlet.id, "duplicate-url", "a later page with the same text", retry=False)
            return
        # a twin, as the AMP page, is not to stand in for a page that will be fetched itself
        known = page.url != due.url and (self.ledger.is_kept(page.url) or self.ledger.awaits(page.url))
        if due.visits == 0 and known:
            result.refused["duplicate-url"] += 1
            self.ledger.alias(due, outlet.id, page.url)
            return
        yield Fetched(page=page, due=due, validators=validators_of(response))
        yield from self._next_part(page, outlet)

    def _judged(self, response: Response, due: Due, outlet: Outlet) -> tuple[Verdict | None, RawPage | None]:
        """Why a response is no page to keep, else its page."""
        whole = opened(response)
        if isinstance(whole, Verdict):
            return whole, None
        verdict = judge_page(whole, due, outlet)
        return verdict, None if verdict else page_of(whole, due, outlet, at=self.ledger.time())

    def _next_part(self, page: RawPage, outlet: Outlet) -> Iterator[Request]:
        """The request of the page on which a page's article goes on, unless this outlet's only repeat the first."""
        if page.next_url is None or self._idle_parts[outlet.id] >= MAX_IDLE_PARTS or outlet.full_text_feed:
            return
        part = self.ledger.part_link(page.next_url, outlet.id)
        if part is not None:
            yield from self._page_requests(outlet, [part])

    def _is_repeat(self, page: RawPage) -> bool:
        """Whether a later page has for the most part the text of the page before it."""
        before = self.ledger.archive.page_before(page.url)
        bodies = self.ledger.archive.versions(before) if before is not None else []
        return not bodies or repeats(bodies[-1].body, page.body)


def why_no_article(url: str, outlet: Outlet, route: Route) -> tuple[str, str] | None:
    """Reason and detail if a listed address can be no article of an outlet; None if it can.

    A feed's address at another host, or at a redirector, may lead to one: it is judged by where it leads.
    """
    if outlet.is_article_url(url):
        if not outlet.owns(url) and outlet.article_url is None and not same_site(url, route.url):
            return "offsite", "listed by the outlet, on another site"
        return None
    if route.kind == "feed" and (not outlet.owns(url) or is_redirector(url)):
        return None
    return "not-article", "its address does not fit article_url"


def _conditional(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _has_validators(request: Request) -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
