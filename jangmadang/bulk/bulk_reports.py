"""How reports of bulk reads and loads look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.cli.console import log, out

if TYPE_CHECKING:
    from jangmadang.bulk.many_shards import BulkReport
    from jangmadang.bulk.shard_loading import LoadReport

_MOST_LINES = 50


def show_bulk_read(report: BulkReport) -> None:
    """Print a bulk read's counts; shards that failed or are damaged go to stderr."""
    counts = report.counts
    out.print(
        f"{report.shards:,} shards: {report.done:,} done, {report.skipped:,} done before, {len(report.failed)} failed"
    )
    out.print(
        f"{counts['read']:,} pages read, {counts['sieved']:,} without the North, {counts['articles']:,} articles,"
        f" {counts['mentions']:,} mentions, {counts['outcomes']:,} refused"
    )
    for word, found in (("failed", report.failed), ("damaged", report.damaged)):
        for source, reason in sorted(found.items())[:_MOST_LINES]:
            log.print(f"{word}: {source}: {reason}", markup=False, soft_wrap=True)
        if len(found) > _MOST_LINES:
            log.print(f"{word}: {len(found) - _MOST_LINES} more")


def show_bulk_load(report: LoadReport) -> None:
    """Print what a load took in."""
    out.print(f"{report.shards:,} shards: {report.loaded:,} loaded, {report.known:,} loaded before")
    out.print(
        f"{report.pages:,} pages, {report.articles:,} articles, {report.mentions:,} mentions;"
        f" {report.kept:,} pages stay as they are here, {report.pending:,} wait for extract"
    )
