"""The spider for named addresses: `scrapy crawl pages -a urls=…` fetches and keeps them, as politely as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.records import Abort
from crawler.addresses import canonical_url
from crawler.ledger import Due, Ledger
from crawler.manners.failures import name_failure
from crawler.manners.pace import Pace
from crawler.outlets import Outlet, outlet_for
from crawler.pipelines import Fetched
from crawler.responses import judge_page, page_of, validators_of
from crawler.results import OutletResult
from crawler.spiders.by_scrapy import Desk, StartedByScrapy, addresses, unknown_outlet


class PagesSpider(StartedByScrapy):
    """Keeps the pages of addresses that a person names, which no gate refuses later, as if they were imported."""

    name = "pages"
    revisits = True
    takes = {"urls": addresses}

    def __init__(self, *, ledger: Ledger, urls: Sequence[str], known: Mapping[str, Outlet], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.pace: Pace  # set when the spider opens
        self.results: dict[str, OutletResult] = {}
        self._asked = _owned(urls, known)
        for _, outlet in self._asked:
            self.results[outlet.id] = OutletResult(outlet.id)

    @classmethod
    def given(cls, desk: Desk, **asked: Any) -> dict[str, Any]:
        """The addresses asked for; those on the internet want a contact address."""
        urls = asked.get("urls", ())
        if not urls:
            raise Abort("no address is given: -a urls=https://…")
        wrong = [url for url in urls if not url.startswith(("http://", "https://")) or not urlsplit(url).hostname]
        if wrong:
            raise Abort(f"{wrong[0]} is no address: it wants http:// or https://")
        if not all(outlet.allow_private for _, outlet in _owned(urls, desk.known)):
            desk.require_contact()
        desk.at_the_end(_report)
        return {"urls": urls, "known": desk.known}

    async def start(self) -> AsyncIterator[Any]:
        for url, outlet in self._asked:
            yield Request(
                url,
                callback=self.parse_page,
                errback=self.failed,
                cb_kwargs={"due": self.ledger.named_link(url, outlet.id), "outlet": outlet},
                meta={"outlet": outlet.id},
                dont_filter=True,
            )

    def parse_page(self, response: Response, due: Due, outlet: Outlet) -> Iterator[Fetched]:
        """The page, unless it is none to keep."""
        self.results[outlet.id].fetched += 1
        verdict = judge_page(response, due, outlet)
        if verdict is not None:
            self._refuse(due, outlet, verdict.reason, verdict.detail, retry=verdict.retry)
            return
        page = page_of(response, due, outlet, at=self.ledger.time())
        if self.ledger.archive.is_forgotten(page.url):
            self._refuse(due, outlet, "forgotten", "taken down", retry=False)
            return
        yield Fetched(page=page, due=due, validators=validators_of(response))

    def failed(self, failure: Failure) -> None:
        """An address that brought no response."""
        reason, detail, retry = name_failure(failure.value)
        self._refuse(**failure.request.cb_kwargs, reason=reason, detail=detail, retry=retry)  # type: ignore[attr-defined]

    def _refuse(self, due: Due, outlet: Outlet, reason: str, detail: str, *, retry: bool) -> None:
        self.results[outlet.id].refused[reason] += 1
        self.ledger.refuse(due, outlet.id, reason, detail, retry=retry)


def _owned(urls: Sequence[str], known: Mapping[str, Outlet]) -> list[tuple[str, Outlet]]:
    """Each address in its canonical form, with the outlet whose it is or what stands for its host."""
    found = []
    for url in dict.fromkeys(urls):
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        outlet = outlet_for(url, known) or unknown_outlet(host)
        found.append((canonical_url(url, drop_params=outlet.drop_params), outlet))
    return found


def _report(spider: PagesSpider, reason: str) -> None:
    for outlet, found in spider.results.items():
        refused = "".join(f", refused {why} {count}" for why, count in found.refused.items())
        print(f"{outlet}: kept {found.kept}, changed {found.changed}, unchanged {found.unchanged}{refused}")
