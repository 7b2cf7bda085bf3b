"""Slips of the hand: what each costs, how many a text may hold, and which names are nearest."""

from __future__ import annotations

import pytest

from corpus.search.slips import form_of, nearest, slips_allowed, typing_cost


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim Jong-un", "kimjongun"), ("P\u2019y\u014fngyang", "pyongyang"), ("Café", "cafe"), ("A.B. & C", "abc")],
)
def test_case_accents_spaces_and_signs_do_not_count(one, other):
    assert form_of(one) == other


def test_korean_is_compared_by_its_letters():
    assert typing_cost(form_of("대동갈"), form_of("대동강")) == 1.0


@pytest.mark.parametrize(
    ("typed", "cheaper"),
    [
        ("raosn", "rabon"),  # two letters swapped; one put for any other
        ("rasson", "ratson"),  # a letter doubled; another put in
        ("rasin", "rasan"),  # the key beside o; one far from it
        ("rasn", "ason"),  # one lost inside; the first one lost
    ],
)
def test_slips_that_hands_make_often_cost_less(typed, cheaper):
    assert 0 < typing_cost(typed, "rason") < typing_cost(cheaper, "rason")


def test_cost_of_a_name_typed_right_is_nothing():
    assert typing_cost("rason", "rason") == 0


def test_short_texts_may_hold_fewer_slips():
    assert [slips_allowed("x" * length) for length in (2, 3, 5, 11, 12)] == [0, 1, 2, 2, 3]
    assert nearest("ab", ("ac",)) == []


def test_nearest_come_cheapest_first():
    assert [place for _, place in nearest("sinuijy", ("sinuiji", "sinuiju", "haeju"))] == [1, 0]
