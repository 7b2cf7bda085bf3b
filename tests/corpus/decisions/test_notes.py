"""Notes: a file that outlives the corpus; collections as files to cite from; the pages and the command that write."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.data_dir import DataDir
from corpus.decisions.kept import kept, new_note
from corpus.decisions.notes import Note, add_note, forget_articles, read_notes, remove_note
from corpus.exporters.collection import WITHHELD, collection_file
from corpus.records import Abort, Article
from corpus.store.articles import Corpus

SENTENCE = "Cranes moved coal in Rason on Monday."


@pytest.fixture
def note(rason: Corpus) -> Note:
    """A sentence kept in a collection, in the file."""
    article = rason.db.execute("select id from articles").fetchone()[0]
    new = new_note(rason.db, f"article:{article}", SENTENCE)
    new = replace(
        new, collection="항구 & ports", note="=1+1", tags="coal, doubtful coal", at="2026-03-04T00:00:00+00:00"
    )
    add_note(rason.data, new)
    return new


def test_note_is_read_as_it_was_written_and_only_it_is_removed(rason: Corpus, note: Note) -> None:
    other = new_note(rason.db, "entity:라선")
    assert (other.about, other.title) == ("entity:place/rason", "Rason")
    add_note(rason.data, other)
    assert read_notes(rason.data) == (note, other)
    assert note.tag_list == ("coal", "doubtful")
    assert remove_note(rason.data, note.id)
    assert not remove_note(rason.data, note.id)
    assert read_notes(rason.data) == (other,)
    assert DataDir(rason.data).notes.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("line", ["a,b\n", "about,quote\nplace/rason,x\n"])
def test_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path, line: str) -> None:
    DataDir(tmp_path).notes.write_text(line, "utf-8")
    with pytest.raises(Abort):
        add_note(tmp_path, Note(collection="", about="entity:x"))
    assert DataDir(tmp_path).notes.read_text("utf-8") == line


def test_what_is_not_there_makes_no_note(rason: Corpus) -> None:
    article = rason.db.execute("select id from articles").fetchone()[0]
    with pytest.raises(ValueError, match="no such sentence"):
        new_note(rason.db, f"article:{article}", "Cranes moved gold in Rason on Monday.")
    for about in ("article:nowhere", "entity:Nowhereville", "Rason"):
        with pytest.raises(LookupError):
            new_note(rason.db, about)


def test_sentence_is_found_again_in_a_corpus_made_anew(
    note: Note, tmp_path: Path, article: Callable[..., Article]
) -> None:
    (tmp_path / "anew").mkdir()
    with Corpus(tmp_path / "anew") as anew:
        assert [one.state for one in kept(anew.db, [note])] == ["gone"]
        text = f"A line more.\n{SENTENCE.replace(' coal', chr(10) + 'coal')} The rest."
        again = article(text=text, title="Rason port busy")
        anew.save_article(again, page_url=again.url)
        (one,) = kept(anew.db, [replace(note, about="article:0000000000000000")])
        assert (one.state, one.title, one.link.partition("?")[0]) == (
            "stands",
            "Rason port busy",
            f"/article/{again.id}",
        )
        assert one.at is not None
        assert " ".join(text[one.at[1] : one.at[2]].split()) == SENTENCE
        (edited,) = kept(anew.db, [replace(note, quote="Cranes moved gold.")])
        assert edited.state == "edited"


def test_files_cite_the_sentence_with_outlet_date_and_address(rason: Corpus, note: Note) -> None:
    found = kept(rason.db, [note])
    text = collection_file("항구 & ports", found, "md").decode()
    assert "# 항구 & ports" in text
    assert f"> {SENTENCE}" in text
    assert "wire, Rason port busy again, 2026-03-02, <https://wire.example/rason>" in text
    (row,) = csv.DictReader(io.StringIO(collection_file("c", found, "csv").decode("utf-8-sig")))
    assert (row["quote"], row["url"], row["state"], row["note"]) == (SENTENCE, note.url, "stands", "'=1+1")


def test_word_file_holds_the_same(rason: Corpus, note: Note) -> None:
    docx = pytest.importorskip("docx")
    body = collection_file("항구", kept(rason.db, [note]), "docx")
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(body)).paragraphs]
    cited = "wire, “Rason port busy again”, 2026-03-02, https://wire.example/rason"
    assert texts == ["항구", SENTENCE, cited, "=1+1", "Tags: coal, doubtful"]


def test_sentence_of_a_page_that_asks_not_to_be_archived_leaves_in_no_file(rason: Corpus, note: Note) -> None:
    rason.db.execute("update articles set noarchive = 1").close()
    found = kept(rason.db, [note])
    for form in ("md", "csv"):
        assert SENTENCE not in collection_file("c", found, form).decode()
    assert WITHHELD in collection_file("c", found, "csv").decode()


def test_command_adds_lists_exports_and_removes(rason: Corpus) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, ["notes", *words, "--data", str(rason.data)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    article = rason.db.execute("select id from articles").fetchone()[0]
    key = run("add", f"article:{article}", "--collection", "Ports", "--quote", SENTENCE).strip()
    assert run("list").split() == ["1", "Ports"]
    assert SENTENCE in run("list", "Ports")
    assert f"> {SENTENCE}" in run("export", "Ports")
    run("remove", key)
    assert run("list") == ""
    assert CliRunner().invoke(cli, ["notes", "list", "Ports", "--data", str(rason.data)]).exit_code != 0


def test_what_was_cited_of_an_article_goes_and_an_analysts_words_stay(rason: Corpus, note: Note) -> None:
    own = replace(note, note="To be asked again.", tags="coal")
    other = replace(note, about="article:another", url="https://k.example/other", quote="Something else.")
    for each in (replace(note, note="", tags=""), own, other):
        add_note(rason.data, each)
    assert forget_articles(rason.data, frozenset([note.key]), frozenset([note.url])) == 3
    bare = {"quote": "", "title": "", "url": ""}
    assert read_notes(rason.data) == (other, replace(note, **bare), replace(own, **bare))
    assert [note.quote in path.read_text("utf-8") for path in rason.data.glob("notes.csv*")] == [False]
    assert forget_articles(rason.data, frozenset([note.key]), frozenset([note.url])) == 0
