"""An unknown plant's kind by its noun, its place by its name or its sentences, each with its basis; relations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.resolve.base import base_index
from extract.resolve.base_relations import relations_of
from extract.resolve.plant_facts import plant_kind, plant_place
from extract.resolve.said import read_said
from extract.stages.resolve_names import resolve_pending

Rows = Callable[[Path, str], list[tuple[object, ...]]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Haeju Farm Machine Factory", "machine"),
        ("Unbyol Mine", "mine"),
        ("Unbyol Youth Coal Mine", "mine"),
        ("Unbyol Knitwear Factory", "textile"),
        ("Kilju Pulp Mill", "paper"),
        ("Unbyol Power Station No. 2", "power_station"),
        ("은별식료공장", "food"),
        ("Unbyol Fertiliser Complex", "chemical"),
        ("March 26 Factory", None),
    ],
)
def test_kind_is_told_by_the_noun(name: str, kind: str | None) -> None:
    assert plant_kind([name]) == kind


@pytest.mark.parametrize(
    ("names", "marks", "place", "basis"),
    [
        (["Haeju Farm Machine Factory"], [], "place/haeju", "its name"),
        (["Unbyol Farm"], ["un.pa"], "place/unpha-county", "sentences of 1 article"),
        (["Unbyol Farm"], ["~won.san", "un.pa"], "place/unpha-county", "sentences of 1 article"),
        (["Unbyol Farm"], ["~won.san", "~won.san"], "place/wonsan", "sentences of 2 articles"),
    ],
)
def test_place_is_told_by_the_name_else_by_sentences(
    names: list[str], marks: list[str], place: str, basis: str
) -> None:
    lie = plant_place(names, marks, base_index())
    assert lie is not None and (lie.place_id, lie.basis) == (place, basis)


def test_place_that_nothing_tells_is_none() -> None:
    assert plant_place(["March 26 Factory"], ["qqq"], base_index()) is None


def test_provisional_plant_has_kind_place_and_a_point_marked_as_its_countys(
    tmp_path: Path, write: Callable[..., None], rows: Rows
) -> None:
    write(tmp_path, ["Rice ripened at the [Unbyol Farm](FACTORY) in Unpha County."])
    resolve_pending(tmp_path)
    [(key, kind, parent, lat)] = rows(
        tmp_path, "select id, kind, parent_id, lat from entities where mentions > 0 and label = 'FACTORY'"
    )
    assert (kind, parent) == ("farm", "place/unpha-county") and lat is not None
    basis = rows(tmp_path, f"select field, basis, precision from entity_basis where entity_id = '{key}' order by field")
    assert [tuple(row) for row in basis] == [
        ("kind", "the noun of its name", ""),
        ("parent_id", "sentences of 1 article", ""),
        ("point", "the point of Unpha County", "county"),
    ]


@pytest.mark.parametrize(
    ("sentence", "counties"),
    [
        ("houses at [X] and Manjong farms in Paekam County, Ryanggang Province", {"pae.kam"}),
        ("houses at [X], Saha and Ryongma vegetable farms of Puryong County", {"pu.yong"}),
        ("houses at the [X] in Paekam County", {"pae.kam"}),
        ("Paekam County's [X] rejoiced", {"pae.kam"}),
        ("The [X] sent rice to Paekam County", set()),
        ("[X] and Kim visited the farms in Paekam County", set()),
    ],
)
def test_county_is_that_which_stands_at_the_plant(sentence: str, counties: set[str]) -> None:
    start = sentence.index("[X]")
    assert read_said(sentence, start, start + 3, "FACTORY").counties == counties


@pytest.fixture(scope="module")
def related() -> set[tuple[str, str, str]]:
    return {(r.subject, r.relation, r.object) for r in relations_of(base_index())}


@pytest.mark.parametrize(
    "relation",
    [
        ("factory/kim-chaek-iron-and-steel-complex", "makes", "product/steel"),
        ("product/coking-coal", "kind of", "product/coal"),
        ("product/soybean-oil", "kind of", "product/oil"),
        ("org/wpk-central-committee", "part of", "org/workers-party-of-korea"),
    ],
)
def test_things_of_the_base_are_related(related: set[tuple[str, str, str]], relation: tuple[str, str, str]) -> None:
    assert relation in related


def test_every_relation_is_between_things_of_the_base_and_has_its_source() -> None:
    known = base_index().entities
    for relation in relations_of(base_index()):
        assert relation.subject in known and (relation.object in known or relation.relation == "holds office")
        assert relation.basis and (relation.source or not known[relation.subject].sources)


def test_offices_have_their_role_and_years() -> None:
    offices = {(r.subject, r.role): r for r in relations_of(base_index()) if r.relation == "holds office"}
    assert len(offices) > 100
    assert any(r.since and r.since.isdigit() for r in offices.values())
    assert any(r.object for r in offices.values())
