"""Opening the two files for reading only."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from corpus import data_dir
from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.schema import CORPUS, PAGES
from corpus.store.database import open_database
from corpus.store.reader import NEWEST, like_text, open_readonly


def test_the_newest_migrations_are_the_last_of_each_file() -> None:
    assert {
        data_dir.CORPUS.name: CORPUS._migrations[-1].name,
        data_dir.PAGES.name: PAGES._migrations[-1].name,
    } == NEWEST


def test_a_query_gives_rows_by_column(tmp_path: Path) -> None:
    open_database(DataDir(tmp_path).corpus, CORPUS).close()
    with open_readonly(DataDir(tmp_path).corpus) as reader:
        assert list(reader.query("select 1 as one, :two as two", {"two": 2})) == [{"one": 1, "two": 2}]


def test_nothing_can_be_written(tmp_path: Path) -> None:
    open_database(DataDir(tmp_path).corpus, CORPUS).close()
    with open_readonly(DataDir(tmp_path).corpus) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("delete from articles")


def test_a_file_of_an_older_schema_is_brought_to_ours(tmp_path: Path) -> None:
    with closing(sqlite3.connect(DataDir(tmp_path).pages)) as empty:
        empty.execute("pragma user_version = 0")
    with open_readonly(DataDir(tmp_path).pages) as reader:
        assert reader.execute("select count(*) from pages").fetchone() == (0,)


def test_a_file_of_a_newer_schema_is_refused_in_one_line(tmp_path: Path) -> None:
    db = open_database(DataDir(tmp_path).corpus, CORPUS)
    db.table("_sqlite_migrations").insert({"migration_set": "corpus", "name": "m999_far", "applied_at": "2030-01-01"})
    db.close()
    with pytest.raises(Abort, match="newer jangmadang"):
        open_readonly(DataDir(tmp_path).corpus)


def test_what_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    DataDir(tmp_path).corpus.write_text("a shopping list\n" * 100)
    with pytest.raises(Abort, match="cannot read"):
        open_readonly(DataDir(tmp_path).corpus)


def test_reading_commands_load_nothing_that_only_writing_needs() -> None:
    modules = ("cli.reading", "cli.show", "store.reader", "search.hits", "read.entity", "read.article", "read.stats")
    script = "".join(f"import corpus.{module}\n" for module in modules) + "import sys\n"
    script += "print([name for name in ('sqlite_utils', 'numpy', 'pandas', 'spacy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("asked", "held", "found"),
    [
        ("Corn 1", "Corn 10", True),
        ("100%", "100% wool", True),
        ("100%", "1000 wool", False),
        ("_", "a_b", True),
        ("_", "ab", False),
        ("\\n", "a\\nb", True),
        ("쌀" * 60_000, "쌀", False),
        ("쌀" * 60_000, "쌀" * 63, True),
        ("%" * 60_000, "%" * 94, False),
        ("%" * 60_000, "%" * 95, True),
    ],
)
def test_a_text_in_a_pattern_stands_for_itself(tmp_path: Path, asked: str, held: str, found: bool) -> None:
    open_database(DataDir(tmp_path).corpus, CORPUS).close()
    with open_readonly(DataDir(tmp_path).corpus) as reader:
        sql = "select ? like ? escape '\\'"
        assert reader.execute(sql, [held, f"%{like_text(asked)}%"]).fetchone() == (found,)
