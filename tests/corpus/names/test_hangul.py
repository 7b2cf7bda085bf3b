"""Hangul taken apart and written in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names.hangul import decompose, romanise
from corpus.names.syllables import read_latin, sound_key


@pytest.mark.parametrize(
    ("hangul", "dprk", "rr", "mr"),
    [
        ("평양", "phyongyang", "pyeongyang", "p'yŏngyang"),
        ("신라", "sinra", "silla", "silla"),
        ("국력", "kukryok", "gungnyeok", "kungnyŏk"),
        ("은률", "unryul", "eullyul", "ŭllyul"),
        ("대동강", "taedonggang", "daedonggang", "taedonggang"),
        ("석은", "sokun", "seogeun", "sŏgŭn"),
        ("청진", "chongjin", "cheongjin", "ch'ŏngjin"),
    ],
)
def test_a_word_is_romanised_by_each_system(hangul: str, dprk: str, rr: str, mr: str) -> None:
    assert ["".join(romanise(hangul, system)) for system in ("dprk", "rr", "mr")] == [dprk, rr, mr]


def test_a_syllable_falls_into_onset_vowel_and_sounded_final() -> None:
    assert decompose("닭") == ("ㄷ", "ㅏ", "ㄱ")


def test_what_is_no_hangul_syllable_is_refused() -> None:
    with pytest.raises(ValueError, match="no Hangul syllable"):
        decompose("k")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=20))
def test_any_reading_of_a_word_has_a_key_of_as_many_syllables(word: str) -> None:
    for reading in read_latin(word):
        assert sound_key(reading).count(".") == len(reading) - 1


def test_an_english_word_has_no_korean_reading() -> None:
    assert [word for word in ("coal", "steel", "factory", "bread") if read_latin(word)] == []
