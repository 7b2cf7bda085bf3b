"""Which slots weights link a figure to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.passage_reader import ByRules, link_candidates
from extract.facts.passage.slot_links import inputs, likelihoods, load_slot_weights
from extract.facts.passage.slot_options import Options

MARKED = (
    "[Rice](PRODUCT) was 5,200 won a kilogram in [Hyesan](PLACE) on Friday."
    " The comparable price for [Sinuiju](PLACE), passed on by another trader, was 5,600 won."
)


@pytest.fixture
def rules(by_rules: Callable[[str], ByRules]) -> ByRules:
    return by_rules(MARKED)


def test_a_price_is_linked_to_the_town_that_weights_hold_for_likelier(rules: ByRules) -> None:
    own_line = {"place": {"dl=0": 3.0}}
    prices = [each for each in link_candidates(rules, own_line) if each.table == "price"]

    assert [each.slots["place"] for each in prices] == ["Hyesan", "Sinuiju"]
    assert prices[1].names[-1].text == "Sinuiju"


def test_weights_that_know_nothing_leave_what_the_rules_chose(rules: ByRules) -> None:
    linked = [each for each in link_candidates(rules, {"place": {}}) if each.table == "price"]
    chosen = [each for each in rules.figures if each.table == "price"]

    assert [each.slots for each in linked] == [each.slots for each in chosen]
    assert all(each.features["sure_place"] < 0 for each in linked)


def test_the_options_of_a_slot_share_all_that_is_likely(rules: ByRules) -> None:
    candidate = next(each for each in rules.figures if each.table == "price")
    options = Options(article=rules.article, candidate=candidate).of("place")

    shares = likelihoods([inputs(each, candidate, "en") for each in options], load_slot_weights()["place"])

    assert sum(shares) == pytest.approx(1)
    assert getattr(options[shares.index(max(shares))].value, "text", None) == "Hyesan"


def test_every_slot_has_weights() -> None:
    assert {"date", "good", "kind", "place", "said_by", "unit", "trade flow", "trade good"} <= set(load_slot_weights())


def test_figures_in_the_order_of_the_line_before_keep_their_places(by_rules: Callable[[str], ByRules]) -> None:
    told = by_rules(
        "[Rice](PRODUCT) was 8,400 won in [Pyongyang](PLACE) and 8,550 won in [Sinuiju](PLACE)."
        " A fortnight earlier they had been 8,100 and 8,200 won."
    )
    assert [each.slots["place"] for each in link_candidates(told)][2:] == ["Pyongyang", "Sinuiju"]
