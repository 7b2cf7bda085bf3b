"""How reports of bulk reads and loads look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.cli.console import log, out
from corpus.read.counted import count_words

if TYPE_CHECKING:
    from jangmadang.bulk.many_shards import BulkReport
    from jangmadang.bulk.shard_loading import LoadReport

_MOST_LINES = 50


def show_bulk_read(report: BulkReport) -> None:
    """Print a bulk read's counts; shards that failed or are damaged go to stderr."""
    counts = report.counts
    out.print(
        f"{count_words(report.shards, 'shard')}: {report.done:,} done,"
        f" {report.skipped:,} done before, {len(report.failed)} failed"
    )
    out.print(
        f"{count_words(counts['read'], 'page')} read, {counts['sieved']:,} without the North,"
        f" {count_words(counts['articles'], 'article')},"
        f" {count_words(counts['mentions'], 'mention')}, {counts['outcomes']:,} refused"
    )
    for word, found in (("failed", report.failed), ("damaged", report.damaged)):
        for source, reason in sorted(found.items())[:_MOST_LINES]:
            log.print(f"{word}: {source}: {reason}", markup=False, soft_wrap=True)
        if len(found) > _MOST_LINES:
            log.print(f"{word}: {len(found) - _MOST_LINES} more")


def show_bulk_load(report: LoadReport) -> None:
    """Print what a load took in."""
    out.print(f"{count_words(report.shards, 'shard')}: {report.loaded:,} loaded, {report.known:,} loaded before")
    out.print(
        f"{count_words(report.pages, 'page')}, {count_words(report.articles, 'article')},"
        f" {count_words(report.mentions, 'mention')};"
        f" {report.kept:,} pages stay as they are here, {report.pending:,} wait for extract"
    )
