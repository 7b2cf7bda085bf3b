"""What names say of each other, why, and under which keys they meet: an example or more for each turn of the rules.

compared.tsv holds pairs of several writers of which the names alone say what is true; keys stand beside each other with
" | " between. A rule that changes on purpose changes its lines here.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.names import name_keys
from corpus.names.conflicts import compare, hangul_conflict

LINES = Path(__file__).with_name("compared.tsv").read_text("utf-8").splitlines()
PAIRS = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("label", ["PERSON", "PLACE", "FACTORY", "PRODUCT", "ORG"])
def test_each_pair_is_compared_for_the_reason_given(label: str) -> None:
    wanted = [(row["a"], row["b"], row["relation"], row["why"]) for row in PAIRS if row["label"] == label]
    found = [(a, b, (said := compare(a, b, label)).relation, said.why) for a, b, _, _ in wanted]
    assert found == wanted
    assert len(wanted) > 20


@pytest.mark.parametrize("label", ["PERSON", "PLACE", "FACTORY", "PRODUCT", "ORG"])
def test_each_name_has_the_keys_given(label: str) -> None:
    wanted = {row[side]: row[f"keys_{side}"] for row in PAIRS if row["label"] == label for side in "ab"}
    assert {name: " | ".join(name_keys(name, label)) for name in wanted} == wanted


def test_two_names_say_the_same_of_each_other_whichever_comes_first() -> None:
    turned = [row for row in PAIRS if compare(row["b"], row["a"], row["label"]).relation != row["relation"]]
    assert turned == []


@pytest.mark.parametrize(
    ("name", "aliases", "apart"),
    [
        ("조용원", ["조영원", "Jo Yong Won"], True),
        ("조용원", ["조영원", "조용원"], False),
        ("조용원", ["Jo Yong Won"], False),
        ("Jo Yong Won", ["조영원"], False),
    ],
)
def test_hangul_tells_people_apart_where_latin_letters_do_not(name: str, aliases: list[str], apart: bool) -> None:
    assert hangul_conflict(name, aliases, "PERSON") is apart
    assert not hangul_conflict(name, aliases, "PLACE")


@pytest.mark.parametrize("kind", ["River", "Mountain", "Island", "Lake", "Sea", "Peninsula", "Plateau", "Crossing"])
def test_kind_of_nature_is_left_out_as_often_as_written(kind: str) -> None:
    assert compare("Kumya", f"Kumya {kind}", "PLACE").relation == "near"


@pytest.mark.parametrize("kind", ["Province", "City", "County", "District", "Village", "Town", "Workers' District"])
def test_kind_of_administration_says_nothing_new(kind: str) -> None:
    assert compare("Kumya", f"Kumya {kind}", "PLACE").relation == "same"
