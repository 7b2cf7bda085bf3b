"""Pace: how long to wait between two requests to a host. AutoThrottle slows down; nothing goes below a host's floor."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.manners.hosts import host_of

DEFAULT_DELAY = 1.0
"""Seconds between requests to a public host that names no Crawl-delay."""
NO_DELAY = 0.001
"""With a delay of 0 Scrapy 2.19 starts all that is queued for a host at once, whatever concurrency it is given."""


class Pace:
    """The least delay of each host (and port, where it names one) in a run, kept in the downloader's slots."""

    def __init__(self, crawler: Crawler, *, delays: dict[str, float], private_hosts: frozenset[str]) -> None:
        """`delays` are the outlets' own, by host; a private host without one has none."""
        self._crawler = crawler
        self._own = delays
        self._private = private_hosts
        self._floors: dict[str, float] = {}

    def prepare(self) -> None:
        """Give the hosts whose delay is known beforehand their slots' settings."""
        for host in {*self._own, *self._private}:
            self._slow_down(host, self.floor(host))

    def meet(self, request: Request) -> None:
        """Give the slot of a host that is met for the first time its settings, before Scrapy makes it."""
        host = host_of(request.url)
        if host not in self._crawler.engine.downloader.per_slot_settings:
            self._slow_down(host, self.floor(host))

    def is_private(self, host: str) -> bool:
        """Whether a host is one of an outlet that may be private, behind whatever port."""
        return _name(host) in self._private

    def floor(self, host: str) -> float:
        """The least seconds between two requests to a host."""
        default = self._own.get(_name(host), NO_DELAY if self.is_private(host) else DEFAULT_DELAY)
        return max(self._floors.get(host, 0.0), self._own.get(host, default), NO_DELAY)

    def apply(self, request: Request, crawl_delay: float) -> None:
        """Keep to the Crawl-delay that a host's robots.txt names; Scrapy itself only reads it."""
        host = host_of(request.url)
        self._floors[host] = max(self._floors.get(host, 0.0), crawl_delay)
        self._slow_down(host, self.floor(host))

    def wait(self, request: Request, seconds: float) -> None:
        """Let at least so many seconds pass before the host's next request; later ones come closer again."""
        self._slow_down(host_of(request.url), seconds)

    def _slow_down(self, host: str, delay: float) -> None:
        downloader = self._crawler.engine.downloader
        # a slot is made anew after a minute without requests, from these settings
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": self.floor(host), "jitter": 0.0}
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, delay)


@lru_cache(maxsize=2048)
def _name(host: str) -> str:
    """A host without its port."""
    return urlsplit(f"//{host}").hostname or ""


class PoliteThrottle(AutoThrottle):
    """AutoThrottle whose delay never falls below the host's floor."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        pace: Pace = self.crawler.spider.pace  # type: ignore[union-attr]
        host = host_of(response.url)
        if pace.is_private(host):  # our own machine or network: nobody else is kept waiting
            slot.delay = pace.floor(host)
            return
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, pace.floor(host))

    def _start_delay(self) -> float:
        return DEFAULT_DELAY
