"""What a Korean word says of the name in it."""

from __future__ import annotations

import pytest

from models.components.stems import Stems

STEMS = Stems(["김", "리", "남궁"], ["춘", "삼", "옥", "별"])


def rows_of(text: str, titles: dict[int, int] | None = None) -> list[list[str]]:
    """The features of each character; `titles` are the spans of words that stand after persons."""
    rows: list[list[str]] = [[] for _ in text]
    STEMS.add(text, rows, [(start, end, "P" + text[start:end]) for start, end in (titles or {}).items()])
    return rows


@pytest.mark.parametrize(
    ("text", "particle", "size"),
    [("은산광산에서", "에서", 4), ("리춘삼은", "은", 3), ("함흥", "", 2), ("이", "", 1), ("쌀로", "로", 1)],
)
def test_a_word_is_parted_into_stem_and_particle(text: str, particle: str, size: int) -> None:
    assert f"ab{particle}|{size}" in rows_of(text)[0]


def test_every_character_of_a_stem_sees_its_ending_and_none_of_the_particle_does() -> None:
    rows = rows_of("수산사업소에서")
    assert ["af업소" in row for row in rows] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("word", "shape"), [("리춘삼", "31yy"), ("남궁옥", "32ny"), ("쌀값이", "20n"), ("수산사업소", "5")]
)
def test_a_word_is_like_a_name_by_its_surname_and_its_syllables(word: str, shape: str) -> None:
    assert f"ac{shape}-" in rows_of(word)[0]


def test_a_title_in_the_word_or_after_it_is_seen_and_is_no_part_of_the_name() -> None:
    assert "ac31yyt" in rows_of("리춘삼지배인이", {3: 6})[0]
    assert "ac31yyt" in rows_of("리춘삼 지배인이", {4: 7})[0]
    assert "ac31yy-" in rows_of("리춘삼 쌀을 지배인이", {7: 10})[0]
