"""The time that an address asks for: `since` and `until` as days, or as a month or a year, whose ends they then are."""

from __future__ import annotations

from collections.abc import Mapping

from datasette.utils.asgi import BadRequest

from corpus import times


def asked_span(args: Mapping[str, str]) -> tuple[str, str]:
    """The first and the last day of an address (2026-03-31), "" where there is none.

    Raises:
        BadRequest: one is no day, month or year; the message names it.
    """
    return asked_day(args, "since"), asked_day(args, "until")


def check_month(asked: str) -> None:
    """Refuse what is no month for a search, which takes a year and a day as well, and "undated".

    Raises:
        BadRequest: the message names it.
    """
    try:
        asked_day({"month": "" if asked == "undated" else asked}, "month")
    except BadRequest:
        raise BadRequest(f"month={asked[:40]} is no month: write it as 2026-03") from None


def month_alone(asked: str) -> str:
    """A month as counts are kept by it, "" for none; of a day it is the day's own.

    Raises:
        BadRequest: it is a year, "undated" or no time at all; the message names it.
    """
    check_month(asked)
    month = asked.strip()[: len("2026-03")]
    if month and "-" not in month:
        raise BadRequest(f"month={asked[:40]} is no month alone: write it as 2026-03")
    return month


def asked_day(args: Mapping[str, str], name: str) -> str:
    """One end of the time: of a month or a year its first day for `since`, its last for `until`."""
    asked = (args.get(name) or "").strip()
    if not asked:
        return ""
    try:
        return times.asked_day(asked, last=name == "until").isoformat()
    except ValueError:
        raise BadRequest(f"{name}={asked[:40]} is no day: write it as 2026-03-31") from None
