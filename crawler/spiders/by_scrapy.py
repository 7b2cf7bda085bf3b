"""Spiders started by Scrapy itself, as `scrapy crawl outlets -a limit=5`: given what `jangmadang crawl` gives them.

The data directory is the setting JANGMADANG_DATA, else the environment's, else ./data. What cannot be done is one line
on stderr and exit code 2.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NoReturn, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from corpus import settings
from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.run.lock import hold_lock
from crawler.ledger import Ledger
from crawler.manners.resolver import let_pass
from crawler.outlets import Outlet, load_outlets
from crawler.process import own_settings
from crawler.results import CrawlReport


class Desk:
    """A data directory held and opened for one spider, until its engine stops."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises `Abort` where another crawl is at work, an outlet file is wrong, or nothing can be written."""
        self._crawler = crawler
        self.data = Path(crawler.settings.get("JANGMADANG_DATA") or settings.data_dir())
        self.contact = settings.contact()
        try:
            self.known = load_outlets(DataDir(self.data).outlets)
        except ValueError as error:
            raise Abort(str(error)) from error
        self._held = ExitStack()
        self._held.enter_context(hold_lock(DataDir(self.data).crawl_lock, for_a="crawl"))
        self.ledger = Ledger(self.data)
        self._held.callback(self.ledger.close)
        self.ledger.save_outlets(self.known.values())
        crawler.settings.setdict(own_settings(self.known.values(), self.contact), priority="spider")
        let_pass(crawler.settings.getlist("PRIVATE_HOSTS"))
        # it misses the Referer middleware, which is left out on purpose
        logging.getLogger("scrapy.downloadermiddlewares.redirect").setLevel("ERROR")
        crawler.signals.connect(self._close, signals.engine_stopped)

    def _close(self) -> None:
        self._held.close()

    def at_the_end(self, report: Callable[[Any, str], None]) -> None:
        """Have a function called with the spider that is done and why ("finished"), while the ledger is open."""
        self._report = report  # signals hold what they call by a weak reference
        self._crawler.signals.connect(self._ended, signals.spider_closed)

    def _ended(self, spider: Spider, reason: str) -> None:
        self._report(spider, reason)

    def require_contact(self) -> None:
        """Raises `Abort` without a contact address."""
        if not self.contact:
            raise Abort("JANGMADANG_CONTACT is not set: nothing on the internet is fetched without a contact address")


class StartedByScrapy(Spider):
    """A spider that Scrapy may start. `takes` are the arguments (-a name=value) that it then understands."""

    takes: ClassVar[Mapping[str, Callable[[str], Any]]] = {}
    desk: Desk

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider as it is given, or, where Scrapy gives it no ledger, with what `given` finds for it."""
        if "ledger" in kwargs:
            return super().from_crawler(crawler, *args, **kwargs)
        try:
            asked = cls._read(kwargs)
            desk = Desk(crawler)
            spider = super().from_crawler(crawler, ledger=desk.ledger, **cls.given(desk, **asked))
        except Abort as error:
            _end(f"Error: {error}")
        spider.desk = desk
        return spider

    @classmethod
    def given(cls, desk: Desk, **asked: Any) -> dict[str, Any]:
        """The arguments of the spider, from what was asked for. Raises `Abort` where that cannot be done."""
        raise NotImplementedError

    @classmethod
    def _read(cls, arguments: Mapping[str, str]) -> dict[str, Any]:
        unknown = sorted(set(arguments) - set(cls.takes))
        if unknown:
            raise Abort(f"the spider {cls.name} takes no -a {unknown[0]}; it takes {', '.join(cls.takes)}")
        found = {}
        for name, text in arguments.items():
            try:
                found[name] = cls.takes[name](text)
            except ValueError as error:
                raise Abort(f"-a {name}={text}: {error}") from error
        return found


def names(text: str) -> tuple[str, ...]:
    """The names in a list, between commas or blanks."""
    return tuple(part for part in re.split(r"[\s,]+", text) if part)


def addresses(text: str) -> tuple[str, ...]:
    """The addresses in a list, between commas or blanks; a comma inside an address is the address's own."""
    return tuple(part for part in re.split(r"[\s,]+(?=https?://)|\s+", text.strip(" ,")) if part)


def number(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isdigit() or int(text) < 1:
        raise ValueError("a number from 1 on is wanted")
    return int(text)


def yes_or_no(text: str) -> bool:
    """A switch."""
    if text.lower() not in ("1", "yes", "true", "0", "no", "false"):
        raise ValueError("yes or no is wanted")
    return text.lower() in ("1", "yes", "true")


def day(text: str) -> date:
    """A day, YYYY-MM-DD."""
    return date.fromisoformat(text)


def one_of(*values: str) -> Callable[[str], str]:
    """A reader of one of these values."""

    def read(text: str) -> str:
        if text not in values:
            raise ValueError(f"one of {', '.join(values)} is wanted")
        return text

    return read


def print_report(report: CrawlReport) -> None:
    """A line an outlet on stdout, then what was broken and what is to be looked at."""
    for name, found in report["outlets"].items():
        counts = f"listed {found['listed']}, new {found['new']}, kept {found['kept']}, waiting {found['waiting']}"
        refused = "".join(f", refused {reason} {count}" for reason, count in found["refused"].items())
        print(f"{name}: {found['status']}, {counts}{refused}")
    print_lines("broken", report["broken"])
    print_lines("warning", report["warnings"])


def print_lines(word: str, lines: Iterable[str]) -> None:
    """Each line with a word before it, on stdout."""
    for line in lines:
        print(f"{word}: {line}")


def unknown_outlet(host: str) -> Outlet:
    """What stands for the outlet of a host that no outlet file names, as in an import: its id is the host."""
    return Outlet(id=host, name=host, homepage=f"https://{host}/", country="xx", language="xx", kind="daily")


def _end(line: str) -> NoReturn:
    """End with one line. An exception would be a traceback: Scrapy makes the spider inside a task of its loop."""
    print(line, file=sys.stderr, flush=True)
    os._exit(2)
