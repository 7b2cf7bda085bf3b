"""Sentences that a search finds, as CSV and Word: each with what to cite."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.cli import cli
from corpus.exporters.found_sentences import sentences_file
from corpus.records import article_id
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

RASON = article_id("https://wire.example/rason")
SENTENCE = "Cranes moved coal in Rason on Monday."


@pytest.fixture
def read(rason: Corpus) -> Corpus:
    """Rason's article, after the last stage of a pass."""
    refresh(rason.db)
    return rason


def run(corpus: Corpus, *words: str | Path) -> Result:
    result = CliRunner().invoke(cli, [*map(str, words), "--data", str(corpus.data)])
    assert result.exit_code == 0, result.output
    return result


def test_a_search_is_a_csv_of_its_sentences(rason: Corpus) -> None:
    (row,) = csv.DictReader(io.StringIO(run(rason, "search", "cranes", "--csv").stdout))
    assert (row["sentence"], row["url"]) == (SENTENCE, "https://wire.example/rason")


def test_two_things_are_read_and_cited_together(read: Corpus, tmp_path: Path) -> None:
    told = run(read, "together", "라선", "product/coal").stdout
    assert SENTENCE in told and "https://wire.example/rason" in told
    (row,) = csv.DictReader(io.StringIO(run(read, "together", "Rason", "product/coal", "--csv").stdout))
    assert (row["sentence"], row["published"][:10]) == (SENTENCE, "2026-03-02")
    (found,) = csv.DictReader(io.StringIO(run(read, "search", "cranes", "--csv").stdout))
    assert found.pop("copies") == "0" and found == row
    (shown,) = json.loads(run(read, "together", "Rason", "product/coal", "--json").stdout)
    assert (shown["sentence"], shown["url"]) == (SENTENCE, row["url"])
    docx = pytest.importorskip("docx")
    for words in (("together", "Rason", "product/coal"), ("search", "cranes")):
        file = tmp_path / f"{words[0]}.docx"
        assert "1 " in run(read, *words, "--word", file).stderr
        texts = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]
        assert SENTENCE in texts and any("https://wire.example/rason" in text for text in texts)


def test_what_may_not_leave_is_cited_alone(read: Corpus) -> None:
    read.db.execute("update articles set noarchive = 1").close()
    file = sentences_file(read.db, "Cranes", [(RASON, SENTENCE), ("0" * 16, "gone")], "md").decode()
    assert SENTENCE not in file and "https://wire.example/rason" in file and "gone" not in file
    assert SENTENCE not in run(read, "search", "cranes", "--csv").stdout
    assert SENTENCE not in run(read, "together", "Rason", "product/coal", "--csv").stdout
