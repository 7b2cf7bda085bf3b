"""Numbers as Korean, Chinese, Japanese and Russian write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.passage.numerals import HAN, KOREAN, RUSSIAN, east_asian, russian


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1만 300", 10_300),
        ("6천200", 6_200),
        ("이천팔백", 2_800),
        ("1억 9천830만", 198_300_000),
        ("两万六", 26_000),
        ("两千零五十", 2_050),
        ("4.1万", 41_000),
        ("22億9500万", 2_295_000_000),
        ("2万3千", 23_000),
    ],
)
def test_east_asian_numbers(text: str, value: float) -> None:
    assert east_asian(text) == value


@pytest.mark.parametrize(("text", "value"), [("6,8 тысячи", 6_800), ("180,6 млн", 180.6e6), ("1 200", 1_200)])
def test_russian_numbers(text: str, value: float) -> None:
    assert russian(text) == pytest.approx(value)


def korean(number: int) -> str:
    """A number as news in Korean write it: "123만 4천567"."""
    high, rest = divmod(number, 10_000)
    thousands, units = divmod(rest, 1000)
    low = (f"{thousands}천" if thousands else "") + (str(units) if units else "")
    return f"{high}만 {low}".strip() if high else low


@given(st.integers(min_value=1, max_value=99_999_999))
def test_korean_numbers_come_back(number: int) -> None:
    text = korean(number)
    assert re.fullmatch(KOREAN, text)
    assert east_asian(text) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=9999))
def test_han_numbers_come_back(high: int, low: int) -> None:
    text = f"{high}万{low or ''}"
    assert re.fullmatch(HAN, text)
    assert east_asian(text) == high * 10_000 + low


@given(st.integers(min_value=0, max_value=10**9))
def test_russian_numbers_come_back(number: int) -> None:
    text = f"{number:,}".replace(",", " ")
    assert re.fullmatch(RUSSIAN, text)
    assert russian(text) == number
