"""Who is meant where the words linked to a figure stand in for another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules, link_candidates

Passage = Callable[..., list[Candidate]]


def tellers(candidates: list[Candidate], table: str) -> list[str | None]:
    return [each.said_by for each in candidates if each.table == table and not each.refused]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "[Russia](PLACE) sent [flour](PRODUCT) by rail, the [Harbour Board](ORG) said. “In ten months 8,300 tons of"
            " [flour](PRODUCT) went to [North Korea](PLACE),” the statement says.",
            ["Harbour Board"],
            id="a statement is of whoever made it",
        ),
        pytest.param(
            "A [Trade Institute](ORG) report was out on Friday. The report puts [Russia](PLACE)'s exports to"
            " [North Korea](PLACE) in 2025 at $148 million.",
            ["Trade Institute"],
            id="a report is of the body in whose name it is",
        ),
    ],
)
def test_a_paper_speaks_for_who_wrote_it(text: str, speakers: list[str], passage: Passage) -> None:
    assert tellers(passage(text), "trade") == speakers


def test_a_person_is_named_rather_than_where_he_works(passage: Passage) -> None:
    found = passage(
        "A dollar was 19,400 won in [Pyongyang](PLACE) in February, [Han Tae Jun](PERSON) of the"
        " [Bank of Korea](ORG)'s research team said."
    )
    assert tellers(found, "rate") == ["Han Tae Jun"]


def test_a_bystander_tells_his_own_sentence_alone(passage: Passage) -> None:
    found = passage(
        "[Daily NK](ORG)'s sources checked three markets.\n\nIn [Pyongsong](PLACE) [rice](PRODUCT) cost 22,900 won a"
        " kilogram. Wholesalers there said that trucks were late. In [Hamhung](PLACE) it was 24,100 won.\n\n"
        "[Corn](PRODUCT) was 6,100 won a kilogram in [Hamhung](PLACE), drivers said."
    )
    assert "Wholesalers" not in str(tellers(found, "price"))
    assert tellers(found, "price")[-1] == "drivers"


def test_a_survey_tells_on_behind_a_source_who_speaks_of_something_else(by_rules: Callable[[str], ByRules]) -> None:
    rules = by_rules(
        "[Daily NK](ORG) found that on March 9 [rice](PRODUCT) cost 6,200 won a kilogram in [Hyesan](PLACE).\n\n"
        "A source in [Ryanggang Province](PLACE) said that fields are guarded.\n\n"
        "A dollar was worth 8,250 won in [Hyesan](PLACE)."
    )
    found = link_candidates(rules, {"said_by": {"dl=1": 9.0}})  # whoever spoke last
    assert tellers(found, "price") == tellers(found, "rate") == ["Daily NK"]


def test_a_sum_behind_both_ways_is_of_both(passage: Passage) -> None:
    found = passage(
        "[China](PLACE)'s exports to [North Korea](PLACE) were $230 million in February and its imports $39 million."
        " The two-month tally came to $480 million."
    )
    assert [each.slots["flow"] for each in found if each.table == "trade" and not each.refused] == [
        "import",
        "export",
        "trade",
    ]


def test_the_month_in_which_data_came_out_is_no_period(passage: Passage) -> None:
    found = passage(
        "Bilateral trade of [North Korea](PLACE) and [China](PLACE) from January to February totaled $408 million, data"
        " released this month showed."
    )
    assert [(str(each.period[0]), str(each.period[1])) for each in found if each.table == "trade" and each.period] == [
        ("2026-01-01", "2026-02-28")
    ]


def test_an_analysis_is_of_whoever_made_it(passage: Passage) -> None:
    found = passage(
        "[North Korea](PLACE) bought 1,200 tons of [sugar](PRODUCT) from [China](PLACE) in 2025,"
        " according to an analysis of customs data by the [Harbour Institute](ORG)."
    )
    assert tellers(found, "trade") == ["Harbour Institute"]
