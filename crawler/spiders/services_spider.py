"""The spider that asks services what they have seen of the outlets: a second route that shows what the first missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.records import Abort, Link, Skip
from crawler.ledger import Ledger
from crawler.manners.failures import name_failure, name_status
from crawler.manners.pace import Pace
from crawler.outlets import Outlet, outlet_for
from crawler.results import OutletResult
from crawler.routes.services import Found, gdelt_url, google_news_url, read_gdelt, read_google_news
from crawler.spiders.by_scrapy import Desk, StartedByScrapy, names, number, print_lines

QUERIES: Mapping[str, Mapping[str, str]] = {
    "gdelt": {
        "en": '"north korea" (trade OR factory OR market OR rason OR economy)',
        "ko": '"북한" (경제 OR 공장 OR 시장 OR 무역)',
        "ru": '"КНДР" (экономика OR торговля OR завод)',
        "zh": '"朝鲜" (经济 OR 工厂 OR 贸易)',
        "ja": '"北朝鮮" (経済 OR 工場 OR 市場)',
    },
    "google-news": {
        "en": '"North Korea" (economy OR trade OR factory OR Rason)',
        "ko": "북한 (경제 OR 공장 OR 시장 OR 나선)",
    },
}
_READERS: Mapping[str, Callable[[bytes], list[Found]]] = {"gdelt": read_gdelt, "google-news": read_google_news}


@dataclass(slots=True)
class Discovered:
    """What a service named of one outlet: articles known before, and articles that were not."""

    known: int = 0
    missed: int = 0

    @property
    def recall(self) -> float:
        """The share that was known before."""
        return round(self.known / (self.known + self.missed), 3) if self.known else 0.0


@dataclass(slots=True)
class DiscoveryReport:
    """What the services said, by outlet; `failures` by request; addresses of no outlet by site."""

    outlets: dict[str, Discovered] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    unknown_sites: Counter[str] = field(default_factory=Counter)
    hidden: int = 0


class DiscoverySpider(StartedByScrapy):
    """Asks each service once a language. What it names of an enabled outlet waits for the next crawl."""

    name = "discovery"
    takes = {"services": names, "hours": number}

    def __init__(
        self, *, ledger: Ledger, known: Mapping[str, Outlet], services: tuple[str, ...], hours: int, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.outlets = known
        self.report = DiscoveryReport()
        self.results: dict[str, OutletResult] = {}
        self.pace: Pace  # set when the spider opens
        self._services = services
        self._hours = hours
        self._stopped: set[str] = set()

    @classmethod
    def given(cls, desk: Desk, **asked: Any) -> dict[str, Any]:
        """Every service, two days back, if nothing else is asked for; what each outlet lacked is printed at the end."""
        desk.require_contact()
        services = asked.get("services", tuple(QUERIES))
        unknown = sorted(set(services) - set(QUERIES))
        if unknown:
            raise Abort(f"there is no service {unknown[0]!r}; there are {', '.join(QUERIES)}")

        def report(spider: DiscoverySpider, reason: str) -> None:
            for outlet, seen in sorted(spider.report.outlets.items()):
                print(f"{outlet}: known {seen.known}, missed {seen.missed}")
            print_lines("failed", (f"{url}: {why}" for url, why in spider.report.failures.items()))

        desk.at_the_end(report)
        return {"known": desk.known, "services": services, "hours": asked.get("hours", 48)}

    async def start(self) -> AsyncIterator[Any]:
        for service in self._services:
            for language, query in QUERIES[service].items():
                yield Request(
                    self._address(service, language, query),
                    callback=self.parse_answer,
                    errback=self.failed,
                    cb_kwargs={"service": service},
                    dont_filter=True,
                )

    def _address(self, service: str, language: str, query: str) -> str:
        settings = self.crawler.settings
        if service == "gdelt":
            return gdelt_url(query, language=language, hours=self._hours, base=settings["GDELT_URL"])
        days = max(1, -(-self._hours // 24))
        return google_news_url(query, language=language, days=days, base=settings["GOOGLE_NEWS_URL"])

    def failed(self, failure: Failure) -> None:
        """A request that brought no response."""
        reason, detail, _ = name_failure(failure.value)
        self.report.failures[failure.request.url] = f"{reason} {detail}".strip()  # type: ignore[attr-defined]

    def parse_answer(self, response: Response, service: str) -> None:
        try:
            bad = name_status(response)
            if bad:
                raise Skip(*bad[:2])
            found = _READERS[service](response.body)
        except Skip as skip:
            self.report.failures[response.url] = str(skip)
            return
        for article in found:
            self._take(article, service)
        self.ledger.settle()

    def _take(self, article: Found, service: str) -> None:
        if article.url is None:
            self._take_hidden(article, service)
            return
        outlet = outlet_for(article.url, self.outlets)
        if outlet is None:
            self.report.unknown_sites[article.site or article.url.split("/")[2]] += 1
        elif outlet.is_article_url(article.url):
            seen = self.report.outlets.setdefault(outlet.id, Discovered())
            if self.ledger.knows_link(article.url):
                seen.known += 1
                return
            seen.missed += 1
            if outlet.enabled:
                link = Link(
                    url=article.url, outlet=outlet.id, found_in=service, title=article.title, published=article.seen_at
                )
                self.ledger.add_links([link])

    def _take_hidden(self, article: Found, service: str) -> None:
        """An article whose address the service keeps back: known if we have its headline, else noted only."""
        outlet = outlet_for(f"https://{article.site}/", self.outlets) if article.site else None
        if outlet is None:
            self.report.unknown_sites[article.site or "?"] += 1
            return
        seen = self.report.outlets.setdefault(outlet.id, Discovered())
        if article.title and self.ledger.knows_title(outlet.id, article.title):
            seen.known += 1
        else:
            seen.missed += 1
            self.report.hidden += 1
            self.ledger.note(article.key, outlet.id, "address-hidden", f"{service}: {article.title or ''}")
