"""The figures of one cell, and the months that a row of a sum is of."""

from __future__ import annotations

from datetime import date

import pytest

from extract.facts.tables.cell_parts import Earlier, earlier_of, parts_of
from extract.facts.tables.columns import read_shape
from extract.facts.tables.sum_rows import summed_periods

DAY = date(2025, 6, 10)


@pytest.mark.parametrize(
    ("line", "month", "shift"),
    [
        ("Prices are of June 1; figures in brackets are those of May 18.", 5, None),
        ("괄호 안은 1주 전 가격", None, "-1w"),
        ("括号内为5月11日价格", 5, None),
        ("В скобках — цены на 11 мая", 5, None),
    ],
)
def test_brackets_are_of_an_earlier_time_where_a_line_says_so(line: str, month: int | None, shift: str | None) -> None:
    earlier = earlier_of([line], DAY)
    assert earlier is not None
    assert (earlier.told.month if earlier.told else None, earlier.shift) == (month, shift)


@pytest.mark.parametrize(
    "line", ["괄호 안은 전주 대비", "Changes on the week before in brackets", "Rice rose on June 1"]
)
def test_changes_in_brackets_are_no_figures(line: str) -> None:
    assert earlier_of([line], DAY) is None


def test_parts_of_a_cell() -> None:
    def numbers(cell: str, earlier: Earlier | None = None) -> list[tuple[float, bool]]:
        return [(part.number.value, part.earlier) for part in parts_of(cell, earlier)]

    assert numbers("buy 30,100 / sell 30,900") == [(30100, False), (30900, False)]
    assert numbers("살 때 3만400원, 팔 때 2만9,600원") == [(30400, False), (29600, False)]
    assert numbers("US$1.50 / 140 RUB") == [(1.5, False), (140, False)]
    assert numbers("5,700 (5,650)") == [(5700, False)]
    assert numbers("5,700 (5,650)", Earlier(shift="-1w")) == [(5700, False), (5650, True)]
    assert numbers("n.a. (3,600)", Earlier(shift="-1w")) == [(3600, True)]
    assert numbers("5,700 / 5,650") == []
    assert numbers("n.a.") == []


def test_a_row_of_a_sum_is_of_the_months_above_it() -> None:
    cells = [["Month", "Tonnes"], ["Aug", "184"], ["Sep", "226"], ["2 months", "410"]]
    period = summed_periods(cells, read_shape(cells, 1))[3]
    assert (period.month, period.last_month) == (8, 9)
    gap = [["Month", "Tonnes"], ["Jan", "184"], ["Sep", "226"], ["Total", "410"]]
    assert summed_periods(gap, read_shape(gap, 1)) == {}
