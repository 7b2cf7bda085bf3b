"""The time that an address asks for: `since` and `until` as days, or as a month or a year, whose ends they then are."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from datasette.utils.asgi import BadRequest

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def asked_span(args: Mapping[str, str]) -> tuple[str, str]:
    """The first and the last day of an address (2026-03-31), "" where there is none.

    Raises:
        BadRequest: one is no day, month or year; the message names it.
    """
    return asked_day(args, "since"), asked_day(args, "until")


def check_month(asked: str) -> None:
    """Refuse what is no month; a year and a day are taken as well, and "undated".

    Raises:
        BadRequest: the message names it.
    """
    try:
        asked_day({"month": "" if asked == "undated" else asked}, "month")
    except BadRequest:
        raise BadRequest(f"month={asked[:40]} is no month: write it as 2026-03") from None


def asked_day(args: Mapping[str, str], name: str) -> str:
    """One end of the time: of a month or a year its first day for `since`, its last for `until`."""
    asked = (args.get(name) or "").strip()
    if not asked:
        return ""
    match, last = _WRITTEN.fullmatch(asked), name == "until"
    try:
        year, month, day = match.groups() if match else (None, None, None)
        if year is None:
            raise ValueError
        number = int(month) if month else 12 if last else 1
        return date(int(year), number, int(day or (monthrange(int(year), number)[1] if last else 1))).isoformat()
    except (ValueError, IndexError):
        raise BadRequest(f"{name}={asked[:40]} is no day: write it as 2026-03-31") from None
