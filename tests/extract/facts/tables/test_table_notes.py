"""Marks of footnotes in labels, and the days that the notes behind them tell."""

from __future__ import annotations

from datetime import date

import pytest

from extract.facts.tables.table_notes import marks_of, noted_times, without_marks
from extract.facts.tables.told_times import bounds

DAY = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("label", "bare", "marks"),
    [
        ("평양 시장¹⁾ (북한 원)", "평양 시장 (북한 원)", ("1",)),
        ("惠山**（朝鲜元）", "惠山（朝鲜元）", ("**",)),
        ("Musan†", "Musan", ("†",)),
        ("Пхеньян², вон/кг", "Пхеньян, вон/кг", ("2",)),
        ("Timber, m³", "Timber, m³", ()),
        ("Rice (5 kg)", "Rice (5 kg)", ()),
        ("2024", "2024", ()),
    ],
)
def test_marks_are_told_from_powers(label: str, bare: str, marks: tuple[str, ...]) -> None:
    assert without_marks(label) == bare
    assert marks_of(label) == marks


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1) 3월 10일 조사 2) 3월 8일 조사", {"1": "2024-03-10", "2": "2024-03-08"}),
        ("* 3月3日 ** 3月10日", {"*": "2024-03-03", "**": "2024-03-10"}),
        ("¹ на 3 марта. ² на 10 марта.", {"1": "2024-03-03", "2": "2024-03-10"}),
        ("* One trader only. † March 8, after the thaw", {"†": "2024-03-08"}),
        ("* March 3 and March 8", {}),
        ("Prices of March 8", {}),
    ],
)
def test_days_of_notes(line: str, days: dict[str, str]) -> None:
    found = {mark: bounds(told, DAY) for mark, told in noted_times([line], DAY).items()}
    assert {mark: str(spread[0]) for mark, spread in found.items() if spread} == days
