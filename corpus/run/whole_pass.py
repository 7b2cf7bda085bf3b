"""One scheduled pass: the lock, the order of the stages, the row in `runs`.

The crawl is a child process, because Scrapy's reactor starts once in a process; the other stages are called by
name, so that this package imports none of the three above it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from corpus.data_dir import DataDir
from corpus.read.outlet_health import skipped_warnings
from corpus.records import Abort
from corpus.run.lock import hold_lock
from corpus.search.saved import read_searches
from corpus.store.articles import Corpus
from corpus.store.report import StageReport
from corpus.store.stage import StageOptions
from corpus.store.stopping import Stopped
from corpus.times import now, write_time

_ERROR = "Error: "  # what the line of an expected failure begins with
# stage: the function that does all that is pending, called with the data directory
STAGES: dict[str, str] = {
    "extract": "extract.stages.extract_and_tag:extract_pending",
    "tag": "extract.stages.extract_and_tag:tag_pending",
    "resolve": "extract.stages.resolve_names:resolve_pending",
    "cluster": "extract.stages.cluster_articles:cluster_pending",
    "facts": "extract.stages.read_facts:facts_pending",
    "group": "extract.stages.group_events:events_pending",
    "summaries": "corpus.store.summaries:refresh_pending",
}


@dataclass(kw_only=True, slots=True)
class RunReport:
    """A pass: the crawl's report as it printed it, each stage's counts, the expectations that were broken, and what
    is new in the saved searches.
    """

    id: str
    status: str = "running"
    crawl: dict[str, Any] = field(default_factory=dict)
    stages: list[StageReport] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    news: list[dict[str, Any]] = field(default_factory=list)
    listed: list[dict[str, Any]] = field(default_factory=list)  # entries of overlays named for the first time

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "id": self.id,
            "status": self.status,
            "crawl": self.crawl,
            "stages": [stage.as_dict() for stage in self.stages],
            "broken": self.broken,
            "warnings": self.warnings,
            "news": self.news,
            "listed": self.listed,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOptions:
    """What a pass covers: these outlets (none: all), at this time (none: the present), with or without a crawl.

    `stale` brings what older versions did up to date as well, until the `budget` (seconds after the crawl) is spent.
    Without `learn`, no outlet's furniture is learned first.
    """

    outlets: tuple[str, ...] = ()
    now: datetime | None = None
    crawl: bool = True
    stale: bool = False
    budget: float | None = None
    learn: bool = True


def run_pass(data: Path, options: RunOptions, *, watch: Callable[[str], Any]) -> RunReport:
    """Crawl, then run every stage on what is pending, under the lock; the report is also stored in `runs`.

    `watch(stage)` gives a context manager whose value is told of progress.

    Raises:
        Abort: another run holds the lock, the data directory cannot be used, or the crawl could not run; the other
            stages then did their work all the same.
    """
    with hold_lock(DataDir(data).run_lock, for_a="run"), Corpus(data) as corpus:
        started = now()
        report = _begin(corpus)
        failed: Abort | None = None
        try:
            if options.crawl:
                report.crawl, failed = _crawl(data, options)
            stage_options = StageOptions(
                now=options.now,
                stale=options.stale,
                learn=options.learn,
                deadline=None if options.budget is None else time.monotonic() + options.budget,
            )
            for stage, target in STAGES.items():
                with watch(stage) as on_progress:
                    report.stages.append(_function(target)(data, stage_options, on_progress=on_progress))
            report.news = _tell_news(data, now=options.now)
            report.listed = _tell_listed(data)
            if failed is not None:
                raise failed
            _judge(report, skipped=skipped_warnings(data, since=options.now or started))
        except BaseException as error:
            report.status = "interrupted" if isinstance(error, (KeyboardInterrupt, Stopped)) else "failed"
            report.broken.append(str(error) or type(error).__name__)
            raise
        finally:
            _finish(corpus, report)
    return report


def _crawl(data: Path, options: RunOptions) -> tuple[dict[str, Any], Abort | None]:
    """The crawl's report, or why it could not run: what was imported before is read without it."""
    try:
        return crawl_in_child(data, options), None
    except Abort as error:
        return {}, error


def crawl_in_child(data: Path, options: RunOptions) -> dict[str, Any]:
    """The report that `jangmadang crawl --json` prints, run as a child that ends with this process.

    Raises:
        Abort: the crawl could not run.
    """
    command = [sys.executable, "-m", "corpus.cli.child", "crawl", "--data", str(data), "--json"]
    command += [part for outlet in options.outlets for part in ("--outlet", outlet)]
    command += ["--now", write_time(options.now)] if options.now else []
    # in a session of its own, so that Ctrl-C reaches it once, from here
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)
    assert child.stdin is not None and child.stdout is not None and child.stderr is not None
    errors: list[str] = []
    relay = threading.Thread(target=_pass_on, args=(child.stderr, errors), daemon=True)
    relay.start()
    try:
        with child.stdin, child.stdout, child.stderr:
            printed = child.stdout.read()
            child.wait()
            relay.join()
    except BaseException:
        child.send_signal(signal.SIGINT)
        child.wait()
        raise
    if child.returncode in (130, 143):
        raise Stopped
    if child.returncode not in (0, 1):
        raise Abort(errors[-1] if errors else f"the crawl could not run (exit code {child.returncode})")
    report: dict[str, Any] = json.loads(printed)
    return report


def _pass_on(stream: IO[bytes], errors: list[str]) -> None:
    """Write what comes to stderr, but for the line of an expected failure, which is added to `errors`."""
    for line in stream:
        text = line.decode("utf-8", "replace")
        if text.startswith(_ERROR):
            errors.append(text.removeprefix(_ERROR).strip())
        else:
            sys.stderr.write(text)
            sys.stderr.flush()


def _begin(corpus: Corpus) -> RunReport:
    """A run's row; a run that was killed before it could say so is said to be interrupted."""
    started = write_time(now())
    report = RunReport(id=f"{started}-{os.getpid()}")
    with corpus.atomic():
        corpus.db.execute("update runs set status = 'interrupted', finished_at = ? where status = 'running'", [started])
        corpus.db.execute(
            "insert into runs(id, started_at, status) values (?, ?, ?)", [report.id, started, report.status]
        )
    return report


def _judge(report: RunReport, *, skipped: list[str]) -> None:
    """A pass is "ok", or "broken" when an outlet broke an expectation; too many refused pages only warn."""
    report.broken += report.crawl.get("broken", [])
    report.warnings += [*report.crawl.get("warnings", []), *skipped]
    report.warnings += [f"{item['search']}: {item['failed']}" for item in report.news if item["failed"]]
    report.status = "broken" if report.broken else "ok"


def _tell_news(data: Path, *, now: datetime | None) -> list[dict[str, Any]]:
    """What is new in the saved searches; where there are none, no search is loaded."""
    if not read_searches(data):
        return []
    from corpus.search.news import tell_news

    return [item.as_dict() for item in tell_news(data, now=now)]


def _tell_listed(data: Path) -> list[dict[str, Any]]:
    """The entries of overlays that are named for the first time; where there are none, no name is looked up."""
    with Corpus(data) as corpus:
        if not corpus.db.execute("select exists (select 1 from overlay_entries)").fetchone()[0]:
            return []
        from corpus.search.overlays import first_mentions, match_overlays

        match_overlays(corpus.db)
        return first_mentions(corpus.db)


def _finish(corpus: Corpus, report: RunReport) -> None:
    corpus.db.execute(
        "update runs set finished_at = ?, status = ?, report = ? where id = ?",
        [write_time(now()), report.status, json.dumps(report.as_dict(), ensure_ascii=False), report.id],
    ).close()


def _function(target: str) -> Callable[..., StageReport]:
    module, _, name = target.partition(":")
    function: Callable[..., StageReport] = getattr(import_module(module), name)
    return function
