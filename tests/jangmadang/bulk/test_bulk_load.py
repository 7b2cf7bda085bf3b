"""Shards loaded: the same corpus as of an ordinary import and run, whatever was there, however often."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import Abort
from corpus.store.articles import Corpus
from corpus.store.extraction import outdated_pages, pages_to_extract
from corpus.store.page_archive import PageArchive
from corpus.store.progress import outdated_counts
from corpus.store.stage import StageOptions
from crawler.intake.importing import ImportOptions, import_paths
from extract.stages.extract_and_tag import extract_pending, tag_pending
from jangmadang.bulk.many_shards import bulk_read
from jangmadang.bulk.one_shard import ReadOptions
from jangmadang.bulk.shard_loading import bulk_load

STAGES = StageOptions(processes=1, learn=False)


@pytest.fixture
def shards(tmp_path, three_shards) -> Path:
    options = ReadOptions(sieve=False, learn=False, bodies=True)
    bulk_read(three_shards, tmp_path / "shards", options, data=tmp_path / "data")
    return tmp_path / "shards"


@pytest.fixture
def ordinary(tmp_path, three_shards) -> Path:
    data = tmp_path / "ordinary"
    import_paths(data, [Path(path) for path in three_shards], ImportOptions())
    work(data)
    return data


def work(data: Path) -> int:
    """How many pages the stages still had to read."""
    report = extract_pending(data, STAGES)
    tag_pending(data, STAGES)
    return report.done


def test_loaded_shards_are_what_an_import_and_a_run_give(tmp_path, shards, ordinary, rows_of_data):
    data = tmp_path / "data"
    report = bulk_load(shards, data)
    assert (report.shards, report.loaded, report.pending) == (3, 3, 1)
    assert work(data) == 1  # the page that two shards have: its article is made of both bodies
    assert rows_of_data(data) == rows_of_data(ordinary)
    again = bulk_load(shards, data)
    assert (again.loaded, again.known, again.articles) == (0, 3, 0)
    assert rows_of_data(data) == rows_of_data(ordinary) and work(data) == 0


def test_load_over_what_is_there_doubles_nothing(tmp_path, shards, ordinary, rows_of_data):
    before = rows_of_data(ordinary)
    report = bulk_load(shards, ordinary)
    assert report.loaded == 3 and report.articles == 0
    assert rows_of_data(ordinary) == before and work(ordinary) == 0


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 4, 6])
def test_killed_load_goes_on_and_ends_the_same(tmp_path, shards, ordinary, rows_of_data, kill_at, count):
    data = tmp_path / "killed"
    kill_at("jangmadang.bulk.shard_loading:save_tagged", count, "bulk", "load", str(shards), "--data", str(data))
    with Corpus(data) as corpus:  # whole shards, and nothing of the one that was on its way
        loaded = {row[0] for row in corpus.db.execute("select shard from bulk_shards").fetchall()}
        assert bool(loaded) == bool(corpus.db.execute("select count(*) from articles").fetchone()[0])
    report = bulk_load(shards, data)
    assert report.known == len(loaded) and report.loaded == 3 - len(loaded)
    work(data)
    assert rows_of_data(data) == rows_of_data(ordinary)


def test_newer_extraction_replaces_an_older_one_and_no_older_one_a_newer(tmp_path, shards, ordinary):
    with Corpus(ordinary) as corpus, corpus.atomic() as db:
        old = "update progress set version = 'old', at = '2020-01-01T00:00:00+00:00' where article_id < '8'"
        db.execute(old).close()
        db.execute(
            "update progress set version = 'new', at = '2120-01-01T00:00:00+00:00' where article_id >= '8'"
        ).close()
    bulk_load(shards, ordinary)
    with Corpus(ordinary) as corpus:
        rows = "select article_id < '8', version from progress where stage = 'extract'"
        found = set(corpus.db.execute(rows).fetchall())
        old = "select count(*) from progress where stage = 'extract' and version = 'old'"
        twice = corpus.db.execute(old).fetchone()[0]
    assert (0, "new") in found and len({version for early, version in found if not early}) == 1
    assert twice <= 1  # that of the page with two bodies, which `extract --stale` reads


def test_shards_without_bodies_are_marked_and_passed_over(tmp_path, three_shards, ordinary):
    options = ReadOptions(sieve=False, learn=False)
    bulk_read(three_shards, tmp_path / "bare", options, data=tmp_path / "data")
    data = tmp_path / "loaded"
    bulk_load(tmp_path / "bare", data)
    with Corpus(data) as corpus, PageArchive(data) as archive, Corpus(ordinary) as other:
        assert archive.count() == 0
        fields = "select id, title, text, language, published from articles order by id"
        assert corpus.db.execute(fields).fetchall() == other.db.execute(fields).fetchall()
        names = "select id, text, label from mentions order by id"
        assert corpus.db.execute(names).fetchall() == other.db.execute(names).fetchall()
        marked = "select count(*) from progress where stage = 'extract' and input glob 'bulk:*'"
        assert corpus.db.execute(marked).fetchone() == (7,)
        assert pages_to_extract(corpus) == [] and outdated_pages(corpus, version="later") == []
        with corpus.atomic() as db:
            db.execute("update stage_versions set version = 'later' where stage = 'extract'").close()
        assert "extract" not in outdated_counts(corpus.db)
    import_paths(data, [Path(three_shards[0])], ImportOptions())  # its pages come after all
    assert work(data) == 3
    before = bulk_load(tmp_path / "bare", data)
    assert before.known == 3


def test_a_damaged_body_is_said_and_nothing_of_its_shard_taken(tmp_path, shards):
    bodies = next(iter(sorted(shards.glob("third*/pages.warc.gz"))))
    bodies.write_bytes(bodies.read_bytes()[:-40])
    with pytest.raises(Abort, match=r"pages\.warc\.gz"):
        bulk_load(shards, tmp_path / "data")
    with Corpus(tmp_path / "data") as corpus:
        assert corpus.db.execute("select count(*) from bulk_shards").fetchone() == (2,)
    with pytest.raises(Abort, match="no whole shard"):
        (tmp_path / "empty").mkdir()
        bulk_load(tmp_path / "empty", tmp_path / "data")


def test_learned_furniture_comes_along_so_that_nothing_is_read_again(tmp_path, three_shards):
    bulk_read(three_shards, tmp_path / "learned", ReadOptions(sieve=False, bodies=True), data=tmp_path / "data")
    data = tmp_path / "data"
    report = bulk_load(tmp_path / "learned", data)
    assert report.articles > 4
    with Corpus(data) as corpus:
        assert corpus.db.execute("select outlet from furniture").fetchall() == [("paper.example",)]
        assert len(pages_to_extract(corpus)) == report.pending == 1
