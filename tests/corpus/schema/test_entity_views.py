"""The entities that people are shown: one rule for all readers, and no dearer than the table itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.exporters import gexf
from corpus.exporters.source import Source
from corpus.read.article import view_article
from corpus.read.entity import find_entity, read_profile, relations
from corpus.read.network import around
from corpus.read.plants import FactoryQuery, factory_choices, factory_points, list_factories
from corpus.read.stats import corpus_stats
from corpus.read.week import totals, week
from corpus.records import article_id
from corpus.search.candidates import NameQuery, entity_ids, find_candidates, suggest
from corpus.search.facets import count_facets
from corpus.search.hits import Query, find
from corpus.store.articles import Corpus
from corpus.store.reader import Readable
from corpus.store.summaries import refresh

ROOT = Path(__file__).parents[3]
RASON = article_id("https://wire.example/rason")


@pytest.fixture
def filled(rason: Corpus) -> Corpus:
    """Rason with coal, a city in it and a plant that stands there."""
    for key, label, name in (("place/rajin", "PLACE", "Rajin"), ("factory/mill", "FACTORY", "Sunchon Cement Complex")):
        rason.db.execute(
            "insert into entities(id, label, name, kind, status, parent_id, mentions, articles, stories, first_seen)"
            " values (?, ?, ?, 'cement', 'known', 'place/rason', 1, 1, 1, '2026-03-02T09:30:00+00:00')",
            [key, label, name],
        ).close()
    rason.db.execute("update mentions set entity_id = 'factory/mill' where label = 'FACTORY'").close()
    refresh(rason.db)
    return rason


def read_everything(db: Readable, folder: Path) -> dict[str, Any]:
    """What each reader that lists entities says of this corpus."""
    rason, article = find_entity(db, "place/rason"), view_article(db, RASON)
    assert rason is not None and article is not None
    return {
        "article": article.entities,
        "profile": read_profile(db, rason),
        "network": around(db, ["place/rason"]),
        "plants": list_factories(db, FactoryQuery(unnamed=True)),
        "points": factory_points(db, FactoryQuery(unnamed=True)),
        "choices": factory_choices(db),
        "stats": corpus_stats(db),
        "totals": totals(db),
        "week": week(db, until=datetime(2026, 3, 4, tzinfo=UTC)),
        "names": [entity_ids(db, name) for name in ("Rason", "coal", "Sunchon Cement Complex", "factory/mill")],
        "suggested": suggest(db, "Su"),
        "candidates": find_candidates(db, NameQuery(text="Sunchon Cement Complex", labels=("FACTORY",))),
        "facets": count_facets(db, find(db, Query(text="coal")))["entity"],
        "gexf": gexf.write(Source(db=db, data=folder, tables={}), folder),
        "gexf text": (folder / gexf.FILE).read_text("utf-8"),
    }


@pytest.mark.parametrize("status", ["hidden", "merged"])
def test_what_is_not_to_be_shown_is_in_no_answer(filled: Corpus, tmp_path: Path, status: str) -> None:
    assert "factory/mill" in repr(read_everything(filled.db, tmp_path)["plants"])
    filled.db.execute("update entities set status = ? where id = 'factory/mill'", [status]).close()
    found = read_everything(filled.db, tmp_path)
    assert {name: said for name, said in found.items() if "factory/mill" in repr(said)} == {}
    assert found["totals"].entities == 3
    assert found["stats"].entities == {"PLACE": 2, "PRODUCT": 1}
    assert find_entity(filled.db, "factory/mill") is None


def test_the_view_is_read_in_place_and_never_worked_out_beforehand(filled: Corpus, tmp_path: Path) -> None:
    asked: list[str] = []
    filled.db.conn.set_trace_callback(asked.append)
    read_everything(filled.db, tmp_path)
    filled.db.conn.set_trace_callback(None)
    through_the_view = {sql for sql in asked if "visible_entities" in sql}
    assert len(through_the_view) > 20
    for sql in through_the_view:
        assert detours(filled.db, sql) == detours(filled.db, sql.replace("visible_entities", "entities")), sql


def detours(db: Readable, sql: str) -> list[str]:
    """The steps of a query's plan that work out a table of their own."""
    steps = [row[3] for row in db.execute(f"explain query plan {sql}").fetchall()]
    return [step for step in steps if step.startswith(("MATERIALIZE", "CO-ROUTINE"))]


def test_what_lies_in_a_place_is_found_without_reading_all_entities(filled: Corpus) -> None:
    asked: list[str] = []
    rason = find_entity(filled.db, "place/rason")
    assert rason is not None
    filled.db.conn.set_trace_callback(asked.append)
    assert [(relation.what, relation.id) for relation in relations(filled.db, rason)] == [
        ("holds", "place/rajin"),
        ("holds", "factory/mill"),
    ]
    filled.db.conn.set_trace_callback(None)
    (sql,) = (sql for sql in asked if "visible_entities" in sql)
    steps = [row[3] for row in filled.db.execute(f"explain query plan {sql}").fetchall()]
    assert [step for step in steps if step.startswith("SCAN entities")] == []


def test_new_names_are_found_by_the_day_they_were_first_seen(filled: Corpus) -> None:
    asked: list[str] = []
    filled.db.conn.set_trace_callback(asked.append)
    week(filled.db, until=datetime(2026, 3, 4, tzinfo=UTC))
    filled.db.conn.set_trace_callback(None)
    (sql,) = (sql for sql in asked if "visible_entities" in sql)
    assert any("entities_first_seen" in row[3] for row in filled.db.execute(f"explain query plan {sql}").fetchall())


def test_the_rule_is_spelt_once() -> None:
    spelt = re.compile(r"status\W*(?:!=|<>|not in|in|is not)\W*(?:hidden|merged)")
    readers = [path for name in ("corpus", "crawler", "jangmadang") for path in (ROOT / name).rglob("*.py")]
    assert [path.name for path in readers if spelt.search(path.read_text("utf-8"))] == ["entity_views.py"]
