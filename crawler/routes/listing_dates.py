"""Times as listings write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser as dates

# abbreviations that feeds use and dateutil does not know, in seconds east of Greenwich
_ZONES = {"KST": 32400, "JST": 32400, "PYT": 32400, "MSK": 10800, "HKT": 28800, "SGT": 28800, "EST": -18000,
          "EDT": -14400, "CST": -21600, "CDT": -18000, "PST": -28800, "PDT": -25200, "BST": 3600, "CET": 3600,
          "CEST": 7200, "VLAT": 36000, "UT": 0, "UTC": 0, "GMT": 0, "Z": 0}  # fmt: skip
# a zone that a time states, wherever it stands: an offset behind the time of day, or a name
_ZONED = re.compile(
    rf"\d\s*(?:[+-]\d{{2}}:?\d{{2}}|[Zz])(?![\d:])|(?<![A-Za-z])(?:{'|'.join(_ZONES)})(?![A-Za-z])|[ap]m\s+[A-Z]{{2,4}}$"
)
# dateutil reads GMT+9 as POSIX does, which is nine hours west; feeds mean east
_GREENWICH = re.compile(r"\b(?:GMT|UTC|UT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\b")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def read_date(text: Any, timezone: str | None) -> datetime | None:
    """The time in UTC that a listing gives; without a zone of its own it is the outlet's `timezone`, else UTC."""
    if not isinstance(text, str) or not text.strip() or len(text) > 100:
        return None
    text = _GREENWICH.sub(lambda found: f"{found[1]}{int(found[2]):02}{found[3] or '00'}", text.strip())
    try:
        time = dates.parse(text, tzinfos=_ZONES)
        if time.tzinfo is None or (timezone and not _ZONED.search(text)):
            time = time.replace(tzinfo=ZoneInfo(timezone) if timezone else UTC)
        time = time.astimezone(UTC)
    except (ValueError, TypeError, ArithmeticError, AttributeError):  # all of them seen on odd input to dateutil
        return None
    return time if timedelta(0) <= time - _EARLIEST < timedelta(days=36_500) else None
