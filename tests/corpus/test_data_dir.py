"""The table of files: complete, in the docs, and the only place that names them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from corpus.data_dir import CORPUS, DECISIONS, FILES, PAGES, STORY_RUNS, DataDir, File, as_table

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("corpus", "crawler", "extract", "models", "jangmadang", "bench")
SOURCES = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]


def test_docs_hold_the_table_as_it_is() -> None:
    assert as_table() in (ROOT / "docs" / "data-model.md").read_text("utf-8")


def test_no_other_module_names_a_file() -> None:
    names = {file.name for file in FILES}
    folders = {name.partition("/")[0] for name in names if "/" in name}

    def names_one(node: ast.AST) -> bool:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant):
            return isinstance(node.left, ast.Name) and node.left.id == "data" and node.right.value in folders
        return isinstance(node, ast.Constant) and node.value in names

    naming = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if names_one(node)
    }
    assert naming == {"corpus/data_dir.py"}


def test_each_path_lies_where_its_row_says(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    paths = {name: value for name in dir(DataDir) if isinstance(value := getattr(data, name), Path)}
    assert len(paths) == 14
    for name, path in paths.items():
        if name not in ("root", "outlets", "faults"):  # folders
            assert [file.name for file in FILES if file.fits(path.relative_to(tmp_path).as_posix())] == [
                path.relative_to(tmp_path).as_posix()
            ]
    assert data.outlets == data.outlet_file("mine").parent


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("pages.db", PAGES),
        ("corpus.db-wal", CORPUS),
        ("stories/00000001.run", STORY_RUNS),
        ("decisions.csv", DECISIONS),
        ("decisions.csv-wal", None),
        ("notes.txt", None),
        ("stories/notes.txt", None),
        ("deep/corpus.db", None),
    ],
)
def test_file_is_told_by_its_place(tmp_path: Path, path: str, expected: File | None) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).touch()
    assert list(DataDir(tmp_path).files()) == [(tmp_path / path, expected)]


def test_rows_fit_different_files() -> None:
    plain = [file.name.replace("*", "x") for file in FILES]
    assert [[other.name for other in FILES if other.fits(name)] for name in plain] == [[file.name] for file in FILES]
