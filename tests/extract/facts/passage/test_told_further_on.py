"""What a text tells in another sentence: who says it, the same order, the other direction, a market's town."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate

Passage = Callable[..., list[Candidate]]


def kept(candidates: list[Candidate], table: str) -> list[Candidate]:
    return [each for each in candidates if each.table == table and not each.refused]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A harbour master who left told us that [rice](PRODUCT) cost 6,200 won a kilo in [Hyesan](PLACE).",
            "harbour master",
        ),
        (
            "[Rice](PRODUCT) cost 6,200 won a kilo in [Hyesan](PLACE), according to a list kept by two priests.",
            "list kept by two priests",
        ),
        (
            "Our reporting partners went out. [Rice](PRODUCT) cost 6,200 won a kilo in [Hyesan](PLACE).",
            "reporting partners",
        ),
        ("Its partners trade in cars. [Rice](PRODUCT) cost 6,200 won a kilo in [Hyesan](PLACE).", None),
        ("[Hyesan](PLACE) reported nothing. [Rice](PRODUCT) cost 6,200 won a kilo there.", None),
    ],
)
def test_speaker_is_told_by_the_words_before_a_verb_of_speech(text: str, speaker: str | None, passage: Passage) -> None:
    assert [each.said_by for each in kept(passage(text), "price")] == [speaker]


def test_a_row_in_the_same_order_has_the_places_of_the_line_before(passage: Passage) -> None:
    found = kept(
        passage(
            "[Rice](PRODUCT) was 8,400 won in [Pyongyang](PLACE), 8,550 won in [Sinuiju](PLACE) and 9,050 won in"
            " [Hyesan](PLACE). A fortnight earlier they had been 8,100, 8,200 and 8,700 won."
        ),
        "price",
    )
    assert [(each.slots["price"], each.slots["place"]) for each in found] == [
        (8400.0, "Pyongyang"),
        (8550.0, "Sinuiju"),
        (9050.0, "Hyesan"),
        (8100.0, "Pyongyang"),
        (8200.0, "Sinuiju"),
        (8700.0, "Hyesan"),
    ]


def test_words_of_the_other_direction_turn_the_flow(passage: Passage) -> None:
    found = kept(
        passage(
            "[North Korea](PLACE) imported goods worth $241 million from [China](PLACE) in January, and $38 million"
            " came back. Goods of $5 million (36 million yuan) were wigs."
        ),
        "trade",
    )
    assert [(each.slots["flow"], each.slots["amount"]) for each in found] == [
        ("import", 241e6),
        ("export", 38e6),
        ("export", 5e6),
    ]


def test_a_market_has_the_identity_of_the_town_named_before_it(passage: Passage) -> None:
    found = kept(
        passage(
            "Stalls are full in [Sariwon](PLACE). At [Kuchon Market](PLACE) [rice](PRODUCT) cost 6,200 won a kilo."
        ),
        "price",
    )
    assert [(each.slots["place"], each.slots["place_id"]) for each in found] == [("Kuchon Market", "place/sariwon")]


def test_a_day_on_which_it_was_told_is_not_the_same_day(passage: Passage) -> None:
    found = kept(
        passage(
            "[Rice](PRODUCT) is cheaper in [Hyesan](PLACE), a source said on Friday. A kilo went for 6,200 won last"
            " Wednesday. [Corn](PRODUCT) was 2,900 won a kilo on the same day."
        ),
        "price",
    )
    assert [each.period[0].isoformat() for each in found if each.period and each.period[0]] == [
        "2026-03-11",
        "2026-03-11",
    ]


def test_what_stands_beside_its_names_scores_higher_than_what_is_carried_over_another_town(passage: Passage) -> None:
    told = kept(
        passage(
            "On March 10 [rice](PRODUCT) cost 6,200 won a kilo in [Hyesan](PLACE), a source in [Hyesan](PLACE) said."
            " Trucks came from [Sinuiju](PLACE) and stood at the bridge to [Wonsan](PLACE). One paid 4,100 won."
        ),
        "price",
    )
    assert len(told) == 2
    assert told[0].score > told[1].score + 0.1


def test_who_only_comments_on_figures_told_before_tells_none_of_them(passage: Passage) -> None:
    found = passage(
        "[Rice](PRODUCT) sold for 6,200 won a kilogram in [Hyesan](PLACE) on March 9, Daily NK's survey showed.\n\n"
        "A resident of [Hyesan](PLACE) said that trucks were late because of snow.\n\n"
        "[Corn](PRODUCT) went for 2,750 won a kilogram."
    )
    tellers = {each.slots["price"]: each.said_by for each in found if each.table == "price" and not each.refused}
    assert set(tellers) == {6200.0, 2750.0}
    assert "resident" not in str(tellers[2750.0])


def test_a_year_ago_is_the_month_of_the_text_a_year_before(passage: Passage) -> None:
    found = passage(
        "[North Korea](PLACE)'s imports from [China](PLACE) reached $230 million in January, up 31 percent from a year"
        " ago. A year ago they had been $175 million."
    )
    periods = {each.slots["amount"]: str(each.period[0]) for each in found if each.table == "trade" and each.period}
    assert periods == {230e6: "2026-01-01", 175e6: "2025-01-01"}
