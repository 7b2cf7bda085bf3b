"""The latest day that a page shows anywhere: it was made then or later, whenever it was stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from extract.fields.date_forms import is_relative, read_dates

FUTURE = timedelta(hours=14)  # a page of a zone ahead of ours
# "© 2009-2026": the year is put in by the template, and the page was made in it.
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|все права|저작권|版权所有|著作権)[^\d]{0,40}(?:(?:19|20)\d\d\s?[-–—~～]\s?)?((?:19|20)\d\d)",
    re.IGNORECASE,
)


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
