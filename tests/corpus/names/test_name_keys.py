"""Spellings of one name share a key; names that differ do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names import name_keys
from corpus.names.hangul import romanise

# surnames and syllables of given names as both halves of the country use them
SURNAMES = "김박최조정장강전오백배서태허신윤문한황안송홍고손남권곽심차주구우민"
SYLLABLES = (
    "일은옥애원영연용호철남성수숙순희혁현훈학진정종준중창천춘충택평필하해화환광국권금기길경건덕도동룡명무문미민병복봉선"
    "설식신윤의인제찬향"
)

korean_names = st.builds(
    lambda surname, first, second: surname + first + second,
    st.sampled_from(SURNAMES),
    st.sampled_from(SYLLABLES),
    st.sampled_from(SYLLABLES),
)


def spell(hangul: str, system: str, joint: str) -> str:
    """A name with its surname first, its two given syllables joined by `joint`. A joint that shows the border keeps
    the syllables as they stand alone; without one they change as they sound.
    """
    surname = romanise(hangul[0], system)[0].capitalize()
    first, second = romanise(hangul[1:], system) if joint == "" else (romanise(part, system)[0] for part in hangul[1:])
    return f"{surname} {first.capitalize()}{joint}{second.capitalize() if joint == ' ' else second}"


@given(name=korean_names, system=st.sampled_from(["dprk", "rr", "mr"]), joint=st.sampled_from([" ", "-", ""]))
def test_a_korean_name_shares_a_key_with_its_hangul_however_it_is_romanised(name: str, system: str, joint: str) -> None:
    assert set(name_keys(spell(name, system, joint), "PERSON")) & set(name_keys(name, "PERSON"))


@given(name=korean_names, joint=st.sampled_from([" ", "-"]))
def test_the_first_key_of_a_spaced_name_is_the_same_in_every_system(name: str, joint: str) -> None:
    systems = {name_keys(spell(name, system, " "), "PERSON")[0] for system in ("dprk", "rr", "mr")}
    plain = spell(name, "mr", joint).replace("ŏ", "o").replace("ŭ", "u").replace("'", "")
    assert systems | {name_keys(plain, "PERSON")[0]} == {name_keys(name, "PERSON")[0]}


@given(name=korean_names)
def test_a_hyphened_given_name_may_come_first(name: str) -> None:
    surname, given_name = spell(name, "rr", "-").split()
    assert set(name_keys(f"{given_name} {surname}", "PERSON")) & set(name_keys(name, "PERSON"))


@given(st.text(max_size=40), st.sampled_from(["PERSON", "PLACE", "FACTORY", "PRODUCT", "ORG"]))
def test_any_text_has_between_one_and_six_keys(text: str, label: str) -> None:
    assert 1 <= len(name_keys(text, label)) <= 6


@pytest.mark.parametrize(
    ("label", "spellings"),
    [
        ("PERSON", ["Kim Jong Un", "Kim Jong-un", "Kim Jeong-eun", "Jong-un Kim", "Kimjongun", "김정은", "金正恩"]),
        ("PERSON", ["Kim Jong Il", "Kim Chŏngil", "KIM Jong-Il", "Kim, Jong Il", "President Kim Jong Il"]),
        ("PERSON", ["Ri Ryong Nam", "Lee Yong-nam", "이용남", "리룡남"]),
        ("PERSON", ["Min Pyong Chol", "Min Pyo'ng-ch'o'l", "Min Byeong-cheol", "Min Byung-chul"]),
        ("PERSON", ["Kim Tok Hun", "Ким Док Хун", "김덕훈"]),
        ("PERSON", ["Sergei Pavlov", "Sergey Pavlov", "Сергей Павлов"]),
        ("PERSON", ["Sergei Petrovich Pavlov", "Sergei Pavlov"]),
        ("PERSON", ["Robert Hargreaves", "Hargreaves, Robert", "Robert E. Hargreaves"]),
        ("PLACE", ["Pyongyang", "P'yŏngyang", "Pyeongyang", "평양"]),
        ("PLACE", ["North Hamgyong Province", "Hamgyong-bukto", "Hamgyeongbuk-do", "함경북도"]),
        ("PLACE", ["Ryonggang County", "Ryonggang-gun", "Yonggang", "룡강군", "용강"]),
        ("PLACE", ["Songrim", "Songnim", "송림"]),
        ("PLACE", ["Hyesan", "Hyesan City", "혜산시"]),
        ("ORG", ["NATO", "Nato"]),
        ("PLACE", ["Mount Paektu", "Mt. Baekdu", "Paektusan", "백두산"]),
        ("FACTORY", ["Kim Chaek Iron and Steel Complex", "Kimchaek Steelworks", "김책제철소"]),
        ("FACTORY", ["Taedonggang Foodstuff Factory", "Taedonggang Food Plant", "대동강식료공장"]),
        (
            "FACTORY",
            ["January 8 Machine Factory", "Jan. 8 Machine Plant", "8 January Machine Factory", "1월8일기계공장"],
        ),
        ("ORG", ["Ministry of Light Industry", "Light Industry Ministry", "경공업성"]),
        ("ORG", ["Korea Kumrung Credit Bank", "Geumneung Credit Bank", "금릉신용은행"]),
        ("PRODUCT", ["soybean oil", "Soybean Oil", "soybean oils"]),
        ("PRODUCT", ["Pomhyanggi", "Bomhyanggi", "봄향기"]),
        ("PRODUCT", ["Taedonggang beer", "Daedonggang Beer", "대동강맥주"]),
    ],
)
def test_spellings_of_one_name_share_a_key(label: str, spellings: list[str]) -> None:
    first = set(name_keys(spellings[0], label))
    assert [spelling for spelling in spellings if not first & set(name_keys(spelling, label))] == []


@pytest.mark.parametrize(
    ("label", "a", "b"),
    [
        ("PERSON", "Kim Song Nam", "Kim Yong Nam"),
        ("PERSON", "Kim Jong Il", "Kim Jong Un"),
        ("PERSON", "Pak Song Chol", "Pak Chol Song"),
        ("PLACE", "North Hamgyong", "South Hamgyong"),
        ("PLACE", "Sinuiju", "Uiju"),
        ("PLACE", "Songchon", "Sunchon"),
        ("FACTORY", "May 9 Machine Factory", "January 8 Machine Factory"),
        ("FACTORY", "Sunchon Cement Complex", "Sangwon Cement Complex"),
        ("FACTORY", "Pyongyang Textile Mill", "Pyongyang Silk Mill"),
        ("ORG", "Ministry of Light Industry", "Ministry of Local Industry"),
        ("PRODUCT", "Pomhyanggi soap", "Pomhyanggi shampoo"),
        ("PRODUCT", "coal", "coking coal"),
        ("PLACE", "Mexico", "Mexico City"),
        ("ORG", "European Union", "European Society"),
    ],
)
def test_names_that_differ_share_no_key(label: str, a: str, b: str) -> None:
    assert not set(name_keys(a, label)) & set(name_keys(b, label))
