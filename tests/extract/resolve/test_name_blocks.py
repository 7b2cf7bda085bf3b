"""Names under one key: which are one thing depends on the set of them alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.resolve.base import base_index
from extract.resolve.name_blocks import BARE_SURNAME, GENERIC, PLACE_NAME, block_of, group_block, met_keys, read_natural

PLACES = ["Pakto", "Pakto County", "Pakto-gun", "Pakto City", "박토", "박토군", "Bakto", "Pakto Province"]


def groups(texts: list[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return group_block(texts, "PLACE", block_of(texts[0], "PLACE"))


def test_names_without_a_conflict_are_one_entity() -> None:
    assert {key for key, _ in groups(["Pakto", "Pakto County", "박토군"]).values()} == {"place/x.pak.to"}


def test_names_in_conflict_get_an_entity_each_and_the_bare_name_waits() -> None:
    found = groups(["Pakto", "Pakto County", "Pakto City"])
    assert found["Pakto County"] == ("place/x.pak.to.county", ())
    assert found["Pakto City"] == ("place/x.pak.to.city", ())
    assert found["Pakto"] == ("place/x.pak.to", ("place/x.pak.to.city", "place/x.pak.to.county"))


@given(st.permutations(PLACES), st.integers(1, len(PLACES)))
def test_the_groups_do_not_depend_on_the_order_of_the_names(order: list[str], size: int) -> None:
    chosen = order[:size]
    assert groups(chosen) == groups(sorted(chosen))


def test_the_two_koreas_have_short_names() -> None:
    found = [read_natural(name, "PLACE", base_index()).ids for name in ("the North", "South", "DPRK")]
    assert found == [("place/north-korea",), ("place/south-korea",), ("place/north-korea",)]


def test_a_word_for_any_plant_is_no_name() -> None:
    assert read_natural("the plant", "FACTORY", base_index()).why == GENERIC


def test_a_surname_alone_is_no_person() -> None:
    assert read_natural("Jeong", "PERSON", base_index()).why == BARE_SURNAME


@pytest.mark.parametrize("goods", ["운송기계", "건설기계", "전기설비"])
def test_words_for_goods_are_no_plant(goods: str) -> None:
    assert read_natural(goods, "FACTORY", base_index()).why == GENERIC


@pytest.mark.parametrize("plant", ["락원기계", "구성공작기계공장", "평양건설기계"])
def test_a_name_or_a_plants_noun_beside_them_is(plant: str) -> None:
    assert read_natural(plant, "FACTORY", base_index()).why != GENERIC


def test_a_city_is_not_the_country_of_that_name() -> None:
    assert read_natural("Mexico City", "PLACE", base_index()).ids != read_natural("Mexico", "PLACE", base_index()).ids


def test_one_word_that_names_a_place_is_no_person() -> None:
    assert read_natural("Pakistan", "PERSON", base_index()).ids == ()
    assert read_natural("Pakistan", "PERSON", base_index()).why == PLACE_NAME


def test_korean_and_english_names_mean_the_same_known_entities() -> None:
    base = base_index()
    pairs = [
        ("PLACE", "라선", "Rason"),
        ("PLACE", "평양", "Pyongyang"),
        ("FACTORY", "대동강맥주공장", "Taedonggang Beer Factory"),
        ("PERSON", "김정은", "Kim Jong Un"),
    ]
    for label, korean, english in pairs:
        found = read_natural(korean, label, base)
        assert len(found.ids) == 1
        assert found.ids == read_natural(english, label, base).ids


def test_a_plant_can_be_met_by_its_proper_name_alone() -> None:
    assert "~pak.to" in met_keys("Pakto Cement Factory", "FACTORY")
