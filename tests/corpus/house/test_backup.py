"""A backup is one moment of the data, whole or not there; a restore brings all of it or nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.data_dir import DECISIONS, EXPORTS, DataDir
from corpus.house.backing_up import MANIFEST, back_up
from corpus.house.restoring import restore
from corpus.records import Abort
from corpus.run.lock import hold_lock
from crawler.newsroom.loopback import Newsroom
from tests import forked_commands

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_a_file_of_another_kind_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("name\nRason\n")
    with pytest.raises(Abort, match="no backup of this program") as said:
        restore(tmp_path / "data", tmp_path / "m.csv")
    assert "\n" not in str(said.value)


def rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the corpus but its runs and when things were noted."""
    columns = {"outcomes": "stage, url, outlet, reason, detail", "progress": "article_id, stage, version, input"}
    skipped = ("runs", "stage_versions", "_sqlite_migrations", "resolve_state", "cluster_state")  # the index's own mark
    with closing(sqlite3.connect(DataDir(data).corpus)) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {
            table: sorted(db.execute(f"select {columns.get(table, '*')} from {table}"), key=repr)
            for table in tables
            if table not in skipped
        }


def moments(folder: Path) -> dict[str, int]:
    """What a backup holds, after what must hold at every moment of a run was looked at."""
    with closing(sqlite3.connect(DataDir(folder).pages)) as db:
        db.execute("attach ? as corpus", [str(DataDir(folder).corpus)])

        def count(sql: str) -> int:
            return int(db.execute(sql).fetchone()[0])

        for schema in ("main", "corpus"):
            assert db.execute(f"pragma {schema}.integrity_check").fetchall() == [("ok",)]
        # no article lacks its page, no page its body, and a link is kept in the transaction that keeps its page
        assert count("select count(*) from corpus.articles where page_url not in (select url from pages)") == 0
        assert count("select count(*) from fetches where body_hash not in (select hash from bodies)") == 0
        assert count("select count(*) from pages where id not in (select page_id from fetches)") == 0
        kept = "select count(*) from links where state = 'kept' and page_url not in (select url from pages)"
        assert count(kept) == 0
        # an article, its mentions and the note that they are done come in one transaction
        done = "select count(*) from corpus.progress where stage = 'extract'"
        ended = (
            "select count(*) from (select page_url from corpus.articles"
            " union select url from corpus.outcomes where stage = 'extract')"
        )
        assert count(done) == count(ended)
        return {
            "pages": count("select count(*) from pages"),
            "articles": count("select count(*) from corpus.articles"),
            "mentions": count("select count(*) from corpus.mentions"),
        }


@pytest.mark.slow
@pytest.mark.long
def test_backups_while_a_run_writes_are_each_a_moment_of_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Newsroom(scale=12) as newsroom:
        newsroom.robots.update(dict.fromkeys(newsroom.desks, "User-agent: *\nAllow: /\n"))
        newsroom.outlets_dir(DataDir(data).outlets)
        outlets = [part for name in newsroom.desks for part in ("--outlet", name)]
        arguments = ["run", "--data", str(data), "--now", newsroom.now.isoformat(), *outlets]
        run = forked_commands.start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seen = []
        number = 0
        while run.poll() is None:
            if DataDir(data).pages.is_file() and DataDir(data).corpus.is_file():
                folder = tmp_path / f"backup-{number}"
                number += 1
                try:
                    back_up(data, folder)
                except Abort as error:  # the tables of an empty file are being made
                    assert "no such table" in str(error)
                    continue
                try:
                    seen.append(moments(folder))
                except sqlite3.OperationalError as error:
                    assert "no such table" in str(error)
                if len(seen) > 1:
                    shutil.rmtree(folder)
        assert run.returncode in (0, 1)
        for name in ("pages", "articles", "mentions"):  # the moments come in the order of the backups
            counts = [each[name] for each in seen]
            assert counts == sorted(counts)
        assert len({tuple(each.values()) for each in seen}) > 3, "it was looked at while it was written"
        restored = tmp_path / "restored"
        first = next(path for path in sorted(tmp_path.glob("backup-*")))
        restore(restored, first)
        arguments[2] = str(restored)
        forked_commands.run(*arguments)
    assert rows(restored) == rows(data)


@pytest.mark.slow
def test_a_packed_backup_restores_to_the_same_rows(data: Path, tmp_path: Path, command: Command) -> None:
    DataDir(data).decisions.write_text(
        "id,verdict,a,b,label,who,at,why\n1,different,place/rason,place/sunchon,PLACE,me,2026-03-02T00:00:00+00:00,\n"
    )
    assert command("export", str(tmp_path / "dataset")).returncode == 0
    target = tmp_path / "monday.tar.gz"
    assert command("backup", str(target)).returncode == 0
    with tarfile.open(target) as packed:
        names = packed.getnames()
        manifest = json.loads(packed.extractfile(MANIFEST).read())
    assert set(names) == {MANIFEST, *manifest["files"]}
    assert {"corpus.db", "pages.db", "decisions.csv", "outlets/demo_wire.toml"} <= set(names)
    assert EXPORTS.name not in names
    elsewhere = tmp_path / "elsewhere"
    restore(elsewhere, target)
    assert rows(elsewhere) == rows(data)
    assert (elsewhere / DECISIONS.name).read_bytes() == DataDir(data).decisions.read_bytes()


@pytest.mark.slow
def test_a_pass_after_a_restore_ends_as_one_that_was_never_interrupted(
    data: Path, tmp_path: Path, command: Command
) -> None:
    back_up(data, tmp_path / "backup")
    restored = tmp_path / "restored"
    restore(restored, tmp_path / "backup")
    for stage in ("extract", "tag", "resolve", "cluster", "facts", "group"):
        assert forked_commands.run(stage, "--data", str(restored)).returncode == 0
    assert rows(restored) == rows(data)


def test_data_that_is_there_is_replaced_only_when_told(data: Path, tmp_path: Path, command: Command) -> None:
    back_up(data, tmp_path / "backup")
    before = rows(data)
    with closing(sqlite3.connect(DataDir(data).corpus)) as db, db:
        db.execute("delete from mentions")
    refused = command("restore", str(tmp_path / "backup"))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert rows(data) != before
    assert command("restore", str(tmp_path / "backup"), "--replace").returncode == 0
    assert rows(data) == before
    assert not DataDir(data).story_index.exists()


def test_a_damaged_backup_changes_nothing(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    back_up(data, folder)
    with (folder / "pages.db").open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)
        file.seek(5000)
        file.write(bytes([byte[0] ^ 1]))
    before = {path: path.read_bytes() for path in data.rglob("*.db")}
    with pytest.raises(Abort, match=r"pages\.db in the backup is damaged"):
        restore(data, folder, replace=True)
    assert {path: path.read_bytes() for path in data.rglob("*.db")} == before
    assert not list(data.rglob("*.new"))


@pytest.mark.parametrize("name", ["../outside.csv", "outlets/../../outside.toml", "notes.txt", "exports.db"])
def test_a_backup_with_a_strange_name_in_it_is_none(data: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "backup"
    back_up(data, folder)
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    manifest["files"][name] = {"bytes": 1, "sha256": "0" * 64}
    (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(Abort, match="no backup of this program does"):
        restore(tmp_path / "elsewhere", folder)


def test_a_damaged_database_makes_no_backup(data: Path, tmp_path: Path) -> None:
    path = DataDir(data).pages
    with path.open("r+b") as file:
        for page in range(3, path.stat().st_size // 4096):
            file.seek(page * 4096 + 8)
            file.write(b"\xff" * 64)
    with pytest.raises(Abort, match=r"damaged|malformed"):
        back_up(data, tmp_path / "backup")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_no_backup_is_written_over_and_none_is_made_of_nothing(data: Path, tmp_path: Path, command: Command) -> None:
    back_up(data, tmp_path / "backup")
    again = command("backup", str(tmp_path / "backup"))
    assert again.returncode == 2
    assert "is there already" in again.stderr
    with pytest.raises(Abort, match="nothing to back up"):
        back_up(tmp_path / "empty", tmp_path / "other")


@pytest.mark.parametrize("name", ["bk.zip", "monday.tar.bz2", "b.gz"])
def test_a_kind_of_file_that_is_not_written_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Abort, match="no backup is made as"):
        back_up(tmp_path, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_restore_waits_for_no_run(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "backup")
    with (
        hold_lock(DataDir(data).run_lock, for_a="run"),
        pytest.raises(Abort, match="another run is at work"),
    ):
        restore(data, tmp_path / "backup", replace=True)
