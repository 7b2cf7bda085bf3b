"""Which of several statements of a page's day is believed, and what makes one impossible."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from corpus.records import RawPage
from extract.fields.date_evidence import DateEvidence
from extract.fields.dates import date_page, judge, named_zone, parse_iso
from extract.fields.meta_days import CHANGED_NAMES, META_NAMES
from extract.page.metadata import PageMetadata
from extract.page.trip_records import VisibleTexts

FETCHED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
LINE = re.compile(
    r"(?P<source>[a-z-]+) (?P<day>[\d-]{10})(?: (?P<clock>[\d:]{5}))?(?: words=(?P<words>\d+))?(?P<rest>.*)"
)


def evidence(line: str) -> DateEvidence:
    """Evidence from "source day [clock] [words=n] [month|year|original]"."""
    match = LINE.fullmatch(line)
    assert match is not None
    when = datetime.fromisoformat(f"{match['day']}T{match['clock'] or '00:00'}").replace(tzinfo=UTC)
    rest = match["rest"].strip()
    return DateEvidence(
        when=when,
        source=match["source"],
        exact=match["clock"] is not None,
        words=int(match["words"] or 0),
        coarse=rest if rest in ("month", "year") else "",
        original=rest == "original",
    )


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        # what is believed first
        (["meta 2025-06-01 09:00", "json-ld 2025-06-01 08:00"], 1),
        (["feed 2025-06-01 09:00", "meta 2025-06-01 08:00"], 1),
        (["import 2025-06-01 09:00", "meta 2025-06-01 08:00"], 1),
        (["sitemap 2025-06-01 09:00", "feed 2025-06-01 08:00"], 1),
        (["sitemap 2025-06-01 09:00", "import 2025-06-01 08:00"], 1),
        (["archive 2025-06-01 09:00", "import 2025-06-01 08:00"], 1),
        (["time-tag 2025-06-01 09:00", "sitemap 2025-06-01 08:00"], 1),
        (["time-tag 2025-06-01 09:00", "archive 2025-06-01 08:00"], 1),
        (["visible 2025-06-01 09:00", "time-tag 2025-06-01 08:00"], 1),
        (["dateline 2025-06-01 09:00", "visible 2025-06-01 08:00"], 1),
        (["page 2025-06-01 09:00", "visible 2025-06-01 08:00"], 1),
        (["listing 2025-06-01 09:00", "visible 2025-06-01 08:00"], 1),
        (["script 2025-06-01 09:00", "visible 2025-06-01 08:00"], 1),
        (["url 2025-06-01 09:00", "dateline 2025-06-01 08:00"], 1),
        (["url 2025-06-01 09:00", "script 2025-06-01 08:00"], 1),
        # a day alone yields to a time on the same day, or near it
        (["json-ld 2025-06-01", "url 2025-06-01 08:00"], 1),
        (["json-ld 2025-06-01", "feed 2025-06-02 23:00"], 1),
        (["json-ld 2025-06-01", "feed 2025-06-03 01:00"], 0),
        (["json-ld 2025-06-04", "feed 2025-06-01 23:00"], 0),
        (["json-ld 2025-06-01", "listing 2025-06-01 23:00"], 1),
        (["json-ld 2025-06-01", "listing 2025-06-02 01:00"], 0),
        (["url 2025-06-01", "feed 2025-06-09 01:00"], 1),
        # a month and a year, for want of better
        (["meta 2019-01-01 year", "visible 2019-09-01 month"], 1),
        (["meta 2019-09-01 month", "url 2019-09-04"], 1),
        # what cannot be
        (["json-ld 1945-08-14", "url 2025-06-01"], 1),
        (["json-ld 1945-08-15"], 0),
        (["json-ld 2025-11-03 23:00"], 0),
        (["json-ld 2025-11-03 23:01"], None),
        (["json-ld 1970-01-01 12:00", "url 2025-06-01"], 1),
        (["json-ld 1970-01-02 00:00"], 0),
        # the moment of the fetch
        (["feed 2025-11-03 08:58", "url 2025-06-01"], 1),
        (["feed 2025-11-03 08:57", "url 2025-06-01"], 0),
        (["feed 2025-11-03 09:02", "url 2025-06-01"], 1),
        (["feed 2025-11-03 08:58", "time-tag 2025-06-01"], 0),
        (["feed 2025-11-03 08:58", "url 2025-11-02 10:00"], 0),
        (["feed 2025-11-03 08:58", "url 2025-11-02 08:00"], 1),
        # a page made anew each day says the day of the fetch
        (["json-ld 2025-11-03 04:00", "feed 2025-11-01 08:00"], 1),
        (["json-ld 2025-11-03 04:00", "dateline 2025-11-01"], 1),
        (["json-ld 2025-11-03 04:00", "sitemap 2025-11-01 08:00"], 1),
        (["json-ld 2025-11-03 04:00", "url 2025-11-01"], 1),
        (["json-ld 2025-11-03 04:00", "url 2025-11-02 08:00"], 0),
        (["json-ld 2025-11-02 08:00", "feed 2025-10-01 08:00"], 0),
        (["json-ld 2025-11-03 04:00", "feed 2025-10-01 month"], 0),
        (["json-ld 2025-11-03 04:00", "script 2025-11-01 08:00"], 0),
        (["json-ld 2025-11-03 10:00", "url 2025-11-01"], 0),
        (["visible 2025-11-03 04:00 words=1", "visible 2025-11-01 08:00"], 1),
        # a stamp by the headline against what a tag says of the site
        (["meta 2020-06-01 08:00", "visible 2025-06-01 08:00"], 1),
        (["meta 2024-07-01 08:00", "visible 2025-06-01 08:00"], 0),
        (["json-ld 2020-06-01 08:00", "visible 2025-06-01 08:00"], 0),
        (["meta 2020-06-01 08:00", "visible 2025-06-01 month"], 0),
        (["meta 2025-11-03 04:00", "visible 2025-06-01 08:00 words=3"], 1),
        (["meta 2025-11-03 04:00", "visible 2025-06-01 08:00 words=4"], 0),
        (["meta 2025-11-03 04:00", "visible 2025-06-01 words=1"], 1),
        (["meta 2025-11-03 04:00", "visible 2025-06-01 words=2"], 0),
        (["meta 2025-11-03", "visible 2025-06-01 words=3"], 1),
        (["meta 2025-11-03 04:00", "visible 2025-11-02 08:00"], 0),
        (["meta 2025-11-03 04:00", "url 2025-11-01"], 1),
        (["meta 2025-11-03 04:00", "url 2025-11-02 08:00"], 0),
        (["meta 2025-11-03 04:00", "url 2025-10-01 month"], 0),
        # a day before is more than a day, not a day to the minute
        (["meta 2025-11-03 04:00", "url 2025-11-02 04:00"], 0),
        (["meta 2025-11-03 04:00", "url 2025-11-02 03:59"], 1),
        (["json-ld 2025-11-03 04:00", "visible 2025-11-02 04:00"], 0),
        (["json-ld 2025-11-03 04:00", "visible 2025-11-02 03:59"], 1),
        (["feed 2025-11-03 04:00", "url 2025-11-01"], 0),
        # metadata against what the page shows and its address tells
        (["meta 2025-06-09 08:00", "visible 2025-06-01 original"], 1),
        (["meta 2025-06-02 00:00", "visible 2025-06-01 original"], 0),
        (["feed 2025-06-09 08:00", "visible 2025-06-01 08:00 original"], 0),
        (["json-ld 2025-06-09 08:00", "visible 2025-06-01", "url 2025-06-01"], 1),
        (["json-ld 2025-06-09 08:00", "visible 2025-06-01 words=1", "url 2025-06-01"], 1),
        (["json-ld 2025-06-09 08:00", "visible 2025-06-01 words=2", "url 2025-06-01"], 0),
        (["json-ld 2025-06-09 08:00", "visible 2025-06-01", "url 2025-06-02"], 0),
        (["json-ld 2025-06-02 23:00", "visible 2025-06-01", "url 2025-06-01"], 0),
        (["json-ld 2025-06-03 01:00", "visible 2025-06-01", "url 2025-06-01"], 1),
        (["json-ld 2025-05-29 23:00", "visible 2025-06-01", "url 2025-06-01"], 1),
        (["json-ld 2025-06-09 08:00", "visible 2025-06-01", "url 2025-06-01 month"], 0),
        (["feed 2025-06-09 08:00", "visible 2025-06-01", "url 2025-06-01"], 0),
    ],
)
def test_of_several_statements_this_one_wins(lines: list[str], place: int | None) -> None:
    every = [evidence(line) for line in lines]
    for order in (every, every[::-1]):
        dating = judge(order, fetched_at=FETCHED)
        assert dating.winner == (every[place] if place is not None else None)
        assert {*dating.losers} == {*every} - {dating.winner}


def test_losers_come_best_first_and_once() -> None:
    lines = ["url 2025-06-01", "json-ld 2025-06-01 08:00", "feed 2025-06-01 09:00", "meta 2025-06-01", "url 2025-06-01"]
    dating = judge(map(evidence, lines), fetched_at=FETCHED)
    assert [item.source for item in dating.losers] == ["meta", "feed", "url"]


@pytest.mark.parametrize(
    ("text", "when", "exact"),
    [
        # times without a zone are Seoul's
        ("2025-11-02T08:00:00+09:00", "2025-11-01 23:00:00", True),
        ("2025-11-02 08:00", "2025-11-01 23:00:00", True),
        ("2025-11-02T08", "2025-11-01 23:00:00", True),
        (" 2025-11-02T08:00:00.123Z ", "2025-11-02 08:00:00", True),
        ("20251102T080000Z", "2025-11-02 08:00:00", True),
        ("202511020805", "2025-11-01 23:05:00", True),
        ("20251102080507", "2025-11-01 23:05:07", True),
        ("1762041600", "2025-11-02 00:00:00", True),
        ("1762041600123", "2025-11-02 00:00:00", True),
        ("November 2, 2025 8:05 AM", "2025-11-01 23:05:00", True),
        ("2025-11-02", "2025-11-01 15:00:00", False),
        ("2025/11/02", "2025-11-01 15:00:00", False),
        ("20251102", "2025-11-01 15:00:00", False),
        *(
            (text, "", False)
            for text in ("2025", "2025-11", "soon", "11/02 8:00", "2025-13-02", "2762041600", "176204160")
        ),
        *((text, "", False) for text in ("0001-01-01T00:00:00+09:00", "9999-12-31T23:00:00-09:00", "")),
    ],
)
def test_machine_written_date_is_read(text: str, when: str, exact: bool) -> None:
    found = parse_iso(text, ZoneInfo("Asia/Seoul"))
    assert (found and (f"{found[0]:%Y-%m-%d %H:%M:%S}", found[1])) == ((when, exact) if when else None)


def test_zone_is_an_iana_name_or_utc() -> None:
    assert str(named_zone("Asia/Seoul")) == "Asia/Seoul"
    assert [named_zone(name) for name in (None, "", "Mars/Olympus", "../etc")] == [UTC] * 4


PAGE = RawPage(url="https://demo.example/story", outlet="demo", fetched_at=FETCHED, body=b"")


def said(name: str, text: str) -> str:
    """The source and time that a page with one meta tag is dated by."""
    won = date_page(PAGE, PageMetadata(meta={name: (text,)}), VisibleTexts(), timezone="Asia/Seoul").winner
    return f"{won.source} {won.when:%Y-%m-%d %H:%M} {won.precision}" if won else ""


TAGS = (
    *("article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished"),
    *("article.published", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate", "date"),
    *("publication_date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date"),
    *("dcterms.date", "dc.created"),
)
CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


@pytest.mark.parametrize("name", [*TAGS, *CHANGED])
def test_meta_tag_dates_a_page(name: str) -> None:
    assert said(name, "2025-11-02T08:00:00+09:00") == "meta 2025-11-01 23:00 minute"
    assert name in (*META_NAMES, *CHANGED_NAMES)


def test_change_on_the_day_of_the_fetch_is_the_pages_making() -> None:
    assert said("date", "2025-11-03T08:00:00Z") == "meta 2025-11-03 08:00 minute"
    assert said("datemodified", "2025-11-03T08:00:00Z") == ""
    assert said("datemodified", "2025-11-02T08:00:00Z") == "meta 2025-11-02 08:00 minute"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # midnight in the outlet's zone is a day, as content systems write it
        ("2025-11-02T00:00:00+09:00", "meta 2025-11-02 00:00 day"),
        ("2025-11-02T00:00+09:00", "meta 2025-11-02 00:00 day"),
        ("2025-11-02T00:00:01+09:00", "meta 2025-11-01 15:00 minute"),
        ("2025-11-02", "meta 2025-11-02 00:00 day"),
        ("2025-09", "meta 2025-09-01 00:00 month"),
        ("2019", "meta 2019-01-01 00:00 year"),
        ("1899", ""),
    ],
)
def test_day_alone_is_midnight_in_utc(text: str, wanted: str) -> None:
    assert said("date", text) == wanted


def test_clock_that_is_given_with_its_zone_elsewhere_is_read_in_that_zone() -> None:
    node = {"@type": "NewsArticle", "datePublished": "2025-11-02T08:00:00Z"}
    metadata = PageMetadata(nodes=(node,), meta={"date": ("2025-11-02T08:00:30+09:00",)})
    won = date_page(PAGE, metadata, VisibleTexts()).winner
    assert won is not None
    assert (won.source, f"{won.when:%Y-%m-%d %H:%M}") == ("json-ld", "2025-11-01 23:00")


def test_scripts_are_asked_where_nothing_else_tells_a_day() -> None:
    def scripted() -> list[str]:
        return ["2025-10-02T08:00:00Z"]

    changed = PageMetadata(meta={"datemodified": ("2025-10-05T08:00:00Z",)})
    won = date_page(PAGE, changed, VisibleTexts(), scripted=scripted).winner
    assert won is not None and won.source == "script"
    told = PageMetadata(meta={"date": ("2025-10-01T08:00:00Z",)})
    assert date_page(PAGE, told, VisibleTexts(), scripted=scripted).losers == ()
