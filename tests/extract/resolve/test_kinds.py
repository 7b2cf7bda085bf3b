"""Wrong merges and wrong splits that were met in news, each kind with others of it: the pairs of kinds.tsv."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from extract.resolve.base import base_index
from extract.resolve.in_context import judge_in_context

PAIRS = list(csv.DictReader((Path(__file__).parent / "kinds.tsv").read_text("utf-8").splitlines(), delimiter="\t"))


@pytest.mark.parametrize("known", [True, False], ids=["with the base", "by the names alone"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['kind']}: {pair['a']} | {pair['b']}")
def test_pair_is_judged_as_a_reader_would(pair: dict[str, str], known: bool) -> None:
    base = base_index() if known else None
    judgement = judge_in_context(
        (pair["a"], pair["sentence_a"]), (pair["b"], pair["sentence_b"]), label=pair["label"], base=base
    )
    assert judgement.verdict == pair["verdict"], judgement.why


def test_each_kind_has_four_pairs() -> None:
    counts = Counter(pair["kind"] for pair in PAIRS)
    assert min(counts.values()) >= 4 and len(counts) >= 18


def test_order_of_the_two_names_does_not_matter() -> None:
    for pair in PAIRS:
        turned = judge_in_context(
            (pair["b"], pair["sentence_b"]), (pair["a"], pair["sentence_a"]), label=pair["label"], base=base_index()
        )
        assert turned.verdict == pair["verdict"], pair
