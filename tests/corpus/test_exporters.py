"""Every format holds every row, and an export that fails leaves the old one whole."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus import exporters
from corpus.exporters import EXPORTERS, export
from corpus.exporters.csv_tables import safe_cell
from corpus.store import Corpus


@pytest.mark.parametrize("format", EXPORTERS)
def test_export_writes_the_files_it_counts_and_nothing_else(rason: Corpus, tmp_path: Path, format: str) -> None:
    counts = export(rason.db, tmp_path / "out", format=format)
    assert sorted(counts) == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_jsonl_holds_an_article_with_its_mentions_a_line(rason: Corpus, tmp_path: Path) -> None:
    export(rason.db, tmp_path / "out", format="jsonl")
    (line,) = (tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()
    article = json.loads(line)
    fields = {"text": article["text"], "title": article["title"]}
    assert len(article["mentions"]) == 4
    assert all(fields[m["field"]][m["start"] : m["end"]] == m["text"] for m in article["mentions"])


def test_csv_reads_back_to_the_same_rows(rason: Corpus, tmp_path: Path) -> None:
    export(rason.db, tmp_path / "out", format="csv")
    with (tmp_path / "out" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [row["id"] for row in rason.db.query("select id from mentions order by id")]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1"])
def test_csv_cell_is_never_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


def test_plain_cells_are_left_alone() -> None:
    assert [safe_cell(value) for value in ("Rason", 3, None, "a=b")] == ["Rason", 3, None, "a=b"]


def test_export_that_fails_leaves_the_old_one_whole(
    rason: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(rason.db, tmp_path / "out", format="jsonl")
    before = (tmp_path / "out" / "articles.jsonl").read_bytes()

    class Broken:
        @staticmethod
        def write(db: Database, folder: Path) -> dict[str, int]:
            (folder / "articles.jsonl").write_text("half a li")
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporters, "import_module", lambda name: Broken)
    with pytest.raises(OSError, match="No space"):
        export(rason.db, tmp_path / "out", format="jsonl")
    assert (tmp_path / "out" / "articles.jsonl").read_bytes() == before
