"""Who says a quotation in which a figure stands, when, what sort of speaker he is; and won of the South."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules, link_candidates
from extract.facts.passage.quotations import closing_of, sort_of
from extract.facts.passage.slot_options import Options

QUOTED = (
    'Rations are late.\n\n"In [Hyesan](PLACE) [corn](PRODUCT) is 3,500 won a kilogram. Nobody can pay that," a resident'
    " of [Ryanggang](PLACE) province told us on Wednesday."
)


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("a source in Hyesan", "source"), ("resident of Ryanggang", "person"), ("Chinese customs data", "customs"),
        ("trade statistics", "figures"), ("KOTRA", "body"), ("the report", "paper"), ("Han Tae Jun", "name"),
        ("somebody", "other"),
    ],
)  # fmt: skip
def test_speakers_are_of_sorts(words: str, sort: str) -> None:
    assert sort_of(words) == sort


def test_a_quotation_may_end_a_sentence_later(by_rules: Callable[[str], ByRules]) -> None:
    lines = by_rules(QUOTED).lines
    at = next(number for number, line in enumerate(lines) if "3,500" in line.text)
    own = lines[at]

    found = closing_of(lines, at, own.start + own.text.index("3,500"))

    assert found is not None
    assert found[0] == at + 1
    assert closing_of(lines, at + 1, lines[at + 1].end - 5) is None


def test_a_price_is_of_the_day_on_which_its_quotation_was_told(passage: Callable[..., list[Candidate]]) -> None:
    (price,) = [each for each in passage(QUOTED) if each.table == "price"]

    assert price.date_source == "article"
    assert price.period is not None
    assert price.period[0] == price.period[1]
    assert isinstance(price.period[0], date)
    assert price.period[0].weekday() == 2


def test_whoever_says_a_quotation_may_tell_its_figures(by_rules: Callable[[str], ByRules]) -> None:
    rules = by_rules(QUOTED)
    candidate = next(each for each in rules.figures if each.table == "price")

    options = Options(article=rules.article, candidate=candidate).of("said_by")

    told = {str(each.value): each.features for each in options}
    assert next(features for words, features in told.items() if words.startswith("resident"))["quoted by him"]
    assert told["None"]["none quoted=True"]


def test_won_at_a_place_in_the_south_is_no_price_of_the_north(by_rules: Callable[[str], ByRules]) -> None:
    rules = by_rules("In [Hyesan](PLACE) [rice](PRODUCT) was 6,200 won a kilogram, in [Seoul](PLACE) 2,800 won.")
    north, south = [each for each in rules.figures if each.table == "price"]
    (place,) = [name for name in south.names if name.label == "PLACE"]
    of_the_south = replace(south, refused="", names=(replace(place, country="KR"),))

    found = link_candidates(replace(rules, figures=[north, of_the_south]))

    assert [each.refused for each in found if each.table == "price"] == ["", "abroad"]
