"""Each kind of link in several languages: whose place, day, measure, direction and speaker a figure has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate

Read = Callable[..., list[Candidate]]


def of(table: str, candidates: list[Candidate]) -> list[Candidate]:
    return [each for each in candidates if each.table == table and not each.refused]


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("ko", "14일 [함흥](PLACE)과 [청진](PLACE)에서 쌀 1kg은 각각 8300원, 8400원이었다.", ["함흥", "청진"]),
        ("zh", "3月10日，[平壤](PLACE)和[新义州](PLACE)的大米每公斤分别为8300朝元、8500朝元。", ["平壤", "新义州"]),
        ("ja", "3月10日、[平壌](PLACE)と[新義州](PLACE)でコメ1キロはそれぞれ8300ウォン、8500ウォンだった。", ["平壌", "新義州"]),  # noqa: E501
        ("ru", "10 марта в Пхеньяне и Хесане рис стоил 8300 вон и 8500 вон за килограмм соответственно.",
         ["Пхеньяне", "Хесане"]),
    ],
)  # fmt: skip
def test_each_amount_has_the_place_of_its_own(language: str, text: str, places: list[str], passage: Read) -> None:
    assert [each.slots["place"] for each in of("price", passage(text, language=language))] == places


@pytest.mark.parametrize(
    ("language", "text", "name", "place_id"),
    [
        ("ko", "10일 [혜산](PLACE)장마당에서 쌀 1kg은 8300원이었다.", "혜산장마당", "place/hyesan"),
        ("ko", "10일 [신의주](PLACE) 시장에서 쌀 1kg은 8300원이었다.", "신의주 시장", "place/sinuiju"),
        ("zh", "3月10日，[惠山](PLACE)市场的大米每公斤卖8300朝元。", "惠山市场", "place/hyesan"),
    ],
)
def test_market_called_by_its_town_is_a_place_of_that_town(
    language: str, text: str, name: str, place_id: str, passage: Read
) -> None:
    (found,) = of("price", passage(text, language=language))
    assert (found.slots["place"], found.slots["place_id"]) == (name, place_id)


@pytest.mark.parametrize(
    ("language", "text", "flows"),
    [
        ("ja", "2月の中国の対朝輸出は1億ドル、輸入は2000万ドルだった。", ["import", "export"]),
        ("ru", "В феврале экспорт из Китая в КНДР составил 100 млн долларов, импорт — 20 млн долларов.",
         ["import", "export"]),
        ("zh", "2月，中国对朝出口1亿美元，进口2000万美元。", ["import", "export"]),
    ],
)  # fmt: skip
def test_direction_is_seen_from_the_side_that_the_text_speaks_from(
    language: str, text: str, flows: list[str], passage: Read
) -> None:
    assert [each.slots["flow"] for each in of("trade", passage(text, language=language))] == flows


@pytest.mark.parametrize(
    ("language", "text", "price", "unit"),
    [
        ("en", "In [Rason](PLACE) a 25-kilogram sack of [flour](PRODUCT) cost 110 yuan on Friday.", 110.0, "kg"),
        ("zh", "3月10日，[罗先](PLACE)市场的面粉每袋（25公斤）卖110元人民币。", 110.0, "kg"),
        ("ja", "3月10日、羅津市場で食用油は5リットル入りの1本が68元で売られた。", 68.0, "L"),
        ("ru", "На рынке Расона мешок муки (25 кг) 10 марта стоил 110 юаней.", 110.0, "kg"),
    ],
)
def test_sack_counts_by_what_it_holds(language: str, text: str, price: float, unit: str, passage: Read) -> None:
    found = of("price", passage(text, language=language))
    assert [(each.slots["price"], each.slots["unit"]) for each in found] == [(price, unit)]


def test_sack_later_in_the_text_is_one_of_the_same(passage: Read) -> None:
    found = of(
        "price", passage("[新义州](PLACE)的水泥每袋（50公斤）卖62元人民币。去年11月每袋卖48元人民币。", language="zh")
    )
    assert [(each.slots["price"], each.slots["quantity"], each.slots["unit"]) for each in found] == [
        (62.0, 50.0, "kg"),
        (48.0, 50.0, "kg"),
    ]


def test_time_of_what_is_compared_with_stays_with_it(passage: Read) -> None:
    found = of("price", passage(
        "[Cabbage](PRODUCT) cost 900 won a kilo in [Hamhung](PLACE) on March 12, compared with 1,300 won a year ago,"
        " and [radishes](PRODUCT) were 700 won a kilo."
    ))  # fmt: skip
    days = {each.slots["price"]: str(each.period[0])[:4] for each in found if each.period}
    assert days == {900.0: "2026", 1300.0: "2025", 700.0: "2026"}


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Two traders said on Sunday that food had become dear. [Salt](PRODUCT) sold for 900 won a kilo in [Hyesan](PLACE) on Saturday."  # noqa: E501
               " [Corn](PRODUCT) was 3,000 won a kilo, they said.", "2026-03-14"),
        ("ja", "3月14日現在、[平壌](PLACE)でコメは1キロ8300ウォンだった。1年前の3月14日は6000ウォンだった。"
               "[恵山](PLACE)では塩が1キロ900ウォンだ。", "2026-03-14"),
    ],
)  # fmt: skip
def test_day_of_the_prices_is_not_the_day_of_the_call(language: str, text: str, day: str, passage: Read) -> None:
    last = of("price", passage(text, language=language))[-1]
    assert last.period is not None
    assert str(last.period[0]) == day


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("ko", "[평안북도](PLACE)의 또 다른 소식통은 14일 “[신의주](PLACE)에서 쌀 1kg은 8300원”이라며 “물량이 줄었다”고 전했다.",  # noqa: E501
         "평안북도의 또 다른 소식통"),
        ("ja", "[両江道](PLACE)の別の協力者によれば、14日の[恵山](PLACE)ではコメ1キロが8300ウォンだった。", "両江道の別の協力者"),  # noqa: E501
        ("zh", "3月10日[罗先](PLACE)市场的大米每公斤卖9元人民币，一名中国司机说。", "一名中国司机"),
        ("en", "[Rice](PRODUCT) cost 8,300 won a kilo in [Hyesan](PLACE) on Friday, [Asia Press](ORG) said.",
         "Asia Press"),
    ],
)  # fmt: skip
def test_speaker_is_told_as_the_text_calls_him(language: str, text: str, speaker: str, passage: Read) -> None:
    assert [each.said_by for each in of("price", passage(text, language=language))] == [speaker]


@pytest.mark.parametrize(
    ("language", "text", "places", "companions"),
    [
        ("en", "[Pak Thae Song](PERSON) inspected the [Hungnam Fertilizer Complex](FACTORY) and the"
               " [Ryongsong Machine Complex](FACTORY) on March 10.", 2, ()),
        ("ko", "김덕훈동지가 10일 김책제철련합기업소와 청진조선소를 현지에서 료해하였다. 박정근동지, 김덕호동지가 동행하였다.",  # noqa: E501
         2, ("박정근", "김덕호")),
        ("ru", "Ким Чен Ын 10 марта посетил станкостроительный завод «Кусон». Его сопровождали Чо Ён Вон и Ким Джэ Рён.",  # noqa: E501
         1, ("Чо Ён Вон", "Ким Джэ Рён")),
    ],
)  # fmt: skip
def test_visits_to_plants_in_a_row_and_their_companions(
    language: str, text: str, places: int, companions: tuple[str, ...], passage: Read
) -> None:
    found = of("visit", passage(text, language=language))
    assert len(found) == places
    assert {each.slots["companions"] for each in found} == {companions}


def test_who_accompanied_is_no_visitor_of_what_follows(passage: Read) -> None:
    found = of("visit", passage(
        "[Kim Jong Un](PERSON) gave on-the-spot guidance to the [Hwanghae Iron and Steel Complex](FACTORY) on March 9."
        " He was accompanied by [Jo Yong Won](PERSON). He went round the [Komdok Mine](FACTORY), too."
    ))  # fmt: skip
    assert {each.slots["visitor"] for each in found} == {"Kim Jong Un"}


def test_thousands_parted_by_a_space_are_one_number(passage: Read) -> None:
    found = of("activity", passage("The [Sunchon Cement Complex](FACTORY) produced 31 000 tons of [cement](PRODUCT)."))
    assert max(found, key=lambda each: each.score).slots["amount"] == "31000 t"
