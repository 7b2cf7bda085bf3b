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
    ("lines", "told"),
    [
        (
            [["Hwanghae Iron Works", "rolled out 7,400 tonnes of steel sheet"],
             ["Kusong Machine Factory", "met its quota"],
             ["Huichon Power Station No. 5", "went into operation"], ["Anju Colliery", "is to open a pit in October"],
             ["Sariwon Bag Factory", "made 12,000 satchels"]],
            [("production", "steel sheet", "7400 t"), ("plan-fulfilled", None, None), ("commissioning", None, None),
             ("production", "satchels", "12000")],
        ),
        (
            [["승리자동차련합기업소", "8월 계획 넘쳐 수행"], ["평양곡산공장", "사탕 210톤 생산"],
             ["룡성기계련합기업소", "9월 준공 예정"]],
            [("plan-fulfilled", None, None), ("production", "사탕", "210 t")],
        ),
        (
            [["顺川水泥厂", "生产水泥3200吨"], ["金策制铁企业", "因缺煤停产"]],
            [("production", "水泥", "3200 t"), ("halt", None, None)],
        ),
    ],
)  # fmt: skip
def test_lists_that_say_what_plants_did(lines: list[list[str]], told: list[tuple[str, str | None, str | None]]) -> None:
    found = list(read_plants(lines, 0, read_context(Around(title="In August 2025", day=DAY))))
    assert [(each.kind, each.product, each.amount) for each in found] == told
    assert {(each.first, each.last) for each in found} == {(date(2025, 8, 1), date(2025, 8, 31))}


@pytest.mark.parametrize(
    ("product", "cells"),
    [
        ("トラック", [["企業所名", "勝利自動車連合企業所"], ["所在地", "徳川市"], ["8月の生産", "トラック 310台"],
         ["年間能力", "1万台"], ["従業員", "2万5千人"]]),
        ("화물자동차", [["공장", "승리자동차련합기업소"], ["8월 생산량", "화물자동차 310대"], ["년간 능력", "1만대"]]),
        ("lorries", [["Plant", "Sungri Motor Complex"],
         ["Output in August", "310 lorries"], ["Annual capacity", "10,000"]]),
    ],
)  # fmt: skip
def test_sheet_of_one_plant(product: str, cells: list[list[str]]) -> None:
    (report,) = read_plants(cells, 0, read_context(Around(day=DAY)))
    assert (report.kind, report.product, report.amount) == ("production", product, "310")
    assert (report.plant, str(report.first)) == (cells[0][1], "2025-08-01")
    assert cells[report.row][report.column].count("310") == 1


@pytest.mark.parametrize(
    ("before", "head", "unit", "good"),
    [
        ("Output of coal in tonnes, second quarter of 2025.", ["Pit", "Apr", "May", "Workforce"], "t", "coal"),
        ("올해 4월과 5월의 석탄생산량이다. (단위: t)", ["탄광", "4월", "5월", "종업원수"], "t", "석탄"),
        ("Выпуск цемента, тонн, 2025 год.", ["Завод", "Апрель", "Май", "Работники"], "t", "цемент"),
    ],
)
def test_months_of_output_are_read_where_the_text_says_that_it_is_output(
    before: str, head: list[str], unit: str, good: str
) -> None:
    rows = [head, ["Anju Colliery", "41 000", "-", "900"], ["Tokchon Colliery", "-", "38 500", "700"]]
    found = list(read_plants(rows, 1, read_context(Around(before=(before,), day=DAY))))
    assert [(each.product, each.amount, str(each.first)) for each in found] == [
        (good, f"41000 {unit}", "2025-04-01"),
        (good, f"38500 {unit}", "2025-05-01"),
    ]


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
