"""What came in of late: counts, names met for the first time, the biggest stories, outlets in trouble."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from corpus.read.event import ToldStory, precision_of, stories_of
from corpus.read.stats import last_run
from corpus.store.reader import Readable
from corpus.times import parse_time, write_time

DAYS = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryOfWeek:
    """A story with the title, id and outlet of its best article.

    `last_precision` tells how exactly the time of its last report is known: "month", "day" or None.
    """

    id: str
    articles: int
    outlets: int
    independent: int
    last_published: str
    last_precision: str | None
    title: str | None
    article_id: str
    outlet: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventOfWeek:
    """An event; `told` are its stories, precisions tell how exactly its times are known."""

    id: str
    title: str | None
    first_published: str | None
    first_precision: str | None
    last_published: str
    last_precision: str | None
    stories: int
    articles: int
    outlets: int
    independent: int
    first_told_by: str | None
    told: tuple[ToldStory, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewName:
    """A thing first named in the week, and in how many stories it is named."""

    id: str
    label: str
    name: str
    kind: str | None
    status: str
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """Seven days, `since` included and `until` not; `days` are (ISO day, articles), those without one left out.

    `names` are by label, the most-mentioned first.
    """

    since: str
    until: str
    articles: int
    articles_before: int
    days: tuple[tuple[str, int], ...]
    stories: tuple[StoryOfWeek, ...]
    events: tuple[EventOfWeek, ...]
    names: dict[str, list[NewName]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How much a corpus holds."""

    articles: int
    stories: int
    entities: int
    outlets: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletInTrouble:
    """An outlet whose last crawl was not fine; `fault` is its details as JSON."""

    id: str
    status: str
    fault: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """How a run ended, and what it found broken or warns of."""

    status: str
    finished_at: str
    broken: tuple[str, ...]
    warnings: tuple[str, ...]
    outlets: tuple[OutletInTrouble, ...]


def last_day(db: Readable, *, now: datetime) -> datetime:
    """The time up to which the last week is counted: now, or the newest article when nothing newer came."""
    newest = db.execute(
        "select max(published) from articles indexed by articles_newest where published <= ?", [write_time(now)]
    ).fetchone()[0]
    return min(now, parse_time(newest) + timedelta(seconds=1)) if newest else now


def week(db: Readable, *, until: datetime, stories: int = 8) -> Week:
    """The seven days up to `until`: articles by day, new names, the biggest stories and events."""
    span = {"start": write_time(until - timedelta(days=DAYS)), "end": write_time(until)}
    before = {"start": write_time(until - timedelta(days=2 * DAYS)), "end": span["start"]}
    return Week(
        since=span["start"],
        until=span["end"],
        articles=_count(db, span),
        articles_before=_count(db, before),
        days=_days(db, span),
        stories=_stories(db, span, limit=stories),
        events=_events(db, span, limit=stories),
        names=_new_names(db, span),
    )


def totals(db: Readable) -> Totals:
    """How much the corpus holds."""

    def count(sql: str) -> int:
        return int(db.execute(sql).fetchone()[0])

    return Totals(
        articles=count("select rows from row_counts where name = 'articles'"),
        stories=count("select rows from row_counts where name = 'stories'"),
        entities=count("select count(*) from visible_entities where mentions > 0"),
        outlets=len(outlets_met(db)),
    )


def outlets_met(db: Readable) -> tuple[str, ...]:
    """The outlets that have articles here, by id; not all of them are in the table `outlets`."""
    # steps from outlet to outlet through the index
    rows = db.execute(
        "with recursive met(outlet) as (select min(outlet) from articles union all"
        " select (select min(outlet) from articles where outlet > met.outlet) from met"
        " where met.outlet is not null)"
        " select outlet from met where outlet is not null order by outlet"
    ).fetchall()
    return tuple(row[0] for row in rows)


def _count(db: Readable, span: dict[str, str]) -> int:
    sql = "select count(*) from articles indexed by articles_newest where published >= :start and published < :end"
    return int(db.execute(sql, span).fetchone()[0])


def _days(db: Readable, span: dict[str, str]) -> tuple[tuple[str, int], ...]:
    rows = db.execute(
        "select substr(published, 1, 10) as day, count(*) from articles indexed by articles_newest"
        " where published >= :start and published < :end group by day order by day",
        span,
    )
    return tuple((day, count) for day, count in rows.fetchall())


def _stories(db: Readable, span: dict[str, str], *, limit: int) -> tuple[StoryOfWeek, ...]:
    """The stories with most independent reports."""
    rows = db.query(
        "select s.id, s.articles, s.outlets, s.independent, s.last_published,"
        " (select m.published_precision from articles m where m.story_id = s.id and m.published = s.last_published"
        "  order by m.published_precision limit 1) as last_precision, a.title, a.id as article_id, a.outlet"
        " from (select * from stories indexed by stories_last where last_published >= :start"
        "  and last_published < :end order by independent desc, articles desc, last_published desc limit :limit) s"
        " join articles a on a.id = s.representative_id"
        " order by s.independent desc, s.articles desc, s.last_published desc",
        {**span, "limit": limit},
    )
    return tuple(StoryOfWeek(**row) for row in rows)


def _events(db: Readable, span: dict[str, str], *, limit: int) -> tuple[EventOfWeek, ...]:
    """The events with most independent reports, each with its stories."""
    rows = db.query(
        f"select e.id, e.title, e.first_published, {precision_of('first')}, e.last_published, {precision_of('last')},"
        " e.stories, e.articles, e.outlets, e.independent, e.first_told_by from (select id from events"
        "  where last_published >= :start and last_published < :end"
        "  order by independent desc, stories desc, articles desc, last_published desc, id limit :limit) n"
        " cross join events e on e.id = n.id"
        " order by e.independent desc, e.stories desc, e.articles desc, e.last_published desc, e.id",
        {**span, "limit": limit},
    )
    return tuple(EventOfWeek(**row, told=tuple(stories_of(db, row["id"]))) for row in list(rows))


def _new_names(db: Readable, span: dict[str, str], *, each: int = 8) -> dict[str, list[NewName]]:
    """Things first named in the week, so many of each label, the most-mentioned first."""
    rows = db.query(
        "select id, label, name, kind, status, stories from visible_entities"
        " where first_seen >= :start and first_seen < :end and mentions > 0"
        " order by stories desc, mentions desc, id",
        span,
    )
    found: dict[str, list[NewName]] = {}
    for row in rows:
        group = found.setdefault(row["label"], [])
        if len(group) < each:
            group.append(NewName(**row))
    return found


def outlets_in_trouble(db: Readable) -> Trouble | None:
    """The last run's status, when, and what it found broken or warns of; None before the first run."""
    run = last_run(db)
    if run is None:
        return None
    outlets = run.report.get("crawl", {}).get("outlets", {})
    return Trouble(
        status=run.status,
        finished_at=run.finished_at or run.started_at,
        broken=tuple(run.report.get("broken", ())),
        warnings=tuple(run.report.get("warnings", ())),
        outlets=tuple(
            OutletInTrouble(id=key, status=value.get("status", "?"), fault=json.dumps(value.get("details") or ""))
            for key, value in sorted(outlets.items())
            if value.get("status") not in ("ok", "no-contact")  # one warning speaks of all of the latter
        ),
    )
