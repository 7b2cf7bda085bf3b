"""How much of what a sentence says was made. Names stand in their masks: Ⓖ a good, Ⓕ a plant."""

from __future__ import annotations

import pytest

from extract.facts.en.outputs import find_outputs
from extract.facts.passage.grammar import load_grammar


@pytest.mark.parametrize(
    ("sentence", "amount", "product"),
    [
        ("The mill wove 2.3 million meters of school-uniform ⒼⒼⒼⒼⒼ by May.", "2300000 m", "school-uniform ⒼⒼⒼⒼⒼ"),
        ("As many as 12,800 tons of ⒼⒼⒼⒼ and ⒼⒼⒼⒼ were dug by the ⒻⒻⒻⒻ.", "12800 t", "ⒼⒼⒼⒼ and ⒼⒼⒼⒼ"),
        ("Its output for August was put at 318,000 square metres.", "318000 m2", None),
        ("She says the latter returned 26,000 finished pieces to her.", "26000", "finished pieces"),
        ("Since then 88,000 pairs had left its gate.", "88000 pairs", None),
        ("ⒼⒼⒼⒼⒼⒼⒼⒼ numbering 22,500 were woven on its looms.", "22500", "ⒼⒼⒼⒼⒼⒼⒼⒼ"),
        ("The station gave 41 million kWh in the first half of the month.", "41000000 kWh", "electricity"),
    ],
)
def test_what_was_made_is_read_with_its_amount(sentence: str, amount: str, product: str | None) -> None:
    found = list(find_outputs(sentence, sentence, (), load_grammar("en")))
    assert [(each.amount, each.product) for each in found] == [(amount, product)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The workers built 500 houses in a year.",  # no good
        "The store has a floor space of 5,200 square meters.",  # nothing is made
        "The mine produced 30 heroes.",
        "It was completed 3 days ahead of time.",
    ],
)
def test_what_is_no_good_or_not_made_is_no_output(sentence: str) -> None:
    assert list(find_outputs(sentence, sentence, (), load_grammar("en"))) == []
