"""The date of publication: every piece of evidence a page holds, ranked; the best that is possible wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

from corpus.records import RawPage
from extract.fields.address_dates import read_address_date, read_address_month
from extract.fields.date_evidence import DateEvidence, evidence_of
from extract.fields.date_forms import (
    is_relative,
    read_dates,
    read_months,
)
from extract.fields.date_spellings import plain_spelling
from extract.fields.dateline_days import datelines, months_of_issue
from extract.fields.meta_days import CHANGED_NAMES, META_NAMES
from extract.fields.page_clock import latest_told, with_order
from extract.fields.stamps import (
    MANY_WORDS,
    RENDERED,
    SHORT_LINE,
    STAMP_BESIDE,
    written_near,
)
from extract.page.json_ld import text_value, types_of
from extract.page.metadata import PageMetadata
from extract.page.trip_records import VisibleTexts

EARLIEST = datetime(1945, 8, 15, tzinfo=UTC)  # archives reach back; nothing about the two Koreas is older
EPOCH = date(1970, 1, 1)
YEAR_ALONE = re.compile(r"(?:19|20)\d{2}")
# Clocks differ, and a page stamped in Pyongyang's time may be marked as UTC.
FUTURE = timedelta(hours=14)
YEAR = timedelta(days=365)
_MIDNIGHT = re.compile(r"((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01]))T00:00(?::00(?:\.0+)?)?[+-]\d\d:?\d\d")
_ZONE = re.compile(r"[+-](?!00:?00)\d{2}:?\d{2}$")
_MACHINE = ("json-ld", "meta", "time-tag")
# A template that stamps each page with the moment it was asked for says nothing about the article.
STAMPED = timedelta(minutes=2)
STEADY = ("meta", "feed", "sitemap", "dateline", "url")
ISSUE = timedelta(days=45)  # within which a day in the page's frame is of the month that the address names
# Lower is believed first. A day alone yields to any time on the same day, and ranks after all exact evidence.
RANKS = {
    **{"json-ld": 0, "meta": 1, "feed": 2, "sitemap": 3, "time-tag": 4, "visible": 5, "dateline": 6, "url": 7},
    "script": 6,
    **{"archive": 3, "page": 6, "import": 2, "listing": 6},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dating:
    """The evidence that won, None if none was possible, and all that lost, best first."""

    winner: DateEvidence | None
    losers: tuple[DateEvidence, ...] = ()


def date_page(
    page: RawPage,
    metadata: PageMetadata,
    visible: VisibleTexts,
    *,
    timezone: str | None = None,
    scripted: Callable[[], Iterable[str]] = tuple,
) -> Dating:
    """The date of publication of a page, with the evidence that lost.

    `scripted` reads the days in the page's scripts, and is asked where nothing else tells one.

    `timezone` is the outlet's, an IANA name; times written without a zone are read in it, else in UTC. A day without
    a time of day is midnight in UTC of that day, wherever the outlet is, so that every reader shows that day.
    """
    zone = with_order(named_zone(timezone), visible.dated)
    every = _with_stated_zones(list(_gather(page, metadata, visible, zone)))
    dating = judge(_whole_days(every, zone), fetched_at=page.fetched_at)
    if dating.winner is not None and _is_counted(dating.winner) and (told := list(_scripted(scripted, zone))):
        # "3 days ago" counts from a day that is not told: what its script counts from is
        every = [*(item for item in every if not _is_counted(item)), *told]
        dating = judge(_whole_days(every, zone), fetched_at=page.fetched_at)
    if dating.winner is None:
        # what a page says of itself in its scripts, then when it was changed, for want of better
        for more in (_scripted(scripted, zone), _changed(page, metadata, visible, zone)):
            dating = judge(_whole_days([*every, *more], zone), fetched_at=page.fetched_at)
            if dating.winner is not None:
                break
    return dating


def _is_counted(item: DateEvidence) -> bool:
    """Whether evidence was read from words that count from the day of reading."""
    return item.source == "visible" and is_relative(item.text)


def _whole_days(every: Iterable[DateEvidence], zone: tzinfo) -> list[DateEvidence]:
    """The evidence, days alone as midnight in UTC of that day."""
    return [item if item.exact or item.coarse else replace(item, when=_same_day(item.when, zone)) for item in every]


def _scripted(scripted: Callable[[], Iterable[str]], zone: tzinfo) -> Iterator[DateEvidence]:
    """The days that a page's scripts give for its publication."""
    for text in scripted():
        yield from _machine("script", text, zone)


def _changed(page: RawPage, metadata: PageMetadata, visible: VisibleTexts, zone: tzinfo) -> Iterator[DateEvidence]:
    """When a page says that it was changed; the day of the fetch is a page's making."""
    found = [
        item for node in metadata.articles for item in _machine("json-ld", text_value(node.get("dateModified")), zone)
    ]
    found += [
        item for name in CHANGED_NAMES for text in metadata.meta.get(name, ()) for item in _machine("meta", text, zone)
    ]
    found += written_near(
        (*visible.near_headline, *visible.before_text, *visible.after_text), zone, page.fetched_at, changed=True
    )
    yield from (item for item in found if page.fetched_at - item.when > RENDERED)


def _with_stated_zones(every: Sequence[DateEvidence]) -> list[DateEvidence]:
    """The evidence, a clock without a zone, or in UTC, read in the zone stated for the same clock."""
    zoned = {_clock(item.text): item.when for item in every if item.exact and _ZONE.search(item.text)}
    return [
        replace(item, when=zoned[_clock(item.text)])
        if item.exact and item.source in _MACHINE and not _ZONE.search(item.text) and _clock(item.text) in zoned
        else item
        for item in every
    ]


def _clock(text: str) -> str:
    """The digits of a machine-written time, to the minute."""
    return re.sub(r"\D", "", text[:19])[:12]


def _same_day(when: datetime, zone: tzinfo) -> datetime:
    """Midnight in UTC of the day that a time is in a zone."""
    return when.astimezone(zone).replace(tzinfo=UTC, hour=0, minute=0, second=0, microsecond=0)


def judge(evidence: Iterable[DateEvidence], *, fetched_at: datetime) -> Dating:
    """The best possible of the evidence: not from the future, not the moment of the fetch, exact before a day alone."""
    every = list(dict.fromkeys(evidence))
    possible = [item for item in every if _is_possible(item.when, fetched_at)]
    settled = [item for item in possible if not _stamped(item, possible, fetched_at)]
    settled = [item for item in settled if not _of_rendering(item, settled, fetched_at)]
    settled = [item for item in settled if not _of_site(item, settled, fetched_at)]
    settled = [item for item in settled if not _told_otherwise(item, settled)]
    if not settled:
        return Dating(winner=None, losers=tuple(every))
    days = [item for item in settled if not item.coarse]
    if not days:
        coarse = min(settled, key=lambda item: item.coarse == "year")
        return Dating(winner=coarse, losers=tuple(item for item in every if item != coarse))
    winner = min(days, key=lambda item: RANKS[item.source] + (0 if item.exact else 10))
    stated_day = min(days, key=lambda item: RANKS[item.source])
    apart = timedelta(days=1) if winner.source == "listing" else timedelta(days=2)
    if not stated_day.exact and abs(winner.when - stated_day.when) > apart:
        # The page's own day beats a listing's or a widget's time on another day.
        winner = stated_day
    if winner.source in ("visible", "time-tag"):
        # "Published 11 May" beside a day and an hour that nobody says to be the publication's
        said = [item for item in days if item.labelled]
        agreed = any(abs(item.when - winner.when) <= timedelta(days=1) for item in said)
        winner = winner if agreed or not said else said[0]
    losers = sorted((item for item in every if item != winner), key=lambda item: RANKS[item.source])
    return Dating(winner=winner, losers=tuple(losers))


def parse_iso(text: str, zone: tzinfo = UTC) -> tuple[datetime, bool] | None:
    """The UTC time of a machine-written date and whether it had a time of day; None if it is none.

    A time without a zone is taken to be in `zone`. Unix times in seconds and milliseconds are read too.
    """
    cleaned = plain_spelling(text.strip()[:64]).text
    if compact := re.fullmatch(r"((?:19|20)\d{6})(\d{4})?(\d{2})?", cleaned):
        cleaned = f"{compact[1][:4]}-{compact[1][4:6]}-{compact[1][6:]}"
        cleaned += f"T{compact[2][:2]}:{compact[2][2:]}:{compact[3] or '00'}" if compact[2] else ""
    if re.fullmatch(r"1[0-9]{9}(\d{3})?", cleaned):
        return datetime.fromtimestamp(int(cleaned[:10]), UTC), True
    if not re.search(r"\d{4}", cleaned):
        return None
    try:
        parsed = dateutil_parser.isoparse(cleaned.replace(" ", "T", 1)) if cleaned[:4].isdigit() else None
    except ValueError:
        parsed = None
    if parsed is None:
        written = read_dates(cleaned, zone=zone)
        return (written[0].when, written[0].exact) if written else None
    exact = bool(re.search(r"\d{1,2}:\d{2}|T\d{2}", cleaned))
    if not exact and len(re.findall(r"\d", cleaned)) < 8:  # a year or a month alone is no day
        return None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=zone)
    try:
        return parsed.astimezone(UTC), exact
    except OverflowError:
        return None


def named_zone(timezone: str | None) -> tzinfo:
    """The time zone of an IANA name; UTC for None and for names that this machine does not know."""
    try:
        return ZoneInfo(timezone) if timezone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _gather(page: RawPage, metadata: PageMetadata, visible: VisibleTexts, zone: tzinfo) -> Iterator[DateEvidence]:
    # where no article is described
    pages = [node for node in metadata.nodes if "WebPage" in types_of(node) and node not in metadata.other_pages]
    stated = [
        item
        for node in metadata.articles or pages
        for key in ("datePublished", "dateCreated", "uploadDate")
        for item in _machine("json-ld", text_value(node.get(key)), zone)
    ]
    stated += [
        item for name in META_NAMES for text in metadata.meta.get(name, ()) for item in _machine("meta", text, zone)
    ]
    yield from stated
    latest: datetime | None = page.fetched_at
    if page.found_in == "import":
        # it may be years old: what it states for its day, or the latest day that it shows, tells a day's year
        latest = max((i.when for i in stated), default=None) or latest_told(visible.dated, by=page.fetched_at)
    if page.published is not None:
        source = page.found_in if page.found_in in RANKS else "listing"
        exact = page.published.astimezone(zone).time() != datetime.min.time()
        yield DateEvidence(when=page.published.astimezone(UTC), source=source or "listing", exact=exact)
    for text in visible.time_tags:
        yield from _machine("time-tag", text, zone)
    today = page.fetched_at.astimezone(zone).date()
    shown = sorted(
        written_near(visible.near_headline, zone, page.fetched_at, latest=latest), key=lambda i: i.words > MANY_WORDS
    )
    issue = read_address_month(page.url, fetched_at=page.fetched_at)
    shown += [
        i
        for i in written_near(visible.above, zone, None)
        if i.when.astimezone(zone).date() != today
        and (issue is None or issue.when > page.fetched_at or abs(i.when - issue.when) < ISSUE)
        and not any(abs(i.when - month.when) > ISSUE for month in months_of_issue(visible))
    ]
    beside = written_near(visible.before_text, zone, page.fetched_at, latest=latest)
    shown += [i for i in beside if i.exact or i.when.astimezone(zone).date() != today]
    yield from shown
    address = read_address_date(page.url, zone=zone)
    yield from datelines(page, visible, zone, address.when if address else None)
    if address is not None:
        yield evidence_of("url", address)
    yield from (replace(evidence_of("visible", month), coarse="month") for month in months_of_issue(visible))
    if issue is not None:
        yield replace(evidence_of("url", issue), coarse="month")


def _machine(source: str, text: str, zone: tzinfo) -> Iterator[DateEvidence]:
    if months := read_months(text.strip()) if len(text) < SHORT_LINE else []:
        yield replace(evidence_of(source, months[0]), coarse="month")
        return
    if YEAR_ALONE.fullmatch(text.strip()):
        yield DateEvidence(
            when=datetime(int(text), 1, 1, tzinfo=UTC), source=source, exact=False, text=text.strip(), coarse="year"
        )
        return
    parsed = parse_iso(text, zone) if text else None
    midnight = _MIDNIGHT.fullmatch(text.strip())
    if parsed is not None and midnight is not None:  # a day, as content systems write it
        noon = datetime.fromisoformat(midnight[1]).replace(hour=12, tzinfo=UTC)
        yield DateEvidence(when=noon, source=source, exact=False, text=text[:64])
    elif parsed is not None:
        yield DateEvidence(when=parsed[0], source=source, exact=parsed[1], text=text[:64])


def _of_rendering(item: DateEvidence, every: Iterable[DateEvidence], fetched_at: datetime) -> bool:
    """Whether JSON-LD or a stamp says the day of the fetch, as a page made anew each day does or one that shows today.

    Evidence that is not made so must say an earlier day: a meta tag, a feed, a dateline, the address.
    """
    if item.source not in ("json-ld", "visible") or not timedelta(0) <= fetched_at - item.when < RENDERED:
        return False
    earlier = (
        other
        for other in every
        if not other.coarse
        and (other.source in STEADY or (item.source == other.source == "visible" and other.words <= item.words))
    )
    return any(item.when - other.when > timedelta(days=1) for other in earlier)


def _of_site(item: DateEvidence, every: Iterable[DateEvidence], fetched_at: datetime) -> bool:
    """Whether a stated day is the site's, or the page's making, and not the article's: a stamp by the headline tells.

    It says a day a year and more later; or an earlier day, as exactly as the tag, which says the day of the fetch. So
    does an earlier day in the address.
    """
    if item.source not in ("meta", "json-ld"):
        return False
    made = timedelta(0) <= fetched_at - item.when < RENDERED
    stamps = [other for other in every if other.source == "visible" and not other.coarse]
    addressed = (other.when for other in every if other.source == "url" and not other.coarse)
    if made and item.source == "meta" and any(item.when - day > timedelta(days=1) for day in addressed):
        return True
    return any(
        (item.source == "meta" and stamp.when - item.when > YEAR)
        or (
            made
            and stamp.words <= (STAMP_BESIDE if stamp.exact or not item.exact else MANY_WORDS)
            and item.when - stamp.when > timedelta(days=1)
        )
        for stamp in stamps
    )


def _told_otherwise(item: DateEvidence, every: Sequence[DateEvidence]) -> bool:
    """Whether metadata say another day than the page shows and its address tells, or a later one than the first."""
    if item.source not in ("meta", "json-ld"):
        return False
    shown = [other for other in every if other.source == "visible" and not other.coarse]
    if any(stamp.original and item.when - stamp.when > timedelta(days=1) for stamp in shown):
        return True
    addressed = [other for other in every if other.source == "url" and not other.coarse]
    return any(
        stamp.words <= MANY_WORDS
        and abs(stamp.when - address.when) < timedelta(days=1)
        and abs(item.when - address.when) > timedelta(days=2)
        for stamp in shown
        for address in addressed
    )


def _is_possible(when: datetime, fetched_at: datetime) -> bool:
    """Whether an article can be of that time; the first day of Unix time is an empty field."""
    return EARLIEST <= when <= fetched_at + FUTURE and when.date() != EPOCH


def _stamped(item: DateEvidence, every: Iterable[DateEvidence], fetched_at: datetime) -> bool:
    """Whether evidence is the moment of the fetch while other evidence is more than a day older."""
    if not item.exact or abs(fetched_at - item.when) > STAMPED:
        return False
    return any(fetched_at - other.when > timedelta(days=1) and other.source != "time-tag" for other in every)
