"""The latest day that a page shows anywhere: it was made then or later, whenever it was stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from extract.fields.date_forms import is_relative, read_dates

FUTURE = timedelta(hours=14)  # a page of a zone ahead of ours
# "© 2009-2026": the year is put in by the template, and the page was made in it.
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright|все права|저작권|版权所有|著作権)[^\d]{0,40}"
    r"(?:(?:19|20)\d\d\s?[-–—~～]\s?)?((?:19|20)\d\d)",
    re.IGNORECASE,
)


# A zone without an offset, by whose name the order of "6/3/2026" is known.
DAY_FIRST, MONTH_FIRST = timezone(timedelta(0), "DayFirst"), timezone(timedelta(0), "America/MonthFirst")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d(?![\d/-])")


def with_order(zone: tzinfo, lines: Iterable[str]) -> tzinfo:
    """The zone, or where none is known one that tells the order that other dates of the page have: "25/2/2026"."""
    if zone is not UTC:
        return zone
    pairs = [(int(first), int(second)) for text in lines for first, _, second in _SLASHED.findall(text)]
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    return zone if day_first == month_first else DAY_FIRST if day_first else MONTH_FIRST


def latest_told(lines: Iterable[str], *, by: datetime) -> datetime | None:
    """The latest day in some lines of a page that is not after `by`, else the end of its copyright's year, or None."""
    days: list[datetime] = []
    years: list[int] = []
    for text in lines:
        days += [item.when for item in read_dates(text) if not is_relative(item.text) and item.when <= by + FUTURE]
        years += [int(year) for year in _COPYRIGHT.findall(text) if int(year) <= by.year]
    if years and (not days or max(years) > max(days).year):
        return min(by, datetime(max(years), 12, 31, tzinfo=UTC))
    return max(days, default=None)
