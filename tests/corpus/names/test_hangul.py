"""Hangul taken apart and written in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names.hangul import decompose, is_hangul, romanise
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
        # ㄹ and nasals after a final
        ("심리", "simri", "simni", "simni"),
        ("대통령", "taethongryong", "daetongnyeong", "taet'ongnyŏng"),
        ("협력", "hyopryok", "hyeomnyeok", "hyŏmnyŏk"),
        ("닫란", "tatran", "dannan", "tannan"),
        ("칼날", "khalnal", "kallal", "k'allal"),
        ("국민", "kukmin", "gungmin", "kungmin"),
        ("받는", "patnun", "banneun", "pannŭn"),
        ("밥물", "papmul", "bammul", "pammul"),
        # what is voiced between vowels, and after ㄹ
        ("아버지", "aboji", "abeoji", "abŏji"),
        ("한국", "hanguk", "hanguk", "hanguk"),
        ("감독", "kamdok", "gamdok", "kamdok"),
        ("강제", "kangje", "gangje", "kangje"),
        ("일본", "ilpon", "ilbon", "ilbon"),
        ("갈등", "kaltung", "galdeung", "kaldŭng"),
        ("불교", "pulkyo", "bulgyo", "pulgyo"),
        ("발전", "paljon", "baljeon", "palchŏn"),
        ("압기", "apki", "apgi", "apki"),
        # a final carried over
        ("갑을", "kapul", "gabeul", "kabŭl"),
        ("맏은", "matun", "madeun", "madŭn"),
        ("돌은", "tolun", "doreun", "torŭn"),
        ("강을", "kangul", "gangeul", "kangŭl"),
        # other characters are left out
        ("K-김!", "kim", "gim", "kim"),
    ],
)
def test_a_word_is_romanised_by_each_system(hangul: str, dprk: str, rr: str, mr: str) -> None:
    assert ["".join(romanise(hangul, system)) for system in ("dprk", "rr", "mr")] == [dprk, rr, mr]


EACH = ("가까나다따라마바빠사싸아자짜차카타파하", "아애야얘어에여예오와왜외요우워웨위유으의이")


@pytest.mark.parametrize(
    ("system", "onsets", "vowels"),
    [
        (
            "dprk",
            "ka kka na ta tta ra ma pa ppa sa ssa a ja jja cha kha tha pha ha",
            "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
        ),
        (
            "rr",
            "ga kka na da tta ra ma ba ppa sa ssa a ja jja cha ka ta pa ha",
            "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        ),
        (
            "mr",
            "ka kka na ta tta ra ma pa ppa sa ssa a cha tcha ch'a k'a t'a p'a ha",
            "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i",
        ),
    ],
)
def test_each_onset_and_vowel_has_its_letters(system: str, onsets: str, vowels: str) -> None:
    assert " ".join(romanise(syllable, system)[0] for syllable in "가까나다따라마바빠사싸아자짜차카타파하") == onsets
    assert (
        " ".join(romanise(syllable, system)[0] for syllable in "아애야얘어에여예오와왜외요우워웨위유으의이") == vowels
    )


def test_a_final_sounds_as_one_of_seven() -> None:
    finals = "".join(
        decompose(syllable)[2] or "-" for syllable in "아악앆앇안앉않앋알앍앎앏앐앑앒앓암압앖앗았앙앚앛앜앝앞앟"
    )
    assert finals == "-ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂ-"
    assert " ".join(romanise(syllable)[0] for syllable in "악안앋알암압앙") == "ak an at al am ap ang"


def test_whole_syllables_alone_are_hangul() -> None:
    assert [is_hangul(character) for character in "가힣닭ㄱkᄀ"] == [True, True, True, False, False, False]


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
