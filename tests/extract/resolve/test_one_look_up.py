"""Search, entity, the pages, match and reconciliation find the same thing under the same name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli.reading import entity as entity_command
from corpus.data_dir import DataDir
from corpus.search.candidates import NameQuery, find_candidates
from corpus.search.hits import Query, search
from corpus.store.reader import Reader, open_readonly
from corpus.store.resolution import Entities
from corpus.store.summaries import refresh_pending
from extract.resolve.base import base_index
from extract.resolve.name_lists import match_name
from extract.stages.resolve_names import resolve_pending

NAMES = [
    ("Kim Chaek Steelworks", "factory/kim-chaek-iron-and-steel-complex"),
    ("Taedong-gang Food Factory", "factory/taedonggang-foodstuff-factory"),
    ("Rajin Sonbong", "place/rason"),
    ("Choi Sun-hui", "person/choe-son-hui"),
    ("Hungnam Fertiliser Complex", "factory/hungnam-fertilizer-complex"),
    ("Unha Widget Plant", "factory/x.unhawidget"),
    ("Pyongyang Centre for Zinc", "org/x.pyong.yang_center_zinc"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., None]) -> Path:
    """A corpus of one article, resolved, with the base in it."""
    data = tmp_path_factory.mktemp("data")
    write(
        data,
        [
            "The [Unha Widget Factory](FACTORY), the [Pyongyang Center for Zinc](ORG), [Kimchaek Iron and Steel"
            " Complex](FACTORY) and [Taedonggang Foodstuff Factory](FACTORY) met [Choe Son Hui](PERSON) in"
            " [Rason](PLACE) about the [Hungnam Fertilizer Complex](FACTORY)."
        ],
    )
    resolve_pending(data)
    refresh_pending(data)
    return data


@pytest.fixture
def db(data: Path) -> Iterator[Reader]:
    with open_readonly(DataDir(data).corpus) as reader:
        yield reader


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_one_name_is_one_thing_whoever_asks(db: Reader, data: Path, name: str, key: str) -> None:
    found = search(db, Query(text=name))
    assert (found.total, found.entities) == (1, (key,))
    best = find_candidates(db, NameQuery(text=name))[0]
    assert (best.id, best.match) == (key, True)
    result = CliRunner().invoke(entity_command, [name, "--data", str(data), "--json"])
    assert json.loads(result.stdout)["entity"]["id"] == key
    matched = match_name(name, None, base_index(), Entities(db))  # type: ignore[arg-type]
    assert (matched.verdict, matched.id) == ("same", key)


def test_a_mistyped_name_is_answered_with_what_was_likely_meant(db: Reader, data: Path) -> None:
    typed = "Taedonggan food factry"
    result = CliRunner().invoke(entity_command, [typed, "--data", str(data)])
    assert "did you mean Taedonggang Foodstuff Factory" in result.output
    matched = match_name(typed, None, base_index(), Entities(db))  # type: ignore[arg-type]
    assert (matched.verdict, matched.id) == ("unsure", "factory/taedonggang-foodstuff-factory")
    assert 0.4 < matched.score < 0.5
    best = find_candidates(db, NameQuery(text=typed))[0]
    assert (best.name, best.match) == ("Taedonggang Foodstuff Factory", False) and best.score < 50


@pytest.mark.parametrize(
    ("typed", "label", "key"),
    [
        ("Hyesn", "PLACE", "place/hyesan"),
        ("Anthrasite", None, "product/anthracite"),
        ("Kim Chek Iron & Steel Complex", "FACTORY", "factory/kim-chaek-iron-and-steel-complex"),
        ("Taedongang Food Factory", None, "factory/taedonggang-foodstuff-factory"),
        ("Unha Widgt Plant", "FACTORY", "factory/x.unhawidget"),
    ],
)
def test_what_is_likely_a_slip_is_unsure_with_the_thing(db: Reader, typed: str, label: str | None, key: str) -> None:
    matched = match_name(typed, label, base_index(), Entities(db))  # type: ignore[arg-type]
    assert (matched.verdict, matched.id) == ("unsure", key)
    assert 0.4 < matched.score < 0.5 and "mistyped" in matched.why


@pytest.mark.parametrize("name", ["Kumya Foodstuff Factory", "Acme Widget Works", "Rim Jong Hyok", "Kimchi Institute"])
def test_a_name_of_words_that_names_are_made_of_is_no_slip(db: Reader, name: str) -> None:
    assert match_name(name, None, base_index(), Entities(db)).verdict == "different"  # type: ignore[arg-type]


def test_words_of_a_good_are_not_taken_for_a_name_by_their_translation(db: Reader) -> None:
    assert "product/steel" not in search(db, Query(text="Steelworks")).entities


def test_the_corpus_alone_finds_its_own_names_before_any_refresh(tmp_path: Path, write: Callable[..., None]) -> None:
    write(tmp_path, ["The [Unha Widget Factory](FACTORY) stands."])
    resolve_pending(tmp_path)
    with open_readonly(DataDir(tmp_path).corpus) as reader:
        assert search(reader, Query(text="Unha Widget Plant")).total == 1
