"""Cells that a spreadsheet would run, and files that are replaced in one step."""

from __future__ import annotations

import ast
import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.files import (
    SIGNS,
    is_formula,
    joined,
    keep_private,
    plain_cell,
    private_folder,
    replace_file,
    safe_cell,
    with_long_cells,
)
from corpus.records import Abort

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("sign", SIGNS)
def test_formula_gets_an_apostrophe(sign: str) -> None:
    assert safe_cell(f"{sign}SUM(A1)") == f"'{sign}SUM(A1)"


@pytest.mark.parametrize("cell", ["-cmd", "=\u0000", '=HYPERLINK("x")', "-1+2", "+3/2", "'=1", "''=1", "\t=1", "-１"])
def test_disguised_formula_gets_one_too(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Rason", "-5", "-12.75", "+3", "-1e-05", "", "a=1", "'tis", 7, -3.5, None])
def test_number_and_plain_text_stay(cell: object) -> None:
    assert safe_cell(cell) == cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1", "=1"),
        ("''=1", "'=1"),  # one apostrophe was added, one is the text's own
        ("'tis", "'tis"),
        # nobody guarded these: a sheet written by hand
        ("=1", "=1"),
        ("-cmd", "-cmd"),
        ("", ""),
    ],
)
def test_only_the_apostrophe_that_was_added_is_taken_away(cell: str, text: str) -> None:
    assert plain_cell(cell) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [(["coal", "tin"], "coal; tin"), (("coal", 3), "coal; 3"), ([], ""), ("coal", "coal"), (3, 3), (None, None)],
)
def test_several_values_stand_in_one_cell(value: object, cell: object) -> None:
    assert joined(value) == cell


def test_cell_is_read_however_long_and_the_limit_of_others_stays() -> None:
    before = csv.field_size_limit(1000)
    try:
        rows = with_long_cells(csv.reader(["a,b\n", f"{'x' * 3000},1\n", "c,d\n"]))
        assert next(rows) == ["a", "b"]
        assert csv.field_size_limit() == 1000  # between two rows another reader may be at work
        assert next(rows) == ["x" * 3000, "1"]
        assert list(rows) == [["c", "d"]]
        assert csv.field_size_limit() == 1000
        with pytest.raises(csv.Error):  # a row that cannot be read
            list(with_long_cells(csv.reader(['"a"b\n'], strict=True)))
        assert csv.field_size_limit() == 1000
    finally:
        csv.field_size_limit(before)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(f"'{SIGNS}1")))
def test_cell_comes_back_as_it_was(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert not is_formula(safe_cell(text)) or safe_cell(text).startswith("'")


def test_signs_are_listed_in_one_place() -> None:
    """No module but the one under test holds a tuple or text of the signs that make a formula."""

    def signs(node: ast.AST) -> bool:
        if isinstance(node, ast.Tuple):
            values = {item.value for item in node.elts if isinstance(item, ast.Constant)}
            return {"=", "+", "-", "@"} <= values
        return isinstance(node, ast.Constant) and isinstance(node.value, str) and "=+-@" in node.value.replace("\\", "")

    paths = [path for name in ("corpus", "crawler", "extract", "models") for path in (ROOT / name).rglob("*.py")]
    sources = {path.relative_to(ROOT).as_posix(): path.read_text() for path in paths}
    may_hold = {name: text for name, text in sources.items() if '"@"' in text or "=+-@" in text.replace("\\", "")}
    holding = {name for name, text in may_hold.items() for node in ast.walk(ast.parse(text)) if signs(node)}
    assert holding == {"corpus/files.py"}


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "made" / "list.csv"
    replace_file(path, "라선\r\nb\n")
    assert path.read_bytes() == "라선\r\nb\n".encode()
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in path.parent.iterdir()] == ["list.csv"]


def test_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", "utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    replace_file(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text("utf-8") == "new"


def test_reader_never_finds_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    replace_file(path, "a" * 200_000)
    writer = (
        "import sys; from pathlib import Path; from corpus.files import replace_file\n"
        "for turn in range(60): replace_file(Path(sys.argv[1]), 'ab'[turn % 2] * 200_000)"
    )
    process = subprocess.Popen([sys.executable, "-c", writer, str(path)], cwd=ROOT)
    while process.poll() is None:
        text = path.read_text("utf-8")
        assert len(text) == 200_000
        assert len(set(text)) == 1
    assert process.returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]


def test_failure_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()
    with pytest.raises(Abort, match=r"cannot write .*taken"):
        replace_file(tmp_path / "taken", "text")  # a folder stands there
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for before in (0o640, 0o600, 0o664):
        path.touch()
        path.chmod(before)
        replace_file(path, "text")
        assert mode(path) == oct(before)


def test_secret_is_its_owners_alone_from_its_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    replace_file(path, "text", secret=True)
    assert mode(path) == "0o600"
    path.chmod(0o644)  # as an older version left it
    replace_file(path, "other", secret=True)
    assert (mode(path), path.read_text()) == ("0o600", "other")


def test_folder_that_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    private_folder(tmp_path / "data")
    assert mode(tmp_path / "data") == "0o700"
    (tmp_path / "data").chmod(0o750)
    private_folder(tmp_path / "data")
    assert mode(tmp_path / "data") == "0o750"
    private_folder(tmp_path / "of" / "several" / "levels")
    assert mode(tmp_path / "of" / "several" / "levels") == "0o700"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *((0o644, 0o600), (0o640, 0o600), (0o601, 0o600)),
        *((0o600, 0o600), (0o400, 0o400), (0o700, 0o700)),  # nobody else may read it: as its owner made it
    ],
)
def test_file_that_others_may_read_is_taken_away_from_them(tmp_path: Path, before: int, after: int) -> None:
    path = tmp_path / "searches.csv"
    path.touch()
    path.chmod(before)
    keep_private(path)
    assert mode(path) == oct(after)


def test_file_of_another_owner_stays_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "searches.csv"
    path.touch()
    path.chmod(0o644)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    keep_private(path)
    assert mode(path) == "0o644"
