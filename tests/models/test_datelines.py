"""The name that a line of news begins with, before the agency or the day and a dash, is a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from models.components.datelines import dateline_offsets, follow_datelines
from models.components.mentions import Candidate

Tokenised = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GRENOBLE, France — He rode away.", "GRENOBLE"),
        ("EINDHOVEN (ANP) - Two chip makers merge.", "EINDHOVEN"),
        ("VILNIUS (BNS). The cabinet was sworn in.", "VILNIUS"),
        ("KUALA LUMPUR, Oct 10 (Bernama) — Clerks get a bonus.", "KUALA LUMPUR"),
        ("Pyongyang, November 7 (KCNA) -- Cabbages are on the way.", "Pyongyang"),
        ("Headline\n\nMoscow, 3 March – A train left.", "Moscow"),
    ],
)
def test_a_line_begins_with_its_place(text: str, place: str) -> None:
    assert [text[start:end] for start, end in dateline_offsets(text)] == [place]


@pytest.mark.parametrize(
    "text",
    ["Kim Jong Un - the leader", "BREAKING - Snow falls", "By Kim, May 3 - A train left", "He said, Seoul (AP) - no"],
)
def test_another_line_has_no_dateline(text: str) -> None:
    assert dateline_offsets(text) == []


PIECES = ("GRENOBLE", "Moscow, May 3 - ", "KYIV (ANP). ", ", France — ", " (ANP)", " - ", ". ", "\n", "he left ")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_place_is_a_stretch_of_capitals_at_the_start_of_a_line(text: str) -> None:
    for start, end in dateline_offsets(text):
        assert text[start:end][0].isupper()
        assert start == 0 or text[start - 1] == "\n"


def test_what_the_model_finds_in_a_dateline_is_the_place(tokenised: Tokenised) -> None:
    doc = tokenised("GRENOBLE, France — Ferrand rode away.")
    found = [
        Candidate(start=0, end=1, label="ORG", source="model"),
        Candidate(start=4, end=5, label="PERSON", source="model"),
    ]
    assert [item.label for item in follow_datelines(doc, found)] == ["PLACE", "PERSON"]


def test_a_known_name_in_a_dateline_stays_as_it_is(tokenised: Tokenised) -> None:
    doc = tokenised("SEOUL, Oct. 2 (Yonhap) -- He left.")
    known = [Candidate(start=0, end=1, label="PLACE", source="gazetteer", known="place/seoul")]
    assert follow_datelines(doc, known) == known
