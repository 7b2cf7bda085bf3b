"""A spider run from start to end in this process, with settings and logging. Scrapy's reactor starts only once."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from corpus.records import Abort
from corpus.store import stopping
from corpus.store.outside import trouble
from crawler.manners.extensions import CANNOT_STORE
from crawler.outlets import Outlet
from crawler.plan import CrawlOptions, named_ports, own_delays, private_hosts

AnySpider = TypeVar("AnySpider", bound=Spider)


def run_spider(
    spider_class: type[AnySpider], *, outlets: Iterable[Outlet], options: CrawlOptions, **arguments: Any
) -> tuple[AnySpider, str]:
    """The spider after its run, and why it ended ("finished", "shutdown" after Ctrl-C).

    `outlets` are all that are known: their delays are kept to and those with `allow_private` may be private.

    Raises:
        Abort: the spider could not start, or something is wrong with the machine: a full disk, too many open files.
    """
    process = _Process(_settings(outlets, options))
    troubles = _log_to_stderr(options)
    crawler = process.create_crawler(spider_class)
    process.crawl(crawler, **arguments)
    process.start()
    if troubles.first is not None:
        raise Abort(troubles.first)
    if not isinstance(crawler.spider, spider_class) or crawler.stats is None:
        raise Abort("the crawl could not start; its log says why")
    reason = str(crawler.stats.get_value("finish_reason", "failed"))
    if reason.startswith(CANNOT_STORE):
        raise Abort(reason)
    return crawler.spider, reason


class _Process(AsyncCrawlerProcess):
    """Scrapy's, which says which signal stopped it."""

    def _signal_shutdown(self, signum: int, _: Any) -> None:
        stopping.note(signum)
        super()._signal_shutdown(signum, _)


def own_settings(outlets: Iterable[Outlet], contact: str | None) -> dict[str, Any]:
    """What the outlets and a contact address (None: there is none) put in the place of crawler.settings' values."""
    outlets = tuple(outlets)
    return {
        "USER_AGENT": f"jangmadang/{version('jangmadang')} (news monitor; +{contact or 'no contact given'})",
        "PRIVATE_HOSTS": sorted(private_hosts(outlets)),
        "NAMED_PORTS": sorted(named_ports(outlets)),
        "HOST_DELAYS": dict(own_delays(outlets)),
    }


def _settings(outlets: Iterable[Outlet], options: CrawlOptions) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            **own_settings(outlets, options.contact),
            "LOG_LEVEL": options.log_level,
            "LOG_INSTALL_ROOT_HANDLER": False,  # _log_to_stderr does it
            **({"DOWNLOAD_TIMEOUT": options.timeout} if options.timeout else {}),
            **dict(options.settings),
        },
        priority="cmdline",
    )
    return settings


class _Troubles(logging.Filter):
    """Keeps traces of what is wrong with the machine out of the log: its first line is what the run ends with."""

    first: str | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        said = trouble(error) if error is not None else None
        self.first = self.first or said
        return said is None


def _log_to_stderr(options: CrawlOptions) -> _Troubles:
    troubles = _Troubles()
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(troubles)
    handler.setFormatter(_JsonLines() if options.log_json else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=options.log_level, handlers=[handler], force=True)
    for name in ("scrapy", "twisted", "filelock"):  # Scrapy sets its own loggers to debug
        logging.getLogger(name).setLevel(options.log_level)
    # it misses the Referer middleware, which is left out on purpose
    logging.getLogger("scrapy.downloadermiddlewares.redirect").setLevel("ERROR")
    return troubles


class _JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
