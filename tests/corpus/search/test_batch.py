"""Many queries at once: a row for each, whatever it finds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from corpus.cli import cli
from corpus.search.batch import queries_of, search_batch
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh


def test_each_query_has_its_row(rason: Corpus) -> None:
    refresh(rason.db)
    rows = list(search_batch(rason.db, ["Raseon", "cement", "cemnet", "Atlantis"]))
    assert [(row.query, row.articles) for row in rows] == [("Raseon", 1), ("cement", 1), ("cemnet", 0), ("Atlantis", 0)]
    assert rows[0].entities == ("place/rason",)
    assert rows[0].sentence == "Cranes moved coal in Rason on Monday."
    assert rows[2].meant == ("cement",)


def test_longer_names_that_no_row_shows_are_not_looked_for(rason: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(rason.db)
    monkeypatch.delattr("corpus.search.did_you_mean.names_begun")
    assert [row.articles for row in search_batch(rason.db, ["Rason", "coal"])] == [1, 1]


@given(st.lists(st.text(alphabet="ab#\ufeff \t", max_size=6), max_size=8))
def test_queries_are_the_lines_that_say_something(lines: list[str]) -> None:
    found = queries_of(lines)
    assert len(set(found)) == len(found)
    assert all(query and query == query.strip() and not query.startswith("#") for query in found)
    assert {line.strip() for line in lines if "\ufeff" not in line and line.strip() and "#" not in line} <= set(found)


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_list_in_a_file_gives_a_table(rason: Corpus, tmp_path: Path, form: str) -> None:
    (tmp_path / "names.txt").write_text("\ufeffRason\n\n# later\n라선\nRason\n", "utf-8")
    done = CliRunner().invoke(cli, ["search", "--batch", str(tmp_path / "names.txt"), "--data", str(rason.data), form])
    assert done.exit_code == 0, done.output
    rows = json.loads(done.output) if form == "--json" else list(csv.DictReader(io.StringIO(done.output)))
    assert [(row["query"], int(row["articles"])) for row in rows] == [("Rason", 1), ("라선", 1)]


def test_what_is_no_list_is_said_in_one_line(rason: Corpus, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_bytes(b"\xff\xfeR\x00")
    for arguments in (["--batch", str(tmp_path / "names.txt")], ["--batch", "-", "coal"], []):
        done = CliRunner().invoke(cli, ["search", *arguments, "--data", str(rason.data)])
        assert done.exit_code == 2
        assert done.output.count("\n") <= 4
        assert "Traceback" not in done.output
