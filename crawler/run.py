"""One crawl, start to end, in this process. Scrapy's reactor starts once in a process, so neither does this twice."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from corpus.records import Abort
from crawler.health import judge, standing
from crawler.ledger import Ledger
from crawler.outlets import Outlet
from crawler.plan import CrawlOptions, choose_outlets, own_delays, private_hosts
from crawler.results import OutletResult
from crawler.spiders.outlets import OutletsSpider

LOCK_FILE = "crawl.lock"
CONTACT_NOTE = "JANGMADANG_CONTACT is not set: outlets on the internet are not fetched without a contact address"


def crawl_outlets(data: Path, options: CrawlOptions) -> dict[str, Any]:
    """The report of one crawl: `outlets` by id, `broken` expectations, `warnings`, `finished`.

    Raises:
        Abort: another crawl is at work on the data, an outlet file is wrong, or the data cannot be written.
    """
    every, chosen = choose_outlets(data, options.outlets)
    lock = _lock(data)
    try:
        ledger = Ledger(data, fixed_now=options.now)
        try:
            return _crawl(ledger, every, chosen, options)
        finally:
            ledger.close()
    finally:
        lock.release()


def _lock(data: Path) -> FileLock:
    lock = FileLock(data / LOCK_FILE, timeout=0)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise Abort(f"another crawl is at work on {data}; it holds {data / LOCK_FILE}") from error
    except OSError as error:
        raise Abort(f"cannot write {data}: {error.strerror or error}") from error
    return lock


def _crawl(
    ledger: Ledger, every: dict[str, Outlet], chosen: tuple[Outlet, ...], options: CrawlOptions
) -> dict[str, Any]:
    ledger.save_outlets(every.values())
    results: dict[str, OutletResult] = {}
    taking_part = []
    for outlet in chosen:
        status = standing(ledger, outlet, contact=options.contact, asked_for=bool(options.outlets))
        if status is None:
            taking_part.append(outlet)
        else:
            results[outlet.id] = status
    finished = "finished"
    if taking_part:
        spider_results, finished = _run_spider(ledger, every, taking_part, options)
        results.update(spider_results)
    for outlet in chosen:
        judge(ledger, outlet, results[outlet.id], dry_run=options.dry_run)
    ledger.settle(force=True)
    return _report(results, finished=finished)


def _run_spider(
    ledger: Ledger, every: dict[str, Outlet], outlets: list[Outlet], options: CrawlOptions
) -> tuple[dict[str, OutletResult], str]:
    process = AsyncCrawlerProcess(_settings(list(every.values()), options))
    _log_to_stderr(options)
    crawler = process.create_crawler(OutletsSpider)
    process.crawl(crawler, ledger=ledger, outlets=outlets, limit=options.limit, dry_run=options.dry_run)
    process.start()
    spider = crawler.spider
    if spider is None:
        raise Abort("the crawl could not start; its log says why")
    assert crawler.stats is not None
    reason = crawler.stats.get_value("finish_reason", "failed")
    return spider.results, str(reason)  # type: ignore[attr-defined]


def _settings(outlets: list[Outlet], options: CrawlOptions) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    agent = f"jangmadang/{version('jangmadang')} (news monitor; +{options.contact or 'no contact given'})"
    settings.setdict(
        {
            "USER_AGENT": agent,
            "LOG_LEVEL": options.log_level,
            "PRIVATE_HOSTS": sorted(private_hosts(outlets)),
            "HOST_DELAYS": dict(own_delays(outlets)),
            **({"DOWNLOAD_TIMEOUT": options.timeout} if options.timeout else {}),
            **dict(options.settings),
        },
        priority="cmdline",
    )
    return settings


def _log_to_stderr(options: CrawlOptions) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if options.log_json else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=options.log_level, handlers=[handler], force=True)
    for name in ("scrapy", "twisted", "filelock"):  # Scrapy sets its own loggers to debug
        logging.getLogger(name).setLevel(options.log_level)
    # it misses the Referer middleware, which is left out on purpose
    logging.getLogger("scrapy.downloadermiddlewares.redirect").setLevel("ERROR")


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


def _report(results: dict[str, OutletResult], *, finished: str) -> dict[str, Any]:
    """The report as JSON values, in the order of the outlets' ids."""
    ordered = [results[key] for key in sorted(results)]
    warnings = [line for result in ordered for line in result.warnings]
    if any(result.status == "no-contact" for result in ordered):
        warnings.insert(0, CONTACT_NOTE)
    return {
        "finished": finished,
        "outlets": {result.outlet: result.as_dict() for result in ordered},
        "broken": [line for result in ordered for line in result.broken],
        "warnings": warnings,
    }
