"""The spider for named addresses: it fetches them with the same manners, and keeps what came in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.ledger import Ledger
from crawler.manners.failures import name_failure
from crawler.manners.pace import Pace
from crawler.results import OutletResult


class PagesSpider(Spider):
    """Fetches addresses; `responses` and `failures` hold by address what came of each."""

    name = "pages"

    def __init__(self, *, ledger: Ledger, urls: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.pace: Pace  # set when the spider opens
        self.results: dict[str, OutletResult] = {}
        self.responses: dict[str, Response] = {}
        self.failures: dict[str, str] = {}
        self._urls = urls

    async def start(self) -> AsyncIterator[Any]:
        for url in self._urls:
            yield Request(url, callback=self.parse, errback=self.failed, cb_kwargs={"asked": url}, dont_filter=True)

    def parse(self, response: Response, asked: str) -> None:
        self.responses[asked] = response

    def failed(self, failure: Failure) -> None:
        """An address that brought no response."""
        reason, detail, _ = name_failure(failure.value)
        self.failures[failure.request.cb_kwargs["asked"]] = f"{reason} {detail}".strip()  # type: ignore[attr-defined]
