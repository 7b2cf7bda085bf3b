"""Days of two numbers are turned to month and day where the table or its language says which is which."""

from __future__ import annotations

import pytest

from extract.facts.tables.short_days import with_months_first


@pytest.mark.parametrize(
    ("language", "heads", "turned"),
    [
        ("ru", ["Город", "26.01", "09.02"], ["Город", "01.26", "02.09"]),
        ("ru", ["Товар", "05.03", "12.03"], ["Товар", "03.05", "03.12"]),
        ("en", ["Goods", "28.10", "04.11"], ["Goods", "10.28", "11.04"]),
        ("ko", ["품목", "2.14", "2.21"], ["품목", "2.14", "2.21"]),
        ("ko", ["품목", "05.03", "05.10"], ["품목", "05.03", "05.10"]),
        ("ru", ["Размер", "12.50", "09.02"], ["Размер", "12.50", "09.02"]),
    ],
)
def test_heads_are_turned(language: str, heads: list[str], turned: list[str]) -> None:
    cells = [heads, ["Пхеньян", "21.05", "22.03"]]
    assert with_months_first(cells, 1, language) == [turned, ["Пхеньян", "21.05", "22.03"]]


def test_first_column_is_turned_and_figures_are_not() -> None:
    cells = [["Дата", "Курс"], ["17.04", "98.2"], ["02.05", "97.11"]]
    assert with_months_first(cells, 1, "ru") == [["Дата", "Курс"], ["04.17", "98.2"], ["05.02", "97.11"]]
