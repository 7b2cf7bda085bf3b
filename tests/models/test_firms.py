"""Well-known firms, and words that are no part of a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from models.components.firms import follow_firms, follow_words
from models.components.mentions import Candidate

Tokenised = Callable[[str], Doc]


def read(tokenised: Tokenised, marked: str, label: str) -> tuple[Doc, list[Candidate]]:
    """The document of a text with one mention in brackets, and the mentions; none without brackets."""
    doc = tokenised(marked.replace("[", "").replace("]", ""))
    if "[" not in marked:
        return doc, []
    span = doc.char_span(marked.index("["), marked.index("]") - 1)
    assert span is not None
    return doc, [Candidate(start=span.start, end=span.end, label=label, source="model")]


@pytest.mark.parametrize(
    ("marked", "label", "firm"),
    [
        ("Shares jumped in Seoul. [Micron] fell", "PRODUCT", "Micron"),
        ("[Barry Callebaut] lowered its guidance", "PERSON", "Barry Callebaut"),
        ("A [Kamaz] dealer in Ussuriysk", "PLACE", "Kamaz"),
        ("Yesterday Nestle closed the plant", "", "Nestle"),
    ],
)
def test_a_well_known_firm_is_an_organisation(tokenised: Tokenised, marked: str, label: str, firm: str) -> None:
    doc, mentions = read(tokenised, marked, label)
    assert [(doc[m.start : m.end].text, m.label) for m in follow_firms(doc, mentions)] == [(firm, "ORG")]


@pytest.mark.parametrize(
    ("marked", "label"),
    [("old Huawei phones with cards", ""), ("the Sony Bravia set", ""), ("by [Boeing Renton Works] itself", "FACTORY")],
)
def test_a_firms_name_inside_another_is_none(tokenised: Tokenised, marked: str, label: str) -> None:
    doc, mentions = read(tokenised, marked, label)
    assert follow_firms(doc, mentions) == mentions


@pytest.mark.parametrize(
    ("marked", "label", "left"),
    [
        ("[Accounts of Pyongyang Cornstarch Factory] were", "FACTORY", ["Pyongyang Cornstarch Factory"]),
        ("[Ground Broken for Jungphyong Salt Farm] today", "FACTORY", ["Jungphyong Salt Farm"]),
        ("[Taedonggang Tile Factory] gave", "FACTORY", ["Taedonggang Tile Factory"]),
        ("a clerk said. [Fertilizer tops] it", "PRODUCT", ["Fertilizer"]),
        ("[Hackers stole] a billion", "PRODUCT", []),
        ("the crews [cooked potatoes] there", "PRODUCT", ["potatoes"]),
        ("buyers of [dried squid] came", "PRODUCT", ["dried squid"]),
        ("conductor Chae [Ju Hyok] studied", "PERSON", ["Chae Ju Hyok"]),
        ("said Kim. [Ju Hyok] studied", "PERSON", ["Ju Hyok"]),
        ("dealer [Rodion Fyodorovich Belov] sold", "ORG", ["Rodion Fyodorovich Belov"]),
        ("workers of [Pit No. 5] there", "PLACE", []),
    ],
)
def test_words_that_are_no_part_of_a_name_stay_out(
    tokenised: Tokenised, marked: str, label: str, left: list[str]
) -> None:
    doc, mentions = read(tokenised, marked, label)
    assert [doc[m.start : m.end].text for m in follow_words(doc, mentions)] == left
