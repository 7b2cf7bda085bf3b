"""Dates, months and counts as people read them."""

from __future__ import annotations

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_day(time: str | None) -> str:
    """The day of a stored time, "2 Mar 2026"; "undated" where there is none."""
    if not time:
        return "undated"
    year, month, day = time[:10].split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def month_name(month: str) -> str:
    """A month as stored (2026-03), "Mar 2026"; a year stays, "" and "undated" are "undated"."""
    if not month or month == "undated":
        return "undated"
    parts = month.split("-")
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) > 1 else month


def count_words(count: int, one: str, many: str | None = None) -> str:
    """The count with its noun: "1 article", "1,204 articles"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def whole_year(first: str, last: str) -> list[str]:
    """Every month (2026-03) from one to another, both included, and at least the twelve up to the last."""
    start, end = (date.fromisoformat(f"{month}-01") for month in (first, last))
    start = min(start, end.replace(year=end.year - 1, month=end.month + 1) if end.month < 12 else end.replace(month=1))
    count = (end.year - start.year) * 12 + end.month - start.month
    return [f"{start.year + (start.month - 1 + n) // 12}-{(start.month - 1 + n) % 12 + 1:02}" for n in range(count + 1)]
