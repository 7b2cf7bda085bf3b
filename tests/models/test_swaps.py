"""Copies of annotated texts with other names: particles agree, spans stand on the new names."""

from __future__ import annotations

import random

import pytest

from models.scripts.markup import Document, parse_documents
from models.scripts.rule_names import cyrillic, person_names
from models.scripts.swap_han import HanNames, swap_han
from models.scripts.swap_korean import KoreanNames, agree, swap_names
from models.scripts.swap_russian import RussianNames, swap_russian

KOREAN = """## a

[리춘삼](PERSON)은 [은산광산](FACTORY)을 떠나 [평성시](PLACE)로 갔다.

[리](PERSON) 씨가 [쌀](PRODUCT)값을 물었다. 은산은 멀다.
"""
CHINESE = """## a

[朝鲜](PLACE)[成川郡](PLACE)的[成川郡食品厂](FACTORY)支配人[李成国](PERSON)说，[酱油](PRODUCT)够了。
"""
RUSSIAN = """## a

[Ким Чхоль Су](PERSON) из «[Кымсан](ORG)» приехал в [Москву](PLACE).
"""


def document(source: str) -> Document:
    return next(parse_documents(source, path="a.md"))


@pytest.mark.parametrize(
    ("old", "new", "after", "wanted"),
    [
        ("라선", "혜주", "은 멀다", "는 멀다"),
        ("혜주", "라선", "를 떠나", "을 떠나"),
        ("혜주", "라선", "와의 거래", "과의 거래"),
        ("라선", "서울", "으로 갔다", "로 갔다"),
        ("혜주", "라선", "로부터 왔다", "으로부터 왔다"),
        ("혜주", "라선", "라는 곳", "이라는 곳"),
        ("라선", "혜주", "에서 왔다", "에서 왔다"),
        ("라선", "혜주", "이야기", "이야기"),
        ("KDI", "라선", "는 밝혔다", "는 밝혔다"),
    ],
)
def test_the_particle_after_a_name_agrees_with_it(old: str, new: str, after: str, wanted: str) -> None:
    assert agree(old, new, after) == wanted


@pytest.mark.parametrize(("language", "source"), [("ko", KOREAN), ("zh", CHINESE), ("ru", RUSSIAN)])
def test_copies_bear_other_names_under_the_same_labels(language: str, source: str) -> None:
    original = document(source)
    rng = random.Random(1)
    for _ in range(20):
        if language == "ko":
            copy = swap_names(original, KoreanNames(rng, [original]))
        elif language == "zh":
            copy = swap_han(original, HanNames(rng, [original], "zh"))
        else:
            copy = swap_russian(original, RussianNames(rng, [original]))
        assert [span.label for span in copy.spans] == [span.label for span in original.spans]
        surfaces = [copy.text[span.start : span.end] for span in copy.spans]
        assert all(surface and surface == surface.strip() for surface in surfaces)
        ends = [0, *(span.end for span in copy.spans)]
        assert all(span.start >= end for span, end in zip(copy.spans, ends, strict=False))


def test_a_surname_alone_follows_its_bearer() -> None:
    rng = random.Random(3)
    original = document(KOREAN)
    for _ in range(20):
        copy = swap_names(original, KoreanNames(rng, [original]), share=1.0)
        full, *_, alone, _ = [copy.text[span.start : span.end] for span in copy.spans]
        assert full.startswith(alone)


@pytest.mark.parametrize(
    ("hangul", "written"),
    [
        ("평양", "пхёнян"),
        ("함흥", "хамхын"),
        ("신의주", "синыйджу"),
        ("김책", "кимчхэк"),
        ("청진", "чхонджин"),
        ("곽산", "кваксан"),
    ],
)
def test_korean_in_cyrillic_follows_kontsevich(hangul: str, written: str) -> None:
    assert cyrillic(hangul) == written


def test_people_in_cyrillic_are_written_apart_and_as_one_word() -> None:
    assert person_names("최룡해") == ("Цой Рён Хэ", "Цой Рёнхэ")
