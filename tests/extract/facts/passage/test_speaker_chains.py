"""Whom an article lets speak, and which of them tells a figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.slot_options import Options

Passage = Callable[..., list[Candidate]]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        pytest.param(
            "A source in [Hyesan](PLACE) said that [rice](PRODUCT) is dear. The source said it costs 6,200 won.",
            "source in Hyesan",
            id="a source is named again by less",
        ),
        pytest.param(
            "[Alexander Kozlov](PERSON), Natural Resources Minister, said trade grew. It came to $34 million, the"
            " minister said.",
            "Alexander Kozlov",
            id="a person is called by his office",
        ),
        pytest.param(
            "Trade came to $2.3 billion, data showed. In 2022 it was $1.03 billion, according to Chinese customs.",
            "Chinese customs",
            id="data are those of the one body that is named",
        ),
        pytest.param(
            "The [Korea Trade-Investment Promotion Agency](ORG) ([KOTRA](ORG)) said trade grew. [KOTRA](ORG) said it"
            " came to $710 million.",
            "KOTRA",
            id="a body by its short name",
        ),
    ],
)
def test_all_that_is_said_of_a_speaker_is_one_chain(text: str, chain: str, by_rules: Callable[[str], ByRules]) -> None:
    found = [each for each in by_rules(text).article.chains if any(one.speaks for one in each.mentions)]
    assert [(each.words, len(each.mentions) > 1) for each in found] == [(chain, True)]


def test_another_source_is_another_speaker(by_rules: Callable[[str], ByRules]) -> None:
    found = by_rules(
        "A source in [Hyesan](PLACE) said that [rice](PRODUCT) is dear. Another source said that it costs 6,200 won."
    )
    assert len(found.article.chains) == 2


def test_whom_something_is_told_does_not_speak(by_rules: Callable[[str], ByRules]) -> None:
    found = by_rules("A trader in [Sinpo](PLACE) told [Radio Free Asia](ORG) that [diesel](PRODUCT) costs 15 yuan.")
    assert [each.words for each in found.article.chains] == ["trader in Sinpo"]


def test_whoever_alone_speaks_in_a_sentence_tells_its_figures(passage: Passage) -> None:
    found = passage(
        "A source in [Hyesan](PLACE) said that fields are dry.\n\n[Corn](PRODUCT) was 6,100 won a kilogram in"
        " [Hamhung](PLACE), drivers said."
    )
    assert [each.said_by for each in found if each.table == "price" and not each.refused] == ["drivers"]


def test_whoever_is_quoted_tells_the_figures_of_the_quotation(by_rules: Callable[[str], ByRules]) -> None:
    rules = by_rules(
        "Sources said that boats stay in port.\n\n“A kilogram of [diesel](PRODUCT) costs 15 yuan in [Sinpo](PLACE)."
        " In June you had it for less,” a fisherman said."
    )
    price = next(each for each in rules.figures if each.table == "price" and each.slots)
    assert [each.value for each in Options(article=rules.article, candidate=price).of("said_by")] == ["fisherman"]


def test_customs_tell_the_figures_of_the_paragraphs_behind(passage: Passage) -> None:
    found = passage(
        "[China](PLACE)'s exports to [North Korea](PLACE) were $90.1 million in September, Chinese customs data"
        " showed on Tuesday.\n\nA freight forwarder in the city said the line is full.\n\n[North Korea](PLACE)'s"
        " exports to [China](PLACE) were $13.6 million in September."
    )
    told = [each.said_by for each in found if each.table == "trade" and not each.refused]
    assert len(told) == 2
    assert all("customs" in str(each) for each in told)
