"""How often things are named in some days: by months, which are kept, and by days where these are few enough to count.

A story that is told in two of the parts counts in each.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.store.reader import Readable

MOST_BY_DAYS = 5000  # articles of the days that are counted one by one: as dear as counting years by months
Days = tuple[str, str]  # two days, both included; "" has no bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """What is counted of the time asked for: runs of `days`, and the months ("2026-03") from the first to the last of
    `months`, None where none is whole. `since` and `until` are its ends in days: those asked for, or where the articles
    of these days are too many, those of their months.
    """

    since: str
    until: str
    days: tuple[Days, ...]
    months: Days | None


def plan_period(db: Readable, since: str, until: str) -> Period:
    """How to count from one day to another, both included, "" being no bound."""
    begins, ends = not since or since.endswith("-01"), not until or until == month_end(until)
    by_months = Period(
        since=f"{since[:7]}-01" if since else "", until=month_end(until), days=(), months=(since[:7], until[:7])
    )
    if begins and ends:
        return by_months
    if _few(db, [(since, until)]):
        return Period(since=since, until=until, days=((since, until),), months=None)
    if since[:7] == until[:7]:
        return by_months
    edges = [*([] if begins else [(since, month_end(since))]), *([] if ends else [(f"{until[:7]}-01", until)])]
    if not _few(db, edges):
        return by_months
    first, last = since[:7] if begins else _month_after(since, 1), until[:7] if ends else _month_after(until, -1)
    return Period(
        since=since, until=until, days=tuple(edges), months=(first, last) if not last or first <= last else None
    )


def count_source(db: Readable, period: Period) -> tuple[str, dict[str, Any]]:
    """SQL for the rows (entity_id, mentions, articles, stories) of the things named in a period, and its values."""
    parts, values = list[str](), dict[str, Any]()
    if period.days:
        counted = [row for days in period.days for row in _by_days(db, days)]
        values["day_counts"] = json.dumps(counted)
        parts.append(
            "select value ->> 0 as entity_id, value ->> 1 as mentions, value ->> 2 as articles, value ->> 3 as stories"
            " from json_each(:day_counts)"
        )
    if period.months:
        values["first_month"], values["last_month"] = period.months[0], period.months[1] or "9999"
        parts.append(
            "select entity_id, mentions, articles, stories from entity_months"
            " where month >= :first_month and month <= :last_month and month <> ''"
        )
    return (
        "(select entity_id, sum(mentions) as mentions, sum(articles) as articles, sum(stories) as stories"
        f" from ({' union all '.join(parts)}) group by entity_id)"
    ), values


def month_end(day: str) -> str:
    """The last day of a day's month; "" for none."""
    return f"{day[:7]}-{monthrange(int(day[:4]), int(day[5:7]))[1]:02}" if day else ""


def _month_after(day: str, months: int) -> str:
    number = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    return f"{number // 12:04}-{number % 12 + 1:02}"


_IN_DAYS = "articles a indexed by articles_newest"
_OF_DAYS = "a.published >= :since and a.published < :until"


def _bounds(days: Days) -> dict[str, Any]:
    return {"since": days[0], "until": f"{days[1]}T99" if days[1] else "9999"}


def _few(db: Readable, runs: Iterable[Days]) -> bool:
    left = MOST_BY_DAYS
    for days in runs:
        counted = f"select count(*) from (select 1 from {_IN_DAYS} where {_OF_DAYS} limit :most)"
        left -= db.execute(counted, {**_bounds(days), "most": left + 1}).fetchone()[0]
        if left < 0:
            return False
    return True


def _by_days(db: Readable, days: Days) -> list[tuple[str, int, int, int]]:
    # both from indexes that hold all of it: no article and no mention is read itself
    return db.execute(
        "select m.entity_id, count(*), count(distinct a.id), count(distinct coalesce(a.story_id, a.id))"
        f" from {_IN_DAYS} cross join mentions m indexed by mentions_in_article on m.article_id = a.id"
        f" where {_OF_DAYS} and m.entity_id is not null group by m.entity_id",
        _bounds(days),
    ).fetchall()
