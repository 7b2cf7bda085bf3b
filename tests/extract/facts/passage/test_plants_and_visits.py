"""Plants that a text goes on about without naming them, and who went where with whom. All is told on 15 March 2026."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules

Read = Callable[..., list[Candidate]]
Rules = Callable[..., ByRules]


def activities(candidates: Sequence[Candidate]) -> list[tuple[object, ...]]:
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
        ("Its February plan had been overshot by 6 percent.", ("plan-fulfilled", None, None)),
        ("Its February plan had been carried out at 106 percent.", ("plan-fulfilled", None, "106%")),
        ("A second boiler was put into service on March 2.", ("commissioning", None, None)),
        ("New looms have been installed.", ("modernisation", None, None)),
        ("It has not been running since March 4.", ("halt", None, None)),
    ],
)
def test_what_follows_is_of_the_plant_named_before(second: str, reported: tuple[object, ...], by_rules: Rules) -> None:
    found = by_rules(f"Steam rises from the [Kaesong Textile Mill](FACTORY). {second}")
    assert activities(found.figures) == [("Kaesong Textile Mill", *reported)]


@pytest.mark.parametrize(
    "second",
    [
        "The mill is to weave 40,000 meters of ticking by the end of the year.",
        "New houses were built there for the weavers.",
        "He said that the mill should be modernized.",
        "Then licenses were handed over.",
    ],
)
def test_what_is_planned_or_of_something_else_is_no_report(second: str, by_rules: Rules) -> None:
    assert activities(by_rules(f"Steam rises from the [Kaesong Textile Mill](FACTORY). {second}").figures) == []


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


def test_each_plant_of_a_row_is_a_visit_at_a_mark_of_its_own(passage: Read) -> None:
    found = passage(
        "Premier [Pak Thae Song](PERSON) inspected the [Kaesong Textile Mill](FACTORY) and the [Haeju Smelter](FACTORY)"
        " on March 9."
    )
    assert [place for _, _, place, _ in visits(found)] == ["Kaesong Textile Mill", "Haeju Smelter"]
    assert len({each.mark.start for each in found if each.table == "visit" and not each.refused}) == 2


def test_outputs_joined_by_and_are_of_one_verb(by_rules: Rules) -> None:
    found = by_rules(
        "The [Kaesong Textile Mill](FACTORY) produced 3,400 tons of [cotton](PRODUCT) and 150 tons of [thread](PRODUCT)"
        " in February."
    )
    assert [each[2:] for each in activities(found.figures)] == [("cotton", "3400 t"), ("thread", "150 t")]


def test_korean_surname_alone_is_the_visitor_named_before_in_full(passage: Read) -> None:
    found = passage(
        "[김덕훈](PERSON) 내각총리가 [해주제련소](FACTORY)를 찾아 생산 실태를 점검했다. [김](PERSON) 총리는"
        " [은률광산](FACTORY)도 찾아 증산을 독려했다.",
        language="ko",
    )
    assert [(visitor, place) for visitor, _, place, _ in visits(found)] == [
        ("김덕훈", "해주제련소"),
        ("김덕훈", "은률광산"),
    ]


def test_korean_pairs_are_told_as_pairs(passage: Read) -> None:
    found = passage("[류원신발공장](FACTORY)에서 2월에 [신발](PRODUCT) 8만 5천켤레를 생산하였다.", language="ko")
    assert [each[3] for each in activities(found)] == ["85000 pairs"]


def test_who_greets_is_no_visitor_and_a_participle_is_of_whom_the_line_names_next(passage: Read) -> None:
    found = passage(
        "[Kim Jong Un](PERSON) visited the [Kaesong Textile Mill](FACTORY) on March 9. He was greeted by"
        " [Han Myong Guk](PERSON), its manager. Then he went to the [Haeju Smelter](FACTORY)."
    )
    assert [(visitor, place) for visitor, _, place, _ in visits(found)] == [
        ("Kim Jong Un", "Kaesong Textile Mill"),
        ("Kim Jong Un", "Haeju Smelter"),
    ]


@pytest.mark.parametrize("words", ["Present there were", "Accompanying him were", "Together with him were"])
def test_companions_are_named_in_the_line_behind(words: str, passage: Read) -> None:
    found = passage(
        "[Kim Jong Un](PERSON) inspected the [Haeju Smelter](FACTORY) on March 9."
        f" {words} [Jo Yong Won](PERSON) and [Ri Il Hwan](PERSON)."
    )
    assert [each[1] for each in visits(found)] == [("Jo Yong Won", "Ri Il Hwan")]


def test_companions_named_before_the_place_is_are_those_of_its_visit(passage: Read) -> None:
    found = passage(
        "[Kim Jong Un](PERSON) guided the making of new tanks. He was accompanied by [Jo Yong Won](PERSON)."
        " Going round the [Haeju Smelter](FACTORY), he set forth tasks."
    )
    assert [each[:3] for each in visits(found)] == [("Kim Jong Un", ("Jo Yong Won",), "Haeju Smelter")]


def test_what_follows_by_and_is_visited_too_though_it_is_no_plant(passage: Read) -> None:
    found = passage(
        "Premier [Pak Thae Song](PERSON) inspected the [Kaesong Textile Mill](FACTORY) and rebuilding sites in Unsan"
        " County on March 9."
    )
    assert [place for _, _, place, _ in visits(found)] == ["Kaesong Textile Mill", "rebuilding sites"]


@pytest.mark.parametrize(
    "line",
    [
        "A delegation of Cuban jurists toured different places.",
        "[Kim Jong Un](PERSON) visited the mill many times.",
        "[Kim Jong Un](PERSON) visited various units in the province.",
    ],
)
def test_what_names_no_place_or_no_one_visit_is_none(line: str, passage: Read) -> None:
    assert visits(passage(f"Steam rises from the [Kaesong Textile Mill](FACTORY). {line}")) == []


def test_a_place_called_by_its_sort_gives_way_to_its_name(passage: Read) -> None:
    found = passage(
        "[Pak Thae Song](PERSON) toured a textile mill. He inspected the [Kaesong Textile Mill](FACTORY) on March 9."
    )
    assert [place for _, _, place, _ in visits(found) if place] == ["Kaesong Textile Mill"]


def test_a_trip_tells_its_days_once_and_counts_them(passage: Read) -> None:
    found = passage(
        "[Kim Tok Hun](PERSON) went round several units on March 9 and 10.\n\nTouring the"
        " [Kaesong Textile Mill](FACTORY) on the second day, he spoke of cloth.\n\nAt the [Haeju Smelter](FACTORY) he"
        " learned about copper."
    )
    told = [(each.slots["place"], each.period) for each in found if each.table == "visit" and not each.refused]
    assert told == [
        ("Kaesong Textile Mill", (date(2026, 3, 10), date(2026, 3, 10))),
        ("Haeju Smelter", (date(2026, 3, 9), date(2026, 3, 10))),
    ]


def test_a_first_line_that_names_no_place_gives_way_to_the_one_that_does(passage: Read) -> None:
    found = passage(
        "[Kim Jong Un](PERSON) visited a spinning works this week.\n\nHe visited the [Kaesong Textile Mill](FACTORY) on"
        " March 9."
    )
    assert [place for _, _, place, _ in visits(found)] == ["Kaesong Textile Mill"]


def test_who_is_at_his_side_or_with_him_in_a_town_is_a_companion(passage: Read) -> None:
    found = passage(
        "[Kim Jong Un](PERSON) visited the [Kaesong Textile Mill](FACTORY) on March 9, with organisational chief"
        " [Jo Yong Won](PERSON) at his side."
    )
    assert [each[1] for each in visits(found)] == [("Jo Yong Won",)]
