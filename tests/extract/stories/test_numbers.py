"""Figures read alike in every language's way of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.stories.numbers import (
    STRONG,
    WEAK,
    figure_hashes,
    figure_sketch,
    figures,
    figures_in_place,
    in_digits,
    script_of,
    strong_figures,
)


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
        *(
            ("5 thousand tons", "5,000"),
            ("5 billion", "5,000,000,000"),
            ("5bn", "5,000,000,000"),
            ("5 trillion", "5e+12"),
        ),
        *(("5 тыс. тонн", "5,000"), ("5 млрд", "5,000,000,000"), ("5억", "500,000,000"), ("5億", "500,000,000")),
        *(
            ("5亿", "500,000,000"),
            ("5만", "50,000"),
            ("5萬", "50,000"),
            ("5万", "50,000"),
            ("1억 6120만", "161,200,000"),
        ),
        *(("9.5 tons", "9.5"), ("100 tons", "100"), ("1899", "1,899"), ("2101", "2,101"), ("2 026 tons", "2,026")),
        *(("1,234,567,890", "1,234,570,000"), ("0.05 percent", "0.05"), ("99.5 tons", "99.5")),
    ],
)
def test_figure_is_found(text: str, name: str) -> None:
    assert figures(text)[name] == STRONG


def test_small_figures_weigh_less_and_the_smallest_and_years_nothing() -> None:
    assert figures("15 wagons, 3 trains, in 2026") == {"15": WEAK}
    assert figures("10 and 99 tons, 9 of 9.0, from 1900 to 2100") == {"10": WEAK, "99": WEAK}


@pytest.mark.parametrize("text", ["1萬5000", "1萬 5000", "they said 1萬5000"])
def test_two_parts_of_a_figure_are_one(text: str) -> None:
    assert figures(text) == {"15,000": STRONG}


def test_figure_stands_between_what_may_say_what_it_counts() -> None:
    assert list(figures_in_place("$300 tons")) == [("300", STRONG, "$", " tons")]
    assert list(figures_in_place("In 15 Wagons of the northern line")) == [("15", WEAK, "n ", " wagons of the n")]


def test_translation_is_found_by_the_strong_figures() -> None:
    assert strong_figures("15 wagons, 300 tons, 2.5 percent") == ["300", "2.5"]
    assert figure_sketch("300 tons, 2.5 percent").tolist() == sorted(figure_hashes(["2.5", "300", "2.5"]).tolist())
    assert len(figure_sketch("15 wagons")) == 0


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Rason", "latin"),
        ("라선 (Rason)에서", "hangul"),
        ("罗先市的港口", "han"),
        ("Расон", "cyrillic"),
        ("ナソン", "kana"),
        ("Ünï", "latin"),
        ("ああ a", "kana"),
    ],
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
        *(
            ("2십 명", "20 "),
            ("3백 명", "300 "),
            ("2十", "20 "),
            ("3百", "300 "),
            ("4千", "4000 "),
            ("3천만", "30000000 "),
        ),
        *(
            ("5조 3억", "5000300000000 "),
            ("5兆3億", "5000300000000 "),
            ("1.5만 3", "15003 "),
            ("1,500만 3천", "15003000 "),
        ),
        ("6만 명", "6만"),
    ],
)
def test_number_of_several_parts_is_written_in_digits(text: str, digits: str) -> None:
    assert digits in in_digits(text)


def test_hashes_of_figures_are_those_that_lie_in_the_files_of_every_corpus() -> None:
    assert figure_hashes(["300"]).tolist() == [906728571250038225]
    several = figure_hashes(["300", "2.5", "60,000"]).tolist()
    assert several == sorted(several) and len(several) == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a figure that goes on behind its unit is one figure, with whatever stands between
        ("3만5000명과 2만 6천명", ["35,000", "26,000"]),
        ("1억 2만", ["100,020,000"]),
        ("5만, 7만", ["50,000", "70,000"]),
        ("5 million 300 tons", ["5,000,000", "300"]),
        # a year is one only as four digits without a sign or a unit
        ("in 1950 1,950 tons, 1950만 won, 1950.5 tons", ["1,950", "19,500,000", "1,950.5"]),
        ("1899; 1900; 2100; 2101", ["1,899", "2,101"]),
        # six places of a figure are kept
        ("1234567 tons, 0.1234567 tons", ["1,234,570", "0.123457"]),
        ("9 tons, 9.9 tons, 10 tons", ["9.9", "10"]),
    ],
)
def test_text_has_these_figures_in_this_order(text: str, names: list[str]) -> None:
    assert list(figures(text)) == names


def test_script_is_that_of_the_beginning() -> None:
    assert script_of("평양 " * 200 + "Расон " * 2000) == "hangul"
    assert script_of("Rason – " * 200 + "평양에서" * 4000) == "latin"
