"""What figures count, and how many died, in five languages."""

from __future__ import annotations

import pytest

from extract.events.counted_things import TOLLS, clashing, quantities_in, tolls_in


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("sold for 430 yuan", "430", "yuan"),
        ("$229.4 million in june", "229,400,000", "dollar"),
        ("3만5000명이 동원됐다", "35,000", "person"),
        ("쌀 1킬로에 6,200원", "6,200", "won"),
        ("贸易额为2.294亿美元", "229,400,000", "dollar"),
        ("1800トン余り", "1,800", "ton"),
        ("выросла на 3.1 процента", "3.1", "percent"),
    ],
)
def test_figure_is_of_what_it_counts(text: str, name: str, unit: str) -> None:
    weights, units = quantities_in(text)
    assert name in weights
    assert units[name] == {unit}


def test_same_number_of_other_things_is_no_figure_in_common() -> None:
    _, tons = quantities_in("900 tons of flour and 120 workers")
    _, won = quantities_in("900 won for 120 workers")
    _, bare = quantities_in("some 900 were there")
    assert clashing(tons, won) == {"900"}
    assert clashing(tons, bare) == frozenset()


def test_bare_kilos_may_be_kilograms_or_kilometers() -> None:
    _, bare = quantities_in("上海の沖約350キロの海域")
    _, far = quantities_in("some 350 km off shanghai")
    _, heavy = quantities_in("350キログラム")
    assert clashing(bare, far) == frozenset()
    assert clashing(heavy, far) == {"350"}


@pytest.mark.parametrize(
    ("language", "example", "toll"),
    [(language, example, toll) for language, toll in
     (("en", 7), ("ko", 9), ("zh", 7), ("ja", 7), ("ru", 9)) for example in (TOLLS[language][0][1],)],
)  # fmt: skip
def test_toll_is_read(language: str, example: str, toll: int) -> None:
    assert tolls_in(example, language) == {toll}


def test_who_was_saved_is_no_toll() -> None:
    assert tolls_in("four were pulled out alive, and two watchmen died", "en") == {2}
    assert tolls_in("11명이 탔고 4명은 구조됐다. 7명이 숨졌다", "ko") == {7}
    assert tolls_in("twelve trucks crossed", "en") == frozenset()
