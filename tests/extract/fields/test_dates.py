"""Each kind of date a page can hold, and which of several wins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import RawPage
from extract.fields.address_dates import read_address_date, read_address_month
from extract.fields.date_evidence import DateEvidence
from extract.fields.date_forms import read_dates
from extract.fields.dates import date_page, named_zone, parse_iso
from extract.page.metadata import PageMetadata
from extract.page.trip_records import VisibleTexts

FETCHED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
SEOUL, TOKYO, LONDON, MOSCOW = "Asia/Seoul", "Asia/Tokyo", "Europe/London", "Europe/Moscow"


def winner(
    *,
    ld: dict[str, Any] | str | None = None,
    meta: dict[str, str] | None = None,
    listing: tuple[str, datetime | None] | None = None,
    near: str = "",
    first: str = "",
    last: str = "",
    tag: str = "",
    url: str = "https://demo.example/story",
    zone: str | None = None,
    fetched: datetime = FETCHED,
) -> DateEvidence | None:
    """The evidence that wins."""
    node = {"@type": "NewsArticle", "datePublished": ld} if isinstance(ld, str) else ld
    metadata = PageMetadata(nodes=(node,) if node else (), meta={key: (value,) for key, value in (meta or {}).items()})
    found_in, published = listing or (None, None)
    page = RawPage(url=url, outlet="demo", fetched_at=fetched, body=b"", found_in=found_in, published=published)
    visible = VisibleTexts(
        time_tags=(tag,) if tag else (),
        near_headline=tuple(near.split("\n")) if near else (),
        first_lines=(first,) if first else (),
        last_lines=(last,) if last else (),
    )
    return date_page(page, metadata, visible, timezone=zone).winner


def dated(**page: Any) -> tuple[str | None, str | None]:
    """The date that wins, as minutes in UTC or a day in the outlet's zone, and its source."""
    won = winner(**page)
    if won is None:
        return None, None
    if won.exact:
        return f"{won.when:%Y-%m-%d %H:%M}", won.source
    return f"{won.when.astimezone(named_zone(page.get('zone'))):%Y-%m-%d}", won.source


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=UTC)


# fmt: off
CASES: list[tuple[str, dict[str, Any], str | None, str | None]] = [
    # JSON-LD
    ("json-ld with an offset", {"ld": "2025-11-02T08:00:00+09:00"}, "2025-11-01 23:00", "json-ld"),
    ("json-ld in UTC", {"ld": "2025-11-02T08:00:00Z"}, "2025-11-02 08:00", "json-ld"),
    ("json-ld with milliseconds", {"ld": "2025-11-02T08:00:00.123Z"}, "2025-11-02 08:00", "json-ld"),
    ("json-ld without a zone", {"ld": "2025-11-02T08:00:00", "zone": SEOUL}, "2025-11-01 23:00", "json-ld"),
    ("json-ld with a space", {"ld": "2025-11-02 08:00:00", "zone": SEOUL}, "2025-11-01 23:00", "json-ld"),
    ("json-ld of a day", {"ld": "2025-11-02", "zone": SEOUL}, "2025-11-02", "json-ld"),
    ("json-ld in words", {"ld": "November 2, 2025 8:05 AM", "zone": SEOUL}, "2025-11-01 23:05", "json-ld"),
    (
        "json-ld upload of a video",
        {"ld": {"@type": "NewsArticle", "uploadDate": "2025-11-01"}},
        "2025-11-01", "json-ld",
    ),
    (
        "json-ld in a list",
        {"ld": {"@type": "Article", "datePublished": ["2025-11-02T08:00Z"]}},
        "2025-11-02 08:00", "json-ld",
    ),
    ("json-ld that is a year", {"ld": "2025", "tag": "2025-11-01"}, "2025-11-01", "time-tag"),
    ("json-ld that is nonsense", {"ld": "soon", "near": "2 November 2025"}, "2025-11-02", "visible"),
    # meta
    (
        "meta published_time",
        {"meta": {"article:published_time": "2025-11-02T07:00:00+08:00"}},
        "2025-11-01 23:00", "meta",
    ),
    ("meta of a day", {"meta": {"date": "2025/11/02"}}, "2025-11-02", "meta"),
    ("meta in RFC 2822", {"meta": {"pubdate": "Sun, 02 Nov 2025 10:15:00 +0900"}}, "2025-11-02 01:15", "meta"),
    ("meta as Unix time", {"meta": {"sailthru.date": "1762041600"}}, "2025-11-02 00:00", "meta"),
    ("meta as Unix milliseconds", {"meta": {"publishdate": "1762041600000"}}, "2025-11-02 00:00", "meta"),
    ("meta in eight digits", {"meta": {"dc.date.issued": "20251102"}}, "2025-11-02", "meta"),
    # what the listing said
    ("feed", {"listing": ("feed", at(2, 3, 20))}, "2025-11-02 03:20", "feed"),
    ("sitemap", {"listing": ("sitemap", at(2, 3, 20))}, "2025-11-02 03:20", "sitemap"),
    ("feed of days", {"listing": ("feed", at(2)), "ld": "2025-11-02T04:00Z"}, "2025-11-02 04:00", "json-ld"),
    ("import", {"listing": ("import", at(2, 3, 20))}, "2025-11-02 03:20", "import"),
    # time tags and visible dates, English
    ("time tag", {"tag": "2025-11-02T08:00:00+09:00"}, "2025-11-01 23:00", "time-tag"),
    ("month first", {"near": "By Ri Song Mi | Nov. 2, 2025, 4:05 p.m.", "zone": SEOUL}, "2025-11-02 07:05", "visible"),
    ("day first", {"near": "2 November 2025"}, "2025-11-02", "visible"),
    ("ordinal day", {"near": "November 2nd, 2025"}, "2025-11-02", "visible"),
    ("twelve at night", {"near": "November 2, 2025 12:30 am"}, "2025-11-02 00:30", "visible"),
    ("noon", {"near": "November 2, 2025 12:30 pm"}, "2025-11-02 12:30", "visible"),
    ("named zone", {"near": "Nov 2, 2025 09:10 KST"}, "2025-11-02 00:10", "visible"),
    ("American zone", {"near": "November 1, 2025 8:30 PM EDT"}, "2025-11-02 00:30", "visible"),
    (
        "published beats updated",
        {"near": "Updated: Nov. 3, 2025, 08:00\nPublished: Nov. 2, 2025, 07:00"},
        "2025-11-02 07:00", "visible",
    ),
    ("updated after a bar", {"near": "Nov. 1, 2025 10:00 | Updated Nov. 2, 2025 11:00"}, "2025-11-01 10:00", "visible"),
    ("summer time", {"near": "1 July 2025 09:00", "zone": LONDON}, "2025-07-01 08:00", "visible"),
    ("dotted German order", {"near": "02.11.2025 10:00", "zone": MOSCOW}, "2025-11-02 07:00", "visible"),
    # Korean
    ("Korean words", {"near": "2025년 11월 2일", "zone": SEOUL}, "2025-11-02", "visible"),
    ("Korean with a clock", {"near": "입력 2025.11.02. 14:05", "zone": SEOUL}, "2025-11-02 05:05", "visible"),
    ("Korean afternoon", {"near": "등록 2025-11-02 오후 2:05", "zone": SEOUL}, "2025-11-02 05:05", "visible"),
    ("Korean morning twelve", {"near": "2025.11.02 오전 12:05", "zone": SEOUL}, "2025-11-01 15:05", "visible"),
    ("Korean hours in words", {"near": "2025년 11월 2일 9시 30분", "zone": SEOUL}, "2025-11-02 00:30", "visible"),
    (
        "Korean revision ignored",
        {"near": "입력 2025-11-01 10:00\n수정 2025-11-02 11:00", "zone": SEOUL},
        "2025-11-01 01:00", "visible",
    ),
    ("Korean hours ago", {"near": "3시간 전", "zone": SEOUL}, "2025-11-03 06:00", "visible"),
    # Chinese, Japanese, Russian
    ("Chinese words", {"near": "2025年11月2日 10:20", "zone": "Asia/Shanghai"}, "2025-11-02 02:20", "visible"),
    ("Chinese afternoon", {"near": "2025年11月2日 下午3:20", "zone": "Asia/Shanghai"}, "2025-11-02 07:20", "visible"),
    ("Chinese minutes ago", {"near": "25分钟前"}, "2025-11-03 08:35", "visible"),
    ("Japanese hours", {"near": "2025年11月2日 8時15分", "zone": TOKYO}, "2025-11-01 23:15", "visible"),
    ("Russian", {"near": "2 ноября 2025 года, 18:45", "zone": MOSCOW}, "2025-11-02 15:45", "visible"),
    ("Russian hours ago", {"near": "5 часов назад"}, "2025-11-03 04:00", "visible"),
    # Juche
    ("Juche end mark", {"last": "-0- (Juche114.11.2.)"}, "2025-11-02", "dateline"),
    (
        "Juche after a sentence",
        {"last": "It was opened with a ceremony. -0- (Juche 114.11.2.)"},
        "2025-11-02", "dateline",
    ),
    ("Juche in words", {"near": "November 2, Juche 114 (2025)"}, "2025-11-02", "visible"),
    ("Juche in Korean", {"near": "주체114(2025)년 11월 2일", "zone": SEOUL}, "2025-11-02", "visible"),
    ("Juche in Korean alone", {"near": "주체114년 11월 2일", "zone": SEOUL}, "2025-11-02", "visible"),
    ("Juche in Chinese", {"near": "主体114（2025）年11月2日"}, "2025-11-02", "visible"),
    ("Juche of the year before", {"last": "(Juche113.12.30.)"}, "2024-12-30", "dateline"),
    # relative days
    ("hours ago", {"near": "Posted 3 hours ago"}, "2025-11-03 06:00", "visible"),
    ("days ago", {"near": "2 days ago"}, "2025-11-01", "visible"),
    ("yesterday with a clock", {"near": "Yesterday, 14:10", "zone": SEOUL}, "2025-11-02 05:10", "visible"),
    ("today in Korean", {"near": "오늘 08:10", "zone": SEOUL}, "2025-11-02 23:10", "visible"),
    # datelines without a year
    ("state agency", {"first": "Pyongyang, November 2 (KCNA) -- Workers built a dam."}, "2025-11-02", "dateline"),
    (
        "state agency in the new year",
        {"first": "Pyongyang, December 30 (KCNA) -- A dam.", "fetched": at(2, month=1)},
        "2024-12-30", "dateline",
    ),
    ("Russian agency", {"first": "VLADIVOSTOK, November 2. /TASS/. Coal was loaded."}, "2025-11-02", "dateline"),
    ("hyphen dateline", {"first": "SEOUL, Nov. 2 (Yonhap) -- Exports of corn rose."}, "2025-11-02", "dateline"),
    (
        "day in a sentence",
        {"first": "The port of Rason closed on November 2, 2019, after which its cranes stood idle for years."},
        None, None,
    ),
    # addresses
    ("path", {"url": "https://demo.example/2025/11/02/corn"}, "2025-11-02", "url"),
    ("path with a month name", {"url": "https://demo.example/world/2025/nov/02/corn"}, "2025-11-02", "url"),
    ("eight digits", {"url": "https://demo.example/news?id=20251102000100"}, "2025-11-02", "url"),
    ("hyphens", {"url": "https://demo.example/corn-2025-11-02.html"}, "2025-11-02", "url"),
    ("article number", {"url": "https://demo.example/news/20419876"}, None, None),
    # ranking and sanity
    ("json-ld before feed", {"ld": "2025-11-02T08:00Z", "listing": ("feed", at(2, 9))}, "2025-11-02 08:00", "json-ld"),
    (
        "time in the feed before a day in the page",
        {"ld": "2025-11-02", "listing": ("feed", at(2, 9))},
        "2025-11-02 09:00", "feed",
    ),
    (
        "page's day before a listing's other day",
        {"ld": "2025-06-02", "listing": ("sitemap", at(2, 9))},
        "2025-06-02", "json-ld",
    ),
    ("future refused", {"ld": "2026-11-02T08:00Z", "url": "https://demo.example/2025/11/02/x"}, "2025-11-02", "url"),
    ("future alone", {"ld": "2031-01-01T00:00Z"}, None, None),
    ("a few hours ahead", {"ld": "2025-11-03T17:00:00Z"}, "2025-11-03 17:00", "json-ld"),
    ("the Unix epoch", {"ld": "1970-01-01T00:00:00Z", "tag": "2025-11-02"}, "2025-11-02", "time-tag"),
    ("before 1945", {"ld": "0001-01-01T00:00:00Z", "tag": "2025-11-02"}, "2025-11-02", "time-tag"),
    (
        "the fetch's own stamp",
        {"ld": "2025-11-03T08:59:30Z", "url": "https://demo.example/2025/10/02/x"},
        "2025-10-02", "url",
    ),
    ("fresh off the press", {"ld": "2025-11-03T08:59:30Z"}, "2025-11-03 08:59", "json-ld"),
    ("nothing", {}, None, None),
]
# fmt: on


@pytest.mark.parametrize(("given_", "when", "source"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_date_is_read_with_its_source(given_: dict[str, Any], when: str | None, source: str | None) -> None:
    assert dated(**given_) == (when, source)


def test_losing_evidence_is_kept() -> None:
    page = RawPage(
        url="https://demo.example/2025/11/02/corn", outlet="demo", fetched_at=FETCHED, body=b"", found_in="feed",
        published=at(2, 9),
    )  # fmt: skip
    dating = date_page(page, PageMetadata(), VisibleTexts())
    assert [str(item) for item in dating.losers] == ["url 2025-11-02 '2025/11/02'"]


def test_unknown_zone_is_utc() -> None:
    assert named_zone("Mars/Olympus") is UTC


@given(st.text(max_size=80))
def test_reading_dates_never_fails(text: str) -> None:
    for written in read_dates(text, now=FETCHED):
        assert written.when.utcoffset() == timedelta(0)
    parse_iso(text)
    read_address_date("https://demo.example/" + text)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2089, 12, 31)))
def test_written_dates_read_back(when: datetime) -> None:
    minute = when.replace(second=0, microsecond=0, tzinfo=UTC)
    for form in ("%d %B %Y %H:%M", "%B %d, %Y, %H:%M", "%Y-%m-%d %H:%M", "%Y년 %m월 %d일 %H:%M", "%Y年%m月%d日 %H:%M"):
        assert [written.when for written in read_dates(minute.strftime(form))] == [minute]


@pytest.mark.parametrize(
    ("page", "precision", "when"),
    [
        ({"ld": "2025-11-02T09:30:00+09:00"}, "minute", "2025-11-02 00:30"),
        ({"ld": "2025-11-02"}, "day", "2025-11-02 00:00"),
        ({"near": "15 April 2025", "zone": "Asia/Pyongyang"}, "day", "2025-04-15 00:00"),
        ({"near": "September 2025"}, "month", "2025-09-01 00:00"),
        ({"url": "https://demo.example/2025/09/rice"}, "month", "2025-09-01 00:00"),
        ({"url": "https://demo.example/2025/09/rice", "near": "4 September 2025"}, "day", "2025-09-04 00:00"),
        ({"meta": {"dc.date": "2025-09"}}, "month", "2025-09-01 00:00"),
        ({"meta": {"dc.date": "2019"}}, "year", "2019-01-01 00:00"),
        ({"meta": {"dc.date": "2019"}, "near": "2019년 9월"}, "month", "2019-09-01 00:00"),
        ({"meta": {"dc.date": "2019"}, "near": "4 сентября 2019"}, "day", "2019-09-04 00:00"),
    ],
)
def test_what_is_known_of_the_time_is_told(page: dict[str, Any], precision: str, when: str) -> None:
    won = winner(**page)
    assert won is not None
    assert (won.precision, f"{won.when:%Y-%m-%d %H:%M}") == (precision, when)


@pytest.mark.parametrize(
    ("page", "day"),
    [
        ({}, None),  # imported in 2025: of which year it is nobody says
        ({"near": "December 2019"}, "2020-01-04"),
        ({"near": "2019년 12월"}, "2020-01-04"),
        ({"listing": ("import", datetime(2021, 1, 5, tzinfo=UTC))}, "2021-01-05"),
        ({"url": "https://demo.example/2018/01/05/story"}, "2018-01-04"),
    ],
)
def test_dateline_of_an_imported_page_takes_no_year_from_the_day_of_the_import(
    page: dict[str, Any], day: str | None
) -> None:
    imported = {"first": "Pyongyang, January 4 (KCNA) -- Workers built a dam.", "listing": ("import", None), **page}
    won = winner(**imported)
    assert (won and f"{won.when:%Y-%m-%d}") == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://demo.example/artikel/bericht_vom_22.04.2020_worauf_wartet_die_politik/", "2020-04-22"),
        ("https://demo.example/media-news/meldungen/29-10-2021", "2021-10-29"),
        ("https://demo.example/novosti/-01-02-2019.html", "2019-02-01"),
        ("https://demo.example/a/10-29-2021", None),  # the day first, or none
    ],
)
def test_address_with_the_day_first(url: str, day: str | None) -> None:
    found = read_address_date(url)
    assert (found and f"{found.when:%Y-%m-%d}") == day


@pytest.mark.parametrize("kind", ["WebPage", ["WebPage", "AboutPage"], ["ItemPage", "WebPage"]])
def test_page_node_dates_a_page_that_describes_no_article(kind: object) -> None:
    assert dated(ld={"@type": kind, "datePublished": "2018-06-07T10:13:17+00:00"}) == ("2018-06-07 10:13", "json-ld")
    assert dated(ld={"@type": "WebSite", "datePublished": "2018-06-07"}) == (None, None)


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("2025/10/rice", "2025-10"),
        ("2025-10/rice", "2025-10"),
        ("news/200112/rice", None),
        ("1801/12/a", None),
        ("2099/12/a", None),
        ("2099/12/a/2025/10/rice", "2025-10"),
    ],
)
def test_month_of_an_address_is_one_that_has_begun(path: str, month: str | None) -> None:
    found = read_address_month(f"https://x.example/{path}", fetched_at=FETCHED)
    assert (f"{found.when:%Y-%m}" if found else None) == month


@pytest.mark.parametrize("path", ["2099/12/a", "news/200112/rice", "2025/12/a"])
def test_number_in_an_address_leaves_the_days_above_the_headline(path: str) -> None:
    fetched = datetime(2025, 11, 30, 9, 0, tzinfo=UTC)
    page = RawPage(url=f"https://x.example/{path}", outlet="demo", fetched_at=fetched, body=b"")
    won = date_page(page, PageMetadata(), VisibleTexts(above=("2 October 2025",))).winner
    assert won is not None
    assert (f"{won.when:%Y-%m-%d}", won.source) == ("2025-10-02", "visible")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("calendar/2012/07/07-19/2012-0719-004.html", "2012-07-19"),
        ("calendar/2009/11/11-02/2009-1102-015.html", "2009-11-02"),
        ("item/2004/200406/news06/23.htm", "2004-06-23"),
        ("n1/2026/0319/c1002-40112233.html", "2026-03-19"),
        ("stories/2018-0405-ferry.html", "2018-04-05"),
        ("gj/2026/03-19/10588.shtml", "2026-03-19"),
        ("2026/03/19/1103.html", "2026-03-19"),
    ],
)
def test_day_that_follows_its_month_in_an_address_is_read(path: str, day: str) -> None:
    found = read_address_date("https://demo.example/" + path)
    assert found is not None
    assert f"{found.when:%Y-%m-%d}" == day


@pytest.mark.parametrize("path", ["2019/1012-things-to-know", "list/2026/0399/", "topics/2020-1350-report"])
def test_number_of_an_article_is_no_day_of_an_address(path: str) -> None:
    assert read_address_date("https://demo.example/" + path) is None


@pytest.mark.parametrize(
    ("above", "day"),
    [
        # a month by the headline leaves the days of the page's frame that are near it, and no others
        ("2 October 2025", "2025-10-02"),
        ("16 October 2025", "2025-10-16"),
        ("17 October 2025", "2025-09-01"),
        ("2 October 2024", "2025-09-01"),
        ("3 November 2025", "2025-09-01"),
    ],
)
def test_month_by_the_headline_tells_which_day_of_the_frame_is_meant(above: str, day: str) -> None:
    page = RawPage(url="https://x.example/rice", outlet="demo", fetched_at=FETCHED, body=b"")
    won = date_page(page, PageMetadata(), VisibleTexts(above=(above,), near_headline=("September 2025",))).winner
    assert won is not None
    assert f"{won.when:%Y-%m-%d}" == day


@pytest.mark.parametrize("zoneless", ["2025-11-02T09:30:00", "2025-11-02T09:30:00Z", "2025-11-02 09:30"])
def test_clock_without_a_zone_stands_in_the_zone_that_another_states_for_it(zoneless: str) -> None:
    zoned, name = "2025-11-02T09:30:00+09:00", "article:published_time"
    assert dated(ld=zoneless, meta={name: zoned}) == ("2025-11-02 00:30", "json-ld")
    assert dated(ld=zoneless, tag=zoned) == ("2025-11-02 00:30", "json-ld")
    assert dated(meta={name: zoneless}, tag=zoned) == ("2025-11-02 00:30", "meta")
    # another clock is another's, and stays
    assert dated(ld=zoneless.replace("09:30", "09:31"), tag=zoned) == ("2025-11-02 09:31", "json-ld")


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("2 November 2025", "2025-11-02 00:00"),
        ("3 November 2025", None),  # the day of the fetch alone: a banner's
        ("3 November 2025 08:10", "2025-11-03 08:10"),
        ("2025년 11월 3일", None),
        ("2025年11月3日 08:10", "2025-11-03 08:10"),
    ],
)
def test_day_of_the_fetch_before_the_text_counts_with_its_time_alone(line: str, when: str | None) -> None:
    page = RawPage(url="https://demo.example/story", outlet="demo", fetched_at=FETCHED, body=b"", found_in=None)
    won = date_page(page, PageMetadata(), VisibleTexts(before_text=(line,))).winner
    assert (won and f"{won.when:%Y-%m-%d %H:%M}") == when


@pytest.mark.parametrize(
    ("near", "tag", "when", "source"),
    [
        ("3 days ago", "", "2025-10-30", "script"),
        ("3 days ago", "2025-10-29", "2025-10-29", "time-tag"),  # told by the page: no script is asked
        ("30 October 2025", "", "2025-10-30", "visible"),
        ("", "", "2025-10-30", "script"),
    ],
)
def test_days_ago_yield_to_a_day_that_a_script_tells(near: str, tag: str, when: str, source: str) -> None:
    page = RawPage(url="https://demo.example/story", outlet="demo", fetched_at=FETCHED, body=b"", found_in=None)
    visible = VisibleTexts(near_headline=(near,) if near else (), time_tags=(tag,) if tag else ())
    won = date_page(page, PageMetadata(), visible, scripted=lambda: ["2025-10-30"]).winner
    assert won is not None
    assert (f"{won.when:%Y-%m-%d}", won.source) == (when, source)
