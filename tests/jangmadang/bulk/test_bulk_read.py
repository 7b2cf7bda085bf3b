"""Shards read in this process: whole or not at all, the same however they are read, and what fails is named."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus.exporters.tables import DICTIONARY
from corpus.records import Abort
from crawler.intake.importing import ImportOptions, import_paths
from jangmadang.bulk.many_shards import bulk_read
from jangmadang.bulk.one_shard import ReadOptions
from jangmadang.bulk.shard_files import whole_shards
from jangmadang.bulk.shard_list import list_shards

PLAIN = ReadOptions(learn=False)


def read(tmp_path: Path, sources: list[str], options: ReadOptions = PLAIN, **given):
    return bulk_read(sources, tmp_path / "shards", options, data=tmp_path / "data", **given)


def rows(folder: Path, table: str) -> list[dict]:
    found = [row for path in sorted(folder.glob(f"*/{table}.parquet")) for row in pq.read_table(path).to_pylist()]
    return sorted(found, key=repr)


def test_each_shard_becomes_a_folder_in_the_columns_of_exports(tmp_path, three_shards):
    report = read(tmp_path, three_shards)
    assert (report.shards, report.done, report.failed, report.damaged) == (3, 3, {}, {})
    assert report.counts["read"] == 8 and report.counts["sieved"] == 1 and report.counts["articles"] == 7
    folders = whole_shards(tmp_path / "shards")
    assert [folder.name.partition("-")[0] for folder in folders] == ["first", "second", "third"]
    articles = rows(tmp_path / "shards", "articles")
    assert {name for row in articles for name in row} <= {column for table, column in DICTIONARY if table == "articles"}
    assert any(mention["text"] == "Dandong" for mention in rows(tmp_path / "shards", "mentions"))
    manifest = json.loads((folders[2] / "manifest.json").read_text())
    assert (manifest["read"], manifest["sieved"], manifest["rows"]["articles"]) == (2, 1, 1)
    assert len(manifest["source_digest"]) == 64 and manifest["versions"].keys() == {"extract", "tag"}


def test_what_is_done_is_skipped_and_what_cannot_be_read_is_named_each_time(tmp_path, three_shards):
    broken = tmp_path / "archive" / "broken.warc.gz"
    broken.write_bytes(b"no archive at all\n" * 9)
    cut = tmp_path / "archive" / "cut.warc.gz"
    cut.write_bytes(Path(three_shards[1]).read_bytes()[:-300])
    first = read(tmp_path, [*three_shards, str(broken), str(cut)])
    again = read(tmp_path, [*three_shards, str(broken), str(cut)])
    assert (first.done, first.skipped) == (4, 0) and (again.done, again.skipped) == (0, 4)
    for report in (first, again):
        assert [*report.failed] == [str(broken)] and "no record begins" in report.failed[str(broken)]
        assert [*report.damaged] == [str(cut)]
    assert [path for path in (tmp_path / "shards").iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
def test_killed_read_leaves_whole_shards_and_goes_on(tmp_path, three_shards, kill_at):
    out = tmp_path / "shards"
    command = ["bulk", "read", *three_shards, "--out", str(out), "--no-learn", "--data", str(tmp_path / "data")]
    kill_at("jangmadang.bulk.one_shard:put_in_place", 2, *command)
    assert len(whole_shards(out)) == 1
    report = read(tmp_path, three_shards)
    assert (report.done, report.skipped) == (2, 1)
    other = bulk_read(three_shards, tmp_path / "whole", PLAIN, data=tmp_path / "data")
    assert other.done == 3
    for table in ("articles", "mentions", "outcomes", "article_tables", "pages"):
        assert rows(out, table) == rows(tmp_path / "whole", table)
    assert {path.name for path in out.iterdir()} == {path.name for path in (tmp_path / "whole").iterdir()}


def test_a_folder_holds_shards_read_alike(tmp_path, three_shards):
    read(tmp_path, three_shards[:1])
    with pytest.raises(Abort, match="other options"):
        read(tmp_path, three_shards, ReadOptions(learn=False, sieve=False))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.doc").touch()
    with pytest.raises(Abort, match="holds other files"):
        bulk_read(three_shards, tmp_path / "other", PLAIN, data=tmp_path / "data")


def test_lists_name_files_beside_them_or_below_a_base(tmp_path, three_shards):
    listed = tmp_path / "archive" / "warc.paths"
    listed.write_text("# of March\nfirst.warc.gz\nsecond.warc.gz\n")
    beside = list_shards([str(listed)])
    assert [shard.source for shard in beside] == three_shards[:2]
    assert [shard.name for shard in beside] == [shard.name for shard in list_shards([*three_shards[:2]])]
    remote = list_shards([str(listed)], base="https://data.example.org/crawl")
    assert [shard.source for shard in remote] == [
        f"https://data.example.org/crawl/{name}.warc.gz" for name in ("first", "second")
    ]
    assert [shard.source for shard in list_shards([str(tmp_path / "archive")])] == three_shards
    with pytest.raises(Abort, match="twice"):
        list_shards([*three_shards, three_shards[0]])
    with pytest.raises(Abort, match="there is no"):
        list_shards([str(tmp_path / "missing.warc.gz")])


@pytest.mark.slow
def test_parquet_and_a_data_directory_are_read_as_their_pages_are(tmp_path, three_shards, make_page):
    import_paths(tmp_path / "old", [Path(path) for path in three_shards], ImportOptions())
    read(tmp_path, three_shards)
    bulk_read([str(tmp_path / "old")], tmp_path / "of-old", PLAIN, data=tmp_path / "data")
    fields = ("id", "title", "text", "outlet", "published")
    by_time = sorted(rows(tmp_path / "shards", "articles"), key=lambda row: row["updated_at"])
    newest = {row["id"]: row for row in by_time}
    of_old = rows(tmp_path / "of-old", "articles")
    assert {tuple(row[name] for name in fields) for row in of_old} == {
        tuple(row[name] for name in fields) for row in newest.values()
    }
    pages = [{"url": f"https://paper.example/p/{n}", "html": make_page(n), "note": n} for n in range(2)]
    pq.write_table(pa.Table.from_pylist(pages), tmp_path / "pages.parquet")
    report = bulk_read([str(tmp_path / "pages.parquet")], tmp_path / "of-parquet", PLAIN, data=tmp_path / "data")
    assert report.counts["articles"] == 2


@pytest.mark.slow
def test_furniture_is_learned_over_all_shards_whatever_their_order(tmp_path, three_shards):
    learn = ReadOptions(learn=True)
    for name, sources in (("one", three_shards), ("other", three_shards[::-1])):
        bulk_read(sources, tmp_path / name, learn, data=tmp_path / "data")
    texts = [[(row["id"], row["text"]) for row in rows(tmp_path / name, "articles")] for name in ("one", "other")]
    assert texts[0] == texts[1] and len(texts[0]) == 7
    assert not any("readers of this newspaper" in text for _, text in texts[0])
    settled = [sorted(path.read_text() for path in (tmp_path / name / ".learned/settled").iterdir()) for name in
               ("one", "other")]  # fmt: skip
    assert settled[0] == settled[1] and len(settled[0]) == 1
    read(tmp_path, three_shards)
    assert any("readers of this newspaper" in row["text"] for row in rows(tmp_path / "shards", "articles"))


def test_pages_that_ask_not_to_be_archived_are_left_out(tmp_path, make_warc):
    body = (
        '<html><head><meta name="robots" content="noarchive"><title>A</title></head><p>Coal left Nampho. ' + "x " * 90
    )
    path = make_warc(tmp_path / "a.warc.gz", {"https://paper.example/a": body})
    report = read(tmp_path, [str(path)])
    assert report.counts["reserved"] == 1 and report.counts["articles"] == 0
