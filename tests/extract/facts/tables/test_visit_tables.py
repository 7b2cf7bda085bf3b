"""Tables of who went where, and cells that say less than they mean."""

from __future__ import annotations

from datetime import date

import pytest

from extract.facts.tables.table_context import Around, read_context
from extract.facts.tables.table_reading import read_table
from extract.facts.tables.visit_tables import read_visits

ENGLISH = [
    ["Date", "Official", "Unit", "With"],
    ["Feb. 3", "Premier Pak Thae Song", "Hungnam Fertilizer Complex", "Kim Chol, Ri Yong"],
    ["Feb. 9†", "Kim Jong Un", "Mansudae Theatre, concert", "-"],
    ["Feb. 12", "Kim Jong Un", "Sinuiju Greenhouse Farm", "-"],
]
KOREAN = [
    ["보도일", "활동일", "인물", "방문지", "수행"],
    ["2.4", "2.3", "박태성 내각총리", "흥남비료련합기업소", "김철, 리영"],
]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            ENGLISH,
            [
                ("Pak Thae Song", "Hungnam Fertilizer Complex", ("Kim Chol", "Ri Yong"), date(2025, 2, 3)),
                ("Kim Jong Un", "Sinuiju Greenhouse Farm", (), date(2025, 2, 12)),
            ],
        ),
        (KOREAN, [("박태성", "흥남비료련합기업소", ("김철", "리영"), date(2025, 2, 3))]),
        ([["Date", "Good", "Place"], ["Feb. 3", "Rice", "Hyesan"]], []),
    ],
)
def test_visits_of_a_table(cells: list[list[str]], told: list[tuple[object, ...]]) -> None:
    context = read_context(Around(title="Who went where in February 2025", day=date(2025, 3, 2)))
    found = [(each.visitor, each.place, each.companions, each.first) for each in read_visits(cells, 1, context)]
    assert found == told


def test_days_of_a_month_stand_below_it() -> None:
    cells = [["Good", "May 2022", "May 2022"], ["Good", "2", "9"], ["Rice", "4,900", "5,000"]]
    around = Around(title="Prices in Pyongyang", caption="Won per kilogram", day=date(2022, 5, 31))
    found = [(each.value, each.first) for each in read_table(cells, 1, around)]
    assert found == [(4900, date(2022, 5, 2)), (5000, date(2022, 5, 9))]


def test_points_before_thousands_are_none_before_parts() -> None:
    cells = [["Товар", "Хесан"], ["Рис", "8.100"], ["Кукуруза", "3.050"], ["Соль", "1.200"]]
    around = Around(caption="Цены 3 мая 2024 г., вон за килограмм", day=date(2024, 5, 6))
    assert [each.value for each in read_table(cells, 1, around)] == [8100, 3050, 1200]
    cells[3][1] = "1.25"
    assert [each.value for each in read_table(cells, 1, around)] == [8.1, 3.05, 1.25]


def test_a_price_may_be_wholesale() -> None:
    cells = [["Good", "Wholesale", "Retail"], ["Rice", "4,900", "5,000"]]
    around = Around(title="Prices in Hyesan", caption="Won per kilogram, 3 May 2022", day=date(2022, 5, 5))
    assert [each.role for each in read_table(cells, 1, around)] == ["wholesale", "market"]
