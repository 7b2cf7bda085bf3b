"""Two names are one thing, two things, or a case for a person; measured on 2,300 pairs of the project's own."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.versions import stage_version
from extract.resolve.base import BaseIndex, base_index
from extract.resolve.in_context import judge_by_rules, judge_in_context
from extract.resolve.judge import judge
from extract.resolve.name_blocks import met_keys
from extract.stages.resolve_names import REVISION


def read_pairs(name: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


PAIRS = read_pairs("pairs.tsv")
TOLD = read_pairs("told_pairs.tsv")  # each with a sentence for either name
LATER = read_pairs("later_pairs.tsv")  # by other writers; the trees were learned from them, the rules were not


def score(*, base: BaseIndex | None, labelled: bool) -> dict[str, float]:
    """Precision and recall of "same" and the share of "unsure" over the pairs."""
    counts: Counter[tuple[str, str]] = Counter()
    for pair in PAIRS:
        verdict = judge(pair["a"], pair["b"], label=pair["label"] if labelled else None, base=base).verdict
        counts[pair["verdict"], verdict] += 1
    same = counts["same", "same"]
    return {
        "precision": same / (same + counts["different", "same"]),
        "recall": same / sum(count for (truth, _), count in counts.items() if truth == "same"),
        "unsure": sum(count for (_, verdict), count in counts.items() if verdict == "unsure") / len(PAIRS),
    }


def test_the_pairs_hold_both_kinds_of_each_label_half_outside_the_base() -> None:
    counts = Counter((pair["label"], pair["verdict"], pair["in_base"]) for pair in PAIRS)
    assert min(counts.values()) >= 19 and len(counts) == 20


@pytest.mark.parametrize("labelled", [True, False])
def test_the_base_and_the_names_together_reach_the_floor(labelled: bool) -> None:
    measured = score(base=base_index(), labelled=labelled)
    assert measured["precision"] >= 0.99
    assert measured["recall"] >= 0.97
    assert measured["unsure"] <= 0.05


@pytest.mark.parametrize("labelled", [True, False])
def test_the_names_alone_reach_the_floor(labelled: bool) -> None:
    measured = score(base=None, labelled=labelled)
    assert measured["precision"] >= 0.99
    assert measured["recall"] >= 0.9


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, str], str]]:
    base = base_index()
    return [
        (
            pair,
            judge_in_context(
                (pair["a"], pair["sentence_a"]), (pair["b"], pair["sentence_b"]), label=pair["label"] or None, base=base
            ).verdict,
        )
        for pair in TOLD
    ]


def test_names_and_their_sentences_reach_the_floor(judged: list[tuple[dict[str, str], str]]) -> None:
    said_same = [pair["verdict"] for pair, verdict in judged if verdict == "same"]
    same = [verdict for pair, verdict in judged if pair["verdict"] == "same"]
    assert said_same.count("same") / len(said_same) >= 0.99
    assert same.count("same") / len(same) >= 0.95
    assert [verdict for _, verdict in judged].count("unsure") / len(judged) <= 0.06


def test_what_all_is_said_of_two_names_joins_more_than_the_rules_do_and_no_less_surely() -> None:
    base, counts = base_index(), Counter[tuple[str, str, str]]()
    for pair in LATER:
        a, b = (pair["a"], pair["sentence_a"]), (pair["b"], pair["sentence_b"])
        ruled = judge_by_rules(a, b, label=pair["label"], base=base)
        weighed = judge_in_context(a, b, label=pair["label"], base=base)
        counts["rules", ruled.verdict, pair["verdict"]] += 1
        counts["judge", weighed.verdict, pair["verdict"]] += 1
    true = sum(pair["verdict"] == "same" for pair in LATER)
    joined = {by: counts[by, "same", "same"] for by in ("rules", "judge")}
    assert joined["judge"] / true >= 0.78 >= joined["rules"] / true + 0.1
    assert joined["judge"] / (joined["judge"] + counts["judge", "same", "different"]) >= 0.945


@pytest.mark.parametrize(
    ("label", "a", "b"),
    [
        (
            "ORG",
            ("OOO Lesnoy-Bereg", "OOO Lesnoy-Bereg pays late"),
            ("ООО «Лесной-Берег»", "рабочие ООО «Лесной-Берег»"),
        ),
        ("PRODUCT", ("9.9 beer", "crates of 9.9 beer"), ('"September 9" beer', 'a glass of "September 9" beer')),
    ],
)
def test_names_alike_letter_for_letter_once_read_are_one(label: str, a: tuple[str, str], b: tuple[str, str]) -> None:
    assert judge_in_context(a, b, label=label, base=base_index()).verdict == "same"


@pytest.mark.parametrize(
    ("label", "a", "b"),
    [
        ("PRODUCT", ("달빛치약", "원산의 달빛치약은 비싸다"), ("달빗치약", "함흥에서 만든 달빗치약은 싸다")),
        ("PRODUCT", ("Raksan-4 pump", "Raksan-4 pump from Anju"), ("Raksan-6 pump", "Raksan-6 pump from Anju")),
        (
            "FACTORY",
            ("Raksan salt works", "Raksan salt works in Onchon"),
            ("Raksan ink works", "Raksan ink works in Onchon"),
        ),
    ],
)
def test_what_tells_two_apart_outweighs_all_that_is_alike(label: str, a: tuple[str, str], b: tuple[str, str]) -> None:
    assert judge_in_context(a, b, label=label, base=base_index()).verdict != "same"


def test_a_county_on_either_side_of_the_border_is_two() -> None:
    north, south = "in Cholwon County, Kangwon Province, DPRK, rice was cut", "Cheorwon County in the South sold rice"
    told = judge_in_context(("Cholwon County", north), ("Cheorwon County", south), label="PLACE", base=base_index())
    assert (told.verdict, told.why) == ("different", "one lies in the South")


def test_no_kind_of_pair_goes_wrong_as_a_whole(judged: list[tuple[dict[str, str], str]]) -> None:
    right = Counter(pair["kind"] for pair, verdict in judged if verdict == pair["verdict"])
    wrong = Counter(pair["kind"] for pair, verdict in judged if verdict not in (pair["verdict"], "unsure"))
    assert len(right) >= 40
    assert all(wrong[kind] <= max(1, right[kind] // 8) for kind in wrong)


def test_half_of_the_told_pairs_are_outside_the_base() -> None:
    base = base_index()
    known = [base.find(pair["a"], pair["label"]).ids and base.find(pair["b"], pair["label"]).ids for pair in TOLD]
    assert 0.3 <= sum(map(bool, known)) / len(TOLD) <= 0.6


def test_different_known_entities_are_different_however_alike_their_names() -> None:
    judgement = judge("Daedong Credit Bank", "Daesong Credit Bank", base=base_index())
    assert (judgement.verdict, judgement.why[:11]) == ("different", "known apart")


def test_one_name_of_two_known_people_stays_unsure() -> None:
    assert judge("Ri Yong Ho", "리영호", label="PERSON", base=base_index()).verdict == "unsure"


def test_an_acronym_is_its_expansion() -> None:
    assert judge("Asia Border Trade Forum", "ABTF", label="ORG").verdict == "same"


def test_a_person_is_not_the_city_of_that_name() -> None:
    assert judge("Song Rim", "Songrim", base=base_index()).verdict == "different"


@pytest.mark.parametrize(
    ("label", "a", "b"),
    [
        ("PLACE", "Unha (North Phyongan)", "Unha (South Phyongan)"),
        ("PLACE", "Pakto Province", "Pakto Province (South Korea)"),
        ("PLACE", "Pakto County", "Pakto City"),
        ("PLACE", "Pakto", "East Pakto"),
        ("PERSON", "Pak Jong Chon", "Pak Jong Gun"),
        ("PERSON", "박종철", "박정철"),
        ("PERSON", "Pak Ryong Il", "Pak Yong Il"),
        ("FACTORY", "Pakto No. 2 Mine", "Pakto Mine"),
        ("FACTORY", "Pakto City Food Factory", "Pakto County Food Factory"),
        ("FACTORY", "Pakto Mine", "Pakto Farm"),
        ("PRODUCT", "iron wire", "steel wire"),
        ("PRODUCT", "Pakto (tablet)", "Pakto (cigarettes)"),
        ("ORG", "Pakto Bank", "Pakto Company"),
    ],
)
def test_a_hard_conflict_is_never_merged(label: str, a: str, b: str) -> None:
    assert judge(a, b, label=label).verdict == "different"


def test_a_spelling_that_agrees_only_by_a_newspapers_habit_is_a_doubt() -> None:
    assert judge("Pak Jong Chon", "Pak Jong Chun", label="PERSON").verdict == "unsure"


def test_a_surname_alone_is_a_doubt() -> None:
    assert judge("Kim", "Kim Song Nam", label="PERSON").verdict == "unsure"


def test_output_is_as_recorded_at_this_version(golden: Callable[..., None]) -> None:
    base = base_index()
    lines = []
    for pair in PAIRS:
        keys = [" ".join(sorted(met_keys(pair[side], pair["label"]))) for side in "ab"]
        verdicts = [judge(pair["a"], pair["b"], label=pair["label"], base=known).verdict for known in (base, None)]
        lines.append("\t".join((pair["label"], pair["a"], pair["b"], *verdicts, *keys)))
    golden("resolve", stage_version(REVISION, "corpus.names", "extract.resolve"), lines)
