"""An old export and an increment make the new export, file for file, whatever happened in between."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.data_dir import EXPORTS, DataDir
from corpus.exporters import ExportOptions, apply, export
from corpus.exporters.increments import take_stock
from corpus.exporters.source import use_keys
from corpus.exporters.tables import dataset_tables
from corpus.records import Abort
from corpus.store.articles import Corpus

FORMATS = (
    "jsonl",
    "csv",
    pytest.param("parquet", marks=pytest.mark.skipif(not find_spec("pyarrow"), reason="the extra parquet is missing")),
)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cursor_of(corpus: Corpus) -> str:
    use_keys(corpus.db)
    with take_stock(corpus.db, corpus.data, dataset_tables(corpus.db)) as stock:
        return stock.cursor


def changes_since(corpus: Corpus, cursor: str) -> set[tuple[str, str, str]]:
    use_keys(corpus.db)
    with take_stock(corpus.db, corpus.data, dataset_tables(corpus.db), since=cursor):
        return set(corpus.db.execute("select tbl, key, change from changed").fetchall())


def execute(corpus: Corpus, sql: str, *values: Any) -> None:
    corpus.db.execute(sql, values).close()


# cursors


def test_cursor_stays_when_nothing_changed(rason: Corpus) -> None:
    assert cursor_of(rason) == cursor_of(rason)


def test_cursor_stays_when_rows_are_written_again_alike(rason: Corpus) -> None:
    before = cursor_of(rason)
    with rason.atomic():
        for table in ("mentions", "entity_aliases", "stories"):
            rows = rason.db.execute(f"select * from {table}").fetchall()
            execute(rason, f"delete from {table}")
            for row in rows:
                execute(rason, f"insert into {table} values ({', '.join('?' * len(row))})", *row)
        execute(rason, "update articles set title = title")
    assert cursor_of(rason) == before


def test_changes_name_what_is_new_changed_and_gone(rason: Corpus) -> None:
    before = cursor_of(rason)
    execute(rason, "insert into outlets(id, name) values ('wire', 'Wire')")
    execute(rason, "update entities set note = 'port city' where id = 'place/rason'")
    execute(rason, "delete from entity_aliases where alias = 'Raseon'")
    assert changes_since(rason, before) == {
        ("outlets", "wire", "new"),
        ("entities", "place/rason", "changed"),
        ("entity_aliases", '["place/rason", "Raseon"]', "gone"),
    }


def test_row_that_came_and_went_in_between_is_not_mentioned(rason: Corpus) -> None:
    before = cursor_of(rason)
    execute(rason, "insert into outlets(id, name) values ('wire', 'Wire')")
    cursor_of(rason)
    execute(rason, "delete from outlets")
    assert changes_since(rason, before) == set()


def test_row_that_went_came_back_and_went_again_is_gone(rason: Corpus) -> None:
    row = rason.db.execute("select * from entity_aliases where alias = 'Raseon'").fetchone()
    before = cursor_of(rason)
    for statement in ("delete from", "insert", "delete from"):
        if statement == "insert":
            execute(rason, "insert into entity_aliases values (?, ?, ?, ?)", *row)
        else:
            execute(rason, "delete from entity_aliases where alias = 'Raseon'")
        cursor_of(rason)
    assert changes_since(rason, before) == {("entity_aliases", '["place/rason", "Raseon"]', "gone")}


def test_mention_changes_with_its_articles_text(rason: Corpus) -> None:
    before = cursor_of(rason)
    execute(rason, "update articles set fingerprint = 'another'")
    assert {change for table, _, change in changes_since(rason, before) if table == "mentions"} == {"changed"}


def test_mention_stays_when_its_article_moves_to_another_story(rason: Corpus) -> None:
    before = cursor_of(rason)
    execute(rason, "update articles set story_id = 'another'")
    assert {table for table, _, _ in changes_since(rason, before)} == {"articles"}


@pytest.mark.parametrize("cursor", ["0-00000000", "7", "", "-", "x-y"])
def test_cursor_of_another_corpus_is_refused(rason: Corpus, cursor: str, tmp_path: Path) -> None:
    cursor_of(rason)
    with pytest.raises(Abort, match="never gave the cursor"):
        changes_since(rason, cursor or "?")


def test_cursor_of_the_future_is_refused(rason: Corpus) -> None:
    number, _, ledger = cursor_of(rason).partition("-")
    with pytest.raises(Abort, match="its last one is"):
        changes_since(rason, f"{int(number) + 1}-{ledger}")


def test_corpus_without_exports_has_no_ledger(rason: Corpus) -> None:
    assert not DataDir(rason.data).exports.exists()


# increments


def test_merged_entity_is_gone_with_its_successor(rason: Corpus, tmp_path: Path) -> None:
    before = cursor_of(rason)
    execute(rason, "delete from entities where id = 'product/coal'")
    execute(rason, "insert into entity_redirects values ('product/coal', 'product/anthracite', 'by hand')")
    execute(rason, "insert into entity_redirects values ('product/anthracite', 'product/fuel', 'by hand')")
    export(rason.data, tmp_path / "new", ExportOptions(format="jsonl", since=before))
    changes = [json.loads(line) for line in (tmp_path / "new" / "changes.jsonl").read_text("utf-8").splitlines()]
    (gone,) = [change for change in changes if change["change"] == "gone"]
    assert (gone["key"], gone["successor_id"]) == ("product/coal", "product/fuel")


def test_increment_has_the_line_of_an_article_whose_mention_alone_changed(rason: Corpus, tmp_path: Path) -> None:
    before = cursor_of(rason)
    execute(rason, "delete from mentions where text = 'coal'")
    package = export(rason.data, tmp_path / "new", ExportOptions(format="jsonl", since=before))
    rows = {resource["path"]: resource["records"] for resource in package["resources"]}
    assert (rows["articles.jsonl"], rows["entities.jsonl"], rows["changes.jsonl"]) == (1, 0, 1)


@pytest.mark.parametrize("format", FORMATS)
def test_increment_of_nothing_changes_nothing(rason: Corpus, tmp_path: Path, format: str) -> None:
    full = export(rason.data, tmp_path / "full", ExportOptions(format=format))
    before = contents(tmp_path / "full")
    since = full["jangmadang"]["cursor"]
    export(rason.data, tmp_path / "new", ExportOptions(format=format, since=since))
    apply(tmp_path / "full", tmp_path / "new")
    assert contents(tmp_path / "full") == before


def test_increment_of_another_form_is_refused(rason: Corpus, tmp_path: Path) -> None:
    cursor = export(rason.data, tmp_path / "full", ExportOptions(text=False))["jangmadang"]["cursor"]
    export(rason.data, tmp_path / "new", ExportOptions(text=True, since=cursor))
    with pytest.raises(Abort, match="text False"):
        apply(tmp_path / "full", tmp_path / "new")


def test_increment_that_leaves_a_gap_is_refused(rason: Corpus, tmp_path: Path) -> None:
    export(rason.data, tmp_path / "full", ExportOptions())
    execute(rason, "insert into outlets(id, name) values ('wire', 'Wire')")
    later = cursor_of(rason)
    export(rason.data, tmp_path / "new", ExportOptions(since=later))
    with pytest.raises(Abort, match="is for one at"):
        apply(tmp_path / "full", tmp_path / "new")


def test_increment_is_not_applied_to_an_increment(rason: Corpus, tmp_path: Path) -> None:
    cursor = cursor_of(rason)
    export(rason.data, tmp_path / "new", ExportOptions(since=cursor))
    with pytest.raises(Abort, match="must be a full export"):
        apply(tmp_path / "new", tmp_path / "new")


# any edits

WORDS = st.text(st.sampled_from("ab 라=+'\"\n\r\u2028,"), max_size=6)
ARTICLES = st.sampled_from([f"{number:016x}" for number in range(4)])
ENTITIES = st.sampled_from(["place/rason", "place/rason-2", "person/kim il", "person/kim", 'x"y', "장마당/1"])
TIMES = st.sampled_from([None, "2026-02-28T23:59:59+00:00", "2026-03-01T00:00:00+00:00", "2026-03-02T09:30:00.5+00:00"])
EDITS = st.one_of(
    st.tuples(st.just("article"), ARTICLES, WORDS, TIMES),
    st.tuples(st.just("no article"), ARTICLES),
    st.tuples(st.just("mention"), ARTICLES, st.integers(0, 12), WORDS, ENTITIES),
    st.tuples(st.just("no mention"), ARTICLES, st.integers(0, 12)),
    st.tuples(st.just("entity"), ENTITIES, WORDS),
    st.tuples(st.just("no entity"), ENTITIES),
    st.tuples(st.just("alias"), ENTITIES, WORDS),
    st.tuples(st.just("no alias"), ENTITIES, WORDS),
    st.tuples(st.just("merge"), ENTITIES, ENTITIES),
    st.tuples(st.just("version"), ARTICLES, TIMES.filter(bool), WORDS),
    st.tuples(st.just("outcome"), WORDS, WORDS),
)


class Editor:
    """Makes edits in a corpus by plain SQL, as no stage would in this order."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def start(self) -> None:
        """Empty the corpus, and forget that it was ever exported."""
        for table in dataset_tables(self.corpus.db):
            execute(self.corpus, f"delete from {table}")
        for path in self.corpus.data.glob(f"{EXPORTS.name}*"):
            path.unlink()

    def edit(self, kind: str, *values: Any) -> None:
        getattr(self, kind.replace(" ", "_"))(*values)

    def _put(self, table: str, **row: Any) -> None:
        execute(
            self.corpus,
            f"insert or replace into {table}({', '.join(row)}) values ({', '.join('?' * len(row))})",
            *row.values(),
        )

    def article(self, key: str, words: str, published: str | None) -> None:
        self._put(
            "articles",
            docid=int(key[:15], 16) + int(key[15], 16),
            id=key,
            url=f"https://wire.example/{key}",
            page_url="",
            outlet="wire",
            title=words,
            text=f"{words} Rason {words}",
            published=published,
            fetched_at="2026-03-03T00:00:00+00:00",
            updated_at="2026-03-03T00:00:00+00:00",
            fingerprint=words,
            text_hash=words,
            method="by hand",
        )

    def no_article(self, key: str) -> None:
        execute(self.corpus, "delete from articles where id = ?", key)

    def mention(self, article: str, start: int, words: str, entity: str) -> None:
        self._put(
            "mentions",
            id=f"{article}-text{start}",
            article_id=article,
            field="text",
            start=start,
            end=start + 3,
            text=words,
            label="PLACE",
            sent_start=0,
            sent_end=20,
            source="by hand",
            score=0.5,
            entity_id=entity,
            pipeline="by-hand-1",
        )

    def no_mention(self, article: str, start: int) -> None:
        execute(self.corpus, "delete from mentions where id = ?", f"{article}-text{start}")

    def entity(self, key: str, name: str) -> None:
        self._put("entities", id=key, label="PLACE", name=name, status="known", lat=len(name) / 3)

    def no_entity(self, key: str) -> None:
        execute(self.corpus, "delete from entities where id = ?", key)

    def alias(self, key: str, alias: str) -> None:
        self._put("entity_aliases", entity_id=key, alias=alias, script="latin", source="seen")

    def no_alias(self, key: str, alias: str) -> None:
        execute(self.corpus, "delete from entity_aliases where entity_id = ? and alias = ?", key, alias)

    def merge(self, key: str, successor: str) -> None:
        self.no_entity(key)
        self._put("entity_redirects", id=key, successor_id=successor)

    def version(self, article: str, at: str, words: str) -> None:
        self._put("article_versions", article_id=article, fetched_at=at, title="", text=words, fingerprint=words)

    def outcome(self, url: str, reason: str) -> None:
        self._put("outcomes", stage="extract", url=url, reason=reason, at="2026-03-03T00:00:00+00:00")


@pytest.fixture
def editor(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor over a corpus; what a power cut leaves is not the matter here, and fsync takes most of the time."""
    monkeypatch.setattr("os.fsync", lambda descriptor: None)
    return Editor(corpus)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(EDITS, max_size=10), min_size=2, max_size=3), text=st.booleans())
def test_increments_applied_to_an_old_export_give_the_full_export(
    editor: Editor, tmp_path: Path, format: str, steps: list[list[Any]], text: bool
) -> None:
    first, *later = steps
    editor.start()
    data, old, step, fresh = editor.corpus.data, tmp_path / "old", tmp_path / "step", tmp_path / "fresh"
    for folder in (old, step, fresh):
        shutil.rmtree(folder, ignore_errors=True)
    for edit in first:
        editor.edit(*edit)
    cursor = export(data, old, ExportOptions(format=format, text=text))["jangmadang"]["cursor"]
    for edits in later:
        for edit in edits:
            editor.edit(*edit)
        export(data, step, ExportOptions(format=format, text=text, since=cursor))
        cursor = apply(old, step)["jangmadang"]["cursor"]
    export(data, fresh, ExportOptions(format=format, text=text))
    if format == "parquet":
        assert rows_of(old) == rows_of(fresh)
    else:
        assert contents(old) == contents(fresh)


def rows_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    pq = pytest.importorskip("pyarrow.parquet")
    paths = sorted(folder.rglob("*.parquet"))
    return {path.relative_to(folder).as_posix(): pq.read_table(path, partitioning=None).to_pylist() for path in paths}
