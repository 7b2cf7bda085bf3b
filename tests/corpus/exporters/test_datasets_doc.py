"""The examples of docs/datasets.md run as they stand, and CITATION.cff says what pyproject.toml says."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from corpus.exporters import EXPORTERS, ExportOptions, export

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "datasets.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(python|sql)\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


def formats_in(example: str) -> list[str]:
    """The formats whose folders an example reads."""
    return [name for name in EXPORTERS if f'"{name}/' in example or f"'{name}/" in example]


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=[code.split("\n")[0][:30] for _, code in EXAMPLES])
def test_example_runs(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, example: str) -> None:
    needed = set(re.findall(r"^(?:import|from) (\w+)", example, flags=re.MULTILINE))
    needed |= {"duckdb"} if language == "sql" else set()
    needed |= {"pyarrow"} if "parquet/" in example else set()
    missing = sorted(name for name in needed if not find_spec(name))
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed: pip install '.[datasets]' or the format's extra")
    monkeypatch.chdir(tmp_path)
    for format in formats_in(example):
        package = export(desk, Path(format), ExportOptions(format=format))
    if "news/" in example:
        export(desk, Path("news"), ExportOptions(format="parquet", since=package["jangmadang"]["cursor"]))
    if language == "sql":
        import duckdb

        assert duckdb.sql(example).fetchall() == [("coal", 3)]
    else:
        exec(compile(example, "docs/datasets.md", "exec"), {})


def test_every_format_is_in_the_docs() -> None:
    assert [name for name in EXPORTERS if f"\n| `{name}` |" not in TEXT] == []


def test_ledger_is_documented(desk: Path, tmp_path: Path) -> None:
    export(desk, tmp_path / "out", ExportOptions())
    with closing(sqlite3.connect(desk / "exports.db")) as db:
        tables = [
            row[0]
            for row in db.execute(
                "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'"
            )
        ]
        columns = {name: [row[1] for row in db.execute(f"pragma table_info({name})")] for name in tables}
    for name, names in columns.items():
        (line,) = re.findall(rf"^\| `{name}` \|.*$", TEXT, flags=re.MULTILINE)
        assert [column for column in names if f"`{column}`" not in line] == []


def test_citation_has_the_programs_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {project['version']}\n" in citation and f"\nlicense: {project['license']}\n" in citation
