"""Single pages fetched with the manners of a crawl, for the commands that try an outlet. Nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.ledger import Ledger
from crawler.manners.failures import name_failure
from crawler.manners.pace import Pace
from crawler.outlets import Outlet
from crawler.plan import CrawlOptions
from crawler.process import run_spider
from crawler.results import OutletResult


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came of an address: a body with its final address and content type, or a `failure` (reason and detail)."""

    url: str
    status: int = 0
    content_type: str = ""
    body: bytes = b""
    failure: str | None = None


class AnswersSpider(Spider):
    """Fetches addresses; `responses` and `failures` hold by address what came of each.

    `then` gives more of them, made of the address at which the first one was answered.
    """

    name = "answers"

    def __init__(
        self, *, ledger: Ledger, urls: Sequence[str], then: Callable[[str], Sequence[str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.pace: Pace  # set when the spider opens
        self.results: dict[str, OutletResult] = {}
        self.responses: dict[str, Response] = {}
        self.failures: dict[str, str] = {}
        self._urls = urls
        self._then = then

    async def start(self) -> AsyncIterator[Any]:
        for url in self._urls:
            yield self._request(url)

    def _request(self, url: str) -> Request:
        return Request(url, callback=self.parse, errback=self.failed, cb_kwargs={"asked": url}, dont_filter=True)

    def parse(self, response: Response, asked: str) -> Iterator[Request]:
        self.responses[asked] = response
        if asked == self._urls[0] and self._then is not None:
            yield from map(self._request, self._then(response.url))

    def failed(self, failure: Failure) -> None:
        """An address that brought no response."""
        reason, detail, _ = name_failure(failure.value)
        self.failures[failure.request.cb_kwargs["asked"]] = f"{reason} {detail}".strip()  # type: ignore[attr-defined]


def fetch_pages(
    urls: Sequence[str],
    *,
    outlets: Mapping[str, Outlet],
    options: CrawlOptions,
    private: bool = False,
    then: Callable[[str], Sequence[str]] | None = None,
) -> dict[str, Answer]:
    """What each address answered. With `private` their hosts may be on this machine or network.

    `then` gives more addresses to ask for, made of the one at which the first was answered.
    """
    if private:
        hosts = sorted({urlsplit(url).hostname or "" for url in urls})
        options = replace(options, settings=(*options.settings, ("PRIVATE_HOSTS", ",".join(hosts))))
    with TemporaryDirectory() as folder, Ledger(Path(folder)) as ledger:
        spider, _ = run_spider(
            AnswersSpider, outlets=outlets.values(), options=options, ledger=ledger, urls=urls, then=then
        )
    found = {url: Answer(url=url, failure=why) for url, why in spider.failures.items()}
    for url, response in spider.responses.items():
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        failure = None if 200 <= response.status < 300 else f"http-{response.status}"
        found[url] = Answer(
            url=response.url, status=response.status, content_type=kind, body=response.body, failure=failure
        )
    return {url: found.get(url, Answer(url=url, failure="stopped")) for url in (*urls, *found)}
