"""Whom a line names as authors, by the trained model."""

from __future__ import annotations

import pytest

from extract.fields.byline_model import best_labels, named_in, spans_of
from extract.fields.byline_words import runs_of, tokens_of
from extract.page.trip_records import BylineLine


@pytest.mark.parametrize(
    ("line", "place", "names"),
    [
        ("By Hanna Virtala and Odo Brandt in Seoul", "head", ("Hanna Virtala", "Odo Brandt")),
        ("Reporting by Choe Un-byol; Editing by Malcolm Reede", "below", ("Choe Un-byol",)),
        ("Words: Runa Askeland  Pictures: Pim de Haas", "head", ("Runa Askeland",)),
        ("혜산=남궁솔 특파원", "head", ("남궁솔",)),
        ("취재 민보라 / 사진 하도준", "head", ("민보라",)),
        ("取材・文／瀬戸みなも　写真／大庭健", "head", ("瀬戸みなも",)),
        ("来源：江渡网  作者：骆一宁  责任编辑：沈小舟", "head", ("骆一宁",)),
        ("Беседовала Ульяна Корж", "head", ("Ульяна Корж",)),
    ],
)
def test_those_who_wrote_are_named_and_those_who_edited_are_not(line: str, place: str, names: tuple[str, ...]) -> None:
    assert named_in(BylineLine(text=line, place=place), least=1.0) == names


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Aino Virtala / AFP",
        "Translated by Pim de Haas",
        "By night, trade across the river goes on",
        "사진=하도준 기자",
        "責任編輯：沈小舟",
        "撮影・大庭健",
        "Перевод: Ульяна Корж",
        "Latest News",
    ],
)
def test_photographers_translators_and_headings_are_no_authors(line: str) -> None:
    assert named_in(BylineLine(text=line), least=1.0) == ()


def test_words_set_without_a_space_are_told_apart() -> None:
    assert [token.word for token in tokens_of("ByJi Hyang-miPublished")] == ["by", "ji", "hyang-mi", "published"]


def test_a_foreigners_name_is_one_run_over_its_dot() -> None:
    tokens = tokens_of("作者：安德烈·科罗廖夫")
    assert {(run.first, run.last) for run in runs_of(tokens) if run} == {(2, len(tokens) - 1)}


def test_a_line_begins_no_name_in_its_middle() -> None:
    labels, lead = best_labels(
        [(0.0, 1.0, 9.0), (0.0, 0.0, 2.0)], [[0.0, 0.0, -100.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    )
    assert (labels, lead) == ([1, 2], 3.0)
    tokens = tokens_of("Ri Mi")
    assert spans_of(tokens, labels) == [(0, 5)]


def test_an_empty_line_names_nobody() -> None:
    assert named_in(BylineLine(text="")) == ()
