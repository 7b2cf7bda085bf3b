"""Figures read alike in every language's way of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.stories.numbers import STRONG, WEAK, figures, in_digits, script_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("60,000 tons", "60,000"),
        ("6만 톤", "60,000"),
        ("$196.4 million", "196,400,000"),
        ("1억9640만 달러", "196,400,000"),
        ("1.5 миллиона, то есть 1.5 млн", "1,500,000"),
        ("3만5000명", "35,000"),
        ("6200원", "6,200"),
        ("2.5 percent", "2.5"),
        ("两千万不算，2000万算", "20,000,000"),
    ],
)
def test_figure_is_found(text: str, name: str) -> None:
    assert figures(text)[name] == STRONG


def test_small_figures_weigh_less_and_the_smallest_and_years_nothing() -> None:
    assert figures("15 wagons, 3 trains, in 2026") == {"15": WEAK}


@pytest.mark.parametrize(
    ("text", "script"),
    [("Rason", "latin"), ("라선 (Rason)에서", "hangul"), ("罗先市的港口", "han"), ("Расон", "cyrillic")],
)
def test_script_is_told(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text(alphabet="0123456789,. 만억万million"))
def test_any_text_has_figures_or_none(text: str) -> None:
    assert all(weight in (STRONG, WEAK) for weight in figures(text).values())


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("2억5천370만 달러", "253700000"),
        ("1만 6천 2백 원", "16200"),
        ("노동자 1천500명", "1500"),
        ("12만5천 배럴", "125000"),
        ("2亿5370万美元", "253700000"),
        ("3만 2,500원", "32500"),
        ("6만 명", "6만"),
    ],
)
def test_number_of_several_parts_is_written_in_digits(text: str, digits: str) -> None:
    assert digits in in_digits(text)
