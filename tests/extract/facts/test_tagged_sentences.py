"""Sentences with their names, as the rules read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extract.facts.en.activity import read_activity
from extract.facts.en.prices import read_prices
from extract.facts.tagged_sentences import Sentence, read_sentences


def article(text: str, **fields: Any) -> dict[str, Any]:
    return {"id": "a", "title": "", "caption": "", "text": text, "day": date(2026, 3, 16), **fields}


def mention(text: str, start: int, bounds: tuple[int, int], **changes: Any) -> dict[str, Any]:
    values = {
        "id": f"a-text{start}",
        "field": "text",
        "start": start,
        "end": start + len(text),
        "text": text,
        "label": "PLACE",
        "sent_start": bounds[0],
        "sent_end": bounds[1],
        "entity_id": None,
        "country": None,
        "kind": None,
        "hs_code": None,
    }
    return {**values, **changes}


def test_sentences_without_names_are_read_too() -> None:
    text = "Rain fell. Trucks came to Hyesan. A dollar cost 8,900 won.\n\nNo one knew why."
    found = read_sentences(article(text), [mention("Hyesan", 26, (11, 33))])
    assert [sentence.text for sentence in found] == [
        "Rain fell.",
        "Trucks came to Hyesan.",
        "A dollar cost 8,900 won.",
        "No one knew why.",
    ]


def test_name_is_masked_by_its_label_and_keeps_its_length(sentence: Callable[[str], Sentence]) -> None:
    read = sentence("[North Korea](PLACE) sold [coal](PRODUCT) to [China](PLACE) through [Rason](PLACE).")
    assert read.masked == "ⓃⓃⓃⓃⓃⓃⓃⓃⓃⓃⓃ sold ⒼⒼⒼⒼ to ⒸⒸⒸⒸⒸ through ⓁⓁⓁⓁⓁ."


def test_number_and_month_in_a_name_are_not_read(sentence: Callable[[str], Sentence]) -> None:
    (report,) = read_activity(sentence("The [8 February Vinalon Complex](FACTORY) stopped production."))
    assert (report.kind, report.date_source) == ("halt", "published")


def test_sign_of_a_label_in_the_text_itself_is_no_name(sentence: Callable[[str], Sentence]) -> None:
    assert "Ⓖ" not in sentence("The Ⓖ cost 6,200 won a kilogram in [Hyesan](PLACE).").masked
    assert read_prices(sentence("The Ⓖ cost 6,200 won a kilogram in [Hyesan](PLACE).")) == []


def test_plant_abroad_or_a_tagger_s_slip_does_nothing(sentence: Callable[[str], Sentence]) -> None:
    assert read_activity(sentence("The [Wilmington Declaration](FACTORY) produced little.")) == []


def test_article_speaks_of_the_country_whose_places_it_names_most() -> None:
    rows = [mention("Seoul", 0, (0, 20), country="KR"), mention("Hyesan", 6, (0, 20), country="KP")]
    assert not next(read_sentences(article("Seoul Hyesan went on"), rows)).home
    assert next(read_sentences(article("Seoul Hyesan went on"), rows[1:])).home


@given(
    st.lists(st.sampled_from(["Rain fell. ", "Mr. Kim said no. ", "\n\n", "A dollar ", "8,900 won. "]), max_size=12),
    st.data(),
)
def test_sentences_lie_apart_in_order_and_hold_the_tagged_ones(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts) + "end"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    rows = [mention(text[start:end], start, (start, end))]
    found = [(s.start, s.start + len(s.text)) for s in read_sentences(article(text), rows)]
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert (start, end) in found
