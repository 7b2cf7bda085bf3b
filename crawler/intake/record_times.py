"""Times in what is imported, as programs write them: ISO 8601, 14 digits, RFC 822, seconds or more since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = re.compile(r"\d{14}")
_YEAR_DAY = re.compile(r"(\d{4})-(\d{2})-(3[2-9]|[4-9]\d|[0-3]\d{2})T(\S{5,30})")
_NUMBER = re.compile(r"-?\d{9,17}(\.\d{1,9})?")
_STEPS = ((1e11, 1), (1e14, 1_000), (1e17, 1_000_000), (1e20, 1_000_000_000))  # up to what, parts of a second


def record_time(value: Any) -> datetime | None:
    """The time in UTC that a text or number says; None if it says none, or one that no page can have."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        time = _since_1970(value) if isinstance(value, int | float) else _written(value.strip())
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, TypeError, ArithmeticError, IndexError):  # of dates that are none, each library's own
        return None
    return time if EARLIEST <= time < LATEST else None


def _since_1970(number: float) -> datetime:
    for most, parts in _STEPS:
        if abs(number) < most:
            return _EPOCH + timedelta(seconds=number / parts)
    raise ValueError(f"{number} is too much")


def _written(text: str) -> datetime:
    if len(text) > 100:
        raise ValueError("too long for a time")
    if _DIGITS.fullmatch(text):
        return datetime.strptime(text, "%Y%m%d%H%M%S")
    if found := _YEAR_DAY.fullmatch(text):  # a day of the year in the day's place, as ClueWeb09 has them
        day = datetime(int(found[1]), 1, 1) + timedelta(days=int(found[3]) - 1)
        if day.month == int(found[2]):
            return datetime.fromisoformat(f"{day:%Y-%m-%d}T{found[4]}")
    if _NUMBER.fullmatch(text):
        return _since_1970(float(text))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def file_time(path: Path) -> datetime:
    """When a file was last written, to the second: so that importing it again is the same fetch.

    Raises:
        OSError: the file cannot be asked.
    """
    try:
        return record_time(int(path.stat().st_mtime)) or _EPOCH
    except (ValueError, OverflowError):
        return _EPOCH
