"""What holds for every format: all of it or nothing, described, and never over what is not an export."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus import exporters
from corpus.cli import cli
from corpus.exporters import EXPORTERS, ExportOptions, export, is_public
from corpus.exporters.folder import PACKAGE_FILE, README_FILE
from corpus.records import Abort

LIBRARIES = {"parquet": "pyarrow", "ftm": "followthemoney", "spacy": "spacy"}
WITHOUT_TEXT = [name for name, format in EXPORTERS.items() if not format.needs_text]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def installed() -> Callable[[str], str]:
    """A format, unless its library is not installed."""

    def check(format: str) -> str:
        pytest.importorskip(LIBRARIES.get(format, "json"), reason=f"the extra of {format} is not installed")
        return format

    return check


# the contract of a format


@pytest.mark.parametrize("format", EXPORTERS)
def test_export_writes_the_files_it_names_and_nothing_else(
    desk: Path, tmp_path: Path, installed: Callable[[str], str], format: str
) -> None:
    package = export(desk, tmp_path / "out", ExportOptions(format=installed(format)))
    named = {resource["path"] for resource in package["resources"]}
    assert set(files(tmp_path / "out")) == named | {PACKAGE_FILE, README_FILE}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("format", EXPORTERS)
def test_package_has_size_and_digest_of_every_file(
    exported: Callable[..., Path], installed: Callable[[str], str], format: str
) -> None:
    folder = exported(installed(format))
    package = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["records"] >= 0 and resource["description"]


@pytest.mark.parametrize("format", [format for format in EXPORTERS if format not in ("warc", "spacy", "parquet")])
def test_export_made_twice_is_the_same(
    desk: Path, tmp_path: Path, installed: Callable[[str], str], format: str
) -> None:
    for name in ("one", "two"):
        export(desk, tmp_path / name, ExportOptions(format=installed(format)))
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize("format", EXPORTERS)
def test_export_of_an_empty_corpus_works(corpus, tmp_path: Path, installed: Callable[[str], str], format: str) -> None:
    from corpus.store.page_archive import PageArchive

    PageArchive(corpus.data).close()
    package = export(corpus.data, tmp_path / "out", ExportOptions(format=installed(format)))
    assert all(resource["records"] == 0 for resource in package["resources"])


def test_format_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, desk: Path, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    monkeypatch.delitem(sys.modules, "corpus.exporters.ftm", raising=False)
    with pytest.raises(Abort, match=r"pip install 'jangmadang\[ftm\]'"):
        export(desk, tmp_path / "out", ExportOptions(format="ftm"))


@pytest.mark.parametrize("format", [name for name, format in EXPORTERS.items() if not format.partial])
def test_format_that_is_always_whole_refuses_since(desk: Path, tmp_path: Path, format: str) -> None:
    with pytest.raises(Abort, match="jsonl, csv, parquet"):
        export(desk, tmp_path / "out", ExportOptions(format=format, since="0-0"))


# other people's texts


@pytest.mark.parametrize("format", WITHOUT_TEXT)
def test_export_without_text_holds_no_sentence(
    exported: Callable[..., Path], installed: Callable[[str], str], format: str
) -> None:
    folder = exported(installed(format), text=False)
    for content in files(folder).values():
        assert b"railway from Hunchun ends.\n" not in content
        assert "내렸다고".encode() not in content  # stands in a sentence without a mention


@pytest.mark.parametrize("format", [name for name, format in EXPORTERS.items() if format.needs_text])
def test_format_that_is_all_text_refuses_to_go_without(desk: Path, tmp_path: Path, format: str) -> None:
    with pytest.raises(Abort, match="cannot be written without"):
        export(desk, tmp_path / "public", ExportOptions(format=format))


@pytest.mark.parametrize(
    ("folder", "public"),
    [
        ("public", True),
        ("/srv/public/set", True),
        ("news-PUBLIC-2026", True),
        ("republic", False),
        ("publications", False),
    ],
)
def test_folder_named_public_is_known(folder: str, public: bool) -> None:
    assert is_public(Path(folder)) is public


def test_public_export_has_no_text_unless_asked(desk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    assert export(desk, folder, ExportOptions())["jangmadang"]["text"] is False
    assert export(desk, folder, ExportOptions(text=True))["jangmadang"]["text"] is True


# whole or not at all


def test_export_over_other_files_is_refused(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Abort, match=r"notes\.txt, which is not from an export"):
        export(desk, tmp_path, ExportOptions())


def test_file_added_to_an_export_is_not_lost(exported: Callable[..., Path]) -> None:
    folder = exported("jsonl")
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(Abort, match="notes"):
        exported("jsonl")
    assert (folder / "notes.txt").read_text() == "mine"


def test_export_replaces_one_of_another_format(desk: Path, tmp_path: Path) -> None:
    export(desk, tmp_path / "out", ExportOptions(format="csv"))
    export(desk, tmp_path / "out", ExportOptions(format="geojson"))
    assert set(files(tmp_path / "out")) == {"places.geojson", PACKAGE_FILE, README_FILE}


def test_export_that_fails_leaves_the_old_one_whole(
    exported: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exported("jsonl")
    before = files(folder)

    class Broken:
        @staticmethod
        def write(source: object, folder: Path) -> None:
            (folder / "articles.jsonl").write_text("half a li")
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporters, "load", lambda format: Broken)
    with pytest.raises(OSError, match="No space"):
        exported("jsonl")
    assert files(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["jsonl"]


# stops where the new files are half written, and waits there to be killed
HANG = """
import sys, time
from pathlib import Path
from corpus import exporters
from corpus.exporters import ExportOptions, export, jsonl

def write(source, folder):
    (folder / "articles.jsonl").write_text("half a li")
    print("half", flush=True)
    time.sleep(60)

jsonl.write = write
export(Path(sys.argv[1]), Path(sys.argv[2]), ExportOptions())
"""


def test_export_killed_half_way_leaves_the_old_one_whole(desk: Path, exported: Callable[..., Path]) -> None:
    folder = exported("jsonl")
    before = files(folder)
    with subprocess.Popen([sys.executable, "-c", HANG, str(desk), str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"half\n"
        os.kill(process.pid, signal.SIGKILL)
    assert files(folder) == before
    exported("jsonl")  # and the next one clears away what was left
    assert files(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["jsonl"]


# the command


def test_command_prints_files_and_cursor(desk: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "out"), "--data", str(desk), "--json"])
    printed = json.loads(result.stdout)
    assert printed["files"]["articles.jsonl"] == 3 and printed["since"] is None
    assert printed["cursor"] == exporters.read_package(tmp_path / "out")["jangmadang"]["cursor"]


def test_command_applies_an_increment(desk: Path, tmp_path: Path) -> None:
    runner, data = CliRunner(), ["--data", str(desk)]
    printed = runner.invoke(cli, ["export", str(tmp_path / "old"), *data, "--json"], catch_exceptions=False)
    cursor = json.loads(printed.stdout)["cursor"]
    runner.invoke(cli, ["export", str(tmp_path / "new"), *data, "--since", cursor], catch_exceptions=False)
    result = runner.invoke(cli, ["export", str(tmp_path / "old"), "--apply", str(tmp_path / "new")])
    assert result.exit_code == 0 and "articles.jsonl" in result.stdout
