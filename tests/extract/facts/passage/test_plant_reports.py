"""What plants do, by weights over every plant and line. All is told on 16 March 2026."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.store.unforeseen import processor_time
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.plant_pairs import KINDS, meanings, own_words
from extract.facts.passage.plant_reports import reports_of

Rules = Callable[..., ByRules]
EMPTY = {"kind": {"intercept": -9.0}, "time": {}, "what": {}}
MILL = "[Kaesong Textile Mill](FACTORY)"


def reports(found: ByRules, weights: dict[str, dict[str, float]]) -> list[tuple[object, ...]]:
    return [
        tuple(each.slots[name] for name in ("plant", "kind", "product", "amount"))
        for each in reports_of(found.plant_pairs, weights)
        if not each.refused
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (f"The {MILL} relit a boiler.", [("Kaesong Textile Mill", "named")]),
        (
            f"The {MILL} relit a boiler. The mill is short of coal.",
            [("Kaesong Textile Mill", "named"), ("Kaesong Textile Mill", "meant")],
        ),
        ("A fish-meal works in [Rason](PLACE) had to close.", [("fish-meal works in Rason", "described")]),
        ("Rice was dear.", []),
    ],
)
def test_lines_are_paired_with_plants_named_described_and_meant(
    text: str, pairs: list[tuple[str, str]], by_rules: Rules
) -> None:
    assert [(each.plant.text, each.how) for each in by_rules(text).plant_pairs] == pairs


def test_what_weights_find_likely_is_a_report_with_its_time_good_and_amount(by_rules: Rules) -> None:
    found = by_rules(f"The {MILL} relit its boiler in February. Its March plan was carried out at 104 percent.")
    weights = {
        "kind": {"intercept": -9.0, "commissioning|after=relit": 12.0, "plan-fulfilled|in=plan": 12.0},
        "time": {"word=in": 4.0, "next=plan plan-fulfilled": 4.0},
        "what": {"percent plan-fulfilled": 4.0},
    }
    found_by_weights = [each for each in reports_of(found.plant_pairs, weights) if not each.refused]
    told = [
        (each.slots["kind"], each.slots["amount"], str(each.period and each.period[0])) for each in found_by_weights
    ]
    assert told == [("commissioning", None, "2026-02-01"), ("plan-fulfilled", "104%", "2026-03-01")]


def test_what_is_told_twice_of_a_plant_is_one_report(by_rules: Rules) -> None:
    found = by_rules(f"The {MILL} stands idle. The {MILL} stands idle for want of coal.")
    likely = {"intercept": -9.0, "halt|after=idle": 12.0}
    assert len(reports(found, {**EMPTY, "kind": likely})) == 1


def test_thousands_of_reports_are_compared_with_those_of_their_plant_alone(by_rules: Rules) -> None:
    (pair,) = by_rules(f"The {MILL} stands idle.").plant_pairs
    likely = {**EMPTY, "kind": {"intercept": -9.0, "halt|after=idle": 12.0}}
    many = [replace(pair, plant=replace(pair.plant, text=f"Mill {number}")) for number in range(5_000)]
    with processor_time(6):
        assert len(reports_of(many, likely)) == 5_000


def test_meanings_of_other_clauses_are_told_in_the_order_of_their_words(by_rules: Rules) -> None:
    found = by_rules(
        f"The {MILL} relit a boiler; officials who built, repaired, opened, shut and flooded a dam exported steel."
    )
    (pair,) = (each for each in found.plant_pairs if each.how == "named")
    words = [name.removeprefix("out=") for name in pair.words if name.startswith("out=")]
    told = [name.removeprefix("m out=") for name in pair.words if name.startswith("m out=")]
    assert len(told) > 2 and told == list(dict.fromkeys(name for word in words for name in meanings().get(word, ())))


def test_what_only_the_rules_find_is_unlikely_and_what_they_refuse_keeps_its_reason(by_rules: Rules) -> None:
    (live,) = reports_of(by_rules(f"The {MILL} wove 40,000 meters of ticking in February.").plant_pairs, EMPTY)
    assert live.features["sure_kind"] < -4
    refused = reports_of(by_rules(f"The {MILL} will weave 40,000 meters of ticking.").plant_pairs, EMPTY)
    assert all(each.refused for each in refused)


def test_every_kind_is_weighed(passage: Callable[..., list[Candidate]]) -> None:
    found = passage(f"The {MILL} has been at a standstill since March 4, a source in [Rason](PLACE) said.")
    best = max((each for each in found if each.table == "activity"), key=lambda each: each.score)
    assert best.slots["kind"] == "halt"
    assert best.slots["kind"] in KINDS


def test_where_words_of_a_kind_stand_is_told_alike_for_all_kinds() -> None:
    behind = {"m near after=stop": 1.0, "m after=stop": 1.0, "m first after=stop": 1.0, "time=now": 1.0}
    halt, building = set(own_words("halt", behind, "named")), set(own_words("construction", behind, "named"))
    assert {"own first after", "own nearest=first after named", "own nearest=first after time=now"} <= halt
    assert {"own nearest=nowhere named", "own nearest=nowhere first of all=False"} <= building
