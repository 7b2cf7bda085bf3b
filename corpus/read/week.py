"""What came in of late: counts, names met for the first time, the biggest stories, outlets in trouble."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from corpus.read.event import stories_of
from corpus.read.stats import last_run
from corpus.store.reader import Readable
from corpus.times import parse_time, write_time

DAYS = 7


def last_day(db: Readable, *, now: datetime) -> datetime:
    """The time up to which the last week is counted: now, or the newest article when nothing newer came."""
    newest = db.execute(
        "select max(published) from articles indexed by articles_newest where published <= ?", [write_time(now)]
    ).fetchone()[0]
    return min(now, parse_time(newest) + timedelta(seconds=1)) if newest else now


def week(db: Readable, *, until: datetime, stories: int = 8) -> dict[str, Any]:
    """The seven days up to `until`: articles by day, new names, the biggest stories and events."""
    span = {"start": write_time(until - timedelta(days=DAYS)), "end": write_time(until)}
    before = {"start": write_time(until - timedelta(days=2 * DAYS)), "end": span["start"]}
    return {
        "since": span["start"],
        "until": span["end"],
        "articles": _count(db, span),
        "articles_before": _count(db, before),
        "days": _days(db, span),
        "stories": _stories(db, span, limit=stories),
        "events": _events(db, span, limit=stories),
        "names": _new_names(db, span),
    }


def totals(db: Readable) -> dict[str, int]:
    """How much the corpus holds."""

    def count(sql: str) -> int:
        return int(db.execute(sql).fetchone()[0])

    return {
        "articles": count("select count(*) from articles indexed by articles_newest"),
        "stories": count("select count(*) from stories indexed by stories_last"),
        "entities": count("select count(*) from visible_entities where mentions > 0"),
        # steps from outlet to outlet through the index; not all of them are in the table `outlets`
        "outlets": count(
            "with recursive met(outlet) as (select min(outlet) from articles union all"
            " select (select min(outlet) from articles where outlet > met.outlet) from met"
            " where met.outlet is not null)"
            " select count(outlet) from met"
        ),
    }


def _count(db: Readable, span: dict[str, str]) -> int:
    sql = "select count(*) from articles indexed by articles_newest where published >= :start and published < :end"
    return int(db.execute(sql, span).fetchone()[0])


def _days(db: Readable, span: dict[str, str]) -> list[tuple[str, int]]:
    rows = db.execute(
        "select substr(published, 1, 10) as day, count(*) from articles indexed by articles_newest"
        " where published >= :start and published < :end group by day order by day",
        span,
    )
    return [tuple(row) for row in rows.fetchall()]


def _stories(db: Readable, span: dict[str, str], *, limit: int) -> list[dict[str, Any]]:
    """The stories with most independent reports."""
    return list(
        db.query(
            "select s.id, s.articles, s.outlets, s.independent, s.last_published,"
            " (select m.published_precision from articles m where m.story_id = s.id and m.published = s.last_published"
            "  order by m.published_precision limit 1) as last_precision, a.title, a.id as article_id, a.outlet"
            " from (select * from stories indexed by stories_last where last_published >= :start"
            "  and last_published < :end order by independent desc, articles desc, last_published desc limit :limit) s"
            " join articles a on a.id = s.representative_id"
            " order by s.independent desc, s.articles desc, s.last_published desc",
            {**span, "limit": limit},
        )
    )


def _events(db: Readable, span: dict[str, str], *, limit: int) -> list[dict[str, Any]]:
    """The events with most independent reports, each with its stories."""
    events = list(
        db.query(
            "select id, title, last_published, stories, articles, outlets, independent, first_told_by from events"
            " where last_published >= :start and last_published < :end"
            " order by independent desc, stories desc, articles desc, last_published desc, id limit :limit",
            {**span, "limit": limit},
        )
    )
    return [{**event, "told": [asdict(story) for story in stories_of(db, event["id"])]} for event in events]


def _new_names(db: Readable, span: dict[str, str], *, each: int = 8) -> dict[str, list[dict[str, Any]]]:
    """Things first named in the week, so many of each label, the most-mentioned first."""
    rows = db.query(
        "select id, label, name, kind, status, stories from visible_entities"
        " where first_seen >= :start and first_seen < :end and mentions > 0"
        " order by stories desc, mentions desc, id",
        span,
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        group = found.setdefault(row["label"], [])
        if len(group) < each:
            group.append(row)
    return found


def outlets_in_trouble(db: Readable) -> dict[str, Any] | None:
    """The last run's status, when, and what it found broken or warns of; None before the first run."""
    run = last_run(db)
    if run is None:
        return None
    report = run.report
    outlets = report.get("crawl", {}).get("outlets", {})
    return {
        "status": run.status,
        "finished_at": run.finished_at or run.started_at,
        "broken": report.get("broken", []),
        "warnings": report.get("warnings", []),
        "outlets": [
            {"id": key, "status": value.get("status", "?"), "fault": json.dumps(value.get("details") or "")}
            for key, value in sorted(outlets.items())
            if value.get("status") not in ("ok", "no-contact")  # one warning speaks of all of the latter
        ],
    }
