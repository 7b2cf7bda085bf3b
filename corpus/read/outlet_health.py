"""How the outlets are doing, from what the crawl and the extraction wrote down. Reading only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.store.reader import Readable, open_readonly
from corpus.times import write_time

WEEKS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekOfRoutes:
    """Of the articles that an outlet's second route listed in a week ("2026-W09"), how many its first missed.

    `share` is `missed` of `covered`.
    """

    week: str
    covered: int
    missed: int
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletHealth:
    """How an outlet that was ever crawled is doing; times are ISO in UTC.

    `report` is what its last crawl noted of it, {} when that crawl noted nothing.
    """

    outlet: str
    status: str | None
    score: float
    fault: str | None
    parked_until: str | None
    first_run_at: str
    last_run_at: str
    last_ok_at: str | None
    last_new_at: str | None
    report: dict[str, Any]
    pages: int
    gone: int
    completeness: tuple[WeekOfRoutes, ...]


def outlet_health(data: Path) -> tuple[OutletHealth, ...]:
    """One for each outlet that was ever crawled: its last report, fault score, parking, and silence.

    Raises:
        Abort: there is no archive in the folder, or it cannot be read.
    """
    with open_readonly(DataDir(data).pages) as db:
        rows = db.query(
            "select h.outlet, r.status, h.score, h.fault, h.parked_until, h.first_run_at, h.last_run_at, h.last_ok_at,"
            " h.last_new_at, r.report,"
            " (select count(*) from pages p where p.outlet = h.outlet) as pages,"
            " (select count(*) from pages p where p.outlet = h.outlet and p.gone_at is not null) as gone"
            " from outlet_health h left join outlet_runs r on r.outlet = h.outlet and r.at = h.last_run_at"
            " order by h.outlet"
        )
        weeks = _completeness(db)
        return tuple(
            OutletHealth(
                **{**row, "report": json.loads(row["report"] or "{}")}, completeness=weeks.get(row["outlet"], ())
            )
            for row in rows
        )


def _completeness(db: Readable) -> dict[str, tuple[WeekOfRoutes, ...]]:
    """By outlet, for each of its last weeks: of how many articles that a second route lists the first missed how many.

    The first route are the feeds, the second the sitemaps; an article counts once in each crawl that saw it.
    """
    rows = db.query(
        "select outlet, strftime('%Y-W%W', at) as week, sum(json_extract(report, '$.covered')) as covered,"
        " sum(json_extract(report, '$.missed')) as missed from outlet_runs group by 1, 2 order by 1, 2"
    )
    found: dict[str, list[WeekOfRoutes]] = {}
    for row in rows:
        if row["covered"]:
            share = round(row["missed"] / row["covered"], 3)
            week = WeekOfRoutes(week=row["week"], covered=row["covered"], missed=row["missed"], share=share)
            found.setdefault(row["outlet"], []).append(week)
    return {outlet: tuple(weeks[-WEEKS:]) for outlet, weeks in found.items()}


def skipped_warnings(data: Path, *, since: datetime) -> list[str]:
    """A line for each outlet more of whose pages, first fetched from `since` on, were refused than it expects.

    Raises:
        Abort: there is no corpus or archive in the folder.
    """
    with open_readonly(DataDir(data).corpus) as db:
        db.execute("attach ? as archive", [f"{DataDir(data).pages.absolute().as_uri()}?mode=ro"])
        rows = db.execute(
            "select p.outlet, o.expect, count(*), sum(x.url is not null) from archive.pages p"
            " join outlets o on o.id = p.outlet left join outcomes x on x.stage = 'extract' and x.url = p.url"
            " where p.first_fetched_at >= ? and o.expect is not null group by p.outlet order by p.outlet",
            [write_time(since)],
        ).fetchall()
    warnings = []
    for outlet, expect, pages, refused in rows:
        most = json.loads(expect).get("max_skipped_share")
        if most is not None and pages and refused / pages > most:
            warnings.append(f"{outlet}: {refused} of {pages} new pages refused, {most:.0%} expected at most")
    return warnings
