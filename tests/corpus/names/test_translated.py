"""Plants and bodies in Han and in Russian, as they would be called in Korean."""

from __future__ import annotations

import pytest

from corpus.names.translated import korean_of_han, korean_of_russian, latin_forms, parts_of_firm


@pytest.mark.parametrize(
    ("han", "korean"),
    [
        ("殷山鉱山", "은산광산"),
        ("殷山青年炭鉱", "은산청년탄광"),
        ("平壤纺织机械厂", "평양방직기계공장"),
        ("朝鮮銀行", "조선은행"),
        ("朝鲜机械厂", "조선기계공장"),
        ("朝鲜百松贸易会社", "조선백송무역회사"),
        ("朝鮮民主主義青年炭鉱", "조선민주주의청년탄광"),
        ("朝鲜青年炭矿", "조선청년탄광"),
        ("化学矿山", "화학광산"),
        ("新化工矿山", "신화공광산"),
        ("銀行", ""),
        ("龘鉱山", ""),
        ("大同江", ""),
        # "youth" and "Korea" are read as words, once; with nothing but them there is no name to read
        ("殷山青年鉱山", "은산청년광산"),
        ("朝鮮青年銀行", "조선청년은행"),
        ("鉱山", ""),
    ],
)
def test_name_in_han_is_read_in_korean_where_its_kind_is_known(han: str, korean: str) -> None:
    assert korean_of_han(han) == korean


@pytest.mark.parametrize(
    ("han", "own", "spelled", "words"),
    [
        ("丹东恒瑞达服装有限公司", "丹东恒瑞达", "dandonghengruida", ["피복", "유한회사"]),
        ("星野商事株式会社", "星野", "hoshino", ["무역", "유한회사"]),
        ("株式会社星野商事", "星野", "hoshino", ["무역", "유한회사"]),
        ("有限会社星野商事", "星野", "hoshino", ["무역", "유한회사"]),
        ("合同会社星野", "星野", "hoshino", ["유한회사"]),
        ("星野會社", "星野", "hoshino", ["회사"]),
        ("星野公司", "星野", "xingye", ["회사"]),
        ("丹东科技集团", "丹东", "dandong", ["기술", "그룹"]),
        ("丹东國際集團", "丹东", "dandong", ["국제", "그룹"]),
        ("三光グループ", "三光", "sanguang", ["그룹"]),
        ("三光商会", "三光商会", "sanguangshanghui", []),
        ("三光商會", "三光商會", "sanguangshanghui", []),
        ("新国际公司", "新国际", "xinguoji", ["회사"]),
        ("国际公司", "国际", "guoji", ["회사"]),
    ],
)
def test_firm_of_china_or_japan_falls_into_its_name_and_what_it_does(
    han: str, own: str, spelled: str, words: list[str]
) -> None:
    assert parts_of_firm(han) == (own, spelled, words)


@pytest.mark.parametrize("han", ["朝鲜百松贸易会社", "朝鮮白松貿易会社", "龘公司", "平壤啤酒厂"])
def test_firm_of_korea_and_what_is_no_firm_are_left_alone(han: str) -> None:
    assert parts_of_firm(han) is None


@pytest.mark.parametrize(
    ("russian", "kind", "own"),
    [
        *(("рудник Ынсан", "광산", "Ынсан"), ("Рудник «Мусан» КНДР", "광산", "Мусан")),
        *(
            ("завод “Понхва”", "공장", "Понхва"),
            ('завод "Понхва"', "공장", "Понхва"),
            ("„Понхва“ банк", "은행", "Понхва"),
        ),
        *(("завод«Понхва»", "공장", "Понхва"), ("Новый завод Понхва", "공장", "Новый Понхва")),
        *(("Мусанский рудник", "광산", "Мусан"), ("Мусанского рудника", "광산", "Мусан")),
        *(("Мусанскому руднику", "광산", "Мусан"), ("Мусанским рудником", "광산", "Мусан")),
        *(("Мусанском руднике", "광산", "Мусан"), ("Мусанская шахта", "탄광", "Мусан")),
        *(("Мусанской шахты", "탄광", "Мусан"), ("Мусанскую шахту", "탄광", "Мусан")),
        ("Хамхынское хозяйство", "농장", "Хамхын"),
        # the longer kind is the one that is meant
        *(("золотой рудник Унсан", "금광산", "Унсан"), ("Мусанский химический завод", "화학공장", "Мусан")),
        # what a state has one of may stand alone
        *(("МИД КНДР", "외무성", ""), ("Центральный банк", "중앙은행", ""), ("Кабинет министров", "내각", "")),
        ("Госплан", "국가계획위원회", ""),
        ("банк Рудниковский", "은행", "Рудников"),  # a kind is a word of its own
        ("центральное бюро статистики", "중앙통계국", ""),
    ],
)
def test_russian_name_is_a_kind_and_a_name_without_case(russian: str, kind: str, own: str) -> None:
    assert korean_of_russian(russian) == (kind, own)


@pytest.mark.parametrize("russian", ["завод", "рудник КНДР", "Чхоллима"])
def test_kind_alone_and_name_alone_say_nothing(russian: str) -> None:
    assert korean_of_russian(russian) is None


def test_name_is_read_in_the_ways_that_its_letters_allow() -> None:
    assert latin_forms("Вон Сан") == ["won san", "won sang", "wong san", "wong sang"]
