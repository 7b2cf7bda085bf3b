"""Slots that stand in another sentence, refusals with their reasons, and visits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate

Read = Callable[..., list[Candidate]]


def shown(candidates: list[Candidate]) -> list[tuple[object, ...]]:
    return [
        (
            each.slots["commodity"],
            each.slots["place"],
            str(each.period[0] if each.period else None),
            each.slots["price"],
        )
        for each in candidates
        if each.table == "price" and not each.refused
    ]


def test_place_day_and_good_are_carried_on(passage: Read) -> None:
    found = passage(
        "Our contact in [Hamhung](PLACE) asked for prices on March 14. [Salt](PRODUCT) has become dear."
        " It cost 2,100 won a kilo. Two weeks earlier it was 1,900 won."
    )
    assert shown(found) == [("Salt", "Hamhung", "2026-03-14", 2100.0), ("Salt", "Hamhung", "2026-02-28", 1900.0)]


def test_bulletin_lists_places_after_a_good(passage: Read) -> None:
    found = passage(
        "Prices are for one kilo in North Korean won, surveyed on March 10."
        " [Rice](PRODUCT): [Pyongyang](PLACE) 8,100, [Sinuiju](PLACE) 8,250, [Hyesan](PLACE) 8,400."
    )
    assert [row[1:] for row in shown(found)] == [
        ("Pyongyang", "2026-03-10", 8100.0),
        ("Sinuiju", "2026-03-10", 8250.0),
        ("Hyesan", "2026-03-10", 8400.0),
    ]


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("In [Hyesan](PLACE) [rice](PRODUCT) is dear. Whoever sells it is fined 300,000 won.", "fine"),
        ("In [Hyesan](PLACE) a driver who carries [rice](PRODUCT) earns 40,000 won a month.", "wage"),
        ("[Rice](PRODUCT) in [Hyesan](PLACE) might reach 12,000 won a kilo by summer.", "forecast"),
        ("[Rice](PRODUCT) in [Hyesan](PLACE) rose by 300 won.", "change"),
        ("[Flour](PRODUCT) from [Russia](PLACE) sold in [Hyesan](PLACE) for 600 won below flour from China.", "change"),
        ("[Rice](PRODUCT) in [Hyesan](PLACE) was 400 won a kilo above what it cost in May.", "change"),
        ("A ticket from [Hyesan](PLACE), where [rice](PRODUCT) is grown, is 45,000 won.", "fare"),
    ],
)
def test_what_is_no_price_says_why(marked: str, reason: str, passage: Read) -> None:
    assert [each.refused for each in passage(marked)] == [reason]


def test_a_price_that_is_below_another_is_one(passage: Read) -> None:
    (told,) = passage("[Rice](PRODUCT) was 6,200 won a kilo in [Hyesan](PLACE), below its price in May.")
    assert not told.refused


def test_refusal_scores_nothing_and_a_figure_something(passage: Read) -> None:
    refused, told = passage("[Rice](PRODUCT) rose by 300 won in [Hyesan](PLACE). It was 8,300 won a kilo on Friday.")
    assert (refused.score, refused.refused) == (0.0, "change")
    assert told.score > 0.2


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("ko", "14일 혜산시장에서 쌀 1kg은 8천300원에 팔렸다.", 8300.0, "kg"),
        ("zh", "3月10日，在罗先市场，大米每公斤卖9元人民币。", 9.0, "kg"),
        ("ja", "3月10日、恵山市場でコメは1キロ8300ウォンだった。", 8300.0, "kg"),
        ("ru", "На рынке в Хесане 10 марта килограмм риса стоил 8,3 тыс. вон.", 8300.0, "kg"),
    ],
)
def test_prices_are_read_in_other_languages(language: str, text: str, value: float, unit: str, passage: Read) -> None:
    found = [each for each in passage(text, language=language) if each.table == "price" and not each.refused]
    assert [(each.slots["price"], each.slots["unit"]) for each in found] == [(value, unit)]


def test_visit_has_companions_of_the_next_sentence(passage: Read) -> None:
    visit = next(
        each
        for each in passage(
            "[Kim Jong Un](PERSON) gave field guidance at the [Sangwon Cement Complex](FACTORY) on March 14."
            " He was accompanied by [Jo Yong Won](PERSON) and [Pak Thae Song](PERSON)."
        )
        if each.table == "visit"
    )
    assert visit.slots["visitor"] == "Kim Jong Un"
    assert visit.slots["companions"] == ("Jo Yong Won", "Pak Thae Song")
    assert (visit.slots["place"], visit.slots["status"]) == ("Sangwon Cement Complex", "now")


def test_visit_of_long_ago_is_history(passage: Read) -> None:
    found = passage("[Kim Il Sung](PERSON) visited the [Sangwon Cement Complex](FACTORY) in May Juche 73 (1984).")
    assert [each.slots["status"] for each in found if each.table == "visit"] == ["history"]
