"""The days that datelines, end marks and the months of issue by the headline tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import takewhile

from corpus.records import RawPage
from extract.fields.address_dates import read_address_month, read_address_year
from extract.fields.date_evidence import DateEvidence, evidence_of
from extract.fields.date_forms import WrittenDate, read_dateline, read_dates, read_juche, read_months
from extract.fields.full_datelines import read_dated_dateline
from extract.fields.page_clock import year_told
from extract.fields.stamps import SHORT_LINE, is_of_another, is_stamp, says_change, written_near
from extract.page.trip_records import VisibleTexts

NEAR_ADDRESS = timedelta(days=7)


def months_of_issue(visible: VisibleTexts) -> list[WrittenDate]:
    """The months of issue in short lines by the headline."""
    lines = (*visible.near_headline, *visible.before_text)
    return [month for text in lines if len(text) <= SHORT_LINE for month in read_months(text)]


def datelines(page: RawPage, visible: VisibleTexts, zone: tzinfo, address: datetime | None) -> Iterator[DateEvidence]:
    """The days of datelines and end marks. One that names no year is within a week of the address's day.

    Of a page that was imported, perhaps years later, the year is that of the listing's day, of the month of issue
    beside the headline, of the address or of the page's masthead; without any, such a dateline tells no day.
    """
    near = address
    by: datetime | None = page.fetched_at
    if near is None and page.found_in == "import":
        near = _day_of_import(page, visible)
        by = by if near else _end_of_year(page, visible)
    for text in visible.first_lines[:3]:
        if by is None:
            break
        dateline = read_dateline(text, fetched_at=by, zone=zone, near=near)
        if dateline is not None and (address is None or abs(dateline.when - address) <= NEAR_ADDRESS):
            yield evidence_of("dateline", dateline)
    for text in visible.first_lines[:2]:
        if (opening := read_dated_dateline(text[:SHORT_LINE], zone=zone)) is not None:
            yield evidence_of("dateline", opening)
    for text in takewhile(is_stamp, visible.after_text):  # further on they are other stories'
        yield from (replace(item, source="dateline") for item in written_near([text], zone, None))
    for text in visible.after_text:
        if is_stamp(text):
            continue
        told = written_near([text], zone, None)
        yield from (replace(item, source="dateline") for item in told if item.labelled)
    for text in (*visible.last_lines[-3:], *visible.first_lines[:3]):
        found = [juche] if (juche := read_juche(text, zone=zone)) else []
        found += [item for item in read_dates(text[:SHORT_LINE], zone=zone) if _is_own(item, text)]
        yield from (evidence_of("dateline", item) for item in found)


def _day_of_import(page: RawPage, visible: VisibleTexts) -> datetime | None:
    """The listing's day of an imported page, else the month of issue that it or its address tells."""
    issue = read_address_month(page.url, fetched_at=page.fetched_at)
    return page.published or next((month.when for month in (*months_of_issue(visible), *filter(None, [issue]))), None)


def _end_of_year(page: RawPage, visible: VisibleTexts) -> datetime | None:
    """The end of the year that an imported page's address or masthead tells, the fetch's own up to the fetch."""
    year = read_address_year(page.url) or year_told(visible.dated)
    if year is None or year > page.fetched_at.year:
        return None
    return page.fetched_at if year == page.fetched_at.year else datetime(year, 12, 31, tzinfo=UTC)


def _is_own(item: WrittenDate, line: str) -> bool:
    """Whether a day is most of a line, and neither that of a change nor of something else."""
    before, _, after = line.partition(item.text)
    other = is_of_another(before, after, line) or says_change(before, after, line)
    return len(item.text) * 4 > len(line) and not other
