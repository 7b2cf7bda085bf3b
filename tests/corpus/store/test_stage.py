"""The one loop of all stages: fresh work first, old work until the budget is spent, whole batches only."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

import pytest

from corpus.store.articles import Corpus
from corpus.store.progress import mark_done, outdated_counts
from corpus.store.stage import Stage, StageOptions, run_stage

FRESH = ["new-1", "new-2", "new-3"]


class Counting(Stage[str, str]):
    """Works on names; the version it had before has worked on `old`."""

    name = "count"
    batch = 2
    version = "count-2"

    def __init__(self, corpus: Corpus, options: StageOptions, *, stop_after: int | None = None) -> None:
        super().__init__(corpus, options)
        self.stop_after = stop_after
        self.saved: list[str] = []
        self.steps: list[str] = []

    def prepare(self) -> None:
        self.steps.append("prepare")

    def pending(self) -> Sequence[str]:
        rows = self.corpus.db.execute("select article_id from progress where stage = 'count'").fetchall()
        done = {key for (key,) in rows}
        return [key for key in FRESH if key not in done]

    def outdated(self) -> Sequence[str]:
        rows = self.corpus.db.execute(
            "select article_id from progress p where stage = 'count' and version != ? order by p.at, article_id",
            [self.version],
        ).fetchall()
        return [key for (key,) in rows]

    def work(self, batches: Iterable[Sequence[str]], count: int) -> Iterator[Sequence[str]]:
        yield from batches

    def save(self, results: Sequence[str]) -> None:
        if self.stop_after is not None and len(self.saved) >= self.stop_after:
            raise KeyboardInterrupt
        with self.corpus.atomic() as db:
            mark_done(db, self.name, [(key, "input") for key in results], version=self.version)
        self.saved += results

    def finish(self) -> None:
        self.steps.append("finish")


@pytest.fixture
def aged(corpus: Corpus) -> Corpus:
    """Five names that version 1 has worked on, the later in the alphabet the longer ago."""
    with corpus.atomic() as db:
        for day, key in enumerate(("old-e", "old-d", "old-c", "old-b", "old-a"), start=1):
            mark_done(db, "count", [(key, "input")], version="count-1")
            db.execute("update progress set at = ? where article_id = ?", [f"2026-01-0{day}T00:00:00+00:00", key])
    return corpus


def test_fresh_items_are_done_and_old_ones_left(aged: Corpus) -> None:
    stage = Counting(aged, StageOptions())
    report = run_stage(stage)
    assert (report.pending, report.done, report.outdated) == (3, 3, 0)
    assert (stage.saved, stage.steps) == (FRESH, ["prepare", "finish"])


def test_stale_work_comes_after_the_fresh_and_oldest_first(aged: Corpus) -> None:
    stage = Counting(aged, StageOptions(stale=True))
    report = run_stage(stage)
    assert stage.saved == [*FRESH, "old-e", "old-d", "old-c", "old-b", "old-a"]
    assert (report.pending, report.outdated, report.left) == (8, 5, 0)


def test_a_spent_budget_leaves_old_work_but_never_fresh_work(aged: Corpus) -> None:
    report = run_stage(Counting(aged, StageOptions(stale=True, deadline=time.monotonic())))
    assert (report.done, report.left) == (3, 5)


def test_passes_with_a_limit_bring_everything_up_to_date(aged: Corpus) -> None:
    passes = 0
    while run_stage(Counting(aged, StageOptions(stale=True, limit=3))).done:
        passes += 1
    assert passes == 3
    assert outdated_counts(aged.db) == {}


def test_the_corpus_knows_how_many_rows_are_of_an_older_version(aged: Corpus) -> None:
    run_stage(Counting(aged, StageOptions()))
    assert outdated_counts(aged.db) == {"count": 5}


def test_a_dry_run_counts_and_does_nothing(aged: Corpus) -> None:
    stage = Counting(aged, StageOptions(stale=True, dry_run=True))
    report = run_stage(stage)
    assert (report.pending, report.done, stage.saved, stage.steps) == (8, 0, [], [])
    assert outdated_counts(aged.db) == {}  # no version has been noted


def test_a_stage_that_is_stopped_leaves_whole_batches(aged: Corpus) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_stage(Counting(aged, StageOptions(), stop_after=2))
    assert Counting(aged, StageOptions()).pending() == ["new-3"]


def test_progress_is_told_after_each_batch(aged: Corpus) -> None:
    told: list[tuple[int, int]] = []
    run_stage(Counting(aged, StageOptions()), on_progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]
