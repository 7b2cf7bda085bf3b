"""Known names in Korean, Chinese, Japanese and Russian text: the rules of each script, on the shipped names."""

from __future__ import annotations

import pytest
import spacy

from models import patterns
from models.components.script_names import ScriptNames

Names = list[tuple[str, str]]


@pytest.fixture(scope="module")
def shipped() -> ScriptNames:
    made = ScriptNames(spacy.blank("en"))
    made.set_patterns(patterns.script_patterns())
    return made


def found(matcher: ScriptNames, text: str) -> Names:
    return [(text[start:end], label) for start, end, label, _ in matcher.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        # homographs of places and brands, without a cue
        "신원을 밝히지 않았다", "신원이 확인됐다", "신원 보증인을 세웠다",
        "상원에서 통과됐다", "상원 의원이 물었다", "미국 상원은".removeprefix("미국 "),
        "대안이 없다", "대안을 내놓으라고", "대안으로 떠올랐다",
        "건설 노동자", "건설이 한창이다", "건설을 다그치다",
        "위원은 반대했다", "위원 한 명이", "위원들의 의견",
        "회담은 무산이 됐다", "계획이 무산되다", "끝내 무산을 면치 못했다",
        "말을 마치고, 위원은 떠났다", "회의는 끝났고, 대안은 없다",
        # a good of one syllable is mostly another word
        "옷은 사람을 만든다", "실이 끊겼다", "그는 술에 취했다",
    ],
)  # fmt: skip
def test_a_korean_name_that_is_also_a_word_needs_a_cue(shipped: ScriptNames, text: str) -> None:
    assert found(shipped, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("함경북도 무산에서 왔다", [("함경북도", "PLACE"), ("무산", "PLACE")]),
        ("무산군의 광산", [("무산군", "PLACE")]),
        ("무산 지역 소식통", [("무산", "PLACE")]),
        # glued titles
        ("김정은동지께서 지도하시였다", [("김정은", "PERSON")]),
        ("최선희외무상이 만났다", [("최선희", "PERSON")]),
        ("조용원비서는 말하였다", [("조용원", "PERSON")]),
        # particles
        ("북한에선 비싸다", [("북한", "PLACE")]),
        ("북한이라는 나라", [("북한", "PLACE")]),
        ("라선으로부터의 소식", [("라선", "PLACE")]),
        # compounds
        ("휘발유값이 올랐다", [("휘발유", "PRODUCT")]),
        ("석탄생산을 늘였다", [("석탄", "PRODUCT")]),
        ("밀가루장사를 했다", [("밀가루", "PRODUCT")]),
        ("평양시내의 상점", [("평양", "PLACE")]),
        ("청진시내에 들어섰다", [("청진", "PLACE")]),
        ("신의주시장에서", [("신의주", "PLACE")]),
        # a country's army is no county
        ("북한군은 훈련했다", [("북한", "PLACE")]),
        ("중국군이 움직였다", [("중국", "PLACE")]),
        ("조선군대", []),
        # goods of one syllable where they are priced, counted or traded
        ("쌀값이 올랐다", [("쌀", "PRODUCT")]),
        ("쌀 1kg에 6천 원", [("쌀", "PRODUCT")]),
        ("밀을 수입했다", [("밀", "PRODUCT")]),
        ("콩 50t을 실었다", [("콩", "PRODUCT")]),
    ],
)  # fmt: skip
def test_korean_names_end_before_particles_titles_and_words_of_trade(
    shipped: ScriptNames, text: str, names: Names
) -> None:
    assert found(shipped, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大同江水产加工厂", []),
        ("平壤纺织工厂的工人", []),
        ("新義州化粧品工場を視察した", [("化粧品", "PRODUCT")]),
        ("从平壤到新义州市", [("平壤", "PLACE"), ("新义州市", "PLACE")]),
        ("平壤的工厂", [("平壤", "PLACE")]),
        ("朝鲜工厂", [("朝鲜", "PLACE")]),
    ],
)
def test_a_place_inside_a_longer_han_name_is_no_mention(shipped: ScriptNames, text: str, names: Names) -> None:
    assert found(shipped, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Из Москвы", [("Москвы", "PLACE")]),
        ("в Китае и в Японии", [("Китае", "PLACE"), ("Японии", "PLACE")]),
        ("торговля с Северной Кореей", [("Северной Кореей", "PLACE")]),
        ("из Южной Кореи", [("Южной Кореи", "PLACE")]),
        ("МОСКВА, 3 марта", [("МОСКВА", "PLACE")]),
        ("СЕВЕРНАЯ КОРЕЯ", [("СЕВЕРНАЯ КОРЕЯ", "PLACE")]),
        ("КНДР закупила", [("КНДР", "PLACE")]),
        ("Белороссия", []),
    ],
)
def test_russian_names_are_found_in_every_case_and_in_capitals(shipped: ScriptNames, text: str, names: Names) -> None:
    assert found(shipped, text) == names
