"""Downloader middlewares: what may not be fetched at all, what the host forbids, and how long it wants us to wait."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.internet.error import ConnectionLost
from w3lib.encoding import read_bom

from corpus.records import Skip
from crawler.addresses import is_public, is_web_port, literal_address
from crawler.manners.challenge import is_challenge
from crawler.manners.hosts import HostRules, held_until, hold, host_of, load_rules, read_ai_txt, read_tdmrep, save_rules
from crawler.routes.undeclared import wide_codec
from crawler.routes.unpacking import unpack

logger = logging.getLogger(__name__)

MAX_WAIT = 30.0
"""A wait that a server asks for and that is longer than this ends its host's part in the run."""
DEFAULT_HOLD = 900.0
_LONGEST_RULES = 12_000_000
# control characters but line ends and tabs, marks, and spaces without a width
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]")


class Refused(IgnoreRequest):
    """A request that is not to be made: `reason` is a slug, `retry` says whether a later run should try again."""

    def __init__(self, reason: str, detail: str = "", *, retry: bool = False) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.retry = retry


class DefenceMiddleware:
    """Lets only http and https pass, no user names, and no private address or odd port unless it is an outlet's own.

    This sees every redirect too. What a name resolves to is checked by `crawler.manners.resolver.GuardedResolver`, and
    here once more, by the address that the connection was made to.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._private_hosts = frozenset(crawler.settings.getlist("PRIVATE_HOSTS"))
        self._named_ports = frozenset(crawler.settings.getlist("NAMED_PORTS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DefenceMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        try:
            parts = urlsplit(request.url)
            port = parts.port
        except ValueError as error:
            raise Refused("bad-address", str(error)) from error
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme not in ("http", "https") or not host or port == 0:
            raise Refused("bad-address", f"not http or https: {request.url[:200]}")
        if parts.username is not None or parts.password is not None:
            raise Refused("credentials", f"a user name in the address of {host}")
        address = literal_address(host)
        private = host == "localhost" or host.endswith(".localhost") or (address is not None and not is_public(address))
        if private and host not in self._private_hosts:
            raise Refused("private-address", f"{host} is not on the public internet")
        if not is_web_port(port) and host not in self._private_hosts and f"{host}:{port}" not in self._named_ports:
            raise Refused(
                "bad-address", f"port {port} of {host} is none that web servers use; an outlet's file may name it"
            )
        request.meta["download_slot"] = host_of(request.url)  # Scrapy's own slots forget the port

    def process_response(self, request: Request, response: Response) -> Response:
        host = (urlsplit(response.url).hostname or "").rstrip(".")
        peer = response.ip_address
        if peer is not None and host not in self._private_hosts and not is_public(str(peer)):
            raise Refused("private-address", f"{host} was at {peer}, which is not on the public internet")
        return response


class HostRulesMiddleware:
    """Reads robots.txt and the opt-outs of a host before its first page, keeps to them and sets the host's pace."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[HostRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostRulesMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("host_rules") is False:
            return
        host = host_of(request.url)
        known = self._rules.get(host)
        if known is None:
            self._crawler.spider.pace.meet(request)  # type: ignore[union-attr]
            known = self._rules[host] = asyncio.get_running_loop().create_future()
            try:
                known.set_result(await self._read(request, host))
            except Exception as error:  # those who wait for these rules are not to wait for ever
                known.set_exception(error)
        rules = known.result() if known.done() else await asyncio.shield(known)
        if not rules.is_reachable:
            raise Refused(
                "robots-unreachable", f"robots.txt of {host} answers {rules.robots_status or 'nothing'}", retry=True
            )
        if not rules.allows(request.url):
            raise Refused("robots", f"robots.txt of {host} forbids it")
        if rules.reserves(request.url):
            raise Refused("tdm-reserved", f"{host} reserves it against text mining")

    async def _read(self, request: Request, host: str) -> HostRules:
        ledger = self._crawler.spider.ledger  # type: ignore[union-attr]
        rules = load_rules(ledger, host)
        if rules is None:
            robots = await self._fetch(request, "/robots.txt")
            status = robots.status if robots is not None else 0
            text = _rules_text(robots.body) if robots is not None and status == 200 else ""
            rules = HostRules(host=host, read_at=ledger.time(), robots_status=status, robots=text)
            self._crawler.spider.pace.apply(request, rules.crawl_delay)  # type: ignore[union-attr]
            if rules.is_reachable and rules.allows(request.url):
                opt_out = await self._read_opt_out(request)
                rules = HostRules(host=host, read_at=rules.read_at, robots_status=status, robots=text, opt_out=opt_out)
            save_rules(ledger, rules)
        self._crawler.spider.pace.apply(request, rules.crawl_delay)  # type: ignore[union-attr]
        return rules

    async def _read_opt_out(self, request: Request) -> str:
        found = []
        for path, reader in (("/ai.txt", read_ai_txt), ("/.well-known/tdmrep.json", read_tdmrep)):
            answer = await self._fetch(request, path)
            if answer is None or answer.status != 200:
                continue
            ledger = self._crawler.spider.ledger  # type: ignore[union-attr]
            try:
                found.append(reader(_rules_text(answer.body)))
            except Skip as skip:  # who wrote it meant something by it: it is said that nobody can tell what
                ledger.note(answer.url, request.meta.get("outlet"), skip.reason, skip.detail)
            else:
                ledger.forget_note(answer.url)
        return "\n".join(filter(None, found))

    async def _fetch(self, request: Request, path: str) -> Response | None:
        """The answer at a path of the request's host; None if there was none."""
        parts = urlsplit(request.url)
        meta = {"host_rules": False, "outlet": request.meta.get("outlet")}
        asked = Request(f"{parts.scheme}://{parts.netloc}{path}", meta=meta, callback=NO_CALLBACK, priority=1000)
        try:
            return await self._crawler.engine.download_async(asked)
        except Refused:
            return None
        except Exception as error:  # whatever the download made of it: there was no answer
            logger.info("%s of %s: %s", path, parts.netloc, error)
            return None


def _rules_text(body: bytes) -> str:
    """The text of a host's rules: packed by a server that does not say so, in UTF-16, amid marks and signs unseen.

    RFC 9309 has no such signs in its rules (2.2) and lets a mismatch of encodings be bridged (2.2.2): whoever wrote a
    rule meant it.
    """
    try:
        body = unpack(body, limit=_LONGEST_RULES).body
    except Skip:
        return ""
    codec = read_bom(body)[0] or wide_codec(body) or "utf-8"
    return _UNSEEN.sub("", body.decode(codec, "replace"))


class BackoffMiddleware:
    """Waits as 429 and 503 ask, once; the second time, or if the wait is long, leaves the host alone for a while."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asked: set[str] = set()
        self._held: set[str] = set()
        self._holds: dict[str, datetime | None] = {}  # as earlier runs left them: no other run writes meanwhile
        self._stumbled: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackoffMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = host_of(request.url)
        if host in self._held:
            raise Refused("held", f"{host} asked to be left alone", retry=True)
        ledger = self._crawler.spider.ledger  # type: ignore[union-attr]
        if host not in self._holds:
            self._holds[host] = held_until(ledger, host)
        until = self._holds[host]
        if until is not None and until > ledger.time():
            raise Refused("held", f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M} UTC", retry=True)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in (429, 503) or is_challenge(response):
            return response  # a bot check is this page's answer, no wish to be left alone for a while
        host = host_of(request.url)
        wait = retry_after(response.headers, now=datetime.now(UTC))
        if response.status == 503 and wait is None and host not in self._stumbled:
            self._stumbled.add(host)  # one page that fails says nothing of the host; a second one does
            return response
        spider = self._crawler.spider
        if host in self._asked or wait is None or wait > MAX_WAIT:
            self._held.add(host)
            hold(spider.ledger, host, max(wait or DEFAULT_HOLD, 60.0))  # type: ignore[union-attr]
            return response
        self._asked.add(host)
        spider.pace.wait(request, wait)  # type: ignore[union-attr]
        again = get_retry_request(request, spider=spider, reason=f"status {response.status}", max_retry_times=1)  # type: ignore[arg-type]
        return again or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """A connection that breaks is tried once more; a time-out or a refused connection is not."""
        if not isinstance(exception, (ConnectionLost, DownloadFailedError)):
            return None
        return get_retry_request(request, spider=self._crawler.spider, reason=exception, max_retry_times=1)  # type: ignore[arg-type]


def retry_after(headers: Mapping[Any, Any], *, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (a number or a date), with a little added; None without one."""
    value = headers.get("Retry-After")
    text = value.decode("latin-1").strip() if isinstance(value, bytes) else str(value or "").strip()
    if text.isdigit():
        seconds = float(text)
    else:
        try:
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return max(seconds, 0.0) + random.uniform(0.05, 0.3)
