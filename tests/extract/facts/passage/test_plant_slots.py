"""What goods a line tells of by its wording, and what long lines of such wordings cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.store.unforeseen import processor_time
from extract.facts.passage.grammar import load_grammar
from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.plant_links import rule_matches
from extract.facts.passage.plant_slots import goods_worded


@pytest.mark.parametrize(
    ("masked", "told"),
    [
        ("it is making cotton cloth for export.", [("object", "cotton cloth")]),
        ("output of crude steel rose.", [("made of", "crude steel")]),
        ("the line for rubber boots was idle.", [("plan for", "rubber boots")]),
    ],
)
def test_goods_are_told_by_wordings(masked: str, told: list[tuple[str, str]]) -> None:
    found = goods_worded(load_grammar("en"), masked)
    assert [(how, masked[start:end]) for how, start, end in found] == told


@pytest.mark.parametrize(
    "unit", ["making ", "making the ", "making-", "production of ", "plan for ", "the ", "Ⓖ", "plans for ab cd ", "ab "]
)
def test_long_line_of_wordings_takes_no_time(unit: str) -> None:
    with processor_time(4):
        for start in ("", "making ", "output of ", "plan for "):
            goods_worded(load_grammar("en"), f"{start}{unit * 5_000}X")


def test_matches_are_those_of_the_grammar_that_is_given() -> None:
    own, masked = load_grammar("en"), "The mill has been idle since March."
    first = replace(own, activity=own.activity[:1])
    assert len(rule_matches(own, masked)) > len(rule_matches(first, masked)) == 1
    assert goods_worded(own, "meat plans") != goods_worded(replace(own, cues={}), "meat plans")


def test_options_note_what_others_tell_in_the_order_in_which_it_is_told(by_rules: Callable[..., ByRules]) -> None:
    found = by_rules(
        "The [Kaesong Textile Mill](FACTORY), making socks for export, met its plan for ticking at 104 percent, its"
        " output of yarn at 3 times as much, and put out 40,000 meters of cotton cloth."
    )
    (pair,) = found.plant_pairs
    left = [name for name in pair.goods("production")[0].features if name.startswith("no product of ")]
    told = ("output", "made of", "object", "plan for")
    assert left == [f"no product of {way} production" for way in told]
