"""The date of publication: every piece of evidence a page holds, ranked; the best that is possible wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

from corpus.records import RawPage
from extract.fields.date_forms import WrittenDate, read_address_date, read_dateline, read_dates, read_juche
from extract.page.metadata import PageMetadata, text_value
from extract.page.trip_records import VisibleTexts

EARLIEST = datetime(1945, 8, 15, tzinfo=UTC)  # archives reach back; nothing about the two Koreas is older
EPOCH = date(1970, 1, 1)
# Clocks differ, and a page stamped in Pyongyang's time may be marked as UTC.
FUTURE = timedelta(hours=14)
# A template that stamps each page with the moment it was asked for says nothing about the article.
SHORT_LINE = 90  # characters: a longer line is a sentence, and its dates are those of what it tells
_UPDATED = re.compile(
    r"(updated?|modified|edited|수정|최종|更新|修改|обновл\w*|изменен\w*)\W{0,4}(on|at)?\W*$", re.IGNORECASE
)
# A line with more words than this beside its date may name another's: "Border Post / 2 March 2026". Believed later.
MANY_WORDS = 1
STAMPED = timedelta(minutes=2)
# fmt: off
META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "article.published", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate",
    "publication_date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "dc.created", "date",
)
# fmt: on
# Lower is believed first. A day alone yields to any time on the same day, and ranks after all exact evidence.
RANKS = {
    **{"json-ld": 0, "meta": 1, "feed": 2, "sitemap": 3, "time-tag": 4, "visible": 5, "dateline": 6, "url": 7},
    **{"archive": 3, "page": 6, "import": 2, "listing": 6},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DateEvidence:
    """One statement of when a page was published: an aware UTC time, what said it, whether it has a time of day.

    `text` are the words it was read from; `words` is how many others stood beside them.
    """

    when: datetime
    source: str
    exact: bool = True
    text: str = ""
    words: int = 0

    def __str__(self) -> str:
        """The evidence as one line for the store: source, time or day, and the words it was read from."""
        stamp = self.when.isoformat(timespec="seconds") if self.exact else self.when.date().isoformat()
        return f"{self.source} {stamp}" + (f" {self.text!r}" if self.text else "")


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
    assumed: bool = False,
) -> Dating:
    """The date of publication of a page, with the evidence that lost.

    `timezone` is the outlet's, an IANA name; times written without a zone are read in it, else in UTC. Where it is
    only `assumed`, a day without a time of day stays that day in UTC.
    """
    zone = named_zone(timezone)
    every = list(_gather(page, metadata, visible, zone))
    if assumed:
        every = [item if item.exact else replace(item, when=_same_day(item.when, zone)) for item in every]
    return judge(every, fetched_at=page.fetched_at)


def _same_day(when: datetime, zone: tzinfo) -> datetime:
    """Midnight in UTC of the day that a time is in a zone."""
    return when.astimezone(zone).replace(tzinfo=UTC, hour=0, minute=0, second=0, microsecond=0)


def judge(evidence: Iterable[DateEvidence], *, fetched_at: datetime) -> Dating:
    """The best possible of the evidence: not from the future, not the moment of the fetch, exact before a day alone."""
    every = list(dict.fromkeys(evidence))
    possible = [item for item in every if _is_possible(item.when, fetched_at)]
    settled = [item for item in possible if not _stamped(item, possible, fetched_at)]
    if not settled:
        return Dating(winner=None, losers=tuple(every))
    winner = min(settled, key=lambda item: RANKS[item.source] + (0 if item.exact else 10))
    stated_day = min(settled, key=lambda item: RANKS[item.source])
    apart = timedelta(days=1) if winner.source == "listing" else timedelta(days=2)
    if not stated_day.exact and abs(winner.when - stated_day.when) > apart:
        # The page's own day beats a listing's or a widget's time on another day.
        winner = stated_day
    losers = sorted((item for item in every if item != winner), key=lambda item: RANKS[item.source])
    return Dating(winner=winner, losers=tuple(losers))


def parse_iso(text: str, zone: tzinfo = UTC) -> tuple[datetime, bool] | None:
    """The UTC time of a machine-written date and whether it had a time of day; None if it is none.

    A time without a zone is taken to be in `zone`. Unix times in seconds and milliseconds are read too.
    """
    cleaned = text.strip()[:64]
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
    for node in metadata.articles:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            yield from _machine("json-ld", text_value(node.get(key)), zone)
    for name in META_NAMES:
        for text in metadata.meta.get(name, ()):
            yield from _machine("meta", text, zone)
    if page.published is not None:
        source = page.found_in if page.found_in in RANKS else "listing"
        exact = page.published.astimezone(zone).time() != datetime.min.time()
        yield DateEvidence(when=page.published.astimezone(UTC), source=source or "listing", exact=exact)
    for text in visible.time_tags:
        yield from _machine("time-tag", text, zone)
    yield from sorted(_near_headline(visible, zone, page.fetched_at), key=lambda item: item.words > MANY_WORDS)
    for text in visible.first_lines[:3]:
        dateline = read_dateline(text, fetched_at=page.fetched_at, zone=zone)
        if dateline is not None:
            yield _evidence("dateline", dateline)
    for text in (*visible.last_lines[-3:], *visible.first_lines[:3]):
        found = [juche] if (juche := read_juche(text, zone=zone)) else []
        found += [item for item in read_dates(text[:SHORT_LINE], zone=zone) if len(item.text) * 4 > len(text)]
        yield from (_evidence("dateline", item) for item in found)
    address = read_address_date(page.url, zone=zone)
    if address is not None:
        yield _evidence("url", address)


def _near_headline(visible: VisibleTexts, zone: tzinfo, now: datetime) -> Iterator[DateEvidence]:
    for text in visible.near_headline:
        for item in read_dates(text, zone=zone, now=now):
            before, _, after = text.partition(item.text)
            if not _UPDATED.search(before[before.rfind("|") + 1 :][-30:]):
                words = len(re.findall(r"[^\W\d_]{2,}", before + after))
                yield DateEvidence(when=item.when, source="visible", exact=item.exact, text=item.text, words=words)


def _machine(source: str, text: str, zone: tzinfo) -> Iterator[DateEvidence]:
    parsed = parse_iso(text, zone) if text else None
    if parsed is not None:
        yield DateEvidence(when=parsed[0], source=source, exact=parsed[1], text=text[:64])


def _evidence(source: str, written: WrittenDate) -> DateEvidence:
    return DateEvidence(when=written.when, source=source, exact=written.exact, text=written.text)


def _is_possible(when: datetime, fetched_at: datetime) -> bool:
    """Whether an article can be of that time; the first day of Unix time is an empty field."""
    return EARLIEST <= when <= fetched_at + FUTURE and when.date() != EPOCH


def _stamped(item: DateEvidence, every: Iterable[DateEvidence], fetched_at: datetime) -> bool:
    """Whether evidence is the moment of the fetch while other evidence is more than a day older."""
    if not item.exact or abs(fetched_at - item.when) > STAMPED:
        return False
    return any(fetched_at - other.when > timedelta(days=1) and other.source != "time-tag" for other in every)
