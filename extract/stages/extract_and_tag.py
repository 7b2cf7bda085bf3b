"""The stages of extraction and tagging: pages to articles, articles to mentions, over several processes.

What extracts and tags is imported where it is first needed: a pass that has nothing to do loads neither trafilatura
nor spaCy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.store.articles import Corpus
from corpus.store.extraction import (
    Extraction,
    PendingPage,
    note_pages,
    outdated_pages,
    pages_to_extract,
    save_extraction,
)
from corpus.store.page_archive import PageArchive
from corpus.store.report import OnProgress, StageReport
from corpus.store.stage import EVERYTHING, Stage, StageOptions, run_stage
from corpus.store.tagging import Tagged, TagJob, save_tagged, tag_job
from corpus.versions import stage_version
from crawler.outlets import load_outlets
from extract.furniture.relearning import learn_where_due
from extract.stages.processes import map_parallel

In = TypeVar("In")
Out = TypeVar("Out")

# Raise it when the code of tagging changes what comes out; the pipeline has a version of its own.
TAG_REVISION = "tag-7"


def extract_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Turn the pages that are new or changed into articles, or into outcomes; what was found is counted by language.

    Raises:
        Abort: the data directory cannot be used, or an outlet's file in it is not understood.
    """
    try:
        load_outlets(DataDir(data).outlets)  # said once and here, not by each worker
    except ValueError as error:
        raise Abort(str(error)) from None
    with Corpus(data) as corpus, PageArchive(data) as archive:
        return run_stage(ExtractStage(corpus, archive, options), on_progress=on_progress)


def tag_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Tag the articles whose present text has no mentions yet; what was found is counted by label.

    A text that another article brought before is not tagged again.

    Raises:
        Abort: the data directory or the pipeline cannot be used.
    """
    with Corpus(data) as corpus:
        return run_stage(TagStage(corpus, options), on_progress=on_progress)


def tagging_version() -> str:
    """The pipeline's name and version, with what its components' rules are."""
    # imported here, so that a crawl's report or a dry run of extraction never loads spaCy
    from models.pipeline import pipeline_version

    return f"{pipeline_version()}/{stage_version(TAG_REVISION, 'models.components', 'extract.stages.tag')}"


class ExtractStage(Stage[PendingPage, Extraction]):
    """Pages to articles."""

    name = "extract"
    batch = 16

    def __init__(self, corpus: Corpus, archive: PageArchive, options: StageOptions) -> None:
        super().__init__(corpus, options)
        self.archive = archive

    @cached_property
    def version(self) -> str:
        """Ours and trafilatura's."""
        from extract.article.version import extraction_version

        return extraction_version()

    def prepare(self) -> None:
        """Learn the furniture of outlets that have many new pages or a new layout."""
        if self.options.learn:
            learn_where_due(self.corpus, self.archive)

    def pending(self) -> Sequence[PendingPage]:
        """Pages that are new or changed, or whose outlet's furniture is known anew."""
        return pages_to_extract(self.corpus)

    def outdated(self) -> Sequence[PendingPage]:
        """Pages that another version read."""
        return outdated_pages(self.corpus, version=self.version)

    def work(self, batches: Iterable[Sequence[PendingPage]], count: int) -> Iterator[Sequence[Extraction]]:
        """The extractions of each batch."""
        from extract.stages.worker import extract_pages

        return _spread(extract_pages, batches, count, stage=self)

    def save(self, results: Sequence[Extraction]) -> None:
        """Store articles and outcomes."""
        with self.corpus.atomic():
            for extraction in results:
                settled, reason = self._save_one(extraction)
                if reason:
                    self.report.refused[reason] += 1
                else:
                    self.report.found[settled.articles[-1].language or "unknown"] += 1
                if extraction.damaged:
                    self.report.found["damaged bodies"] += extraction.damaged

    def _save_one(self, extraction: Extraction) -> tuple[Extraction, str | None]:
        """What is stored of a page, and the reason if it gave no article; one that cannot be stored is an outcome."""
        from extract.stages.twins import settle_twins

        try:
            with self.corpus.atomic():
                settled = settle_twins(self.corpus, extraction, version=self.version)
                return settled, save_extraction(self.corpus, settled, version=self.version)
        except (Abort, sqlite3.Error):  # the store's own trouble, which is no page's
            raise
        except Exception as error:
            skip = self.faults.note(error, item=extraction.page.url)
            settled = Extraction(page=extraction.page, articles=(), skip=skip)
            return settled, save_extraction(self.corpus, settled, version=self.version)

    def finish(self) -> None:
        """Note which articles have left their addresses, and which are not to leave this machine."""
        self.report.found["withdrawn"] += note_pages(self.corpus)


class TagStage(Stage[str, Tagged]):
    """Articles to mentions."""

    name = "tag"
    batch = 32

    @cached_property
    def version(self) -> str:
        """The pipeline's name and version, with what its components' rules are."""
        return tagging_version()

    def pending(self) -> Sequence[str]:
        """Articles whose present text is not tagged."""
        return self.corpus.untagged_articles()

    def outdated(self) -> Sequence[str]:
        """Articles that another version tagged."""
        return self.corpus.outdated_articles(self.name, version=self.version)

    def work(self, batches: Iterable[Sequence[str]], count: int) -> Iterator[Sequence[Tagged]]:
        """The mentions of each batch."""
        from extract.stages.worker import tag_articles

        jobs: Iterable[list[TagJob]] = (
            [tag_job(self.corpus, key, version=self.version) for key in keys] for keys in batches
        )
        return _spread(tag_articles, jobs, count, stage=self)

    def save(self, results: Sequence[Tagged]) -> None:
        """Store mentions and the names of earlier versions."""
        with self.corpus.atomic():
            for tagged in results:
                if tagged.skip is not None:
                    self.refuse(tagged.article_id, tagged.skip)
                save_tagged(self.corpus, tagged, version=self.version)
                self.report.found.update(mention.label for mention in tagged.mentions)
            self.note_refusals(tagged.article_id for tagged in results)

    def finish(self) -> None:
        """Forget what waited for this."""
        with self.corpus.atomic():
            self.corpus.forget_tagged()


def _spread(
    function: Callable[[In], Out],
    batches: Iterable[In],
    count: int,
    *,
    stage: Stage[Any, Any],
) -> Iterator[Out]:
    """The function over the batches; a second process costs seconds to start: only with more than a batch for each."""
    from extract.stages.worker import open_workshop

    return map_parallel(
        function,
        batches,
        processes=stage.options.processes if count > 2 * stage.batch else 1,
        initializer=open_workshop,
        initargs=(stage.corpus.data, stage.options.keep_off_topic),
    )
