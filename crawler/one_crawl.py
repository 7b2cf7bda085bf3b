"""One crawl, start to end, in this process. Scrapy's reactor starts once in a process, so neither does this twice."""

from __future__ import annotations

from pathlib import Path

from corpus.data_dir import DataDir
from corpus.run.lock import hold_lock
from crawler.health import refuse_without_contact, report_crawl, who_takes_part
from crawler.ledger import Ledger
from crawler.outlets import Outlet
from crawler.plan import CrawlOptions, choose_outlets
from crawler.process import run_spider
from crawler.results import CrawlReport
from crawler.spiders.backfill import BackfillSpider
from crawler.spiders.outlets import OutletsSpider


def crawl_outlets(data: Path, options: CrawlOptions) -> CrawlReport:
    """The report of one crawl: `outlets` by id, `broken` expectations, `warnings`, `finished`.

    Raises:
        Abort: another crawl is at work on the data, an outlet file is wrong, the data cannot be written, or no outlet
            can be fetched for want of a contact address.
    """
    every, chosen = choose_outlets(data, options.outlets)
    with hold_lock(DataDir(data).crawl_lock, for_a="crawl"), Ledger(data, fixed_now=options.now) as ledger:
        return crawl_with(ledger, every, chosen, options)


def crawl_with(
    ledger: Ledger, every: dict[str, Outlet], chosen: tuple[Outlet, ...], options: CrawlOptions
) -> CrawlReport:
    """The report of a crawl of these outlets into an open ledger."""
    ledger.save_outlets(every.values())
    taking_part, results = who_takes_part(ledger, chosen, contact=options.contact, asked_for=bool(options.outlets))
    refuse_without_contact(taking_part, results)
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
    # a backfill says nothing of how the outlet is doing now
    trial = options.dry_run or options.since is not None
    return report_crawl(ledger, chosen, results, finished=finished, dry_run=trial)
