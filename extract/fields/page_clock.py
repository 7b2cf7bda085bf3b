"""The latest day that a page shows anywhere: it was made then or later, whenever it was stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from extract.fields.date_forms import JUCHE_OFFSET, is_relative, read_dates
from extract.fields.date_spellings import plain_spelling
from extract.fields.stamps import is_of_another

FUTURE = timedelta(hours=14)  # a page of a zone ahead of ours
# "© 2009-2026": the year is put in by the template, and the page was made in it.
LONGEST_MASTHEAD = 60  # characters
_YEAR = re.compile(
    r"(?<![\d.-])((?:19|20)\d\d)(?![\d-])|(?:juche|주체|主体|チュチェ|чучхе)\s?(\d{2,3})(?!\d)", re.IGNORECASE
)
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


def year_told(lines: Iterable[str]) -> int | None:
    """The one year that short lines of a page tell, as a masthead's "Juche 115 (2026)"; None if they tell several.

    Those of a copyright, of a founding and the like are none.
    """
    years: set[int] = set()
    for text in lines:
        if len(text) > LONGEST_MASTHEAD or _COPYRIGHT.search(text):
            continue
        for year in _YEAR.finditer(plain_spelling(text).text):
            if not is_of_another(text[: year.start()], text[year.end() :], text):
                years.add(int(year[1]) if year[1] else JUCHE_OFFSET + int(year[2]))
    return years.pop() if len(years) == 1 else None


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
