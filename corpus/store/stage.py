"""A stage of the pass, and the one loop that runs it: what is pending, in batches, each one transaction."""

from __future__ import annotations

import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from corpus import settings
from corpus.records import Abort, Outcome, Skip
from corpus.store.articles import Corpus
from corpus.store.outside import trouble
from corpus.store.progress import is_noted, note_version
from corpus.store.report import OnProgress, StageReport, shown_stage
from corpus.store.stopping import check
from corpus.store.unforeseen import Faults, TooLong, processor_time
from corpus.versions import build_mark

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class StageOptions:
    """How a stage runs.

    `limit`: items at most (None: all). `stale`: redo what another version did, too, oldest first, until `deadline`
    (a time of `time.monotonic`; None: all of it). `dry_run`: count and do nothing. `now` stands for the present time.
    Without `learn`, no outlet's furniture is learned first.
    """

    limit: int | None = None
    stale: bool = False
    deadline: float | None = None
    dry_run: bool = False
    now: datetime | None = None
    processes: int = field(default_factory=settings.processes)
    keep_off_topic: bool = False
    learn: bool = True


EVERYTHING = StageOptions()


class Stage(ABC, Generic[Item, Result]):
    """One stage over one corpus. `run_stage` calls the methods in the order in which they stand here."""

    name: ClassVar[str]
    batch: ClassVar[int]

    def __init__(self, corpus: Corpus, options: StageOptions) -> None:
        self.corpus = corpus
        self.options = options
        self.report = StageReport(stage=shown_stage(self.name))
        self.faults = Faults(corpus.data, self.name)
        self._refusals: dict[str, Skip] = {}

    @property
    @abstractmethod
    def version(self) -> str:
        """What every row of this stage is marked with; see `corpus.versions`."""

    def prepare(self) -> None:
        """What comes before anything is asked: decisions replayed, furniture learned. Left out in a dry run."""
        return

    @abstractmethod
    def pending(self) -> Sequence[Item]:
        """What is new or changed, in the order of work."""

    @abstractmethod
    def outdated(self) -> Sequence[Item]:
        """What another version did on its present input, oldest first."""

    def foresee(self, items: Sequence[Item]) -> None:
        """What a dry run says of these items beside their number."""
        return

    @abstractmethod
    def work(self, batches: Iterable[Sequence[Item]], count: int) -> Iterator[Sequence[Result]]:
        """The results of each batch, in order; `count` items are to come."""

    @abstractmethod
    def save(self, results: Sequence[Result]) -> None:
        """Store a batch's results and note that they are done: one transaction."""

    def attempt(self, article: str, work: Callable[[], Result], instead: Callable[[], Result]) -> Result:
        """What `work` makes of an article, within its processor time; one on which it breaks gives `instead`.

        Raises:
            Abort: article after article broke.
        """
        try:
            with processor_time():
                made = work()
        except (Abort, sqlite3.Error):
            raise
        except (Exception, TooLong) as error:
            self.refuse(article, self.faults.note(error, item=article))
            return instead()
        self.faults.fine()
        return made

    def refuse(self, article: str, skip: Skip) -> None:
        """Remember why the stage gives nothing of an article, until `note_refusals` writes it down."""
        self._refusals[article] = skip

    def note_refusals(self, articles: Iterable[str]) -> None:
        """Write the outcomes of these articles, inside the transaction that notes them as done."""
        known = "select 1 from outcomes where stage = ? limit 1"
        if not self._refusals and not self.corpus.db.execute(known, [self.name]).fetchone():
            return
        for article in articles:
            row = self.corpus.db.execute("select url, outlet from articles where id = ?", [article]).fetchone()
            skip = self._refusals.pop(article, None)
            if row is None:
                continue
            url, outlet = row
            if skip is None:
                self.corpus.clear_outcome(self.name, url)
                continue
            outcome = Outcome(stage=self.name, url=url, reason=skip.reason, detail=skip.detail, version=self.version)
            self.corpus.save_outcome(outcome, outlet=outlet)
            self.report.refused[skip.reason] += 1

    def give_up(self, result: Result, error: Exception) -> None:
        """What to do about one result that cannot be stored. Raises `error` where a stage has no way to."""
        raise error

    def finish(self) -> None:
        """What comes after the last batch: counts, what is gone, summary rows."""
        return


def run_stage(stage: Stage[Any, Any], *, on_progress: OnProgress | None = None) -> StageReport:
    """Run a stage on all that is pending; its report, which says how far it came.

    A run that is killed leaves whole batches, and the next one goes on from there.
    """
    started = time.monotonic()
    report, options = stage.report, stage.options
    if not options.dry_run:
        stage.prepare()
    fresh = list(stage.pending()[: options.limit])
    if not options.dry_run:
        _note_version(stage, at_work=bool(fresh) or options.stale)
    outdated: list[Any] = []
    if options.stale:
        outdated = list(stage.outdated()[: options.limit and options.limit - len(fresh)])
    report.pending, report.outdated = len(fresh) + len(outdated), len(outdated)
    if options.dry_run:
        stage.foresee([*fresh, *outdated])
        return report
    batches = _batches(fresh, outdated, size=stage.batch, deadline=options.deadline)
    for results in stage.work(batches, report.pending) if report.pending else ():
        check()
        _save(stage, results)
        report.done += len(results)
        if on_progress is not None:
            on_progress(report.done, report.pending)
    report.left = report.pending - report.done
    stage.finish()
    report.seconds = time.monotonic() - started
    return report


def _note_version(stage: Stage[Any, Any], *, at_work: bool) -> None:
    """Remember the stage's version; with nothing to do, only where this is another program than at the last run."""
    build = build_mark()
    if at_work or not is_noted(stage.corpus.db, stage.name, build=build):
        with stage.corpus.atomic() as db:
            note_version(db, stage.name, stage.version, build=build)


def _save(stage: Stage[Any, Any], results: Sequence[Any]) -> None:
    """Store a batch; of one that cannot be stored, each half by itself, down to the one that breaks it."""
    try:
        stage.save(results)
    except (Abort, sqlite3.Error):
        raise
    except Exception as error:
        if trouble(error) is not None:
            raise
        if len(results) == 1:
            stage.give_up(results[0], error)
            return
        middle = len(results) // 2
        _save(stage, results[:middle])
        _save(stage, results[middle:])


def _batches(
    fresh: Sequence[Item], outdated: Sequence[Item], *, size: int, deadline: float | None
) -> Iterator[list[Item]]:
    """All that is fresh, then what is outdated until the deadline: new articles never wait for old ones."""
    yield from batched(fresh, size)
    for batch in batched(outdated, size):
        if deadline is not None and time.monotonic() >= deadline:
            return
        yield batch


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`, the last one shorter."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
