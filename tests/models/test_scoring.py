"""Strict and relaxed scores."""

from __future__ import annotations

import pytest

from models.scripts.markup import parse_paragraph
from models.scripts.scoring import Counts, Span, count, normalise


def score(source: str, *said: tuple[str, str]) -> dict[str, dict[str, float]]:
    """The table for one paragraph of markup against predictions given as (surface, label)."""
    text, gold = parse_paragraph(source, where="x.md:1")
    spans: list[Span] = [(text.index(surface), text.index(surface) + len(surface), label) for surface, label in said]
    counts = Counts()
    count(counts, text, gold, spans)
    return counts.table()


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("the Rason Zone", "Rason Zone"),
        ("“Kim Jong Un”", "Kim Jong Un"),
        ("China's", "China"),
        ("China’s,", "China"),
        ("U.S.", "U.S."),
        ("Rason.", "Rason"),
        ("Korea Trading Co.", "Korea Trading Co."),
    ],
)
def test_normalise_leaves_the_core_of_a_mention(text: str, core: str) -> None:
    start, end = normalise(text, 0, len(text))
    assert text[start:end] == core


def test_a_wrong_border_is_wrong_strictly_and_right_relaxed() -> None:
    row = score("the [Rason Zone](PLACE) opened", ("Rason", "PLACE"))["PLACE"]
    assert (row["f"], row["relaxed_f"]) == (0.0, 1.0)


def test_a_wrong_label_is_wrong_both_ways() -> None:
    table = score("[Rason](PLACE) opened", ("Rason", "PERSON"))
    assert (table["micro"]["f"], table["micro"]["relaxed_f"]) == (0.0, 0.0)


def test_an_optional_span_counts_neither_way() -> None:
    found = score("[Rason](PLACE) has a [coal](PRODUCT?) mine", ("Rason", "PLACE"), ("coal", "PRODUCT"))
    missed = score("[Rason](PLACE) has a [coal](PRODUCT?) mine", ("Rason", "PLACE"))
    assert found["micro"]["f"] == missed["micro"]["f"] == 1.0


def test_a_false_mention_costs_precision_only() -> None:
    micro = score("[Rason](PLACE) opened again", ("Rason", "PLACE"), ("again", "PRODUCT"))["micro"]
    assert (micro["p"], micro["r"]) == (0.5, 1.0)
