"""Commands in hints can be typed as they are printed, on the PATH or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.cli.calling import as_typed

ROOT = Path(__file__).parents[3]


@pytest.fixture
def installed(tmp_path):
    """A folder with the command in .venv/bin, as `make run` leaves it."""
    script = tmp_path / ".venv" / "bin" / "jangmadang"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!{sys.executable}\nfrom jangmadang.command import main\nmain()\n")
    script.chmod(0o755)
    return tmp_path


def hint(folder, *command, path=""):
    """What a person is told to type where there is no corpus yet."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{path}:/usr/bin:/bin"}
    done = subprocess.run(
        [*command, "stats", "--data", "nothing"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 2
    return done.stderr.partition("yet: ")[2].strip()


def test_off_the_path_hints_name_the_program_as_it_lies_here(installed):
    said = hint(installed, ".venv/bin/jangmadang")
    assert said == "`.venv/bin/jangmadang run` or `.venv/bin/jangmadang import` makes it"
    again = subprocess.run(
        [said.split("`")[1].split()[0], "--version"], cwd=installed, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert again.stdout.startswith("jangmadang, version")


def test_on_the_path_hints_name_the_program_alone(installed):
    bin = installed / ".venv" / "bin"
    assert hint(installed, bin / "jangmadang", path=bin) == "`jangmadang run` or `jangmadang import` makes it"


def test_away_from_the_program_hints_give_its_whole_path(installed, tmp_path_factory):
    away, program = tmp_path_factory.mktemp("away"), installed / ".venv" / "bin" / "jangmadang"
    assert hint(away, program).startswith(f"`{program} run`")


def test_a_module_is_named_as_one(installed):
    assert hint(installed, sys.executable, "-m", "jangmadang") == (
        f"`{sys.executable} -m jangmadang run` or `{sys.executable} -m jangmadang import` makes it"
    )


def test_only_commands_are_written_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "a b" / "jangmadang")])
    monkeypatch.chdir(tmp_path)
    assert as_typed("jangmadang stats --data d") == "'a b/jangmadang' stats --data d"
    assert as_typed("the folder jangmadang is `jangmadang`") == "the folder jangmadang is `jangmadang`"
