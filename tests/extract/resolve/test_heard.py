"""Names are compared as they sound in any script, and numbers count alike in words and figures."""

from __future__ import annotations

import pytest

from extract.resolve.heard import alike, as_heard, worst_of_best
from extract.resolve.number_words import in_figures
from extract.resolve.pair_units import units_of


def readings(name: str) -> list[str]:
    said = [""]
    for unit in units_of(name):
        said = [before + reading for before in said for reading in unit.readings()]
    return said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pyŏlmuri", "Byeolmuri"),
        ("Chŏngjin", "Jeongjin"),
        ("Тэгван", "Taegwan"),
        ("Мунчхон", "Munchon"),
        ("テグァン", "대관"),
        ("Ким Гван Хёк", "Kim Kwang Hyok"),
    ],
)
def test_one_name_sounds_alike_in_any_script(one: str, other: str) -> None:
    assert alike(readings(one), readings(other)) >= 0.85


@pytest.mark.parametrize(
    ("one", "other"), [("Тэгван", "Munchon"), ("テグァン", "Sinpho"), ("Kangan", "Ryongpho"), ("Чонджу", "Kusong")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert alike(readings(one), readings(other)) <= 0.6


def test_vowels_and_breath_cost_less_than_consonants() -> None:
    vowel, breath, consonant = (alike(["kumsan"], [other]) for other in ("komsan", "khumsanh", "kumtan"))
    assert 1.0 > vowel > consonant
    assert 1.0 >= breath > consonant


def test_what_romanisations_share_is_one_spelling() -> None:
    assert as_heard("Chŏng") == as_heard("Jeong") == as_heard("Zhong")
    assert as_heard("Hyŏn") != as_heard("Sun")
    assert alike([""], ["kum"]) == 0.0


def test_the_least_alike_word_of_the_shorter_name_counts() -> None:
    name = [["pak"], ["yon"], ["su"]]
    assert worst_of_best(name, [["pak"], ["yon"], ["su"], ["hui"]]) == 1.0
    assert worst_of_best(name, [["pak"], ["yon"], ["tek"]]) < 0.6
    assert worst_of_best([], name) == 0.0


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("three buses and two hundred men", "3 buses and 200 men"),
        ("forty-four looms, a hundred pigs, the third shaft", "44 looms, 100 pigs, the 3 shaft"),
        ("some thousand people of one town", "some 1000 people of one town"),
        ("이백오십명이 버스 세 대에 탔다", "250명이 버스 3 대에 탔다"),
        ("삼천리에 다섯 집", "삼천리에 5 집"),
        ("两百名女工 二万五千吨 一九六五年 第三码头", "200名女工 25000吨 1965年 3码头"),
        ("九月山 三池渊", "九月山 三池渊"),
        ("двести рабочих и три вагона", "200 рабочих и 3 вагона"),
    ],
)
def test_numbers_are_figures_in_each_language_and_names_stay(words: str, figures: str) -> None:
    assert in_figures(words) == figures
