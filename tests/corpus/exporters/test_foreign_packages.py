"""Folders and packages that others made: never emptied, never followed out of their folder, never half applied."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.exporters import ExportOptions, apply, export
from corpus.exporters.folder import PACKAGE_FILE, replaced_folder
from corpus.records import Abort
from corpus.store.articles import Corpus


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def two(rason: Corpus, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """An export and an increment for it, in the format that the test names, else JSON Lines."""
    form = getattr(request, "param", "jsonl")
    cursor = export(rason.data, tmp_path / "full", ExportOptions(format=form))["jangmadang"]["cursor"]
    rason.db.execute("insert into outlets(id, name) values ('wire', 'Wire')").close()
    export(rason.data, tmp_path / "new", ExportOptions(format=form, since=cursor))
    return tmp_path / "full", tmp_path / "new"


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    path = folder / PACKAGE_FILE
    package = json.loads(path.read_text())
    edit(package)
    path.write_text(json.dumps(package))


FOREIGN = (
    {"name": "census", "resources": [{"path": "people.csv"}, {"path": "notes.txt"}]},
    {"jangmadang": {}, "resources": [{"path": "people.csv"}, {"path": "notes.txt"}]},
    {"jangmadang": {"cursor": "latest", "layout": 1}, "resources": [{"path": "people.csv"}, {"path": "notes.txt"}]},
    {"jangmadang": {"cursor": "1-0a0b0c0d", "layout": 1}, "resources": [{"path": "people.csv"}]},
    ["people.csv", "notes.txt"],
    "[" * 200_000,
)


@pytest.mark.parametrize("package", FOREIGN)
def test_folder_of_another_program_is_left_alone(rason: Corpus, tmp_path: Path, package: Any) -> None:
    folder = tmp_path / "census"
    folder.mkdir()
    for name, text in {"people.csv": "a,b\n", "notes.txt": "mine"}.items():
        (folder / name).write_text(text)
    (folder / PACKAGE_FILE).write_text(package if isinstance(package, str) else json.dumps(package))
    before = listing(folder)
    result = CliRunner().invoke(cli, ["export", str(folder), "--data", str(rason.data)])
    assert isinstance(result.exception, Abort)
    assert "not from an export" in str(result.exception)
    assert listing(folder) == before


def test_neighbours_that_only_look_like_leftovers_stay(rason: Corpus, tmp_path: Path) -> None:
    for name in (".set-999999", ".set-999998-old", ".set-5"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.tex").write_text("years of work")
    export(rason.data, tmp_path / "set", ExportOptions())
    assert {path.name for path in tmp_path.glob(".set-*")} == {".set-999999", ".set-999998-old", ".set-5"}
    assert all((path / "thesis.tex").exists() for path in tmp_path.glob(".set-*"))


def test_what_a_kill_left_is_cleared_away(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "set") as beside:
        left = tmp_path / ".set-999999"
        shutil.copytree(beside, left)
    with replaced_folder(tmp_path / "set"):
        assert not left.exists()


PATHS = (
    "../outside.jsonl",
    "../../outside.jsonl",
    "sub/../../outside.jsonl",
    "/tmp/outside.jsonl",
    "..",
    "",
    ".hidden.jsonl",
    "a/.b/c.jsonl",
    "..\\outside.jsonl",
    "C:/outside.jsonl",
    "a\x00b.jsonl",
    "articles.jsonl/..",
    "~/outside.jsonl",
    "x" * 5000,
)


@pytest.mark.parametrize("where", ["full", "new"])
@pytest.mark.parametrize("path", PATHS)
def test_path_that_leaves_the_folder_is_refused(two: tuple[Path, Path], where: str, path: str) -> None:
    full, new = two
    (full.parent / "outside.jsonl").write_text("precious\n")
    change(full.parent / where, lambda package: package["resources"][0].update(path=path))
    before = listing(full.parent)
    with pytest.raises(Abort) as raised:
        apply(full, new)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 500
    assert listing(full.parent) == before


def test_link_out_of_the_folder_is_not_followed(two: tuple[Path, Path]) -> None:
    full, new = two
    secret = full.parent / "secret.jsonl"
    secret.write_text('{"id": "secret"}\n')
    (new / "outlets.jsonl").unlink()
    (new / "outlets.jsonl").symlink_to(secret)
    before = listing(full)
    with pytest.raises(Abort, match=r"outlets.jsonl is no file of its own"):
        apply(full, new)
    assert listing(full) == before


def test_folder_that_is_a_link_itself_works(two: tuple[Path, Path]) -> None:
    full, new = two
    link = full.parent / "link"
    link.symlink_to(new)
    assert apply(full, link)["jangmadang"]["since"] is None


@pytest.mark.slow
@pytest.mark.parametrize("two", ["jsonl", "csv", "parquet"], indirect=True)
def test_damaged_increment_is_applied_whole_or_not_at_all(two: tuple[Path, Path]) -> None:
    full, new = two
    chance = random.Random(7)
    pristine = full.parent / "pristine"
    shutil.copytree(new, pristine)
    old = full.parent / "kept"
    shutil.copytree(full, old)
    files = [path for path in sorted(new.rglob("*")) if path.is_file() and path.name != "README.md"]
    refused = 0
    for _ in range(60):
        victim = chance.choice(files)
        content = (pristine / victim.relative_to(new)).read_bytes()
        if not content:
            continue
        at = chance.randrange(len(content))
        cut = chance.random() < 0.4
        victim.write_bytes(content[:at] if cut else content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :])
        before = listing(full)
        try:
            apply(full, new)
        except (Abort, OSError) as error:
            refused += 1
            assert "\n" not in str(error)
            assert listing(full) == before
        else:
            shutil.rmtree(full)
            shutil.copytree(old, full)
        victim.write_bytes(content)
    assert refused > 5
    assert {path.name for path in full.parent.iterdir()} >= {"full", "new", "kept", "pristine"}
