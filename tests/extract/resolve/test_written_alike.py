"""Names in one hand: what a text or its writer adds to a name is taken away, what tells two apart is not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.resolve import written_alike as module
from extract.resolve.base import base_index
from extract.resolve.in_context import judge_in_context
from extract.resolve.pair_evidence import align
from extract.resolve.pair_units import units_of
from extract.resolve.sound_meanings import forms_of, told_by_sound
from extract.resolve.translated_units import meet_in_meaning
from extract.resolve.written_alike import rewritten, written_alike


def names(label: str, a: str, b: str) -> tuple[str, str]:
    one, two = written_alike((a, f"{a} 1"), (b, f"{b} 2"), label)
    return one[0], two[0]


def test_each_rewriting_does_what_its_example_says() -> None:
    lines = Path(module.__file__).with_name("written_as.tsv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 20
    for row in rows:
        assert rewritten(row["example"], row["labels"].split("|")[0]) == row["becomes"]


@pytest.mark.parametrize(
    ("label", "a", "b", "expected"),
    [
        # particles that a Korean text joins to a name
        ("PERSON", "오금단이", "오금단", ("오금단", "오금단")),
        ("PLACE", "살구골에서는", "살구골", ("살구골", "살구골")),
        ("ORG", "은별무역회사에게", "Unbyol Trading Company", ("은별무역회사", "Unbyol Trading Company")),
        # a syllable that may be a particle stays where the other name does not say so
        ("PERSON", "김성은", "Kim Song Un", ("김성은", "Kim Song Un")),
        # titles
        ("PERSON", "작업반장 오금단", "오금단동무", ("오금단", "오금단")),
        ("PERSON", "Lt. Col. O Kum Dan", "O Kum Dan", ("O Kum Dan", "O Kum Dan")),
        ("PERSON", "吴金丹女士", "吴金丹", ("吴金丹", "吴金丹")),
        # the county beside a village
        ("PLACE", "Salgu-ri, Unjon County", "Salgu-ri", ("Salgu-ri", "Salgu-ri")),
        ("PLACE", "Salgu-ri, Unjon County", "Salgu-ri, Anak", ("Salgu-ri, Unjon County", "Salgu-ri, Anak")),
        ("PLACE", "Unjon", "Salgu-ri, Unjon", ("Unjon", "Salgu-ri, Unjon")),
        # slips in common words, never in names
        ("FACTORY", "Salgu Cement Factry", "Salgu Cement Factory", ("Salgu Cement Factory", "Salgu Cement Factory")),
        ("PRODUCT", "Salgu toohtpaste", "Salgu toothpaste", ("Salgu toothpaste", "Salgu toothpaste")),
        ("FACTORY", "Salgo Cement Factory", "Salgu Cement Factory", ("Salgo Cement Factory", "Salgu Cement Factory")),
        # two words as one
        ("PRODUCT", "Salgu tooth paste", "Salgu toothpaste", ("Salgu toothpaste", "Salgu toothpaste")),
        # a mine's honour, but not where it is not all that parts two
        ("FACTORY", "Salgu Youth Coal Mine", "Salgu Coal Mine", ("Salgu Coal Mine", "Salgu Coal Mine")),
        ("FACTORY", "Salgu Youth Mine", "Unjon Mine", ("Salgu Youth Mine", "Unjon Mine")),
        ("FACTORY", "Salgu Youth Salt Works", "Salgu Salt Works", ("Salgu Youth Salt Works", "Salgu Salt Works")),
    ],
)  # fmt: skip
def test_names_are_put_in_one_hand(label: str, a: str, b: str, expected: tuple[str, str]) -> None:
    assert names(label, a, b) == expected


@pytest.mark.parametrize(
    ("spelled", "words"),
    [
        ("chilsong", ["seven", "stars"]),
        ("unsol", ["silver", "pine"]),
        ("paekma", ["white", "horse"]),
        ("쌍무", ["twin", "mist"]),
        ("雪鹿", ["snow", "deer"]),
        ("saebyok", ["dawn"]),
    ],
)
def test_a_transcribed_name_is_told_by_its_meaning(spelled: str, words: list[str]) -> None:
    forms = [forms_of(word) | forms_of(word.removesuffix("s")) for word in words]
    assert told_by_sound(spelled, forms)
    assert not told_by_sound(spelled, [*forms, forms_of("crow")])
    assert not told_by_sound("ssangma", [forms_of("twin"), forms_of("mist")])


def test_a_works_short_form_meets_its_place_and_metal() -> None:
    left, right = units_of("Hwangchol"), units_of("Hwanghae Iron and Steel Complex")
    assert len(meet_in_meaning(*align(left, right, slips=False))[0]) == 1
    other = units_of("Songjin Iron and Steel Complex")
    assert not meet_in_meaning(*align(left, other, slips=False))[0]


@pytest.mark.parametrize(
    ("label", "a", "b", "verdict"),
    [
        ("ORG", ("Kumho County Party Committee", "the Kumho County Party Committee met"),
         ("Kumho County People's Committee", "the Kumho County People's Committee met"), "different"),
        ("PRODUCT", ("カレイ", "城津ではカレイが安い"), ("ヒラメ", "城津ではヒラメが高い"), "different"),
        ("PRODUCT", ("Pyongyang Soju", "Pyongyang Soju is cheap"), ("Pyongyang Liquor", "Pyongyang Liquor costs more"),
         "different"),
        ("ORG", ("Ministry of Finance", "the Ministry of Finance in Beijing"),
         ("Ministry of Finance", "the Ministry of Finance in Moscow"), "different"),
        ("FACTORY", ("roller shop of Salgu Rubber Works", "the roller shop of Salgu Rubber Works burned"),
         ("Salgu Rubber Works", "the Salgu Rubber Works stood still"), "different"),
    ],
)  # fmt: skip
def test_what_is_two_is_never_joined(label: str, a: tuple[str, str], b: tuple[str, str], verdict: str) -> None:
    assert judge_in_context(a, b, label=label, base=base_index()).verdict == verdict
