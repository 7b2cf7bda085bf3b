"""Dates as pages write them: which number is the day, and in which zone the clock stands."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from extract.fields.date_forms import read_dates

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
