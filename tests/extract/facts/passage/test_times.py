"""Times in five languages, counted from the day of publication (16 March 2026, a Monday) or from a date of the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.passage.grammar import LANGUAGES, load_grammar
from extract.facts.passage.lines import read_lines

DAY = date(2026, 3, 16)


def times(text: str, language: str, day: date = DAY) -> list[tuple[str, str]]:
    article = {"title": "", "text": text, "language": language, "day": day}
    found = [time for line in read_lines(article, [], load_grammar(language)) for time in line.times]
    return [(str(time.first), str(time.last)) for time in found]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "It was so on March 3. A week earlier it was not.", [("2026-03-03",) * 2, ("2026-02-24",) * 2]),
        ("en", "It was so this time last year.", [("2025-03-01", "2025-03-31")]),
        ("en", "It came on March 3; the same day it went.", [("2026-03-03",) * 2] * 2),
        ("en", "In January it rose. In the same period of 2025 it fell.", [
            ("2026-01-01", "2026-01-31"), ("2025-01-01", "2025-01-31"),
        ]),
        ("en", "He went there from February 26 to 27.", [("2026-02-26", "2026-02-27")]),
        ("en", "He went there from Feb. 26 to March 2.", [("2026-02-26", "2026-03-02")]),
        ("en", "It was so between Feb. 3 and 9.", [("2026-02-03", "2026-02-09")]),
        ("en", "It was so from March 3 to 6, he said.", [("2026-03-03", "2026-03-06")]),
        ("en", "It was so from 3 to 5 March and so on the 5-6 March.", [
            ("2026-03-03", "2026-03-05"), ("2026-03-05", "2026-03-06"),
        ]),
        ("en", "It was so 3-5 March 2025.", [("2025-03-03", "2025-03-05")]),
        ("en", "It was so in the first half of the month.", [("2026-03-01", "2026-03-15")]),
        ("en", "Its first-quarter plan was met.", [("2026-01-01", "2026-03-31")]),
        ("ko", "지난달 12일 그랬다.", [("2026-02-12",) * 2]),
        ("ko", "3일 말했다. 어제 그랬다.", [("2026-03-03",) * 2, ("2026-03-02",) * 2]),
        ("ko", "주체107(2018)년 5월에 그랬다.", [("2018-05-01", "2018-05-31")]),
        ("ko", "작년 4분기에 그랬다.", [("2025-10-01", "2025-12-31")]),
        ("zh", "今年前2个月如此。", [("2026-01-01", "2026-02-28")]),
        ("zh", "上周如此。", [("2026-03-09", "2026-03-15")]),
        ("ru", "10 марта было так. Неделей ранее было иначе.", [("2026-03-10",) * 2, ("2026-03-03",) * 2]),
        ("ja", "先月12日のことだ。", [("2026-02-12",) * 2]),
        ("ja", "11月23日に起き、2日後に止まった。", [("2025-11-23",) * 2, ("2025-11-25",) * 2]),
    ],
)  # fmt: skip
def test_times_are_worked_out(language: str, text: str, told: list[tuple[str, str]]) -> None:
    assert times(text, language) == told


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(alphabet="0123456789월일년月日年 марта March last week 지난주上周先週.", max_size=60))
def test_no_time_ends_before_it_begins(language: str, text: str) -> None:
    article = {"title": "", "text": text, "language": language, "day": DAY}
    for line in read_lines(article, [], load_grammar(language)):
        for time in line.times:
            assert time.first is None or time.last is None or time.first <= time.last
            assert line.start <= time.start < time.end <= line.end


@pytest.mark.parametrize(
    "text",
    [
        "In March 10 to 15 trucks a day came.",
        "Between March 3 and 9 dollars were paid.",
        "It was so from May 10 to 12 million dollars.",
        "Jan. 5-20 kg sacks were sold.",
        "It fell from March 3 to 6 thousand won.",
        "It fell from March 3 to 6 per cent.",
        "It fell from March 3 to 6/kg.",
        "Chapters 3 to 5 May be read.",
        "The two cost 5 and 10 May bring more.",
    ],
)
def test_numbers_beside_a_month_that_count_something_are_no_days(text: str) -> None:
    found = [(first, last) for first, last in times(text, "en") if first[8:] != "01" and first < last]
    assert found == []
