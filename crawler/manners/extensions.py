"""What happens around a run: the pace is prepared, progress is shown, outlets end when their time is up."""

from __future__ import annotations

import asyncio
import sqlite3
import sys

from rich.console import Console
from rich.live import Live
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from corpus.store.outside import trouble
from crawler.manners.pace import Pace

CANNOT_STORE = "cannot store"
"""What the reason of a run begins with that ended because nothing could be written any more."""


class RunExtension:
    """Prepares a spider's pace, settles the ledger every second, and shows progress on a terminal."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._live: Live | None = None
        self._loop = create_looping_call(self._tick)
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)
        crawler.signals.connect(self._failed, signals.spider_error)
        crawler.signals.connect(self._failed, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunExtension:
        return cls(crawler)

    def _opened(self, spider: Spider) -> None:
        settings = self._crawler.settings
        spider.pace = Pace(  # type: ignore[attr-defined]
            self._crawler,
            delays=settings.getdict("HOST_DELAYS"),
            private_hosts=frozenset(settings.getlist("PRIVATE_HOSTS")),
        )
        spider.pace.prepare()  # type: ignore[attr-defined]
        if sys.stderr.isatty():
            self._live = Live("", console=Console(stderr=True), transient=True, refresh_per_second=2)
            self._live.start()
        self._loop.start(1.0, now=False)

    def _failed(self, failure: Failure) -> None:
        """End the run if what was fetched cannot be stored; anything else is one page's affair, and in the log."""
        if isinstance(failure.value, sqlite3.Error | OSError):
            self._stop(failure.value)

    def _stop(self, error: BaseException) -> None:
        stop = self._crawler.engine.close_spider_async(reason=f"{CANNOT_STORE}: {trouble(error) or error}")
        self._stopping = asyncio.ensure_future(stop)

    def _tick(self) -> None:
        spider = self._crawler.spider
        try:
            spider.ledger.settle()  # type: ignore[union-attr]
        except sqlite3.Error as error:
            self._loop.stop()
            self._stop(error)
            return
        if self._live is not None:
            results = spider.results.values()  # type: ignore[union-attr]
            read = sum(1 for result in results if result.routes)
            kept, fetched = (sum(getattr(result, name) for result in results) for name in ("kept", "fetched"))
            asked = sum(result.requested for result in results)
            self._live.update(f"crawl: {read}/{len(results)} outlets read, {fetched}/{asked} pages fetched, {kept} new")

    def _closed(self, spider: Spider) -> None:
        if self._loop.running:
            self._loop.stop()
        if self._live is not None:
            self._live.stop()
        spider.ledger.settle(force=True)  # type: ignore[attr-defined]
