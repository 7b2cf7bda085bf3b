"""What goes to stdout is data: whole lines where no terminal reads them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.cli.console import data_console, rows, table
from corpus.store.articles import Corpus
from corpus.store.progress import mark_done, note_version


def test_a_piped_table_folds_no_row() -> None:
    piped = io.StringIO()
    long = "https://outlet.example/" + "a" * 300
    data_console(piped).print(rows(table("address", ">articles"), [(long, 3)]))
    assert piped.getvalue().splitlines()[1].split() == [long, "3"]


@pytest.mark.parametrize("command", ["stats", "status"])
def test_work_of_older_versions_is_counted(tmp_path: Path, command: str) -> None:
    with Corpus(tmp_path) as corpus, corpus.atomic() as db:
        mark_done(db, "facts", [("a", "input"), ("b", "input")], version="facts-1")
        note_version(db, "facts", "facts-2")
        db.execute("insert into runs(id, started_at, status, report) values ('r', '2026-03-02', 'ok', '{}')")
    result = CliRunner().invoke(cli, [command, "--data", str(tmp_path)], catch_exceptions=False)
    assert "done by an older version: facts 2; `jangmadang run --stale --budget 20m`" in result.output
