"""A name means one thing throughout a document."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from models.components.consistency import agree, follow_abbreviations, settle_names
from models.components.mentions import Candidate, trim, trim_title

Tokenised = Callable[[str], Doc]
WORDS = ("Strava", "Kim", "said", "(", "AOS", ")", "Alliance", "Staff", ".")
BLANK = English()


def marked(doc: Doc, *names: tuple[str, str]) -> list[Candidate]:
    """A candidate of the model for each (surface, label): the next occurrence of that surface each time."""
    found: list[Candidate] = []
    position = 0
    for surface, label in names:
        start = doc.text.index(surface, position)
        position = start + len(surface)
        span = doc.char_span(start, position)
        assert span is not None
        found.append(Candidate(start=span.start, end=span.end, label=label, source="model"))
    return found


def test_the_most_frequent_label_holds(tokenised: Tokenised) -> None:
    doc = tokenised("Strava grew. Users of Strava ran. Then Strava fell.")
    names = marked(doc, ("Strava", "ORG"), ("Strava", "PERSON"), ("Strava", "ORG"))
    assert [item.label for item in agree(doc, names)] == ["ORG"] * 3


def test_a_tie_changes_nothing(tokenised: Tokenised) -> None:
    doc = tokenised("Strava grew. Users of Strava ran.")
    names = marked(doc, ("Strava", "ORG"), ("Strava", "PERSON"))
    assert agree(doc, names) == names


def test_a_known_name_keeps_its_label(tokenised: Tokenised) -> None:
    doc = tokenised("Kalma is a cape. Kalma and Kalma.")
    first, *others = marked(doc, ("Kalma", "PLACE"), ("Kalma", "ORG"), ("Kalma", "ORG"))
    known = Candidate(start=first.start, end=first.end, label="PLACE", source="gazetteer", known="place/kalma")
    assert [item.label for item in agree(doc, [known, *others])] == ["PLACE", "ORG", "ORG"]


def test_an_abbreviation_in_brackets_is_its_organisation_everywhere(tokenised: Tokenised) -> None:
    doc = tokenised("The Alliance of Staff (AOS) met. A letter by AOS said so, and AOS meant it.")
    names = marked(doc, ("Alliance of Staff", "ORG"), ("AOS", "PLACE"), ("AOS", "PERSON"))
    found = follow_abbreviations(doc, names)
    assert [(doc[item.start : item.end].text, item.label) for item in found] == [
        ("Alliance of Staff", "ORG"),
        ("AOS", "ORG"),
        ("AOS", "ORG"),
        ("AOS", "ORG"),
    ]


def test_a_word_in_brackets_is_no_abbreviation(tokenised: Tokenised) -> None:
    doc = tokenised("The Alliance of Staff (Ottawa) met. So did Ottawa.")
    names = marked(doc, ("Alliance of Staff", "ORG"))
    assert follow_abbreviations(doc, names) == names


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.lists(st.sampled_from(["PERSON", "PLACE", "ORG"])))
def test_settled_names_never_overlap_and_stay_in_order(words: list[str], labels: list[str]) -> None:
    doc = Doc(BLANK.vocab, words=words)
    names = [
        Candidate(start=start, end=start + 1, label=label, source="model")
        for start, label in zip(range(len(doc)), labels, strict=False)
        if words[start][0].isupper()
    ]
    found = settle_names(doc, names)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {(item.start, item.end) for item in names} <= {(item.start, item.end) for item in found}


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("National Salvation Front of", "National Salvation Front"),
        ("near Rason", "Rason"),
        ("Jang Hae-on", "Jang Hae-on"),
        ("To Lam", "To Lam"),
    ],
)
def test_a_mention_neither_begins_nor_ends_with_a_link(tokenised: Tokenised, text: str, core: str) -> None:
    doc = tokenised(text)
    start, end = trim(doc, 0, len(doc))
    assert doc[start:end].text == core


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deputies Jo Kyong Guk", "Jo Kyong Guk"),
        ("Prince Harry", "Prince Harry"),
        ("Justice", "Justice"),
        ("Umpire Kim Chol Su", "Kim Chol Su"),
        ("Grace Oh", "Grace Oh"),
        ("UiPath CEO Bob Enslin", "Bob Enslin"),
    ],
)
def test_a_title_is_no_part_of_a_name(tokenised: Tokenised, text: str, name: str) -> None:
    doc = tokenised(text)
    assert doc[trim_title(doc, 0, len(doc)) :].text == name
