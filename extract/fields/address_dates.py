"""The days and months in the addresses of pages."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from extract.fields.date_forms import MONTHS, WrittenDate

AFTER = timedelta(days=1)  # clocks differ
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d{2})"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY_OF_TWO = r"(?P<day>0[1-9]|[12]\d|3[01])"
_ADDRESS_FORMS = (
    re.compile(rf"/{_YEAR}/{_MONTH}/(?P=month)[-_.]?{_DAY_OF_TWO}(?=/)"),  # folders of months, then of their days
    re.compile(rf"/{_YEAR}{_MONTH}/[a-z]*(?P=month)/{_DAY_OF_TWO}(?=[./]|$)"),
    re.compile(rf"[/=_-]{_YEAR}[/-](?P<month>\d{{1,2}}|[a-zA-Z]{{3}})[/-]{_DAY}(?=\D|$)"),
    re.compile(rf"[/=_-](?P<day>0[1-9]|[12]\d|3[01])[.-](?P<month>0[1-9]|1[0-2])[.-]{_YEAR}(?=\D|$)"),
    re.compile(rf"[/=_-]{_YEAR}/{_MONTH}{_DAY_OF_TWO}(?=/)"),
    re.compile(rf"[/=_-]{_YEAR}-{_MONTH}{_DAY_OF_TWO}(?=[-_/.])"),
    re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\D|\d{3,8}(?:\D|$)|$)"),
)
# An archive's own address before the page's, with the time when it was kept.
_ARCHIVED = re.compile(r"^https?://[^/]*(?:archive|wayback)[^/]*/(?:web/)?\d{8,14}[a-z_]*/", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9_+-]{12,}={0,2}")
_ADDRESS_MONTH = re.compile(rf"/{_YEAR}[/-](?P<month>0[1-9]|1[0-2])/(?!\d{{1,2}}(?:[/-]|$))")

_ADDRESS_YEAR = re.compile(rf"/{_YEAR}(?=/)")


def read_address_date(url: str, *, zone: tzinfo = UTC) -> WrittenDate | None:
    """The date in an address, as in /2025/11/02/ or ?id=20251102000100, or None."""
    path = re.sub(r"^[a-z]+://[^/]*", "", _ARCHIVED.sub("", url))
    path += "".join(f"/{text}" for text in _hidden_texts(path))
    for pattern in _ADDRESS_FORMS:
        for match in pattern.finditer(path):
            month = match["month"].lower()
            number = MONTHS[month] if month in MONTHS else int(month) if month.isdigit() else 0
            when = _midnight(int(match["year"]), number, int(match["day"]), zone)
            if when is not None:
                return WrittenDate(when=when, exact=False, text=match.group(0).strip("/"))
    return None


def read_address_month(url: str, *, fetched_at: datetime) -> WrittenDate | None:
    """The month in an address that names no day, as in /2025/11/rice-prices/: its first day in UTC, or None.

    A month that had not begun when the page was fetched is a number of another kind.
    """
    for match in _ADDRESS_MONTH.finditer(re.sub(r"^[a-z]+://[^/]*", "", _ARCHIVED.sub("", url))):
        when = _midnight(int(match["year"]), int(match["month"]), 1, UTC)
        if when is not None and when <= fetched_at + AFTER:
            return WrittenDate(when=when, exact=False, text=match[0].strip("/"))
    return None


def read_address_year(url: str) -> int | None:
    """The year that is a folder of its own in an address, as in /2026/economy/18823-yuan, or None."""
    match = _ADDRESS_YEAR.search(re.sub(r"^[a-z]+://[^/]*", "", _ARCHIVED.sub("", url)))
    return int(match["year"]) if match else None


def _hidden_texts(path: str) -> Iterator[str]:
    """What the parts of an address say that are text in base64, as state agencies' sites write them."""
    for token in _BASE64.findall(path):
        try:
            text = b64decode(token + "=" * (-len(token) % 4), altchars=b"-_").decode("ascii")
        except ValueError:
            continue
        if text.isprintable():
            yield text.replace("@", "/")


def _midnight(year: int, month: int, day: int, zone: tzinfo) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None
