"""Sentences beside a table that speak of something else tell nothing of it."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources

import pytest

from extract.facts.tables.table_asides import is_aside
from extract.facts.tables.table_context import Around, read_context

DAY = date(2025, 7, 17)


def _examples() -> list[str]:
    with resources.files("extract.facts.tables").joinpath("asides.tsv").open(encoding="utf-8") as lines:
        return [row["example"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(
    "sentence",
    [
        *_examples(),
        "By comparison, Mongolia sold it coal for 3 million dollars.",
        "Aid through the World Food Programme is not counted.",
        "참고로 같은 기간 남한의 대중 수출은 1,330억 달러였다.",
        "원유는 통계에 포함하지 않았다.",
        "本表不包括边民互市贸易。",
        "ちなみに韓国の対中輸出は8％減った。",
        "Поставки гуманитарной помощи не учитываются.",
    ],
)
def test_comparisons_and_what_is_left_out_are_asides(sentence: str) -> None:
    assert is_aside(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Compared with a week earlier, rice in Hyesan was 200 won dearer on 14 February.",
        "Exports include coal and iron ore.",
        "지난해 북한의 대외무역 규모는 전년보다 2.5% 줄었다.",
        "包括煤炭在内的出口增长。",
        "По сравнению с мартом рис подешевел.",
    ],
)
def test_what_tells_of_the_table_itself_is_none(sentence: str) -> None:
    assert not is_aside(sentence)


@pytest.mark.parametrize(
    ("before", "country"),
    [
        ("지난해 북한의 대외무역이 줄었다. 남북 간 교역은 집계에 넣지 않았다.", None),
        ("Trade of the Maritime Province with the DPRK grew. For comparison, its trade with China came to $4bn.", None),
        ("Chinese firms sold more to North Korea. Trade through South Korea is not included.", "CN"),
    ],
)
def test_a_country_that_is_compared_or_left_out_is_no_partner(before: str, country: str | None) -> None:
    partner = read_context(Around(title="Trade", before=(before,), day=DAY)).partner
    assert (partner.country if partner else None) == country


def test_country_of_the_region_is_the_partner_and_not_that_of_the_dollars() -> None:
    around = Around(caption="Торговля края с КНДР, тыс. долл. США", before=("Приморский край нарастил поставки.",))
    partner = read_context(around).partner
    assert partner is not None
    assert partner.country == "RU"
