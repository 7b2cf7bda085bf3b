"""Dates, months and counts as people read them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.times import PRECISIONS

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d\d")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_day(time: str | None, precision: str | None = None) -> str:
    """The day of a stored time, "2 Mar 2026", or as much as is known of it, "Mar 2026"; "undated" for none."""
    if not time:
        return "undated"
    year, month, day = time[:10].split("-")
    known = {"year": year, "month": f"{MONTHS[int(month) - 1]} {year}"}
    return known.get(precision or "", f"{int(day)} {MONTHS[int(month) - 1]} {year}")


def long_time(time: str | None, precision: str | None = None) -> str:
    """A stored time, "2 Mar 2026, 09:30 UTC", or as much as is known of it."""
    clock = f", {time[11:16]} UTC" if time and precision in ("minute", None) else ""
    return long_day(time, precision) + clock


def day_span(first: str | None, last: str | None) -> str:
    """Two stored days, both included, as short as can be: "2 Mar 2026", "Mar 2026", "2026", "2 – 9 Mar 2026"."""
    if not first or not last or first == last:
        return long_day(first)
    start, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole and (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    if whole and start.year == end.year:
        months = f"{MONTHS[start.month - 1]} – {MONTHS[end.month - 1]} {end.year}"
        return str(start.year) if (start.month, end.month) == (1, 12) else months
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} – {long_day(last)}"
    return f"{long_day(first)} – {long_day(last)}"


def times_span(first: str | None, precision: str | None, last: str | None, last_precision: str | None = None) -> str:
    """From one stored time to another, as days; the first alone where no more than its month or year is known."""
    vague = {"month", "year"} & {precision, last_precision}
    return long_day(first, precision) if vague or not (first and last) else day_span(first[:10], last[:10])


def known_time(time: str | None, precision: str | None = None) -> str:
    """A stored time as HTML's `datetime` has it: all of it, or the day, month or year where no more is known."""
    return time[: PRECISIONS[precision]] if time and precision in ("day", "month", "year") else time or ""


def month_name(month: str) -> str:
    """A month as stored (2026-03), "Mar 2026"; a day "2 Mar 2026"; "" is "undated", and anything else stays."""
    if _DAY.fullmatch(month):
        return long_day(month)
    if _MONTH.fullmatch(month):
        return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
    return month or "undated"


def whole_year(first: str, last: str) -> list[str]:
    """Every month (2026-03) from one to another, both included, and at least the twelve up to the last."""
    start, end = (date.fromisoformat(f"{month}-01") for month in (first, last))
    start = min(start, end.replace(year=end.year - 1, month=end.month + 1) if end.month < 12 else end.replace(month=1))
    count = (end.year - start.year) * 12 + end.month - start.month
    return [f"{start.year + (start.month - 1 + n) // 12}-{(start.month - 1 + n) % 12 + 1:02}" for n in range(count + 1)]
