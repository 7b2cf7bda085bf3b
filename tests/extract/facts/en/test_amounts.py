"""Money and measures as sentences write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.en.amounts import read_measures, read_money


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("6,200 won", 6200, "won"),
        ("8,700 North Korean won", 8700, "KPW"),
        ("1,400 South Korean won", 1400, "KRW"),
        ("$2.18 billion", 2.18e9, "USD"),
        ("US$98", 98, "USD"),
        ("1.9 million euros", 1.9e6, "EUR"),
        ("34 million dollars", 34e6, "USD"),
        ("180 yuan", 180, "CNY"),
        ("a hundred dollars", 100, "USD"),
        ("One Chinese yuan", 1, "CNY"),
        ("98 roubles", 98, "RUB"),
        ("KPW 8,900", 8900, "KPW"),
    ],
)
def test_money_is_read(text: str, value: float, unit: str) -> None:
    (amount,) = read_money(f"They paid {text} for it.")
    assert (amount.value, amount.unit, amount.high) == (value, unit, None)


@pytest.mark.parametrize(
    "text",
    [
        "19,000 to 20,000 won",
        "between 19,000 and 20,000 won",
        "between 19,000 won and 20,000 won",
        "19,000-20,000 won",
        "19,000 won to 20,000 won",
        "between $19,000 and $20,000",
    ],
)
def test_range_keeps_both_ends(text: str) -> None:
    (amount,) = read_money(f"It cost {text}.")
    assert (amount.value, amount.high) == (19000, 20000)


@pytest.mark.parametrize("change", ["from 8,000 to 8,600 won", "from 8,000 won to 8,600 won", "600 won to 8,600 won"])
def test_rise_from_one_price_to_another_is_the_second(change: str) -> None:
    (amount,) = read_money(f"It rose {change}.")
    assert (amount.value, amount.high) == (8600, None)


def test_prices_of_two_things_are_no_range() -> None:
    amounts = read_money("They cost 3,000 won and 8,000 won.")
    assert [(amount.value, amount.high) for amount in amounts] == [(3000, None), (8000, None)]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("about 60 yuan", "about"), ("more than 60 yuan", "over"), ("less than 60 yuan", "under"), ("60 yuan", "")],
)
def test_hedge_before_an_amount_is_kept(text: str, qualifier: str) -> None:
    (amount,) = read_money(f"It cost {text}.")
    assert amount.qualifier == qualifier


def test_dollar_of_another_country_is_marked() -> None:
    (amount,) = read_money("It cost 60 Singapore dollars.")
    assert amount.foreign


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a kilogram", 1, "kg"),
        ("0.7 kg", 0.7, "kg"),
        ("half a kilo", 0.5, "kg"),
        ("500 grams", 500, "g"),
        ("per ton", 1, "t"),
        ("22.5 million tons", 22.5e6, "t"),
        ("a 50-kilogram sack", 50, "kg"),
        ("two bottles", 2, "bottle"),
        ("1.1 million barrels", 1.1e6, "barrel"),
    ],
)
def test_measure_is_read(text: str, value: float, unit: str) -> None:
    measure = next(iter(read_measures(f"They sold {text} of it.")))
    assert (measure.value, measure.unit) == (value, unit)


@given(st.text(max_size=80))
def test_amounts_lie_in_the_text_in_order_and_apart(text: str) -> None:
    for found in (read_money(text), list(read_measures(text))):
        assert all(0 <= amount.start < amount.end <= len(text) for amount in found)
        assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(min_value=1, max_value=10**9))
def test_number_with_thousands_is_read_as_it_was_written(number: int) -> None:
    (amount,) = read_money(f"It cost {number:,} won.")
    assert amount.value == number
