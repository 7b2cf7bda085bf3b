"""What is likely a slip of a known name, and names put right word by word."""

from __future__ import annotations

import pytest

from corpus.search.near_names import is_likely_slip, respelled, words_of

NAMES = ("Hyesan", "Kim Chaek Iron and Steel Complex", "Kumcup Foodstuff Factory", "Kumya Silk Mill", "anthracite")
WORDS = words_of(NAMES)


@pytest.mark.parametrize(
    ("typed", "name", "likely"),
    [
        ("Hyesn", "Hyesan", True),
        ("Anthrasite", "anthracite", True),
        ("Kim Chaek Iron and Stel Complex", "Kim Chaek Iron and Steel Complex", True),
        ("Kimchaek Iron and Steel Complex", "Kim Chaek Iron and Steel Complex", True),
        ("Kumya Foodstuff Factory", "Kumcup Foodstuff Factory", False),  # Kumya is a word that names are made of
        ("Hysn", "Hyesan", False),  # two letters of four are gone
        ("Kumcup", "Kumcup Foodstuff Factory", False),  # a beginning is no slip
        ("", "Hyesan", False),
    ],
)
def test_a_likely_slip_leaves_most_letters_and_no_other_word(typed: str, name: str, likely: bool) -> None:
    assert is_likely_slip(typed, name, WORDS) is likely


def test_words_that_no_name_has_are_put_right() -> None:
    assert respelled("Kim Chek Iron & Steel Complex", WORDS)[0].text == "Kim Chaek Iron & Steel Complex"
    found = respelled("Kumcp Foodstff Factory", WORDS)[0]
    assert found.text == "Kumcup Foodstuff Factory" and found.cost > 1


def test_words_that_were_only_seen_may_be_meant_and_are_not_known() -> None:
    words = words_of(NAMES, ["Unha Widget Factory", "Kumcp"])
    assert respelled("Kumya Widgt Factory", words)[0].text == "Kumya Widget Factory"
    assert is_likely_slip("Kumcp Foodstuff Factory", "Kumcup Foodstuff Factory", words)


@pytest.mark.parametrize("typed", ["Hyesn", "Kumya Factory", "Zyx Qwvut", "Kumya Zzyzx Factory", "혜산 공장", ""])
def test_nothing_is_put_right_where_one_word_stands_alone_or_is_like_none(typed: str) -> None:
    assert respelled(typed, WORDS) == []
