"""Times as they are stored: aware, in UTC, ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime


def write_time(time: datetime) -> str:
    """A time as stored, "2026-03-02T09:30:00+00:00".

    Raises:
        ValueError: the time has no zone.
    """
    if time.tzinfo is None:
        raise ValueError(f"a time without a zone: {time}")
    return time.astimezone(UTC).isoformat()


def parse_time(text: str) -> datetime:
    """The aware time in UTC that `text` says (ISO 8601); without a zone it is taken as UTC.

    Raises:
        ValueError: the text is no ISO time.
    """
    time = datetime.fromisoformat(text)
    try:
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError as error:  # the zone takes it out of the years that there are
        raise ValueError(f"no time: {text}") from error


ASKED_YEARS = range(1000, 9000)
"""The years that may be asked for: years are counted from each, and end within those that Python knows."""


def asked_time(text: str) -> datetime:
    """What `parse_time` reads of what a person asked.

    Raises:
        ValueError: the text is no ISO time, or none of `ASKED_YEARS`.
    """
    time = parse_time(text)
    if time.year not in ASKED_YEARS:
        raise ValueError(f"no time that can be asked for: {text}")
    return time


_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def asked_day(text: str, *, last: bool = False) -> date:
    """The day that a person wrote as 2026-03-31; of a month or a year alone its first, or its last.

    Raises:
        ValueError: the text is no day, month or year, or none of `ASKED_YEARS`.
    """
    match = _WRITTEN.fullmatch(text)
    year, month, day = match.groups() if match else ("0", None, None)
    if int(year) not in ASKED_YEARS:
        raise ValueError(f"no day that can be asked for: {text}")
    first = date(int(year), int(month or (12 if last else 1)), 1)  # monthrange wants a month that there is
    return first.replace(day=int(day or (monthrange(first.year, first.month)[1] if last else 1)))


PRECISIONS = {"year": 4, "month": 7, "day": 10, "minute": 16}
"""How much of a stored time is known, and how many of its characters say that much."""


def shown_day(time: str | None, precision: str | None = None) -> str:
    """The day of a stored time, the month or year alone where no more is known; "undated" for None."""
    return time[: min(PRECISIONS["day"], PRECISIONS.get(precision or "day", PRECISIONS["day"]))] if time else "undated"


def shown_time(time: str | None, precision: str | None = None) -> str:
    """A stored time as far as it is known: "2026-03-02 09:30", a day, month or year alone, or "undated"."""
    return time[: PRECISIONS.get(precision or "minute", PRECISIONS["minute"])].replace("T", " ") if time else "undated"


def now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)
