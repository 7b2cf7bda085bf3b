"""Tables of what plants made, from their cells to reports; and what makes a table of prices none."""

from __future__ import annotations

from datetime import date

import pytest

from extract.facts.tables.plant_tables import read_plants
from extract.facts.tables.table_context import Around, read_context
from extract.facts.tables.table_reading import read_table

DAY = date(2025, 9, 3)


@pytest.mark.parametrize(
    ("title", "cells", "told"),
    [
        (
            "Plants of the north-east in August",
            [["Enterprise", "Product", "Output, t", "Plan, %", "September plan"],
             ["Puryong Steel Works", "pig iron", "6,100", "103", "6,500"]],
            [("pig iron", "production", "6100 t"), ("pig iron", "plan-fulfilled", "103%")],
        ),
        (
            "八月份各厂简报",
            [["工厂", "产品", "产量", "完成计划"], ["富宁冶金厂", "生铁", "6100吨", "—"]],
            [("生铁", "production", "6100 t")],
        ),
        (
            "Итоги августа",
            [["Предприятие", "Выпуск, т"], ["Пурёнский завод", "6 100"]],
            [(None, "production", "6100 t")],
        ),
    ],
)  # fmt: skip
def test_outputs_and_fulfilled_plans_are_reports_of_plants(
    title: str, cells: list[list[str]], told: list[tuple[str | None, str, str]]
) -> None:
    found = list(read_plants(cells, 1, read_context(Around(title=title, day=DAY))))
    assert [(each.product, each.kind, each.amount) for each in found] == told
    assert {(each.first, each.last) for each in found} == {(date(2025, 8, 1), date(2025, 8, 31))}


@pytest.mark.parametrize(
    ("title", "head", "row", "why"),
    [
        ("Prices in Hamhung, won", ["Item", "Price", "%"], ["Rice", "9,100", "2.0"], "percent"),
        ("Prices by city, won per kg", ["Item", "Seoul"], ["Rice", "3,100"], "of the South"),
        ("Who earns what: monthly pay in Hamhung", ["Item", "Won"], ["Rice", "9,100"], "pay"),
        ("Three scenarios for Pyongyang, won per kg", ["Item", "Won"], ["Rice", "9,100"], "forecast"),
    ],
)
def test_figures_that_are_no_prices_say_why(title: str, head: list[str], row: list[str], why: str) -> None:
    found = read_table([head, row], 1, Around(title=title, day=DAY))
    assert found[-1].why == why
