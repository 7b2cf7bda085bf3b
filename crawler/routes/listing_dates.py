"""Times as listings write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dates

# abbreviations that feeds use and dateutil does not know, in seconds east of Greenwich
_ZONES = {"KST": 32400, "JST": 32400, "PYT": 32400, "MSK": 10800, "HKT": 28800, "SGT": 28800, "EST": -18000,
          "EDT": -14400, "CST": -21600, "CDT": -18000, "PST": -28800, "PDT": -25200, "BST": 3600, "CET": 3600,
          "CEST": 7200, "VLAT": 36000, "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "AEST": 36000, "AEDT": 39600, "AWST": 28800,
          "ACST": 34200, "NZST": 43200, "NZDT": 46800, "IST": 19800, "EET": 7200, "EEST": 10800, "WET": 0, "WEST": 3600,
          "MST": -25200, "MDT": -21600, "AKST": -32400, "HST": -36000, "PHT": 28800, "ICT": 25200, "WIB": 25200,
          "YAKT": 32400, "KRAT": 25200, "IRKT": 28800}  # fmt: skip
_NAMES = "|".join(sorted(_ZONES, key=len, reverse=True))
# a zone that a time states, wherever it stands: an offset behind the time of day, or a name
_ZONED = re.compile(
    rf"\d\s*(?:[+-]\d{{2}}:?\d{{2}}|[Zz])(?![\d:])|(?<![A-Za-z])(?:{_NAMES})(?![A-Za-z])|[ap]m\s+[A-Z]{{2,4}}$"
)
# dateutil reads GMT+9 as POSIX does, which is nine hours west; feeds mean east
_GREENWICH = re.compile(r"\b(?:GMT|UTC|UT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\b|(?<=\d)\s?Z([+-])(\d{2}):?(\d{2})\b")
_OFFSET = re.compile(r"(?<![\d.:])([+-])(\d{1,2}?)(?::?(\d{2}))?(?::00)?(?![\d:])")
_NAME = re.compile(rf"(?<![A-Za-z])({_NAMES})(?![A-Za-z])", re.IGNORECASE)
_PLACE = re.compile(r"\b[A-Z][a-z]+/[A-Z][A-Za-z_]+\b")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_DASHES = str.maketrans("−–—：．", "---:.")
_COMMENT = re.compile(r"\(([^()]*)\)")
# 2026-03-02T10:00, 2026. 3. 2. 오전 10:00, 2026年3月2日 10時00分, with whatever stands before and the zone behind
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:[-./]|[년年])\s?(?P<month>\d{1,2})\s?(?:[-./]|[월月])\s?(?P<day>\d{1,2})"
    r"(?!\d)\s?[일日.]?(?:[\sT,]|\([^()]{0,9}\))*"
    r"(?:(?P<half>오전|오후|午前|午後|上午|下午|[AaPp]\.?[Mm]\.?)?\s?(?P<hour>\d{1,2})\s?[:시時时点]\s?(?:(?P<minute>\d{1,2})\s?[분分]?"
    r"(?:(?:\s?:|(?<=[분分]))\s?(?P<second>\d{2})(?:[.,]\d{1,9})?\s?[초秒]?)?)?)?"
)
_AFTERNOON = frozenset(("오후", "午後", "下午", "pm"))
_HALF = re.compile(r"\s*([aApP])\.?[mM]\b")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?")
# months that feeds in other languages write, by their first letters
# fmt: off
_MONTHS = {"янв": "Jan", "фев": "Feb", "мар": "Mar", "апр": "Apr", "май": "May", "мая": "May", "июн": "Jun",
           "июл": "Jul", "авг": "Aug", "сен": "Sep", "окт": "Oct", "ноя": "Nov", "дек": "Dec", "mär": "Mar",
           "mai": "May", "okt": "Oct", "dez": "Dec", "fév": "Feb", "mars": "Mar", "avr": "Apr", "juin": "Jun",
           "juil": "Jul", "aoû": "Aug", "déc": "Dec", "ene": "Jan", "abr": "Apr", "ago": "Aug", "dic": "Dec"}
# fmt: on
_MONTH = re.compile(rf"\b(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\w*\.?", re.IGNORECASE)
# the second that RFC 5322 and 3339 put in now and then, and the hour at a day's end: dateutil knows neither
_LEAP_SECOND = re.compile(r"(?<=\d\d:\d\d):60(?![\d:])|(?<=T\d{4})60(?!\d)")
_DAYS_END = re.compile(r"(?<![\d:])24:00(?P<seconds>:00)?(?![\d:])")
_KOREAN_MONTH = re.compile(r"(?<=\d )(\d{1,2})월(?= \d{4})")
_WEEKDAY = re.compile(r"^\w{1,12}\.?,\s*")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# a text that lacks a year, a month or a day takes it from these, and so differs
_UNSAID = (datetime(2001, 1, 1), datetime(2002, 2, 2))


def read_date(text: Any, timezone: str | None) -> datetime | None:
    """The time in UTC that a listing gives; without a zone of its own it is the outlet's `timezone`, else UTC."""
    if not isinstance(text, str) or not text.strip() or len(text) > 100:
        return None
    text = unescape(_CDATA.sub(r"\1", text)).translate(_DASHES).strip()
    try:
        time = _since_1970(text) or _year_first(text, timezone) or _by_words(text, timezone)
    except (ValueError, TypeError, ArithmeticError, AttributeError, LookupError):  # all seen on odd input to dateutil
        return None
    return time if time and timedelta(0) <= time - _EARLIEST < timedelta(days=36_500) else None


def _since_1970(text: str) -> datetime | None:
    found = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _year_first(text: str, timezone: str | None) -> datetime | None:
    """The time of a text that names the year, the month and the day in this order; None of others."""
    found = _YEAR_FIRST.search(text)
    if found is None:
        return None
    hour = int(found["hour"] or 0)
    half = (found["half"] or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    behind = text[found.end() :]
    english = _HALF.match(behind)
    if found["hour"] and english and hour <= 12:
        hour = hour % 12 + (12 if english[1] in "pP" else 0)
    later = timedelta(days=1) if hour == 24 else timedelta(0)
    time = datetime(
        int(found["year"]), int(found["month"]), int(found["day"]), hour % 24 if later else hour,
        int(found["minute"] or 0), min(int(found["second"] or 0), 59),
    )  # fmt: skip
    zone = _zone(behind) if found["hour"] else None
    return (time.replace(tzinfo=zone or _own(timezone)) + later).astimezone(UTC)


def _zone(text: str) -> tzinfo | None:
    """The zone that stands behind a time of day; None where it has none."""
    offset = _OFFSET.search(text) if len(text) < 60 else None
    if offset:
        east = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return fixed(east if offset[1] == "+" else -east)
    place = _place(text)
    if place is not None:
        return place
    name = _NAME.search(text)
    return fixed(timedelta(seconds=_ZONES[name[1].upper()])) if name else None


def _place(text: str) -> ZoneInfo | None:
    found = _PLACE.search(text)
    try:
        return ZoneInfo(found[0]) if found else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _own(timezone: str | None) -> tzinfo:
    return ZoneInfo(timezone) if timezone else UTC


def _by_words(text: str, timezone: str | None) -> datetime | None:
    """The time as dateutil reads it, of a text that names a whole day; None otherwise."""
    place = _place(text)
    if place is not None:
        text = _PLACE.sub("", text)
    text = _GREENWICH.sub(_east, text)
    kept = "" if _ZONED.search(_COMMENT.sub("", text)) else r" \1"  # a zone in brackets counts where no other stands
    text = _COMMENT.sub(kept, text)
    text = re.sub(r"([+-])(\d)(\d\d)$", r"\g<1>0\2\3", text)
    text = _LEAP_SECOND.sub(lambda found: found[0].replace("60", "59"), text)
    text, day_ends = _DAYS_END.subn("00:00", text)
    text = _NAME.sub(lambda found: found[0].upper(), text)
    if not text.isascii():
        text = _KOREAN_MONTH.sub(lambda found: f"{datetime(2000, int(found[1]), 1):%b}", text)
        text = _WEEKDAY.sub("", text)
    if _MONTH.search(text):
        text = _WEEKDAY.sub("", _MONTH.sub(_in_english, text))
    time, other = (dates.parse(text, tzinfos=_ZONES, default=unsaid) for unsaid in _UNSAID)
    if time.date() != other.date():
        return None
    if time.tzinfo is None or (timezone and not _ZONED.search(text)):
        time = time.replace(tzinfo=place or _own(timezone))
    found: datetime = time.astimezone(UTC) + timedelta(days=1 if day_ends else 0)
    return found


def _east(found: re.Match[str]) -> str:
    sign, hours, minutes = found[1] or found[4], found[2] or found[5], found[3] or found[6]
    return f" {sign}{int(hours):02}{minutes or '00'}"


def _in_english(found: re.Match[str]) -> str:
    word = found[0].lower()
    return next((english for letters, english in _MONTHS.items() if word.startswith(letters)), found[0])
