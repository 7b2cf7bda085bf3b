"""Times and days as people ask for them."""

from __future__ import annotations

import pytest

from corpus.times import asked_day, asked_time, parse_time


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
    ],
)
def test_a_month_or_year_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert (asked_day(text).isoformat(), asked_day(text, last=True).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00-01", "2026-02-30", "0001-01-01", "9999-12-31", "２０２６", "26"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    for last in (False, True):
        with pytest.raises(ValueError, match=r"day|month"):
            asked_day(text, last=last)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+09:00"])
def test_a_zone_that_leads_out_of_all_years_is_no_time(text: str) -> None:
    for read in (parse_time, asked_time):
        with pytest.raises(ValueError, match="no time"):
            read(text)
