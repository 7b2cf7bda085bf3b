"""A data directory that a real pass over a newsroom made, and copies of it to keep house in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from crawler.newsroom.loopback import Newsroom
from tests import forked_commands

OUTLETS = ("demo_wire", "demo_korean")


def run_pass(data: Path, newsroom: Newsroom) -> None:
    outlets = [part for name in OUTLETS for part in ("--outlet", name)]
    done = forked_commands.run("run", "--data", str(data), "--now", newsroom.now.isoformat(), *outlets)
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
        return forked_commands.run(*arguments, "--data", str(data))

    return run
