"""The command line as a person meets it: every command answers for itself, errors are one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import COMMANDS, cli
from tests import forked_commands


def jangmadang(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from corpus.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=240)


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
    result = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, timeout=240)
    assert all(name in result.stdout for name in COMMANDS)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", [("stats",), ("status",), ("search", "coal"), ("entity", "Rason")])
def test_reading_where_nothing_is_says_so_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = jangmadang(*command, "--data", tmp_path)
    assert result.returncode == 2
    assert result.stderr.strip().count("\n") == 0
    assert "there is no corpus.db" in result.stderr
    assert not (tmp_path / "corpus.db").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("vacuum",), ("retention", "--months", "3"), ("extract", "--dry-run"), ("resolve", "--dry-run"),
        ("group", "--dry-run"), ("facts", "--explain", "x"), ("overlay", "remove", "x"), ("forget", "x"),
        ("evidence", "x", "--out", "none"),
    ],
)  # fmt: skip
def test_what_reads_or_keeps_house_makes_nothing_where_nothing_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = forked_commands.run(*command, "--data", tmp_path)
    assert done.returncode == 2
    assert "yet: `jangmadang run`" in done.stderr and done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


HUGE = "9" * 23
EDGES = ("0001-01-01", "9999-12-31", "9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+09:00", "999-01-01")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "coal", "--limit", HUGE), ("stories", "--limit", HUGE), ("stories", "--outlets", HUGE),
        ("events", "--limit", HUGE), ("events", "--outlets", HUGE), ("changes", "--limit", HUGE),
        ("outlets", "quality", "x", "--limit", HUGE), ("retention", "--months", "99999999999"),
        ("watch", "--every", f"{HUGE}d"), ("run", "--budget", "4000d"), ("run", "--budget", "²h"),
        *(("brief", "--until", time) for time in EDGES), *(("search", "coal", "--from", time) for time in EDGES),
        ("overlay", "add", __file__, "--as-of", "2026-13-01"), ("overlay", "add", __file__, "--name", "../x"),
        ("overlay", "add", __file__, "--name", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = forked_commands.run(*arguments, "--data", tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [("watch", "--outlet"), ("crawl", "--outlet"), ("outlets", "check", "--offline")])
def test_an_outlet_that_there_is_not_is_refused_at_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = forked_commands.run(*command, "nope", "--data", tmp_path)
    assert done.returncode == 2
    assert "there is no outlet 'nope'" in done.stderr


@pytest.mark.parametrize("command", [("record", "bbc"), ("add",)])
def test_what_is_no_address_is_not_asked_for(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = forked_commands.run("outlets", *command, "notaurl", "--data", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "'notaurl' is no address" in done.stderr


def test_one_outlet_is_checked_without_a_network(tmp_path: Path) -> None:
    done = forked_commands.run("outlets", "check", "bbc", "--offline", "--data", tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 valid outlet, 1 of them enabled\n")


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
