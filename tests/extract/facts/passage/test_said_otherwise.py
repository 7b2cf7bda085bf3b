"""What stays unpublished, or is linked otherwise, since the text says it otherwise. All is told on 16 March 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.plant_reports import UNREAD
from extract.facts.passage.visit_pairs import NO_VERB

Read = Callable[..., list[Candidate]]
MILL = "[Kaesong Textile Mill](FACTORY)"


def of(table: str, candidates: list[Candidate]) -> list[Candidate]:
    return [each for each in candidates if each.table == table and not each.refused]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A dollar stayed above 22,000 won in [Pyongyang](PLACE).", []),
        ("A dollar has hovered under 22,000 won in [Pyongyang](PLACE) since January.", []),
        ("A dollar slipped below the 22,000-won mark in [Chongjin](PLACE) on Friday.", []),
        ("A dollar stayed at 22,000 won in [Hyesan](PLACE) on Friday.", [22000.0]),
        (
            "A dollar was 22,000 won in [Hyesan](PLACE) on Friday, far above the 21,000 won asked in [Wonsan](PLACE).",
            [22000.0, 21000.0],
        ),
        ("A dollar cost over 22,000 won in [Hyesan](PLACE) on Friday.", [22000.0]),
        ("A dollar traded at 22,000 won in [Hyesan](PLACE) on Friday, above last week.", [22000.0]),
    ],
)
def test_bound_is_no_rate(text: str, values: list[float], passage: Read) -> None:
    assert [each.slots["rate"] for each in of("rate", passage(text))] == values


@pytest.mark.parametrize(
    ("second", "place"),
    [
        ("The exception was [Hyesan](PLACE), where [pork](PRODUCT) rose to 24,300 won.", "Hyesan"),
        ("Dearest of all was [Hyesan](PLACE), where traders asked 24,300 won.", "Hyesan"),
        ("In [Wonsan](PLACE) it was 24,300 won.", "Wonsan"),
    ],
)
def test_price_behind_where_is_of_the_place_before(second: str, place: str, passage: Read) -> None:
    first = "A kilogram of [pork](PRODUCT) cost 19,600 won in [Pyongyang](PLACE) on Friday."
    found = of("price", passage(f"{first} {second}"))
    assert [each.slots["place"] for each in found] == ["Pyongyang", place]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (f"The {MILL} has been idle for a third month.", UNREAD),
        (f"The {MILL} has been shut since its boiler burst.", UNREAD),
        (f"The {MILL} stood idle for much of the winter.", UNREAD),
        (f"The {MILL} has been shut since the turn of the year.", "2026-01-01"),
        (f"The {MILL} has been shut since February 11.", "2026-02-11"),
    ],
)
def test_halt_is_not_of_the_day_of_publication_where_the_text_says_since_when(
    text: str, period: str, passage: Read
) -> None:
    halts = [each for each in passage(text) if each.table == "activity" and each.slots["kind"] == "halt"]
    assert [each.refused or str(each.period[0] if each.period else "") for each in halts] == [period]


@pytest.mark.parametrize(
    "text",
    [
        f"The {MILL} overfulfilled its plan for the year.",
        f"The {MILL} resumed operation after three months of repairs.",
        f"The {MILL} has begun to make blankets for the day nursery.",
    ],
)
def test_time_that_something_took_refuses_nothing_but_a_halt(text: str, passage: Read) -> None:
    told = [each for each in passage(text) if each.table == "activity"]
    assert told and UNREAD not in [each.refused for each in told]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (f"The {MILL} produced 1,100 tons of cloth above the quota in February.", [None]),
        (f"The {MILL} produced 1,100 tons of cloth in February.", ["1100 t"]),
    ],
)
def test_amount_by_which_more_was_made_is_not_what_was_made(text: str, amounts: list[str], passage: Read) -> None:
    made = [each for each in of("activity", passage(text)) if each.slots["kind"] == "production"]
    assert [each.slots["amount"] for each in made] == amounts


@pytest.mark.parametrize(
    ("text", "visitor", "place", "day"),
    [
        (
            f"[Denis Orlov](PERSON), whose partner [Pavel Gusev](PERSON) runs shops, visited the {MILL} in January.",
            "Denis Orlov",
            "Kaesong Textile Mill",
            "2026-01-01",
        ),
        (
            f"[Denis Orlov](PERSON) visited the {MILL} on March 4."
            " [Kim Jong Un](PERSON) visited major shipyards on March 9.",
            "Kim Jong Un",
            "major shipyards",
            "2026-03-09",
        ),
    ],
)
def test_visit_is_of_its_own_words(text: str, visitor: str, place: str, day: str, passage: Read) -> None:
    last = of("visit", passage(text))[-1]
    assert (last.slots["visitor"], last.slots["place"]) == (visitor, place)
    assert last.period and str(last.period[0]) == day


def test_visit_told_by_no_verb_is_kept_with_its_reason(passage: Read) -> None:
    text = f"[Kim Jong Un](PERSON) drove a new tractor at the {MILL} on March 4."
    visits = [each for each in passage(text) if each.table == "visit"]
    assert {each.refused for each in visits} <= {NO_VERB}
