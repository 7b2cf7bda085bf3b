"""Names in Japanese letters: what they are in Latin ones."""

from __future__ import annotations

import pytest

from corpus.names.conflicts import compare
from corpus.names.kana import hepburn, japanese_words, korean_of_kana


@pytest.mark.parametrize(
    ("kana", "spelled"), [("オオタニ", "otani"), ("キョウコ", "kyoko"), ("ジュンイチ", "junichi"), ("チェ", "che")]
)
def test_kana_are_spelled_without_long_vowels(kana: str, spelled: str) -> None:
    assert hepburn(kana) == spelled


@pytest.mark.parametrize(
    ("kana", "korean"),
    [
        ("キム・ジョンウン", "Kim Jong Un"),
        ("パク・テソン", "Pak Thae Song"),
        ("チェ・リョンヘ", "Choe Ryong Hae"),
        ("ペク・インスン", "Paek In Sun"),
        ("クォン・ヨンジン", "Kwon Yong Jin"),
        ("ファン・ビョンソ", "황병서"),
        ("リ・イルファン", "리일환"),
    ],
)
def test_a_korean_in_kana_is_the_one_in_other_letters(kana: str, korean: str) -> None:
    assert compare(kana, korean, "PERSON").relation == "same"
    assert compare(kana, "Ho Min Jun", "PERSON").relation == "conflict"


def test_a_word_that_is_no_kana_is_no_name() -> None:
    assert korean_of_kana("???") == []


@pytest.mark.parametrize(("han", "latin"), [("石丸千秋", "Chiaki Ishimaru"), ("北畠俊", "Shun Kitabatake")])
def test_a_japanese_in_han_is_the_one_in_latin_letters(han: str, latin: str) -> None:
    assert japanese_words(han)
    assert compare(han, latin, "PERSON").relation == "same"
    assert compare(han, "Shun Takahashi", "PERSON").relation != "same"


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("丹东瑞洋贸易有限公司", "Dandong Ruiyang Trade Co., Ltd"),
        ("珲春兴谊水产有限责任公司", "Hunchun Xingyi Aquatic Products"),
        ("星野商事株式会社", "Hoshino Shoji K.K."),
        ("株式会社星野商事", "Hoshino Shoji Kabushiki Kaisha"),
    ],
)
def test_a_firm_in_han_is_the_one_in_latin_letters(han: str, latin: str) -> None:
    assert compare(han, latin, "ORG").relation == "same"


def test_firms_of_other_characters_are_two_though_they_sound_alike() -> None:
    assert compare("珲春兴谊水产公司", "珲春兴益水产公司", "ORG").relation == "conflict"
