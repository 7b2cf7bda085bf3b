"""A stage of the pass, and the one loop that runs it: what is pending, in batches, each one transaction."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from corpus.store.articles import Corpus
from corpus.store.progress import note_version
from corpus.store.report import OnProgress, StageReport
from corpus.store.stopping import check

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
    processes: int = 2
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
        self.report = StageReport(stage=self.name)

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
        with stage.corpus.atomic() as db:
            note_version(db, stage.name, stage.version)
    fresh = list(stage.pending()[: options.limit])
    outdated: list[Any] = []
    if options.stale:
        outdated = list(stage.outdated()[: options.limit and options.limit - len(fresh)])
    report.pending, report.outdated = len(fresh) + len(outdated), len(outdated)
    if options.dry_run:
        stage.foresee([*fresh, *outdated])
        return report
    batches = _batches(fresh, outdated, size=stage.batch, deadline=options.deadline)
    for results in stage.work(batches, report.pending):
        check()
        stage.save(results)
        report.done += len(results)
        if on_progress is not None:
            on_progress(report.done, report.pending)
    report.left = report.pending - report.done
    stage.finish()
    report.seconds = time.monotonic() - started
    return report


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
