"""The command line as a person meets it: every command answers for itself, errors are one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import COMMANDS, cli


def jangmadang(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from corpus.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_help_with_examples(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output or name in ("outlets",)


def test_help_lists_every_command_and_imports_none() -> None:
    code = (
        "import sys; from corpus.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'scrapy', 'spacy', 'sqlite_utils', 'rich', 'trafilatura'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, timeout=60)
    assert all(name in result.stdout for name in COMMANDS)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", [("stats",), ("status",), ("search", "coal"), ("entity", "Rason")])
def test_reading_where_nothing_is_says_so_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = jangmadang(*command, "--data", tmp_path)
    assert result.returncode == 2
    assert result.stderr.strip().count("\n") == 0
    assert "there is no corpus.db" in result.stderr
    assert not (tmp_path / "corpus.db").exists()


def test_data_directory_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where a folder is wanted")
    result = jangmadang("extract", "--data", tmp_path / "data" / "below")
    assert result.returncode == 2
    assert result.stderr.startswith("Error: cannot write")
    assert result.stderr.strip().count("\n") == 0


def test_unknown_label_lists_the_known_ones(tmp_path: Path) -> None:
    assert jangmadang("extract", "--data", tmp_path).returncode == 0
    result = jangmadang("search", "coal", "--label", "RIVER", "--data", tmp_path)
    assert result.returncode == 2
    assert "no mention has the label RIVER" in result.stderr


def test_unknown_outlet_lists_the_known_ones(tmp_path: Path) -> None:
    assert jangmadang("extract", "--data", tmp_path).returncode == 0
    result = jangmadang("search", "coal", "--outlet", "herald", "--data", tmp_path)
    assert result.returncode == 2
    assert "no article is from herald; there are none yet" in result.stderr
