"""Quarters and months that a text counts, and those that it names."""

from __future__ import annotations

from datetime import date

import pytest

from extract.facts.tables.told_times import bounds, read_times

TOLD = [
    ("三季度", (7, 9)),
    ("2024年3季度", (7, 9)),
    ("2024年第三季度", (7, 9)),
    ("2024年 第3四半期", (7, 9)),
    ("前三季度", (1, 9)),
    ("2024年前三季度", (1, 9)),
    ("2024年前两个季度", (1, 6)),
    ("连续三季度", None),
    ("近 三季度", None),
    ("此前三季度", None),
    ("3四半期連続", None),
    ("за 9 мес. 2024 г.", (1, 9)),
    ("Вывоз за 6 месяцев", (1, 6)),
    ("9 мес. 2024 г.", (1, 9)),
    ("6 месяцев", (1, 6)),
    ("через 3 месяца", None),
    ("6 месяцев назад", None),
    ("за последние 6 месяцев", None),
    ("за 3 месяца до запрета", None),
    ("срок 2 мес.", None),
]


@pytest.mark.parametrize(("text", "months"), TOLD)
def test_months_of_a_year_are_named_and_not_counted(text: str, months: tuple[int, int] | None) -> None:
    spans = [bounds(told, date(2024, 12, 30)) for told in read_times(text, cell=True)]
    assert [(span[0].month, span[1].month) for span in spans if span] == ([months] if months else [])


def test_a_year_before_a_quarterly_report_is_no_quarter() -> None:
    assert all(told.whole_year for told in read_times("2024季度报", cell=True))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("主体113年", 2024),
        ("주체112년도", 2023),
        ("Juche 108", 2019),
        ("в 103 году чучхе 103", 2014),
        ("主体113年(2024年)", 2024),
    ],
)
def test_years_of_juche_count_from_1912(text: str, year: int) -> None:
    assert {told.year for told in read_times(text, cell=True)} == {year}
