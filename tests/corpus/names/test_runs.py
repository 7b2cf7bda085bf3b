"""What names of plants, bodies and goods share: brackets, proper parts, plurals, Korean words taken apart."""

from __future__ import annotations

import pytest

from corpus.names.runs import join_run, joined_keys, run_keys, singular, split_brackets, take_korean
from corpus.names.syllables import read_latin, sound_key


@pytest.mark.parametrize(
    ("name", "text", "inside"),
    [
        ("Sinuiju (South Korea)", "Sinuiju", {"south korea"}),
        ("新義州（平安北道）", "新義州", {"平安北道"}),
        ("Unsan [North Phyongan]", "Unsan", {"north phyongan"}),
        ("Unsan ( KANGWONDO )", "Unsan", {"kangwondo"}),
        ("Rason (Rajin) (SEZ)", "Rason", {"rajin"}),
        ("Korea Ocean Shipping Agency (KOSA)", "Korea Ocean Shipping Agency", set()),
        ("Unsan (PYONGBUK)", "Unsan", set()),
        ("(Rajin)", "(Rajin)", set()),
    ],
)
def test_brackets_qualify_a_name_unless_they_hold_an_acronym(name: str, text: str, inside: set[str]) -> None:
    assert split_brackets(name) == (text, frozenset(inside))


def test_neighbouring_words_are_one_name_where_each_can_be_korean() -> None:
    nae, kohyang, hsbc = (("nae", read_latin("nae")), ("kohyang", read_latin("kohyang")), ("hsbc", ()))
    plain, readings = join_run([nae, kohyang])
    assert (plain, sound_key(readings[0])) == ("naekohyang", "nae.ko.hyang")
    assert join_run([nae, hsbc]) == ("naehsbc", ())


def test_a_run_has_a_key_for_each_way_to_read_it_and_its_letters_where_there_is_none() -> None:
    changil, kimin, hsbc = (("changil", read_latin("changil")), ("kimin", read_latin("kimin")), ("hsbc", ()))
    assert run_keys(changil) == ["cang.il", "can.kil"]
    assert run_keys(hsbc) == ["hsbc"]
    every = ["cang.il+ki.min", "cang.il+kim.in", "can.kil+ki.min", "can.kil+kim.in"]
    assert joined_keys([kimin, changil], most=6) == [
        "cang.il+ki.min",
        "can.kil+ki.min",
        "cang.il+kim.in",
        "can.kil+kim.in",
    ]
    assert sorted(joined_keys([changil, kimin], most=6)) == sorted(every)
    assert joined_keys([changil, kimin, hsbc], most=1) == ["cang.il+hsbc+ki.min"]


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        *(("apples", "apple"), ("boxes", "box"), ("dishes", "dish"), ("churches", "church"), ("glasses", "glass")),
        *(("tomatoes", "tomato"), ("batteries", "battery"), ("pies", "py"), ("cats", "cat"), ("radish", "radish")),
        *(("gas", "gas"), ("class", "class"), ("chorus", "chorus"), ("analysis", "analysis")),
        *(("shoes", "shoe"), ("horseshoes", "horseshoe"), ("canoes", "canoe"), ("heroes", "hero")),
    ],
)
def test_english_noun_loses_its_plural(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("word", "proper", "words"),
    [
        ("순천시멘트공장", "순천", ["시멘트", "공장"]),
        ("솔향비누", "솔향", ["비누"]),
        ("관광총국", None, ["관광", "총국"]),
        ("철도성", None, ["철도성"]),
        ("대동강", "대동강", []),
        # one syllable is a word where it is all there is, or the head at the end of a longer name
        *(("빵", None, ["빵"]), ("성", None, ["성"]), ("빵공장", None, ["빵", "공장"]), ("동", "동", [])),
        *(("어은금", "어은금", []), ("평안남도당", "평안남도", ["당"]), ("체신국", "체신국", [])),
    ],
)
def test_words_are_taken_from_the_end_of_a_korean_name(word: str, proper: str | None, words: list[str]) -> None:
    run, found = take_korean(word)
    assert (run and run[0], found) == (proper, words)
