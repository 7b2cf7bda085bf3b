"""The one thing done with a page at crawl time: it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.crawler import Crawler

from corpus.records import RawPage
from crawler.ledger import Due, Validators


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A page with the link it came by."""

    page: RawPage
    due: Due
    validators: Validators


class ArchivePipeline:
    """Stores pages in the archive, together with the note that their link is done."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        return cls(crawler)

    def process_item(self, item: Fetched) -> Fetched:
        spider = self._crawler.spider
        result = spider.results[item.page.outlet]  # type: ignore[union-attr]
        changed = spider.ledger.keep(  # type: ignore[union-attr]
            item.page,
            item.due,
            validators=item.validators,
            revisit=spider.revisits,  # type: ignore[union-attr]
        )
        if item.due.visits == 0:
            result.kept += 1
        elif changed:
            result.changed += 1
        else:
            result.unchanged += 1
        return item
