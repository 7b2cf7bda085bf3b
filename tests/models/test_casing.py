"""Words are read in the case that they have in running text: a headline's capitals, a sentence's first."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from models.components.casing import is_title, read_in_case, recased
from models.scripts.ordinary_words import read_ordinary


@cache
def blank() -> Language:
    return spacy.blank("en")


def read(text: str) -> str:
    doc = read_in_case(blank().make_doc(text), read_ordinary())
    return doc.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tragedy struck at night.", "tragedy struck at night."),
        ("Moreover, wages fell.", "moreover, wages fell."),
        ("Steadfast in their loyalty they worked.", "steadfast in their loyalty they worked."),
        ("He left. “Upon my word,” she said.", "He left. “upon my word,” she said."),
        (
            "Rason, May 2 (KCNA) -- Organizations of the union met.",
            "Rason, May 2 (KCNA) -- organizations of the union met.",
        ),
        ("He said “Aggressors can never win” there.", "He said “aggressors can never win” there."),
        # a name, and what may be one
        ("We sell “Arirang” there.", "We sell “Arirang” there."),
        ("Hyesan was dark.", "Hyesan was dark."),
        ("Kim refused.", "Kim refused."),
        ("Grace Kelly came.", "Grace Kelly came."),
        ("Apple was late.", "Apple was late."),
        ("China's rice came.", "China's rice came."),
        ("POSCO denied it.", "POSCO denied it."),
        # the text itself says that it is a name
        (
            "Ice was cold. They met Ice and shook hands with Ice.",
            "Ice was cold. they met Ice and shook hands with Ice.",
        ),
    ],
)
def test_a_sentences_first_word_keeps_its_capital_with_reason_only(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "Spring Planting Starts at Chongsan Farm as Water Runs Low",
            "In Kangso the spring planting started while water was running low.",
            "spring planting starts at Chongsan Farm as water runs low",
        ),
        (
            "Rice Prices Jump in Border Towns After Bridge Closes",
            "Traders say that rice prices jumped in border towns when the bridge closed.",
            "rice prices jump in border towns after bridge closes",
        ),
        (
            "Hoeryong Paper Mill Reopens After Long Halt",
            "There the Hoeryong Paper Mill has reopened after a long halt, and the paper is grey.",
            "Hoeryong Paper Mill reopens after long halt",
        ),
        (
            "Seoul Says North Fired Missiles Into Sea",
            "Yesterday the North fired.",
            "Seoul says North fired missiles into sea",
        ),
        ("Songdowon Foodstuff Factory Adds New Line", "", "Songdowon Foodstuff Factory adds new line"),
        ("Trucks Wait Near Lake Samil for Third Day", "", "trucks wait near Lake Samil for third day"),
    ],
)
def test_a_headline_is_read_in_the_case_that_its_words_have_in_the_text(title: str, body: str, expected: str) -> None:
    assert read(f"{title}\n\n{body}").split("\n")[0] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Premier Inspects Nampho Port", True),
        ("PREMIER INSPECTS NAMPHO PORT", False),
        ("The premier of the North went to Nampho on Friday", False),
        ("Kim Jong Un", False),
    ],
)
def test_headlines_are_told_by_their_capitals(line: str, expected: bool) -> None:
    assert is_title(line.split()) is expected


@given(
    st.lists(
        st.sampled_from(["Rice", "rice", "Upon", "Hyesan", ".", "\n", "“", "Mill", "the", "A", "U.S.", "-"]),
        max_size=25,
    )
)
def test_reading_changes_nothing_but_case(words: list[str]) -> None:
    again = recased(words, read_ordinary())
    assert [word.lower() for word in again] == [word.lower() for word in words]
    assert all(new == old or new == old.lower() for new, old in zip(again, words, strict=True))


def test_ordinary_words_hold_no_korean_surname_nor_known_place() -> None:
    assert read_ordinary().isdisjoint({"kim", "ri", "pak", "song", "musan", "china", "hyesan", "jong"})
    assert {"tragedy", "moreover", "congratulations", "women", "rice"} <= read_ordinary()
