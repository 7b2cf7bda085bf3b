"""Several that bear one name: told apart by what sentences say, the same in any order; what is not told stays open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from extract.resolve.bearers import marks_of, tell_apart
from extract.resolve.bearing import Bearing
from extract.resolve.said import read_said
from extract.stages.resolve_names import resolve_pending

Rows = Callable[[Path, str], list[tuple[object, ...]]]
MINISTER, FARMER = "person/x.kim-song.yop", "person/x.kim-song.yop.plant"
ARTICLES = [
    ("Minister in Wonsan", "[Kim Song Ryop](PERSON), vice-minister of Railways, came. [Kim](PERSON) left."),
    ("Apples", "The farm sent apples. [Kim Song Ryop](PERSON), who has run the Kosan Fruit Farm since 2021, wept."),
    ("Railways minister named", "[Kim Song Ryop](PERSON) was appointed by the assembly."),
    ("Saplings", "“Manager [Kim Seong-ryop](PERSON) read out the order,” a source said. [Kim](PERSON) was praised."),
    ("Two men", "[Kim Song Ryop](PERSON) stood twice on the list. One is Railways Minister [Kim Song Ryop](PERSON)."
     " The orchard's manager [Kim Song Ryop](PERSON) is the other. [Kim Song Ryop](PERSON) smiled."),
    ("Weather", "[Kim Song Ryop](PERSON) went for a walk."),
]  # fmt: skip


def meant(data: Path, rows: Rows) -> list[tuple[object, ...]]:
    return rows(
        data,
        "select a.title, m.start, m.entity_id from mentions m join articles a on a.id = m.article_id"
        " order by a.title, m.start",
    )


EXPECTED = {
    "Minister in Wonsan": [MINISTER, MINISTER],
    "Apples": [FARMER],
    "Railways minister named": [MINISTER],
    "Saplings": [FARMER, FARMER],
    "Two men": [None, MINISTER, FARMER, None],
    "Weather": [None],
}


def by_title(found: list[tuple[object, ...]]) -> dict[object, list[object]]:
    titles: dict[object, list[object]] = {}
    for title, _, entity in found:
        titles.setdefault(title, []).append(entity)
    return titles


def test_two_officials_of_one_name_are_two(tmp_path: Path, write: Callable[..., None], rows: Rows) -> None:
    write(tmp_path, ARTICLES)
    resolve_pending(tmp_path)
    assert by_title(meant(tmp_path, rows)) == EXPECTED
    names = dict(rows(tmp_path, "select id, name from entities where mentions > 0"))  # type: ignore[arg-type]
    assert names == {MINISTER: "Kim Song Ryop", FARMER: "Kim Seong-ryop (plant)"}
    [(a, b)] = rows(tmp_path, "select a, b from doubts")
    assert {a, b} == {MINISTER, FARMER}


@pytest.mark.parametrize("seed", range(4))
def test_order_in_which_articles_come_makes_no_difference(
    tmp_path: Path, write: Callable[..., None], rows: Rows, seed: int
) -> None:
    shuffled = Random(seed).sample(ARTICLES, len(ARTICLES))
    for article in shuffled:  # each in a run of its own
        write(tmp_path, [article])
        resolve_pending(tmp_path)
    assert by_title(meant(tmp_path, rows)) == EXPECTED
    assert len(rows(tmp_path, "select 1 from entities where mentions > 0")) == 2
    assert len(rows(tmp_path, "select 1 from doubts")) == 1


def test_decision_that_they_are_one_holds(tmp_path: Path, write: Callable[..., None], rows: Rows) -> None:
    write(tmp_path, ARTICLES)
    (tmp_path / "decisions.csv").write_text(
        f"id,verdict,a,b,label,who,at,why\n1,same,{MINISTER},{FARMER},PERSON,me,2026-03-03,\n", "utf-8"
    )
    resolve_pending(tmp_path)
    assert {entity for _, _, entity in meant(tmp_path, rows)} == {MINISTER, None}


def test_farm_of_two_counties_is_two_farms(tmp_path: Path, write: Callable[..., None], rows: Rows) -> None:
    texts = [
        "Rice ripened at the [Unbyol Farm](FACTORY) in Paechon County.",
        "The [Unbyol Farm](FACTORY) of Jongju City ploughed. The [Unbyol Farm](FACTORY) rested.",
        "Snow fell on the [Unbyol Farm](FACTORY).",
    ]
    write(tmp_path, texts)
    resolve_pending(tmp_path)
    found = [entity for _, _, entity in meant(tmp_path, rows)]
    assert len({entity for entity in found if entity}) == 2 and found.count(None) == 1
    shown = {name for (name,) in rows(tmp_path, "select name from entities where label = 'FACTORY' and mentions > 0")}
    assert shown == {"Unbyol Farm (Paechon County)", "Unbyol Farm (Jongju)"}


def test_one_whose_offices_a_sentence_names_together_is_one() -> None:
    assert tell_apart(["plant", "power", "plant+power", "sport"]) == [("plant", "power"), ("sport",)]
    assert tell_apart(["power", "power"]) == [("power",)]


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("Workers cheered manager Ri and [X], a coach, left.", ("sport",)),
        ("The minister met [X] in Wonsan.", ()),
        ("The manager said that [X] ran fast.", ()),
        ("[X], chief secretary of South Hwanghae, spoke.", ("power",)),
        ("the Hamhung weaver [X] sang", ("plant",)),
        ("[X], who runs the mine, slept.", ("plant",)),
    ],
)
def test_only_what_is_said_of_the_name_itself_counts(sentence: str, marks: tuple[str, ...]) -> None:
    start = sentence.index("[X]")
    assert marks_of(read_said(sentence, start, start + 3, "PERSON"), "PERSON") == marks


def test_plants_without_a_place_are_noted_in_the_order_of_their_names() -> None:
    class Notes:
        def texts(self, articles: list[str]) -> dict[str, tuple[str, str]]:
            return dict.fromkeys(articles, ("", "Rain fell in Onchon County.\n"))

    bearing = Bearing.__new__(Bearing)
    bearing.notes = Notes()  # type: ignore[assignment]
    rows = bearing._told_at_the_beginning({"a": {f"mill {sign}" for sign in "hcaegbfd"}}, {("a", "mill c")})
    assert [block for _, block, _, _ in rows] == [f"mill {sign}" for sign in "abdefgh"]
