"""The data package and the data dictionary: complete, true, and accepted by Frictionless."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from corpus.exporters import EXPORTERS
from corpus.exporters.contexts import MAX_WORDS, context
from corpus.exporters.folder import PACKAGE_FILE, README_FILE
from corpus.exporters.tables import CONTEXT, DICTIONARY, HIDDEN, dataset_tables
from corpus.schema import CORPUS

Exported = Callable[..., Path]
# what stages and pages keep for themselves; a new table is either here or in dictionary.tsv
INTERNAL = {
    *("furniture", "name_blocks", "names", "progress", "resolve_state", "runs", "story_rulings", "touched_entities"),
    "stage_versions",
    "figure_candidates",
    *("product_places", "recounted_entities", "touched_products", "articles_fts"),
    *(
        "entity_basis",
        "entity_relations",
        "overlays",
        "overlay_entries",
        "bearer_marks",
        "bearers",
        "search_words",
        "search_words_of",
        "articles_terms",
    ),
    *("entity_totals", "entity_totals_made", "name_counts", "dropped_names", "row_counts"),
    *("entity_articles", "entity_keys", "entity_months", "entity_outlets", "co_mentions", "co_mention_counts"),
    "article_openings",
    *(
        "event_keys",
        "event_rulings",
        "touched_stories",
        "touched_articles",
        "touched_activity",
        "waiting_articles",
        "cluster_state",
        "bulk_shards",
    ),
}
PREFIXES = ("_", "sqlite_", "articles_fts_", "stale_")


@pytest.fixture(scope="module")
def schema() -> dict[str, list[str]]:
    """Every table of corpus.db with its columns."""
    db = Database(memory=True)
    CORPUS.apply(db)
    found = {table.name: [column.name for column in table.columns] for table in db.tables}
    db.close()
    return found


def package_of(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
    return package


# the dictionary


def test_every_table_is_in_the_dictionary_or_internal(schema: dict[str, list[str]]) -> None:
    described = {table for table, _ in DICTIONARY}
    assert not described & INTERNAL
    assert [name for name in schema if name not in described | INTERNAL and not name.startswith(PREFIXES)] == []


def test_every_exported_column_is_in_the_dictionary(schema: dict[str, list[str]]) -> None:
    described = {table for table, _ in DICTIONARY}
    columns = {(table, column) for table in described for column in schema[table]}
    assert sorted(columns - HIDDEN - set(DICTIONARY)) == []


def test_dictionary_describes_nothing_that_is_not_there(schema: dict[str, list[str]]) -> None:
    columns = {(table, column) for table, names in schema.items() for column in ("", *names)}
    assert sorted(set(DICTIONARY) - columns - {CONTEXT}) == []
    assert all(type and meaning for type, meaning in DICTIONARY.values())


def test_every_exported_table_has_a_key(schema: dict[str, list[str]]) -> None:
    db = Database(memory=True)
    CORPUS.apply(db)
    for table in dataset_tables(db).values():
        assert set(table.key) <= set(table.names), table.name
    db.close()


def test_readme_has_the_dictionary(exported: Exported) -> None:
    readme = (exported("csv") / README_FILE).read_text("utf-8")
    lines = [(column, meaning) for (table, column), (_, meaning) in DICTIONARY.items() if column]
    assert [
        line for line in lines if line != (CONTEXT[1], DICTIONARY[CONTEXT][1]) and f"| `{line[0]}` |" not in readme
    ] == []
    assert "At most 25 words" not in readme and "First character, in Unicode code points" in readme


# the package


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_package_counts_the_rows(exported: Exported, format: str) -> None:
    folder = exported(format)
    for resource in package_of(folder)["resources"]:
        if format == "jsonl":
            assert resource["records"] == (folder / resource["path"]).read_bytes().count(b"\n")
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"]["primaryKey"]) <= set(names)


def test_package_says_what_it_is_of(exported: Exported) -> None:
    package = package_of(exported("jsonl"))
    ours = package["jangmadang"]
    assert ours["published"] == ["2026-03-02T12:00:00+00:00", "2026-04-30T12:00:00+00:00"]
    assert (ours["pipelines"], ours["extractors"]) == (["by-hand-1"], ["by hand"])
    assert package["sources"] == [{"title": "Wire, The", "path": "https://wire.example/"}]
    assert package["version"] == ours["cursor"] and package["licenses"]


@pytest.fixture
def validate() -> Callable[[Path], dict[str, Any]]:
    """`validate(folder)`: what `frictionless validate` says of its package."""
    command = shutil.which("frictionless", path=str(Path(sys.executable).parent)) or shutil.which("frictionless")
    if not command:
        pytest.skip("frictionless is not installed; it wants an environment of its own: see docs/datasets.md")

    def run(folder: Path) -> dict[str, Any]:
        arguments = [command, "validate", PACKAGE_FILE, "--json"]
        done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    return run


@pytest.mark.parametrize(
    ("format", "text"), [(format, True) for format in EXPORTERS] + [("csv", False), ("jsonl", False)]
)
def test_package_is_valid_for_frictionless(
    exported: Exported, validate: Callable[[Path], dict[str, Any]], format: str, text: bool
) -> None:
    folder = exported(format, text=text)
    report = validate(folder)
    assert report["valid"], [task["errors"][:2] for task in report["tasks"] if not task["valid"]]
    assert report["stats"]["tasks"] == len(package_of(folder)["resources"])


@pytest.mark.parametrize("format", ["csv", "parquet", "geojson"])
def test_damaged_file_is_invalid_for_frictionless(
    exported: Exported, validate: Callable[[Path], dict[str, Any]], format: str
) -> None:
    folder = exported(format)
    path = folder / package_of(folder)["resources"][0]["path"]
    path.write_bytes(path.read_bytes() + b" ")
    assert not validate(folder)["valid"]


# contexts


@given(st.text(st.sampled_from("ab 라中\n."), max_size=300), st.integers(0, 300), st.integers(0, 20), st.data())
def test_context_is_a_short_piece_of_its_sentence(text: str, start: int, length: int, data: st.DataObject) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    sentence = data.draw(st.integers(0, start)), data.draw(st.integers(end, len(text)))
    shown = context(text, start, end, sentence=sentence)
    assert len(shown.split()) <= MAX_WORDS and shown.count("中") <= MAX_WORDS
    assert shown in " ".join(text[slice(*sentence)].split())


def test_context_has_the_mention_in_the_middle() -> None:
    words = [f"w{number}" for number in range(60)]
    text = " ".join(words)
    start = text.index("w30")
    shown = context(text, start, start + 3, sentence=(0, len(text))).split()
    assert shown == words[18:43]


def test_context_at_a_sentences_end_reaches_further_back() -> None:
    words = [f"w{number}" for number in range(60)]
    text = " ".join(words)
    assert context(text, len(text) - 3, len(text), sentence=(0, len(text))).split() == words[-25:]
