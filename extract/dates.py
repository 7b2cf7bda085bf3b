"""The date of publication: every piece of evidence a page holds, ranked; the best that is possible wins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from dateutil import parser as dateutil_parser

from corpus.records import RawPage
from extract.metadata import PageMetadata, text_value

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Clocks differ, and a page stamped in Pyongyang time may carry another zone's mark.
FUTURE = timedelta(hours=26)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateEvidence:
    """One statement of when a page was published: an aware UTC time, what said it, and whether it has a time of day."""

    when: datetime
    source: str
    exact: bool = True
    text: str = ""


def parse_iso(text: str, zone: tzinfo = UTC) -> tuple[datetime, bool] | None:
    """The UTC time of a machine-written date and whether it had a time of day; None if it is none.

    A time without a zone is taken to be in `zone`.
    """
    cleaned = text.strip()
    match = re.match(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(.*)$", cleaned, re.DOTALL)
    if match is None and not re.search(r"\d{4}", cleaned):
        return None
    try:
        parsed = dateutil_parser.parse(cleaned[:64])
    except (ValueError, OverflowError):
        return None
    exact = bool(re.search(r"\d{1,2}:\d{2}|T\d{2}", cleaned))
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=zone)
    return parsed.astimezone(UTC), exact


def publication_date(page: RawPage, metadata: PageMetadata) -> DateEvidence | None:
    """The best possible evidence of when the page was published."""
    stated = [("json-ld", text_value(node.get("datePublished"))) for node in metadata.articles]
    stated.append(("meta", metadata.first("article:published_time", "datepublished", "og:published_time", "date")))
    found = [
        DateEvidence(when=parsed[0], source=source, exact=parsed[1], text=text)
        for source, text in stated
        if (parsed := parse_iso(text)) is not None
    ]
    if page.published is not None:
        found.append(DateEvidence(when=page.published, source=page.found_in or "listing"))
    possible = [item for item in found if EARLIEST <= item.when <= page.fetched_at + FUTURE]
    return min(possible, key=lambda item: not item.exact, default=None)
