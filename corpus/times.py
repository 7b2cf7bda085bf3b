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


def now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)
