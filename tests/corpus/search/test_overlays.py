"""Lists that others keep: read, matched by the names' look-up, shown with licence and date, told once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.read.entity import find_entity, read_profile
from corpus.records import Abort
from corpus.search.overlays import (
    Entry,
    Overlay,
    add_overlay,
    first_mentions,
    match_overlays,
    read_entries,
    remove_overlay,
)
from corpus.search.same_name import NAME_ALONE
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

LIST = Overlay(name="un", title="A list", licence="public domain", as_of="2026-03-01", source="un.ftm.json")


def add_plant(corpus: Corpus, key: str) -> None:
    corpus.db.execute(
        "insert into entities(id, label, name, status, mentions) values (?, 'FACTORY', ?, 'known', 0)",
        [key, "Sunchon Cement Complex"],
    ).close()
    refresh(corpus.db)


@pytest.fixture
def plant(rason: Corpus) -> Corpus:
    """The corpus about Rason, whose cement works is an entity."""
    add_plant(rason, "factory/scc")
    return rason


def entity(key: str, schema: str, name: str, **properties: list[str]) -> str:
    document: dict[str, Any] = {"id": key, "schema": schema, "properties": {"name": [name], **properties}}
    return json.dumps(document)


def test_people_and_bodies_of_a_file_are_read_with_names_and_programmes(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    lines = [
        entity("a", "Company", "Sunchon Cement", alias=["순천세멘트"], program=["DPRK"]),
        entity("b", "Vessel", "A ship"),
        "",
        entity("c", "Person", "Kim"),
    ]
    file.write_text("\n".join(lines), "utf-8")
    assert list(read_entries(file)) == [
        Entry(id="a", label="ORG", names=("Sunchon Cement", "순천세멘트"), programs="DPRK"),
        Entry(id="c", label="PERSON", names=("Kim",)),
    ]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"schema": "Person", "properties": []}'])
def test_what_is_no_entity_is_one_clear_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "list.json"
    file.write_text(line, "utf-8")
    with pytest.raises(Abort, match="line 1 is no FollowTheMoney entity"):
        list(read_entries(file))


ENTRY = Entry(id="a", label="ORG", names=("Suncheon Cement Complex",), programs="DPRK")


def test_person_of_a_list_is_shown_and_told_with_a_doubt(rason: Corpus) -> None:
    rason.db.execute(
        "insert into entities(id, label, name, kind, status, mentions)"
        " values ('person/ri', 'PERSON', 'Ri Kum Sok', 'business', 'known', 0)"
    ).close()
    refresh(rason.db)
    assert add_overlay(rason.db, LIST, [Entry(id="p", label="PERSON", names=("Ri Kum Sok",))]) == 1
    person = find_entity(rason.db, "person/ri")
    assert person is not None
    assert [one.doubt for one in read_profile(rason.db, person).listed] == [NAME_ALONE]
    rason.db.execute("update entities set mentions = 1 where id = 'person/ri'").close()
    assert [one["doubt"] for one in first_mentions(rason.db)] == [NAME_ALONE]


def test_entry_is_shown_beside_the_thing_that_it_names_in_another_spelling(plant: Corpus) -> None:
    assert add_overlay(plant.db, LIST, [ENTRY, Entry(id="b", label="ORG", names=("Nobody Knows This Bank",))]) == 1
    thing = find_entity(plant.db, "factory/scc")
    assert thing is not None
    [shown] = read_profile(plant.db, thing).listed
    assert (shown.title, shown.licence, shown.as_of, shown.entry_id) == ("A list", "public domain", "2026-03-01", "a")


def test_first_mention_is_told_once_also_when_the_list_comes_anew(plant: Corpus) -> None:
    add_overlay(plant.db, LIST, [ENTRY])
    assert first_mentions(plant.db) == []  # no article names it yet
    plant.db.execute("update entities set mentions = 1 where id = 'factory/scc'").close()
    [told] = first_mentions(plant.db)
    assert (told["entity_id"], told["overlay"], told["entry_id"]) == ("factory/scc", "un", "a")
    add_overlay(plant.db, LIST, [ENTRY])
    assert match_overlays(plant.db) == 1 and first_mentions(plant.db) == []


def test_list_taken_away_leaves_nothing(plant: Corpus) -> None:
    add_overlay(plant.db, LIST, [ENTRY])
    assert remove_overlay(plant.db, "un") and not remove_overlay(plant.db, "un")
    assert plant.db.execute("select count(*) from overlay_entries").fetchone()[0] == 0


def test_name_that_several_bear_names_none(plant: Corpus) -> None:
    add_plant(plant, "factory/two")
    assert add_overlay(plant.db, LIST, [ENTRY]) == 0
