"""Names that the base does not hold, in two scripts each: one thing or two."""

from __future__ import annotations

import pytest

from extract.resolve.judge import judge

SAME = [
    ("정은이", "Jeong Eun-yi", "PERSON"),
    ("리춘삼", "Ri Chun Sam", "PERSON"),
    ("李成国", "Ri Song Guk", "PERSON"),
    ("Ли Чхоль Сок", "Ri Chol Sok", "PERSON"),
    ("은산광산", "Unsan Mine", "FACTORY"),
    ("殷山鉱山", "Unsan Mine", "FACTORY"),
    ("恩山矿山", "은산광산", "FACTORY"),
    ("рудник Ынсан", "Unsan Mine", "FACTORY"),
    ("Мусанский рудник", "Musan Mine", "FACTORY"),
    ("Мусанского рудника", "茂山鉱山", "FACTORY"),
    ("завод «Понхва»", "Ponghwa Factory", "FACTORY"),
    ("大同江ビール工場", "Taedonggang Beer Factory", "FACTORY"),
    ("成川郡食品厂", "Songchon County Foodstuff Factory", "FACTORY"),
    ("성천군식료공장", "Songchon Foodstuff Factory", "FACTORY"),
    ("북지농장", "Pukji Farm", "FACTORY"),
    ("青峰贸易公司", "Chongbong Trading Company", "ORG"),
    ("청봉무역회사", "青峰貿易会社", "ORG"),
    ("호하리", "Hoha-ri", "PLACE"),
]
DIFFERENT = [
    ("정은이", "Jeong Eun-mi", "PERSON"),
    ("리춘삼", "Ri Chun Song", "PERSON"),
    ("은산탄광", "Unsan Mine", "FACTORY"),
    ("殷山炭鉱", "Unsan Mine", "FACTORY"),
    ("шахта Ынсан", "Unsan Mine", "FACTORY"),
    ("구성시식료공장", "Songchon Foodstuff Factory", "FACTORY"),
    ("成川郡食品厂", "Songchon Clothing Factory", "FACTORY"),
    ("大同江ビール工場", "Taedonggang Fruit Farm", "FACTORY"),
    ("石川農場", "Ishikawa Farm", "FACTORY"),
    ("青峰贸易公司", "Chongbong Bank", "ORG"),
    ("завод «Понхва»", "Ponghwa Farm", "FACTORY"),
    ("호하리", "Hoam-ri", "PLACE"),
]


@pytest.mark.parametrize(("one", "other", "label"), SAME)
def test_one_name_in_two_scripts_is_one_thing(one: str, other: str, label: str) -> None:
    assert judge(one, other, label=label).verdict == "same"


@pytest.mark.parametrize(("one", "other", "label"), DIFFERENT)
def test_likeness_across_scripts_is_not_enough(one: str, other: str, label: str) -> None:
    assert judge(one, other, label=label).verdict == "different"
