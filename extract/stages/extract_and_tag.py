"""The loops of extraction and tagging: one transaction a batch, and only what is pending."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from corpus.store.articles import Corpus
from corpus.store.extraction import Extraction, note_withdrawals, pages_to_extract, save_extraction
from corpus.store.page_archive import PageArchive
from corpus.store.report import OnProgress, StageReport
from corpus.store.tagging import Tagged, save_tagged, tag_job
from extract.article import METHOD
from extract.furniture.relearning import learn_where_due
from extract.stages.processes import batched, map_parallel
from extract.stages.twins import settle_twins
from extract.stages.worker import extract_pages, open_workshop, tag_articles

PAGES_A_BATCH = 16
ARTICLES_A_BATCH = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class StageOptions:
    """How a stage runs: `limit` items at most (-1: all); `stale` redoes those of an older version."""

    limit: int = -1
    stale: bool = False
    dry_run: bool = False
    processes: int = 2
    keep_off_topic: bool = False


EVERYTHING = StageOptions()


def extract_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Turn the pages that are new or changed into articles, or into outcomes; what was found is counted by language.

    Raises:
        Abort: the data directory cannot be used.
    """
    started = time.monotonic()
    report = StageReport(stage="extract")
    with Corpus(data) as corpus, PageArchive(data) as archive:
        if not options.dry_run:
            learn_where_due(corpus, archive)
        pending = pages_to_extract(corpus, version=METHOD, stale=options.stale, limit=options.limit)
        report.pending = len(pending)
        if options.dry_run:
            return report
        results = map_parallel(
            extract_pages,
            batched(pending, PAGES_A_BATCH),
            processes=_processes(options, len(pending), PAGES_A_BATCH),
            initializer=open_workshop,
            initargs=(data, options.keep_off_topic),
        )
        for extractions in results:
            with corpus.atomic():
                for extraction in extractions:
                    settled = settle_twins(corpus, extraction, version=METHOD)
                    _count(report, settled, save_extraction(corpus, settled, version=METHOD))
            report.done += len(extractions)
            if on_progress:
                on_progress(report.done, report.pending)
        report.found["withdrawn"] += note_withdrawals(corpus)
    report.seconds = time.monotonic() - started
    return report


def tag_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Tag the articles whose present text has no mentions yet; what was found is counted by label.

    A text that another article brought before is not tagged again.

    Raises:
        Abort: the data directory or the pipeline cannot be used.
    """
    # imported here, so that a crawl's report or a dry run of extraction never loads spaCy
    from models.pipeline import pipeline_version

    started = time.monotonic()
    report = StageReport(stage="tag")
    version = pipeline_version()
    with Corpus(data) as corpus:
        pending = corpus.pending_articles("tag", version=version, stale=options.stale, limit=options.limit)
        report.pending = len(pending)
        if options.dry_run:
            return report
        results = map_parallel(
            tag_articles,
            ([tag_job(corpus, key, version=version) for key in keys] for keys in batched(pending, ARTICLES_A_BATCH)),
            processes=_processes(options, len(pending), ARTICLES_A_BATCH),
            initializer=open_workshop,
            initargs=(data, options.keep_off_topic),
        )
        for batch in results:
            with corpus.atomic():
                for tagged in batch:
                    save_tagged(corpus, tagged, version=version)
                    _count_labels(report, tagged)
            report.done += len(batch)
            if on_progress:
                on_progress(report.done, report.pending)
    report.seconds = time.monotonic() - started
    return report


def _processes(options: StageOptions, items: int, batch: int) -> int:
    """A second process costs seconds to start: only where there is more than a batch for each."""
    return options.processes if items > 2 * batch else 1


def _count(report: StageReport, extraction: Extraction, reason: str | None) -> None:
    if reason:
        report.refused[reason] += 1
    else:
        report.found[extraction.articles[-1].language or "unknown"] += 1


def _count_labels(report: StageReport, tagged: Tagged) -> None:
    report.found.update(mention.label for mention in tagged.mentions)
