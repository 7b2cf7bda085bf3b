"""One crawl, start to end, in this process. Scrapy's reactor starts once in a process, so neither does this twice."""

from __future__ import annotations

from pathlib import Path

from corpus.data_dir import DataDir
from corpus.run.lock import hold_lock
from crawler.health import judge, standing
from crawler.ledger import Ledger
from crawler.outlets import Outlet
from crawler.plan import CrawlOptions, choose_outlets
from crawler.process import run_spider
from crawler.results import CrawlReport, OutletResult
from crawler.spiders.backfill import BackfillSpider
from crawler.spiders.outlets import OutletsSpider

CONTACT_NOTE = "JANGMADANG_CONTACT is not set: outlets on the internet are not fetched without a contact address"


def crawl_outlets(data: Path, options: CrawlOptions) -> CrawlReport:
    """The report of one crawl: `outlets` by id, `broken` expectations, `warnings`, `finished`.

    Raises:
        Abort: another crawl is at work on the data, an outlet file is wrong, or the data cannot be written.
    """
    every, chosen = choose_outlets(data, options.outlets)
    with hold_lock(DataDir(data).crawl_lock, for_a="crawl"):
        ledger = Ledger(data, fixed_now=options.now)
        try:
            return crawl_with(ledger, every, chosen, options)
        finally:
            ledger.close()


def crawl_with(
    ledger: Ledger, every: dict[str, Outlet], chosen: tuple[Outlet, ...], options: CrawlOptions
) -> CrawlReport:
    """The report of a crawl of these outlets into an open ledger."""
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
        spider_class: type[OutletsSpider] = OutletsSpider
        span: dict[str, object] = {}
        if options.since:
            until = options.until or ledger.time().date()
            spider_class, span = BackfillSpider, {"since": options.since, "until": until, "via": options.via}
        spider, finished = run_spider(
            spider_class,
            outlets=every.values(),
            options=options,
            ledger=ledger,
            taking_part=taking_part,
            limit=options.limit,
            dry_run=options.dry_run,
            **span,
        )
        results.update(spider.results)
    for outlet in chosen:
        # a backfill says nothing of how the outlet is doing now
        judge(ledger, outlet, results[outlet.id], dry_run=options.dry_run or options.since is not None)
    ledger.settle(force=True)
    return _report(results, finished=finished)


def _report(results: dict[str, OutletResult], *, finished: str) -> CrawlReport:
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
