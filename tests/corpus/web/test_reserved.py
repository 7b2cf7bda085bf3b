"""The text of a page that asks not to be archived is shown here, and leaves in no form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from corpus.data_dir import DataDir
from corpus.exporters import EXPORTERS, ExportOptions, export
from corpus.read.article import view_article
from corpus.records import Article, Mention, RawPage
from corpus.search.news import News, message
from corpus.search.saved import SavedSearch
from corpus.store.articles import Corpus
from corpus.store.leaving import hidden, leaving
from corpus.store.page_archive import PageArchive
from corpus.store.reader import open_readonly
from corpus.store.summaries import refresh
from tests import forked_commands
from tests.corpus.web.conftest import Desk, open_desk

SECRET = "Lorries with potash fertilizer queued at the Rason depot on Friday, a resident told the quarterly."
EARLIER = "Lorries with urea fertilizer queued at the Rason depot on Friday, a resident told the quarterly."
URL = "https://quiet.example/depot"


@pytest.fixture
def quiet(rason: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Beside the report from Rason an article, once edited, whose page asks not to be archived."""
    found = article(url=URL, text=SECRET, title="Queue at a depot", outlet="quiet", noarchive=True,
                    captions=("Lorries with potash waiting at the gate of the depot",))  # fmt: skip
    earlier = replace(found, text=EARLIER, fetched_at=found.fetched_at.replace(day=2))
    rason.save_article(found, page_url=found.url, earlier=[earlier])
    rason.save_mentions(found.id, [mention(SECRET, "Rason", "PLACE")], pipeline="by-hand-1")
    rason.db.execute("update mentions set entity_id = 'place/rason' where text = 'Rason'").close()
    with PageArchive(rason.data) as archive:
        for url, noarchive in ((URL, True), ("https://wire.example/rason", False)):
            # fmt: off
            archive.save_page(RawPage(url=url, outlet="x", fetched_at=found.fetched_at, noarchive=noarchive,
                                      body=f"<p>{SECRET if noarchive else 'Cranes moved coal'}</p>".encode()))
    # fmt: on
    refresh(rason.db)
    return rason


@pytest.fixture
def desk(quiet: Corpus) -> Iterator[Desk]:
    yield from open_desk(quiet)


def tells(text: str) -> bool:
    """Whether a text holds more of it than single words, which the list for those who mistype one has."""
    return any(words in text for words in ("with potash", "with urea", "a resident told", "at the gate"))


def everything_in(folder: Path) -> str:
    """All bytes of a folder's files, those of gzip members and Parquet pages unpacked."""
    import gzip

    import pyarrow.parquet as pq

    found = []
    for path in folder.rglob("*"):
        if path.suffix == ".gz":
            found.append(gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
        elif path.suffix == ".parquet":
            found.append(str(pq.read_table(path, partitioning=None).to_pylist()))
        elif path.is_file():
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_no_export_has_it(quiet: Corpus, tmp_path: Path, format: str) -> None:
    if EXPORTERS[format].extra:
        pytest.importorskip({"ftm": "followthemoney", "parquet": "pyarrow", "warc": "warcio"}[format])
    export(quiet.data, tmp_path / "out", ExportOptions(format=format))
    found = everything_in(tmp_path / "out")
    assert not tells(found)
    if format in ("jsonl", "csv", "parquet", "sqlite", "ftm"):
        assert URL in found, "the article itself is there, with its address"
        assert "Cranes moved coal" in found, "and so is the text of the others"
    if format == "warc":
        assert "Cranes moved coal" in found and URL not in found


def test_an_increment_takes_away_what_was_marked_later(quiet: Corpus, tmp_path: Path) -> None:
    quiet.db.execute("update articles set noarchive = 0").close()
    package = export(quiet.data, tmp_path / "whole", ExportOptions(format="jsonl"))
    assert tells(everything_in(tmp_path / "whole"))
    quiet.db.execute("update articles set noarchive = 1 where url = ?", [URL]).close()
    cursor = package["jangmadang"]["cursor"]
    export(quiet.data, tmp_path / "news", ExportOptions(format="jsonl", since=cursor))
    changes = (tmp_path / "news" / "changes.jsonl").read_text("utf-8")
    assert '"articles"' in changes and '"article_versions"' in changes
    assert not tells(everything_in(tmp_path / "news"))


@pytest.mark.parametrize("path", [
    "/article/{id}.json", "/article/{id}.csv", "/search.json?q=Rason", "/search.csv?q=Rason", "/search.atom?q=Rason",
    "/entity/place/rason.json", "/entity/place/rason.atom", "/changes.json", "/changes.csv", "/changes.atom",
    "/corpus/articles.json?_shape=array", "/corpus/article_versions.json?_shape=array", "/corpus/articles.csv",
    "/corpus.json?sql=" + quote("select text || '' as t, captions from main.articles"),
])  # fmt: skip
def test_no_address_of_the_desk_gives_it_away(quiet: Corpus, desk: Desk, article, path: str) -> None:
    answer = desk.get(path.replace("{id}", article(url=URL).id))
    assert answer.status_code == 200, answer.text
    assert not tells(answer.text)


def test_the_desk_itself_shows_it(quiet: Corpus, desk: Desk, article) -> None:
    from corpus.web.bounded import lane

    token = lane.set("pages")
    try:
        assert "potash" in desk.get(f"/article/{article(url=URL).id}").text
        assert "potash" in desk.get("/search?q=Rason").text
    finally:
        lane.reset(token)


@pytest.mark.parametrize("arguments", [("search", "Rason"), ("entity", "Rason"), ("changes",)])
def test_no_command_prints_it_as_json_and_each_shows_it(quiet: Corpus, arguments: tuple[str, ...]) -> None:
    def run(*more: str) -> str:
        done = forked_commands.run(*arguments, *more, "--data", str(quiet.data))
        assert done.returncode == 0, done.stderr
        return done.stdout

    document = run("--json")
    json.loads(document)
    assert not tells(document)
    assert "Cranes" in document or arguments == ("changes",)
    assert tells(run())


def test_an_alert_has_the_headline_and_no_sentence(quiet: Corpus) -> None:
    from corpus.search.hits import find, read_hits
    from corpus.search.query import Query

    with open_readonly(DataDir(quiet.data).corpus) as db:
        hits = read_hits(db, find(db, Query(text="Rason"))).hits
    said = message(News(search=SavedSearch(name="R", query="q=Rason", notify=""), hits=hits))
    assert "Queue at a depot" in said and "Cranes moved coal" in said
    assert not tells(said)


def test_tables_are_hidden_within_the_block_alone(quiet: Corpus) -> None:
    with open_readonly(DataDir(quiet.data).corpus) as db:
        with hidden(db):
            assert db.execute("select text, captions, removed from articles where url = ?", [URL]).fetchone() == (
                "", "", "[]",
            )  # fmt: skip
            assert db.execute("select count(*) from article_versions where text != ''").fetchone() == (0,)
        assert db.execute("select text from articles where url = ?", [URL]).fetchone() == (SECRET,)


def test_what_is_not_reserved_leaves_as_it_is(quiet: Corpus, article) -> None:
    found = article()
    assert leaving(found) == found
    assert leaving({"a": [found, 1], "b": ("x",)}) == {"a": [found, 1], "b": ("x",)}


def test_the_cells_of_its_tables_stay_here_too(quiet: Corpus) -> None:
    with quiet.atomic():
        quiet.db.execute(
            "insert into article_tables select id, 0, 'text', '', '', 0, ?, '[]', 0, 9 from articles where url = ?",
            [json.dumps([["potash", "with potash"]]), URL],
        ).close()
    with open_readonly(DataDir(quiet.data).corpus) as db:
        key = db.execute("select id from articles where url = ?", [URL]).fetchone()[0]
        view = view_article(db, key)
    assert view is not None
    assert tells(str(view.tables))
    assert not tells(str(leaving(view).tables))
