"""Times as they are stored: aware, in UTC, ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime


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
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


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
