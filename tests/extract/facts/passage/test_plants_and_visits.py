"""Plants that a text goes on about without naming them, and who went where with whom. All is told on 15 March 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate

Read = Callable[..., list[Candidate]]


def activities(candidates: list[Candidate]) -> list[tuple[object, ...]]:
    return [
        tuple(each.slots[name] for name in ("plant", "kind", "product", "amount"))
        for each in candidates
        if each.table == "activity" and not each.refused
    ]


def visits(candidates: list[Candidate]) -> list[tuple[object, ...]]:
    return [
        (
            each.slots["visitor"],
            each.slots["companions"],
            each.slots["place"],
            str(each.period[0] if each.period else ""),
        )
        for each in candidates
        if each.table == "visit" and not each.refused
    ]


@pytest.mark.parametrize(
    ("second", "reported"),
    [
        ("The mill wove 40,000 meters of ticking in February.", ("production", "ticking", "40000 m")),
        ("Its February plan had been overshot by 6 percent.", ("plan-fulfilled", None, "6%")),
        ("A second boiler was put into service on March 2.", ("commissioning", None, None)),
        ("New looms have been installed.", ("modernisation", None, None)),
        ("It has not been running since March 4.", ("halt", None, None)),
    ],
)
def test_what_follows_is_of_the_plant_named_before(second: str, reported: tuple[object, ...], passage: Read) -> None:
    found = passage(f"Steam rises from the [Kaesong Textile Mill](FACTORY). {second}")
    assert activities(found) == [("Kaesong Textile Mill", *reported)]


@pytest.mark.parametrize(
    "second",
    [
        "The mill is to weave 40,000 meters of ticking by the end of the year.",
        "New houses were built there for the weavers.",
        "He said that the mill should be modernized.",
        "Then licenses were handed over.",
    ],
)
def test_what_is_planned_or_of_something_else_is_no_report(second: str, passage: Read) -> None:
    assert activities(passage(f"Steam rises from the [Kaesong Textile Mill](FACTORY). {second}")) == []


def test_one_who_is_only_beside_is_a_companion_and_not_the_visitor(passage: Read) -> None:
    found = passage(
        "Premier [Pak Thae Song](PERSON), together with [Kim Jong Gwan](PERSON), inspected the"
        " [Kaesong Textile Mill](FACTORY) on March 9. He also went to the [Haeju Smelter](FACTORY) on the same trip."
    )
    assert visits(found) == [
        ("Pak Thae Song", ("Kim Jong Gwan",), "Kaesong Textile Mill", "2026-03-09"),
        ("Pak Thae Song", ("Kim Jong Gwan",), "Haeju Smelter", "2026-03-09"),
    ]


def test_delegation_goes_on_as_it_or_the_guests(passage: Read) -> None:
    found = passage(
        "The delegation of the Mongolian Union continued its tour. Accompanied by [Kim Sung Nam](PERSON), it visited"
        " the [Haeju Smelter](FACTORY) on March 9. On March 10 the guests toured the [Kaesong Textile Mill](FACTORY)."
    )
    assert visits(found) == [
        ("delegation of the Mongolian Union", ("Kim Sung Nam",), "Haeju Smelter", "2026-03-09"),
        ("delegation of the Mongolian Union", (), "Kaesong Textile Mill", "2026-03-10"),
    ]
