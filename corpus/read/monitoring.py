"""How everything stands, for people and for monitors: what is broken, as lines, as JSON and as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.read.outlet_health import OutletHealth, outlet_health
from corpus.read.stats import Run, last_run
from corpus.store.progress import outdated_counts
from corpus.store.reader import open_readonly
from corpus.times import parse_time

BAD_ENDS = ("broken", "failed")


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """The last pass and the last that has ended (None before the first), the outlets' health, and counts.

    `broken` has a line for each outlet in trouble, and one for a pass that failed.
    """

    run: Run | None
    ended: Run | None
    outlets: tuple[OutletHealth, ...]
    outdated: dict[str, int]
    articles: int
    broken: tuple[str, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken

    def as_dict(self) -> dict[str, Any]:
        """What `status --json` says beside the run."""
        return {
            "healthy": self.healthy,
            "broken": list(self.broken),
            "articles": self.articles,
            "outlets": [asdict(outlet) for outlet in self.outlets],
            "outdated": self.outdated,
        }


def present_state(data: Path) -> State:
    """How everything stands now.

    Raises:
        Abort: there is no corpus in the folder.
    """
    with open_readonly(DataDir(data).corpus) as db:
        run, ended, outdated = last_run(db), last_run(db, ended=True), outdated_counts(db)
        articles = int(db.execute("select count(*) from articles").fetchone()[0])
    outlets = outlet_health(data) if DataDir(data).pages.exists() else ()  # a corpus may be copied alone
    broken = tuple(_broken(ended, outlets))
    return State(run=run, ended=ended, outlets=outlets, outdated=outdated, articles=articles, broken=broken)


def _broken(run: Run | None, outlets: Iterable[OutletHealth]) -> Iterator[str]:
    """The last pass's own lines, then those of outlets that a later crawl, which was no pass, found broken."""
    said = set()
    for line in run.report.get("broken", []) if run and run.status in BAD_ENDS else ():
        said.add(line.partition(": ")[0])
        yield line
    if run is not None and run.status == "failed" and not said:
        yield "the last pass failed"
    for health in outlets:
        lines = [line.removeprefix(f"{health.outlet}: ") for line in health.report.get("broken", [])]
        if lines and health.outlet not in said:
            yield f"{health.outlet}: {'; '.join(lines)}"


def prometheus_text(state: State) -> str:
    """The state in Prometheus' text format."""
    return "".join(f"{line}\n" for line in _metrics(state))


def _metrics(state: State) -> Iterator[str]:
    yield from _metric("healthy", "Whether nothing is broken", [({}, int(state.healthy))])
    yield from _metric("broken", "Lines of what is broken", [({}, len(state.broken))])
    yield from _metric("articles", "Articles in the corpus", [({}, state.articles)])
    if state.ended is not None:
        at = state.ended.finished_at or state.ended.started_at
        yield from _metric("last_pass_timestamp_seconds", "When the last pass ended", [({}, _seconds(at))])
        yield from _metric("last_pass_ok", "Whether it ended well", [({}, int(state.ended.status == "ok"))])
    outdated = [({"stage": stage}, count) for stage, count in state.outdated.items()]
    yield from _metric("outdated", "Rows that an older version of a stage made", outdated)
    for name, help, value in _OF_OUTLETS:
        found = [({"outlet": health.outlet}, value(health)) for health in state.outlets]
        yield from _metric(f"outlet_{name}", help, [(labels, count) for labels, count in found if count is not None])


def _seconds(time: str | None) -> float | None:
    return parse_time(time).timestamp() if time else None


_OF_OUTLETS: tuple[tuple[str, str, Callable[[OutletHealth], object]], ...] = (
    ("ok", "Whether its last crawl was fine", lambda health: int(health.status == "ok")),
    ("broken", "Expectations that it broke", lambda health: len(health.report.get("broken", []))),
    ("fault_score", "Faults in a row", lambda health: health.score),
    ("listed", "Links in its listings", lambda health: health.report.get("listed")),
    ("kept", "New pages of its last crawl", lambda health: health.report.get("kept")),
    ("waiting", "Pages that wait to be fetched", lambda health: health.report.get("waiting")),
    ("pages", "Pages in the archive", lambda health: health.pages),
    ("gone", "Pages that have left their address", lambda health: health.gone),
    ("recall", "Share of its articles that its first route lists", lambda health: health.report.get("recall")),
    ("last_new_timestamp_seconds", "When its last new page came", lambda health: _seconds(health.last_new_at)),
    ("last_crawl_timestamp_seconds", "When it was last crawled", lambda health: _seconds(health.last_run_at)),
)


def _metric(name: str, help: str, samples: list[tuple[dict[str, str], Any]]) -> Iterator[str]:
    if not samples:
        return
    yield f"# HELP jangmadang_{name} {help}."
    yield f"# TYPE jangmadang_{name} gauge"
    for labels, value in samples:
        inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"jangmadang_{name}{'{' + inside + '}' if inside else ''} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def health_answer(state: State | None, *, at: datetime, patience: float) -> tuple[int, dict[str, Any]]:
    """What /healthz says: an HTTP status and a JSON document.

    503 when something is broken, or when no pass has ended for `patience` seconds; `state` is None before the first.
    """
    run = state.ended if state is not None else None
    if state is None or run is None:
        return 200, {"status": "starting", "broken": []}
    ended = run.finished_at or run.started_at
    age = round((at - parse_time(ended)).total_seconds())
    status = "broken" if state.broken else "late" if age > patience else "ok"
    known = {"status": status, "last_pass": ended, "seconds_ago": age, "broken": list(state.broken)}
    return (200 if status == "ok" else 503), known
