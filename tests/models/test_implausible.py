"""What a name cannot be, by its own words, its line and its document."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from models.components.implausible import (
    is_abstract,
    is_in_title,
    is_initials,
    is_plain_word,
    lower_words,
    names_no_thing,
)
from models.components.lexicon import Lexicon

Tokenised = Callable[[str], Doc]


def span_of(doc: Doc, surface: str, label: str) -> Span:
    start = doc.text.index(surface)
    found = doc.char_span(start, start + len(surface), label)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("surface", "label", "nothing"),
    [
        ("Fatherland Liberation War", "PLACE", True),
        ("Women's World Cup", "ORG", True),
        ("Non-Aligned Movement", "ORG", False),
        ("Chollima Movement", "PLACE", True),
        ("AI", "PLACE", True),
        ("THAAD", "PRODUCT", False),
        ("Juche113.1.2", "PERSON", True),
        ("Reading Time:4", "PRODUCT", True),
        ("Chongjin 14", "FACTORY", False),
        ("War Museum", "PLACE", False),
    ],
)
def test_an_event_or_an_idea_is_no_thing(tokenised: Tokenised, surface: str, label: str, nothing: bool) -> None:
    assert names_no_thing(span_of(tokenised(f"They spoke of the {surface} again."), surface, label)) == nothing


@pytest.mark.parametrize(("word", "abstract"), [("contamination", True), ("deploring", True), ("coal", False)])
def test_a_process_is_abstract(word: str, abstract: bool) -> None:
    assert is_abstract(word) == abstract


@pytest.mark.parametrize(
    ("text", "surface", "initials"),
    [
        ("A spokesman for IRCC said so.", "IRCC", True),
        ("IRCC OPENS TWO OFFICES", "IRCC", False),
        ("The speech of YOON was long.", "YOON", False),
        ("The U.S. said so.", "U.S.", False),
    ],
)
def test_initials_are_capitals_among_small_letters(
    tokenised: Tokenised, text: str, surface: str, initials: bool
) -> None:
    assert is_initials(span_of(tokenised(text), surface, "PERSON")) == initials


@pytest.mark.parametrize(
    ("text", "in_title"),
    [
        ("Greetings Received From Abroad\n\nThey came from far away.", True),
        ("Police and Abroad staff were greeted by some of the people there.", False),
    ],
)
def test_a_headline_is_a_line_of_capitals(tokenised: Tokenised, text: str, in_title: bool) -> None:
    assert is_in_title(span_of(tokenised(text), "Abroad", "PLACE")) == in_title


def test_a_word_that_the_text_has_in_lower_case_is_a_plain_one(tokenised: Tokenised) -> None:
    doc = tokenised("Work at Difficult Posts by Song and Rason\n\nIt is a difficult song.")
    lower = lower_words(doc)
    plain = [name for name in ("Difficult", "Song", "Rason") if is_plain_word(span_of(doc, name, "PLACE"), lower)]
    assert plain == ["Difficult"]  # Song is a surname


WORDS = {
    "PRODUCT": ["bottles", "bags", "steel", "machine", "clothes", "oil"],
    "loose": ["machine", "oil", "bags"],
    "phrases": ["fish oil", "sleeping bags"],
    "first": ["sleeping"],
}
ELSEWHERE = "She said that it was a long day and that they had all been to the shops for the first time in a year, " * 2


@pytest.mark.parametrize(
    ("end", "surface", "left"),
    [
        ("with men throwing bottles there.", "throwing bottles", ["bottles"]),
        ("with Mexican steel there.", "Mexican steel", ["steel"]),
        ("with damp clothes there.", "damp clothes", ["clothes"]),
        ("with two sleeping bags there.", "sleeping bags", ["sleeping bags"]),
        ("with fish oil there.", "fish oil", ["fish oil"]),
        ("with custom machine learning there.", "custom machine", []),
        ("with lower oil there.", "lower oil", []),
        ("with heated clothes airers there.", "heated clothes", []),
        ("with all their deploring there.", "deploring", []),
        ("at the G7 there.", "G7", []),
    ],
)
def test_a_good_is_left_without_what_does_not_belong_to_it(
    tokenised: Tokenised, end: str, surface: str, left: list[str]
) -> None:
    lexicon = Lexicon()
    lexicon.set_words(WORDS)
    doc = tokenised(ELSEWHERE + end)
    doc.set_ents([span_of(doc, surface, "PRODUCT")])
    assert [ent.text for ent in lexicon(doc).ents] == left


@pytest.mark.parametrize(
    ("text", "surface", "label", "left"),
    [
        ("the future of Juche Korea is rosy", "Juche Korea", "PLACE", [("Korea", "PLACE")]),
        ("a temple of Juche in the city", "Juche", "PRODUCT", []),
        ("a spokesman for IRCC said so", "IRCC", "PERSON", [("IRCC", "ORG")]),
        ("they climbed Shigri Glacier again", "Shigri Glacier", "PERSON", [("Shigri Glacier", "PLACE")]),
        ("a spokesman for Vantor Technologies said", "Vantor Technologies", "PERSON", [("Vantor Technologies", "ORG")]),
        ("It was a riot. Riot police came", "Riot", "PERSON", []),
        ("She stood in a field. Field laughed", "Field", "PERSON", []),
        ("the Venezuelan authorities said so", "Venezuelan", "ORG", []),
        ("Campaign to Reduce Loss Under Way", "Reduce Loss", "PRODUCT", []),
    ],
)
def test_a_name_is_what_its_words_allow(
    tokenised: Tokenised, text: str, surface: str, label: str, left: list[tuple[str, str]]
) -> None:
    doc = tokenised(text)
    doc.set_ents([span_of(doc, surface, label)])
    assert [(ent.text, ent.label_) for ent in Lexicon()(doc).ents] == left
