"""What is put right in the spans of Korean: glued addresses, goods that are said again."""

from __future__ import annotations

import pytest

from models.components.korean_spans import part_levels, said_again
from models.components.script_names import Found


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("남포시강서구역", "남포시 강서구역"),
        ("평안북도신의주시락원동", "평안북도 신의주시 락원동"),
        ("량강도혜산시", "량강도 혜산시"),
        ("송도시장동", "송도시장동"),
        ("군산시", "군산시"),
    ],
)
def test_an_address_in_one_word_is_a_place_a_level(name: str, levels: str) -> None:
    parted = part_levels(name, [(0, len(name), "PLACE")])
    assert " ".join(name[start:end] for start, end, _ in parted) == levels


def test_only_places_are_parted() -> None:
    assert list(part_levels("남포시강서구역", [(0, 7, "ORG")])) == [(0, 7, "ORG")]


def again(text: str, *found: tuple[str, str]) -> list[str]:
    """The goods found again in a text, each with what stands right after it; `found` stand where they come first."""
    spans: list[Found] = [(text.index(name), text.index(name) + len(name), label, "") for name, label in found]
    return [text[start : end + 1] for start, end, _, _ in said_again(text, [(0, len(text))], spans)]


def test_a_good_is_found_where_it_is_said_again_as_a_word() -> None:
    text = "옷감이 왔다. 그 옷감은 비싸다. 비단옷감은 없고 옷감장사는 논다. 옷감, 또 옷감."
    assert again(text, ("옷감", "PRODUCT")) == ["옷감은", "옷감,", "옷감."]


def test_what_has_two_labels_in_a_text_is_left() -> None:
    text = "백두산담배를 샀다. 백두산담배는 쓰다."
    assert again(text, ("백두산담배", "PRODUCT"), ("담배", "ORG")) == ["백두산담배는"]
    assert again("칠보산을 피운다. 산은 칠보산이다.", ("칠보산", "PRODUCT"), ("칠보산", "PLACE")) == []
