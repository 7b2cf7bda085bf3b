"""A data directory that a real pass over a newsroom made, and copies of it to keep house in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from crawler.newsroom.loopback import Newsroom

OUTLETS = ("demo_wire", "demo_korean")


def jangmadang(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from corpus.cli import main; main()", *arguments]


def run_pass(data: Path, newsroom: Newsroom) -> None:
    outlets = [part for name in OUTLETS for part in ("--outlet", name)]
    arguments = jangmadang("run", "--data", str(data), "--now", newsroom.now.isoformat(), *outlets)
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture(scope="session")
def made(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data after one pass; nobody writes to it."""
    data = tmp_path_factory.mktemp("made") / "data"
    newsroom.outlets_dir(DataDir(data).outlets)
    run_pass(data, newsroom)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture
def command(data: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `jangmadang` on the copy."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        given = jangmadang(*arguments, "--data", str(data))
        return subprocess.run(given, capture_output=True, text=True, timeout=240, check=False)

    return run
