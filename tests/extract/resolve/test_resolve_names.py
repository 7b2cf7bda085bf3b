"""The stage over a corpus: order, increments, a killed run, a grown base, decisions and their undoing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.decisions.file import Decision, add_decisions, undo_decision
from corpus.store.articles import Corpus
from corpus.store.stage import StageOptions
from extract.resolve.base import BaseIndex
from extract.stages import resolve_names as run
from extract.stages.resolve_names import resolve_pending
from models.kb import Alias, KnownEntity

TEXTS: list[str | tuple[str, str]] = [
    "[Kim Jong-un](PERSON) saw [Raseon](PLACE) and the [North](PLACE). [Kim](PERSON) left.",
    ("[Jeong](PERSON) opens mine", "[Jeong Sunlee](PERSON) came to [Pakto County](PLACE). [Pakto](PLACE) is small."),
    "[Pakto City](PLACE) and [Pakto](PLACE) send [coal](PRODUCT) to [Unha Widget Factory](FACTORY).",
    "In [Pakto](PLACE) the [Unha Widget Plant](FACTORY) and the [plant](FACTORY) stand.",
    "[Kim Song Ho](PERSON), [Kim Yeong-chan](PERSON), [Kim](PERSON) at [Asia Border Trade Forum](ORG) ([ABTF](ORG)).",
    "[Kim Yong Chan](PERSON) and [김용찬](PERSON) and [김영찬](PERSON). [Ri Yong Ho](PERSON) too.",
    "[Rason](PLACE), [라선](PLACE) and [Rajin-Sonbong](PLACE) trade with [Hunchun](PLACE). [ABTF](ORG) watches.",
]
MENTIONS = "select id, entity_id, entity_score, entity_why from mentions order by id"
ENTITIES = "select * from entities order by id"
ALIASES = "select * from entity_aliases order by entity_id, alias"
DOUBTS = "select * from doubts order by a, b"

BASE = BaseIndex(
    [
        KnownEntity(
            id="place/rason",
            label="PLACE",
            name="Rason",
            kind="city",
            aliases=tuple(
                Alias(text=text, script=script, basis="seen")
                for text, script in (("라선", "hangul"), ("Rajin-Sonbong", "latin"))
            ),
        ),
        KnownEntity(id="place/north-korea", label="PLACE", name="North Korea", kind="country"),
        KnownEntity(id="person/kim-jong-un", label="PERSON", name="Kim Jong Un", kind="leader"),
        KnownEntity(id="person/ri-yong-ho-1", label="PERSON", name="Ri Yong Ho", kind="official", homonym=True),
        KnownEntity(id="person/ri-yong-ho-2", label="PERSON", name="Ri Yong Ho", kind="official", homonym=True),
    ]
)
WIDGETS = KnownEntity(id="factory/unha-widget-factory", label="FACTORY", name="Unha Widget Factory", kind="machine")

Write = Callable[..., None]
Rows = Callable[[Path, str], list[tuple[Any, ...]]]


def resolve(data: Path, base: BaseIndex = BASE, **options: Any) -> Any:
    return resolve_pending(data, StageOptions(**options), base=base)


def state(data: Path, rows: Rows) -> list[Any]:
    """Everything that resolution wrote and that must not depend on how it came about."""
    return [rows(data, query) for query in (MENTIONS, ENTITIES, ALIASES, DOUBTS)]


@pytest.fixture
def resolved(tmp_path: Path, write: Write) -> Path:
    """The articles, resolved once."""
    write(tmp_path, TEXTS)
    resolve(tmp_path)
    return tmp_path


def entities_of(data: Path, rows: Rows, text: str) -> list[str | None]:
    return [row[0] for row in rows(data, f"select entity_id from mentions where text = '{text}' order by id")]


def test_korean_and_english_names_are_one_entity(resolved: Path, rows: Rows) -> None:
    names = ("Rason", "Raseon", "라선", "Rajin-Sonbong")
    assert {entity for name in names for entity in entities_of(resolved, rows, name)} == {"place/rason"}


def test_spellings_of_an_unknown_plant_are_one_provisional_entity(resolved: Path, rows: Rows) -> None:
    assert entities_of(resolved, rows, "Unha Widget Factory") == entities_of(resolved, rows, "Unha Widget Plant")
    assert rows(resolved, "select status, mentions, articles from entities where name like 'Unha Widget%'") == [
        ("provisional", 2, 2)
    ]


def test_names_whose_syllables_differ_stay_apart_and_the_one_between_waits(resolved: Path, rows: Rows) -> None:
    known = {text: entities_of(resolved, rows, text)[0] for text in ("김용찬", "김영찬", "Kim Yong Chan")}
    assert len(set(known.values())) == 3
    assert {known["김용찬"], known["김영찬"]} == {
        key
        for row in rows(
            resolved, "select a, b from doubts where label = 'PERSON' and a like '%chan%' or a like '%can%'"
        )
        for key in row
        if key != known["Kim Yong Chan"]
    }


def test_a_name_of_two_known_people_becomes_neither_and_is_doubted(resolved: Path, rows: Rows) -> None:
    own = entities_of(resolved, rows, "Ri Yong Ho")[0]
    assert own is not None and own not in BASE.entities
    doubted = {key for row in rows(resolved, "select a, b from doubts") for key in row if own in row}
    assert doubted == {own, "person/ri-yong-ho-1", "person/ri-yong-ho-2"}


def test_counts_and_dates_are_of_the_mentions(resolved: Path, rows: Rows) -> None:
    row = rows(
        resolved, "select mentions, articles, stories, first_seen < last_seen from entities where id = 'place/rason'"
    )
    assert row == [(4, 2, 2, 1)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_articles_changes_nothing(
    resolved: Path, tmp_path_factory: pytest.TempPathFactory, write: Write, rows: Rows, seed: int
) -> None:
    other = tmp_path_factory.mktemp("other")
    texts = list(TEXTS)
    random.Random(seed).shuffle(texts)
    for text in texts:
        write(other, [text])
        resolve(other)
    assert state(other, rows) == state(resolved, rows)


def test_two_halves_end_as_one_whole(
    resolved: Path, tmp_path_factory: pytest.TempPathFactory, write: Write, rows: Rows
) -> None:
    other = tmp_path_factory.mktemp("other")
    for half in (TEXTS[4:], TEXTS[:4]):
        write(other, half)
        resolve(other)
    assert state(other, rows) == state(resolved, rows)


def test_a_second_run_finds_nothing_to_do(resolved: Path, rows: Rows) -> None:
    before = state(resolved, rows)
    report = resolve(resolved)
    assert (report.pending, report.found["changed"], report.found["entities touched"]) == (0, 0, 0)
    assert state(resolved, rows) == before


def test_a_limit_does_part_and_the_next_run_the_rest(
    resolved: Path, tmp_path_factory: pytest.TempPathFactory, write: Write, rows: Rows
) -> None:
    other = tmp_path_factory.mktemp("other")
    write(other, TEXTS)
    assert resolve(other, limit=3).done == 3
    assert resolve(other).pending >= 4
    assert state(other, rows) == state(resolved, rows)


def test_a_dry_run_writes_nothing(tmp_path: Path, write: Write, rows: Rows) -> None:
    write(tmp_path, TEXTS)
    report = resolve(tmp_path, dry_run=True)
    [(names,)] = rows(tmp_path, "select count(*) from (select distinct label, text from mentions)")
    assert (report.pending, report.found["new names"]) == (7, names)
    assert rows(tmp_path, "select count(*) from names") == rows(tmp_path, "select count(*) from entities") == [(0,)]


@pytest.mark.parametrize("step", ["mark_done", "settle"])
def test_a_run_that_dies_leaves_a_corpus_that_the_next_one_completes(
    resolved: Path,
    tmp_path_factory: pytest.TempPathFactory,
    write: Write,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    other = tmp_path_factory.mktemp("other")
    write(other, TEXTS)
    monkeypatch.setattr(run.ResolveStage, "batch", 2)
    target = run.Entities if step == "mark_done" else run
    genuine, calls = getattr(target, step), []

    def dying(*args: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == (2 if step == "mark_done" else 1):
            raise KeyboardInterrupt
        return genuine(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(target, step, dying)
        with pytest.raises(KeyboardInterrupt):
            resolve(other)
    resolve(other)
    assert state(other, rows) == state(resolved, rows)


def test_an_article_retagged_or_dropped_takes_its_names_along(
    resolved: Path, tmp_path_factory: pytest.TempPathFactory, write: Write, rows: Rows
) -> None:
    fresh = tmp_path_factory.mktemp("fresh")
    write(fresh, TEXTS[:6])
    resolve(fresh)
    with Corpus(resolved) as corpus:
        gone = corpus.db.execute("select article_id from mentions where text = 'Hunchun'").fetchone()[0]
        corpus.drop_article(gone)
    resolve(resolved)
    assert state(resolved, rows) == state(fresh, rows)


def test_a_new_entry_of_the_base_absorbs_a_provisional_entity_without_tagging(
    resolved: Path, tmp_path_factory: pytest.TempPathFactory, write: Write, rows: Rows
) -> None:
    old = entities_of(resolved, rows, "Unha Widget Plant")[0]
    grown = BaseIndex([*BASE.entities.values(), WIDGETS])
    report = resolve(resolved, grown)
    assert report.pending == 2
    assert entities_of(resolved, rows, "Unha Widget Plant") == [WIDGETS.id]
    assert rows(resolved, "select id, successor_id from entity_redirects") == [(old, WIDGETS.id)]
    fresh = tmp_path_factory.mktemp("fresh")
    write(fresh, TEXTS)
    resolve(fresh, grown)
    assert state(resolved, rows) == state(fresh, rows)


def test_an_entry_that_leaves_the_base_leaves_the_corpus(resolved: Path, rows: Rows) -> None:
    before = state(resolved, rows)
    resolve(resolved, BaseIndex([*BASE.entities.values(), WIDGETS]))
    resolve(resolved)
    assert state(resolved, rows) == before


def test_a_new_version_keys_every_name_again(resolved: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(resolved, rows), rows(resolved, "select * from names"), rows(resolved, "select * from name_blocks")
    with Corpus(resolved) as corpus:
        corpus.db.execute("delete from name_blocks").close()
        corpus.db.execute("update names set block = 'old'").close()
    monkeypatch.setattr(run, "REVISION", "resolve-next")
    assert resolve(resolved, stale=True).pending == len(TEXTS)
    after = state(resolved, rows), rows(resolved, "select * from names"), rows(resolved, "select * from name_blocks")
    assert after == before


MERGE = Decision(verdict="same", a="person/x.kim-song.ho", b="person/kim-jong-un")


def test_a_merge_moves_the_mentions_and_redirects_the_id(resolved: Path, rows: Rows) -> None:
    add_decisions(resolved, [MERGE])
    resolve(resolved)
    assert entities_of(resolved, rows, "Kim Song Ho") == ["person/kim-jong-un"]
    assert rows(resolved, "select id, successor_id from entity_redirects") == [(MERGE.a, MERGE.b)]
    assert rows(resolved, "select count(*) from entities where id = 'person/x.kim-song.ho'") == [(0,)]


@pytest.mark.parametrize(
    "decision",
    [
        MERGE,
        Decision(verdict="same", a="place/x.pak.to.city", b="place/x.pak.to.county"),
        Decision(verdict="same", a="person/ri-yong-ho-1", b="person/ri-yong-ho-2"),
        Decision(verdict="different", a="person/ri-yong-ho-1", b="person/x.i-yong.ho"),
        Decision(verdict="hide", a="place/x.pak.to.city"),
        Decision(verdict="rename", a="place/rason", b="Rason City"),
        Decision(verdict="split", a="place/rason", b="Rajin-Sonbong"),
    ],
    ids=lambda decision: f"{decision.verdict} {decision.a}",
)
def test_a_decision_undone_leaves_everything_as_it_was(resolved: Path, rows: Rows, decision: Decision) -> None:
    before = state(resolved, rows)
    add_decisions(resolved, [decision])
    resolve(resolved)
    assert state(resolved, rows) != before
    undo_decision(resolved, decision.id)
    resolve(resolved)
    assert state(resolved, rows) == before
    assert rows(resolved, "select * from entity_redirects") == []


def test_undoing_one_of_two_decisions_leaves_the_other(resolved: Path, rows: Rows) -> None:
    renamed = Decision(verdict="rename", a="place/rason", b="Rason City")
    add_decisions(resolved, [MERGE, renamed])
    resolve(resolved)
    undo_decision(resolved, MERGE.id)
    resolve(resolved)
    assert entities_of(resolved, rows, "Kim Song Ho") == [MERGE.a]
    assert rows(resolved, "select name from entities where id = 'place/rason'") == [("Rason City",)]


def test_a_hidden_entity_keeps_its_mentions_and_says_so(resolved: Path, rows: Rows) -> None:
    add_decisions(resolved, [Decision(verdict="hide", a="place/rason")])
    resolve(resolved)
    assert rows(resolved, "select status, mentions from entities where id = 'place/rason'") == [("hidden", 4)]


def test_a_spelling_split_off_becomes_an_entity_of_its_own(resolved: Path, rows: Rows) -> None:
    add_decisions(resolved, [Decision(verdict="split", a="place/rason", b="Rajin-Sonbong")])
    resolve(resolved)
    [own] = entities_of(resolved, rows, "Rajin-Sonbong")
    assert own != "place/rason"
    assert rows(resolved, f"select name, mentions from entities where id = '{own}'") == [("Rajin-Sonbong", 1)]


def test_a_pair_decided_to_be_different_is_not_asked_again(resolved: Path, rows: Rows) -> None:
    add_decisions(resolved, [Decision(verdict="different", a="person/ri-yong-ho-1", b="person/x.i-yong.ho")])
    resolve(resolved)
    assert ("person/ri-yong-ho-1",) not in rows(resolved, "select a from doubts")


def test_decisions_are_rows_too(resolved: Path, rows: Rows) -> None:
    add_decisions(resolved, [MERGE])
    resolve(resolved)
    assert rows(resolved, "select id, verdict, a, b from decisions") == [(MERGE.id, "same", MERGE.a, MERGE.b)]


def test_a_plant_named_together_with_others_is_resolved_by_its_whole_name(
    write: Write, rows: Rows, tmp_path: Path
) -> None:
    write(tmp_path, ["[Unryul](FACTORY) and [Jaeryong mines](FACTORY) dug.", "The [Unryul Mine](FACTORY) dug."])
    with Corpus(tmp_path) as corpus, corpus.atomic():
        for text, whole in (("Unryul", "Unryul Mine"), ("Jaeryong mines", "Jaeryong Mine")):
            corpus.db.execute("update mentions set hint = ? where text = ?", [f"name:{whole}", text]).close()
    resolve(tmp_path)
    found = dict(rows(tmp_path, "select m.text, e.name from mentions m join entities e on e.id = m.entity_id"))
    assert found == {"Unryul": "Unryul Mine", "Unryul Mine": "Unryul Mine", "Jaeryong mines": "Jaeryong Mine"}
    before = rows(tmp_path, MENTIONS)
    assert resolve(tmp_path).done == 0
    assert rows(tmp_path, "select text from names order by text") == [("Jaeryong Mine",), ("Unryul Mine",)]
    assert rows(tmp_path, MENTIONS) == before
