"""Dates as pages write them: which number is the day, and in which zone the clock stands."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from extract.fields.date_forms import (
    WrittenDate,
    is_relative,
    read_dateline,
    read_dates,
    read_juche,
    read_months,
    read_yearless,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SEOUL, LONDON, MOSCOW, NEW_YORK = "Asia/Seoul", "Europe/London", "Europe/Moscow", "America/New_York"


@pytest.mark.parametrize(
    ("text", "zone", "when"),
    [
        ("10:30 March 2, 2026", SEOUL, "2026-03-02 01:30"),
        ("21:05, 2 March 2026", SEOUL, "2026-03-02 12:05"),
        ("10:30, 2nd March 2026", SEOUL, "2026-03-02 01:30"),
        ("21:05 02/03/2026", LONDON, "2026-03-02 21:05"),
        ("10:30 25.03.2026", MOSCOW, "2026-03-25 07:30"),
        ("2026. 3. 2. 10:30", SEOUL, "2026-03-02 01:30"),
        ("2026-03-02 10:00 GMT+9", MOSCOW, "2026-03-02 01:00"),
        ("2026-03-02 10:00 GMT-0530", SEOUL, "2026-03-02 15:30"),
        ("2026-03-02 10:00 +09:00", LONDON, "2026-03-02 01:00"),
        ("2026-03-02 10:00 -0330", LONDON, "2026-03-02 13:30"),
        ("Mar 2, 2026 10:30 KST", "UTC", "2026-03-02 01:30"),
    ],
)
def test_a_clock_beside_a_day_counts_in_its_zone(text: str, zone: str, when: str) -> None:
    (found,) = read_dates(text, zone=ZoneInfo(zone))
    assert (f"{found.when.astimezone(UTC):%Y-%m-%d %H:%M}", found.exact) == (when, True)


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("15/03/2026", LONDON, "2026-03-15"),
        ("03/15/2026", LONDON, "2026-03-15"),
        ("12/13/2026", LONDON, "2026-12-13"),
        ("13/12/2026", NEW_YORK, "2026-12-13"),
        ("03/05/2026", LONDON, "2026-05-03"),
        ("03/05/2026", NEW_YORK, "2026-03-05"),
        ("12/11/2026", LONDON, "2026-11-12"),
        ("25.03.2026", MOSCOW, "2026-03-25"),
        ("05/05/2026", "UTC", "2026-05-05"),
        ("11.12.2026", "UTC", "2026-12-11"),
    ],
)
def test_of_three_numbers_the_day_is_first_but_in_america(text: str, zone: str, day: str) -> None:
    place = UTC if zone == "UTC" else ZoneInfo(zone)
    (found,) = read_dates(text, zone=place)
    assert (f"{found.when.astimezone(place):%Y-%m-%d}", found.exact) == (day, False)


@pytest.mark.parametrize("text", ["03/05/2026", "12/11/2026"])
def test_where_nothing_tells_the_day_there_is_no_date(text: str) -> None:
    assert read_dates(text, zone=UTC) == []


def told(found: WrittenDate | None) -> str:
    """A date in Seoul's time, to the minute where a time of day was written."""
    if found is None:
        return ""
    return f"{found.when.astimezone(ZoneInfo(SEOUL)):{'%Y-%m-%d %H:%M' if found.exact else '%Y-%m-%d'}}"


MONTHS = [
    "January jan января январь янв januar jänner janvier enero",
    "February feb февраля февраль фев februar février febrero",
    "March mar марта март мар märz mars marzo",
    "April apr апреля апрель апр avril abril",
    "May мая май mai mayo",
    "June jun июня июнь июн juni juin junio",
    "July jul июля июль июл juli juillet julio",
    "August aug августа август авг août agosto",
    "September sept sep сентября сентябрь сен septembre septiembre",
    "October oct октября октябрь окт oktober octobre octubre okt",
    "November nov ноября ноябрь ноя novembre noviembre",
    "December dec декабря декабрь дек dezember décembre diciembre dez",
]


@pytest.mark.parametrize("month", range(1, 13))
def test_month_is_known_by_its_names(month: int) -> None:
    for name in MONTHS[month - 1].split():
        (found,) = read_dates(f"2 {name} 2026", zone=ZoneInfo(SEOUL))
        assert told(found) == f"2026-{month:02}-02"


@pytest.mark.parametrize(
    ("zones", "utc"),
    [
        *(
            ("GMT UTC Z", "10:30"),
            ("BST CET", "09:30"),
            ("CEST", "08:30"),
            ("MSK МСК", "07:30"),
            ("JST KST PYT", "01:30"),
        ),
        *(("EST ET", "15:30"), ("EDT", "14:30"), ("PST", "18:30"), ("PDT", "17:30"), ("MYT SGT HKT", "02:30")),
        *(("AEST", "00:30"), ("AEDT", "23:30")),
        # of several places: the outlet's own is meant
        ("IST CST", "06:00"),
    ],
)
def test_letters_after_a_clock_are_its_zone(zones: str, utc: str) -> None:
    for name in zones.split():
        (found,) = read_dates(f"Mar 2, 2026 10:30 {name}", zone=ZoneInfo("Asia/Kabul"))
        assert f"{found.when:%H:%M}" == utc


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the half of the day
        *(("2 March 2026 9:15pm", "2026-03-02 21:15"), ("2 March 2026 9:15 p.m.", "2026-03-02 21:15")),
        *(("2 March 2026 12:15 am", "2026-03-02 00:15"), ("2 March 2026 12:15 pm", "2026-03-02 12:15")),
        *(("2026.03.02 오전 12:10", "2026-03-02 00:10"), ("2026.03.02 오후 3:10", "2026-03-02 15:10")),
        *(("2026年3月2日 上午12:10", "2026-03-02 00:10"), ("2026年3月2日 下午3:10", "2026-03-02 15:10")),
        *(("2026年3月2日 午前12時10分", "2026-03-02 00:10"), ("2026年3月2日 午後3時10分", "2026-03-02 15:10")),
        # forms
        *(("2026년 3월 2일(월) 15:10", "2026-03-02 15:10"), ("2026년 3월 2일 15시 10분", "2026-03-02 15:10")),
        *(("2026-03-02T15:10:11.5Z", "2026-03-03 00:10"), ("2 марта 2026 г. в 15:10", "2026-03-02 15:10")),
        *(("26.03.02 15:10", "2026-03-02 15:10"), ("26-03-02 (월) 15:10", "2026-03-02 15:10")),
        *(("입력 26.03.02", "2026-03-02"), ("등록: 26.03.02", "2026-03-02"), ("26.03.02", "")),
        *(("3/2/26 at 3.10 p.m.", "2026-03-02 15:10"), ("03-02-26 3:10 pm EST", "2026-03-03 05:10")),
        *(("2nd of March 2026", "2026-03-02"), ("2 de marzo de 2026", "2026-03-02"), ("2. März 2026", "2026-03-02")),
        *(("02-Mar-2026", "2026-03-02"), ("02/Mar/2026 10:11", "2026-03-02 10:11"), ("March 2nd, 2026", "2026-03-02")),
        ("10:30 (GMT+9) on Monday, March 2, 2026", "2026-03-02 10:30"),
        ("9:05 pm ET March 2, 2026", "2026-03-03 11:05"),
        ("10:30 2026-03-02", "2026-03-02 10:30"),
        # no days
        *(("2026-02-30", ""), ("31 April 2026", ""), ("1899-03-02", ""), ("Juche 113.13.2", "")),
        # Juche: the year in brackets is believed
        *(("Juche113.11.2", "2024-11-02"), ("주체113(2023).11.2", "2023-11-02"), ("주체113년 11월 2일", "2024-11-02")),
        *(("주체113(2024)년 11월 2일", "2024-11-02"), ("主体113(2024)年11月2日", "2024-11-02")),
        ("November 2, Juche 113 (2024)", "2024-11-02"),
    ],
)
def test_date_is_read_as_it_is_written(text: str, wanted: str) -> None:
    assert " ".join(map(told, read_dates(text, zone=ZoneInfo(SEOUL)))) == wanted


def test_dates_of_a_text_come_in_its_order_with_their_words() -> None:
    found = read_dates("3 March 2026, changed 2026-03-04 (March 5, 2026)", zone=UTC)
    assert [item.text for item in found] == ["3 March 2026", "2026-03-04", "March 5, 2026"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # it is 21:00 of 2 March in Seoul
        *(("5 min ago", "2026-03-02 20:55"), ("an hour ago", "2026-03-02 20:00"), ("2 hrs ago", "2026-03-02 19:00")),
        *(("2h ago", "2026-03-02 19:00"), ("a day ago", "2026-03-01"), ("4d ago", "2026-02-26")),
        *(("2 weeks ago", "2026-02-16"), ("400 days ago", "2025-01-26"), ("401 days ago", "")),
        *(
            ("3분 전", "2026-03-02 20:57"),
            ("3시간 전", "2026-03-02 18:00"),
            ("3일 전", "2026-02-27"),
            ("3주 전", "2026-02-09"),
        ),
        *(("3小时前", "2026-03-02 18:00"), ("3小時前", "2026-03-02 18:00"), ("3時間前", "2026-03-02 18:00")),
        *(("3天前", "2026-02-27"), ("3日前", "2026-02-27"), ("3周前", "2026-02-09"), ("3週間前", "2026-02-09")),
        *(("5 минут назад", "2026-03-02 20:55"), ("2 часа назад", "2026-03-02 19:00"), ("3 дня назад", "2026-02-27")),
        *(("1 день назад", "2026-03-01"), ("2 недели назад", "2026-02-16"), ("3 분후", "")),
        *(("today", "2026-03-02"), ("오늘 10:30", "2026-03-02 10:30"), ("今天", "2026-03-02"), ("今日", "2026-03-02")),
        *(("сегодня", "2026-03-02"), ("yesterday 10:30 KST", "2026-03-01 10:30"), ("어제", "2026-03-01")),
        *(("昨天", "2026-03-01"), ("昨日", "2026-03-01"), ("вчера", "2026-03-01")),
    ],
)
def test_words_for_days_count_from_the_reading(text: str, wanted: str) -> None:
    assert " ".join(map(told, read_dates(text, zone=ZoneInfo(SEOUL), now=NOW))) == wanted
    assert read_dates(text, zone=ZoneInfo(SEOUL)) == []


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("today", True),
        ("3 hours ago", True),
        ("어제 10:30", True),
        ("2026-03-02", False),
        ("11/24", False),
        ("3.2", False),
    ],
)
def test_words_are_told_from_numbers(text: str, relative: bool) -> None:
    assert is_relative(text) is relative


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the latest such day before 21:00 of 2 March 2026
        *(("24 November, 14:05", "2025-11-24 14:05"), ("November 24th, 14:05", "2025-11-24 14:05")),
        *(("24 November at 오후 2:05", "2025-11-24 14:05"), ("11월 24일 14:05", "2025-11-24 14:05")),
        *(
            ("11-24 14:05", "2025-11-24 14:05"),
            ("11.24 14:05", "2025-11-24 14:05"),
            ("11/24 18:42", "2025-11-24 18:42"),
        ),
        *(("24/11 18:42", "2025-11-24 18:42"), ("12/12 18:42", "2025-12-12 18:42"), ("13/13 18:42", "")),
        *(
            ("2 March, 21:30", "2026-03-02 21:30"),
            ("2 March, 22:30", "2025-03-02 22:30"),
            ("3 March, 10:00", "2025-03-03 10:00"),
        ),
        # a day alone is all that a part of the line says
        *(
            ("Published: November 24", "2025-11-24"),
            ("Monday, November 24", "2025-11-24"),
            ("Mon, 24 November", "2025-11-24"),
        ),
        *(
            ("입력 11월 24일", "2025-11-24"),
            ("24 November | 3 min read", "2025-11-24"),
            ("on 24th November (Mon)", "2025-11-24"),
        ),
        *(("November 24 – Kim", "2025-11-24"), ("a line with 24 November inside", ""), ("30 February, 10:00", "")),
        *(("29 February, 10:00", ""), ("2026-11-24 14:05", "")),
    ],
)
def test_day_without_a_year_is_the_latest_such_day(text: str, wanted: str) -> None:
    assert " ".join(map(told, read_yearless(text, zone=ZoneInfo(SEOUL), now=NOW))) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *(("March 2026", "March 2026"), ("March-April 2026", "March-April 2026"), ("Heft März 2026", "März 2026")),
        *(
            ("2026년 3월", "2026년 3월"),
            ("2026-03", "2026-03"),
            ("2026.3월호", "2026.3월호"),
            ("2026-03호", "2026-03호"),
        ),
        *(("2 March 2026", ""), ("2nd March 2026", ""), ("2 de marzo 2026", ""), ("2026년 3월 2일", "")),
        *(("2026-03 x", ""), ("2026-13", ""), ("03/2026", "")),
    ],
)
def test_month_of_issue_has_no_day(text: str, words: str) -> None:
    found = read_months(text)
    assert [item.text for item in found] == ([words] if words else [])
    assert all((item.when, item.exact) == (datetime(2026, 3, 1, tzinfo=UTC), False) for item in found)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("-0- (Juche113.11.2.)", "2024-11-02"),
        ("주체113년 11월 2일", "2024-11-02"),
        ("2024-11-02", ""),
        ("Juche 113.13.2", ""),
    ],
)
def test_end_mark_counts_in_juche_years(text: str, day: str) -> None:
    assert told(read_juche(text, zone=ZoneInfo(SEOUL))) == day


@pytest.mark.parametrize(
    ("text", "latest", "near"),
    [
        # fetched on 2 March 2026, a day of grace after it; or around the end of 2020
        ("Pyongyang, November 2 (KCNA)", "2025-11-02", "2020-11-02"),
        ("Pyongyang, 2 November (KCNA)", "2025-11-02", "2020-11-02"),
        ("Pyongyang November 2 -- Ships", "2025-11-02", "2020-11-02"),
        ("Rason, Mar. 3 — Ships", "2026-03-03", "2021-03-03"),
        ("Rason, March 4 - Ships", "2025-03-04", "2021-03-04"),
        ("Sinuiju, July 5. / KCNA", "2025-07-05", "2020-07-05"),
        ("Rason, Feb 29 / KCNA", "", "2020-02-29"),
        ("Rason, Feb 30 / KCNA", "", ""),
        ("Pyongyang, November 2 (2024)", "", ""),
        ("In November 2 men came", "", ""),
    ],
)
def test_dateline_without_a_year(text: str, latest: str, near: str) -> None:
    zone = ZoneInfo(SEOUL)
    assert told(read_dateline(text, fetched_at=NOW, zone=zone)) == latest
    assert told(read_dateline(text, fetched_at=NOW, zone=zone, near=datetime(2020, 12, 30, tzinfo=UTC))) == near


@pytest.mark.parametrize("month", range(1, 13))
def test_dateline_and_day_without_a_year_know_the_months(month: int) -> None:
    name = MONTHS[month - 1].split()[0]
    found = read_dateline(f"Rason, {name} 1 (KCNA)", fetched_at=NOW)
    assert found is not None
    assert found.when.month == month


ZONES = {
    **{0: "GMT UTC Z", 1: "BST CET", 2: "EET CEST", 3: "EEST MSK МСК", 7: "WIB ICT", 8: "WITA PHT ULAT MYT SGT HKT"},
    **{9: "WIT JST KST PYT", 10: "VLAT AEST", 11: "AEDT", -4: "EDT", -5: "EST", -7: "PDT", -8: "PST", -10: "HST"},
}


@pytest.mark.parametrize(("hours", "names"), ZONES.items())
def test_zone_that_pages_write_is_so_many_hours_off(hours: int, names: str) -> None:
    when = datetime(2026, 3, 2, 12 - hours, tzinfo=UTC)
    texts = [f"2026-03-02 12:00 {name}" for name in names.split()]
    assert [item.when for text in texts for item in read_dates(text, zone=ZoneInfo(SEOUL))] == [when] * len(texts)


@pytest.mark.parametrize(
    ("text", "zone", "when"),
    [
        # zones of a place have a summer and a winter
        ("2026-01-02 10:00 ET", SEOUL, "2026-01-02 15:00:00"),
        ("2026-07-02 10:00 ET", SEOUL, "2026-07-02 14:00:00"),
        ("2026-01-02 10:00 CT", SEOUL, "2026-01-02 16:00:00"),
        ("2026-07-02 10:00 CT", SEOUL, "2026-07-02 15:00:00"),
        ("2026-01-02 10:00 PT", SEOUL, "2026-01-02 18:00:00"),
        ("2026-07-02 10:00 PT", SEOUL, "2026-07-02 17:00:00"),
        # hours of two digits, minutes, seconds
        ("2026-03-02 10:00 +10:30", SEOUL, "2026-03-01 23:30:00"),
        ("2026-03-02 10:00 -1100", SEOUL, "2026-03-02 21:00:00"),
        ("2026-03-02 10:00 UTC+11", SEOUL, "2026-03-01 23:00:00"),
        ("2026-03-02 10:00 GMT-3", SEOUL, "2026-03-02 13:00:00"),
        ("2026-03-02 10:00:07", SEOUL, "2026-03-02 01:00:07"),
        # noon and midnight
        ("2026-03-02 12:05 pm", SEOUL, "2026-03-02 03:05:00"),
        ("2026-03-02 12:05 am", SEOUL, "2026-03-01 15:05:00"),
        ("2026-03-02 11:05 pm", SEOUL, "2026-03-02 14:05:00"),
        # the year first, the month in letters
        ("2026 March 2", "UTC", "2026-03-02 00:00:00"),
        ("2026-Mar-02 10:30", "UTC", "2026-03-02 10:30:00"),
        ("2026, March 2nd", "UTC", "2026-03-02 00:00:00"),
        # of three numbers, what can be no month is the day; of two that can be either none is guessed
        ("12/05/2026", NEW_YORK, "2026-12-05 05:00:00"),
        ("05/12/2026", NEW_YORK, "2026-05-12 04:00:00"),
        ("13/05/2026", "UTC", "2026-05-13 00:00:00"),
        ("05/13/2026", "UTC", "2026-05-13 00:00:00"),
        ("12/05/2026", "UTC", ""),
        ("05/12/2026", "UTC", ""),
    ],
)
def test_moment_is_read_to_the_second(text: str, zone: str, when: str) -> None:
    found = read_dates(text, zone=UTC if zone == "UTC" else ZoneInfo(zone))
    assert " ".join(f"{item.when:%Y-%m-%d %H:%M:%S}" for item in found) == when


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("7 min ago", 7), ("7 hours ago", 420), ("3 days ago", 4320), ("2 weeks ago", 20160), ("3주 전", 30240)],
)
def test_so_long_ago_is_counted_to_the_minute(text: str, minutes: int) -> None:
    (found,) = read_dates(text, zone=ZoneInfo(SEOUL), now=NOW)
    assert (NOW - found.when).total_seconds() == minutes * 60


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2 March, 22:00", "2026-03-02 22:00"),  # an hour of grace, and no minute more
        ("2 March, 22:01", "2025-03-02 22:01"),
        # the month first, where it can be
        ("12/05 18:42", "2025-12-05 18:42"),
        ("25/12 18:42", "2025-12-25 18:42"),
        ("13/05 18:42", "2025-05-13 18:42"),
        ("05/13 18:42", "2025-05-13 18:42"),
        ("a line that ends with 24 November", ""),
    ],
)
def test_day_without_a_year_at_the_edges(text: str, wanted: str) -> None:
    assert " ".join(map(told, read_yearless(text, zone=ZoneInfo(SEOUL), now=NOW))) == wanted


@pytest.mark.parametrize(
    ("text", "fetched", "near", "when"),
    [
        # a day of grace, and no more
        ("Pyongyang, March 3 (KCNA) -- Ships", (2026, 3, 2), None, (2026, 3, 3)),
        ("Pyongyang, March 4 (KCNA) -- Ships", (2026, 3, 2), None, (2025, 3, 4)),
        ("Pyongyang, February 29 (KCNA) -- Ships", (2026, 3, 2), None, None),
        # the nearest such day, over the end of a year too
        ("Pyongyang, January 2 (KCNA) -- Ships", (2026, 3, 2), (2025, 12, 30), (2026, 1, 2)),
        ("Pyongyang, December 30 (KCNA) -- Ships", (2026, 3, 2), (2025, 1, 2), (2024, 12, 30)),
        ("Pyongyang, March 9 (KCNA) -- Ships", (2026, 3, 2), (2025, 3, 2), (2025, 3, 9)),
        ("Ships came on March 3.", (2026, 3, 2), None, None),
    ],
)
def test_dateline_is_its_latest_or_its_nearest_day(
    text: str, fetched: tuple[int, int, int], near: tuple[int, int, int] | None, when: tuple[int, int, int] | None
) -> None:
    found = read_dateline(
        text, fetched_at=datetime(*fetched, tzinfo=UTC), near=datetime(*near, tzinfo=UTC) if near else None
    )
    assert (found.when if found else None) == (datetime(*when, tzinfo=UTC) if when else None)
    assert found is None or (found.exact, found.text[:11]) == (False, "Pyongyang, ")
