"""Times named in sentences, counted from Monday, 16 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.en.moments import read_moments

DAY = date(2026, 3, 16)


def spans(text: str, day: date = DAY) -> list[tuple[str, str]]:
    return [(str(moment.first), str(moment.last)) for moment in read_moments(text, day) if not moment.aside]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Friday", "2026-03-13", "2026-03-13"),
        ("on Monday", "2026-03-16", "2026-03-16"),
        ("last Monday", "2026-03-09", "2026-03-09"),
        ("yesterday", "2026-03-15", "2026-03-15"),
        ("last week", "2026-03-09", "2026-03-15"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last summer", "2025-06-01", "2025-08-31"),
        ("as of Oct. 13", "2025-10-13", "2025-10-13"),
        ("on March 3", "2026-03-03", "2026-03-03"),
        ("on Feb. 28, 2024", "2024-02-28", "2024-02-28"),
        ("on 3 March", "2026-03-03", "2026-03-03"),
        ("in November", "2025-11-01", "2025-11-30"),
        ("in March last year", "2025-03-01", "2025-03-31"),
        ("in early March", "2026-03-01", "2026-03-31"),
        ("in mid-February", "2026-02-01", "2026-02-28"),
        ("in the middle of February", "2026-02-01", "2026-02-28"),
        ("in the last week of February", "2026-02-22", "2026-02-28"),
        ("in the second week of March 2025", "2025-03-08", "2025-03-14"),
        ("at the end of last month", "2026-02-01", "2026-02-28"),
        ("over the weekend", "2026-03-14", "2026-03-15"),
        ("on the 12th", "2026-03-12", "2026-03-12"),
        ("on the 28th", "2026-02-28", "2026-02-28"),
        ("in early 2024", "2024-01-01", "2024-04-30"),
        ("in mid-2024", "2024-05-01", "2024-08-31"),
        ("late last year", "2025-09-01", "2025-12-31"),
        ("at the end of February", "2026-02-01", "2026-02-28"),
        ("in the second half of February", "2026-02-16", "2026-02-28"),
        ("in the first quarter of 2025", "2025-01-01", "2025-03-31"),
        ("in the second half of 2025", "2025-07-01", "2025-12-31"),
        ("in the first two months of the year", "2026-01-01", "2026-02-28"),
        ("from January to November 2025", "2025-01-01", "2025-11-30"),
        ("between November and January", "2025-11-01", "2026-01-31"),
        ("in the autumn of 2017", "2017-09-01", "2017-11-30"),
        ("in July Juche 107 (2018)", "2018-07-01", "2018-07-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("2026-02-03", "2026-02-03", "2026-02-03"),
    ],
)
def test_time_is_counted_from_the_day_of_publication(text: str, first: str, last: str) -> None:
    assert spans(f"It happened {text}, they said.") == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "more than in January",
        "up from 5,000 won in January",
        "against 5,000 won last year",
        "twice as much as last winter",
        "since last year's harvest",
        "compared with the same month of last year",
        "since January",
        "next month",
        "next March",
        "they may come",
        "2,019 won",
        "2019 tons",
    ],
)
def test_time_of_a_comparison_or_to_come_is_not_the_sentence_s_own(text: str) -> None:
    assert spans(text) == []


def test_month_that_has_not_come_this_year_is_last_year_s() -> None:
    assert spans("in December", date(2026, 1, 5)) == [("2025-12-01", "2025-12-31")]


def test_day_that_no_month_has_is_no_time() -> None:
    assert spans("on February 31") == []


def test_nothing_is_read_where_the_day_of_publication_is_unknown() -> None:
    assert read_moments("on Friday", None) == []


@given(st.text(max_size=60), st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 1, 1)))
def test_every_time_has_its_place_in_the_text_and_its_ends_in_order(text: str, day: date) -> None:
    for moment in read_moments(f"in early March {text} last week", day):
        assert 0 <= moment.start < moment.end
        assert moment.first <= moment.last
