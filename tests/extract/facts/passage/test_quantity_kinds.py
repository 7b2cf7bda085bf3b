"""What quantities are held for by their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.quantity_kinds import (
    KINDS,
    QuantityKinds,
    inputs,
    likelihoods,
    likely_kinds,
    load_kind_weights,
)

NOTHING = {"intercept": dict.fromkeys(KINDS, 0.0)}
MONEY_IS_A_PRICE = NOTHING | {"kind=money": {"price": 9.0}}
BARE_IS_A_PRICE = NOTHING | {"kind=bare": {"price": 9.0}}
WEIGHT_IS_TRADE = NOTHING | {"kind=measure": {"trade": 9.0}}
REFUSED = "[Radish](PRODUCT) never strayed from 1,100 won a kilogram in [Hyesan](PLACE) on Friday."
BARE = "[Gasoline](PRODUCT) cost 17 yuan a kilogram in [Hyesan](PLACE) on Friday, and [diesel](PRODUCT) 15.2."


def told(rules: ByRules, table: str) -> list[object]:
    slot = {"price": "price", "trade": "amount"}[table]
    return [each.slots[slot] for each in rules.figures if each.table == table and not each.refused]


def test_weights_that_know_nothing_leave_what_the_rules_say(by_rules: Callable[..., ByRules]) -> None:
    assert told(by_rules(REFUSED, NOTHING), "price") == []


def test_a_sum_that_is_a_price_by_its_words_is_not_refused(by_rules: Callable[..., ByRules]) -> None:
    found = by_rules(REFUSED, MONEY_IS_A_PRICE)

    assert told(found, "price") == [1100]
    assert found.figures[0].slots["commodity"] == "Radish"
    assert found.figures[0].features["sure_kind"] == pytest.approx(0, abs=0.01)


def test_a_bare_number_that_is_a_price_has_the_money_of_the_sum_before(by_rules: Callable[..., ByRules]) -> None:
    found = by_rules(BARE, BARE_IS_A_PRICE)
    prices = [each for each in found.figures if each.table == "price" and not each.refused]

    assert [(each.slots["commodity"], each.slots["price"], each.slots["currency"]) for each in prices][-1] == (
        "diesel",
        15.2,
        "CNY",
    )


def test_an_amount_that_is_trade_by_its_words_needs_no_word_of_trade(by_rules: Callable[..., ByRules]) -> None:
    line = "[Hunchun](PLACE) scales counted 96,000 tonnes of [cement](PRODUCT) in May."

    assert told(by_rules(line, NOTHING), "trade") == []
    assert told(by_rules(line, WEIGHT_IS_TRADE), "trade") == [96_000]


def test_the_kinds_of_a_quantity_share_all_that_is_likely(by_rules: Callable[..., ByRules]) -> None:
    rules = by_rules(REFUSED, NOTHING)
    kinds = QuantityKinds(lines=rules.lines, candidates=rules.figures, grammar=rules.grammar)

    shares = likely_kinds(kinds)

    assert shares
    assert all(sum(each.values()) == pytest.approx(1) for each in shares.values())


def test_what_the_rules_say_counts_apart_in_articles_that_they_were_made_on() -> None:
    words, rules = {"in=fine": 0.5}, {"rules=price": 1.0}

    assert "rules=price" in inputs(words, rules, "en")
    assert "rules=price" not in inputs(words, rules, "en", made="seen")
    assert {"rules=price", "hard|rules=price"} <= set(inputs(words, rules, "en", made="hard"))


def test_a_fine_is_no_price_by_the_weights_of_the_package(by_rules: Callable[..., ByRules]) -> None:
    rules = by_rules("Sellers of [rice](PRODUCT) were fined 50,000 won in [Hyesan](PLACE) on Friday.", NOTHING)
    kinds = QuantityKinds(lines=rules.lines, candidates=rules.figures, grammar=rules.grammar)
    features = next(inputs(each.words, each.rules, "en") for each in kinds.told())

    assert likelihoods(features, load_kind_weights())["none"] > 0.5
