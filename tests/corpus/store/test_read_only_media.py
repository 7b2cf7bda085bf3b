"""A data directory on media that no one can write: whatever only reads works there, and leaves nothing."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.store.summaries import refresh
from tests import forked_commands

COMMAND = (sys.executable, "-m", "jangmadang")


@pytest.fixture
def burnt(rason: Corpus, tmp_path: Path) -> Iterator[Path]:
    """The data directory behind a mount for reading only, where this machine lets one be made."""
    refresh(rason.db)
    with PageArchive(rason.data):
        pass
    rason.close()
    folder = tmp_path / "burnt"
    folder.mkdir()
    for command in (["mount", "--bind", rason.data, folder], ["mount", "-o", "remount,bind,ro", folder]):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            subprocess.run(["umount", folder], capture_output=True, check=False)
            pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
def test_commands_that_read_work_and_those_that_write_say_why_not(
    burnt: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = sorted(path.name for path in burnt.iterdir())
    for command in (
        ("search", "coal"),
        ("entity", "Rason"),
        ("stats", "--json"),
        ("changes",),
        ("export", str(tmp_path_factory.mktemp("elsewhere") / "set")),
        ("review", "--list"),
    ):
        done = forked_commands.run(*command, "--data", str(burnt))
        assert "Traceback" not in done.stderr, (command, done.stderr)
        if command[0] != "review":
            assert done.returncode == 0, (command, done.stderr)
    for command in (("resolve",), ("cluster",)):
        done = forked_commands.run(*command, "--data", str(burnt))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1, done.stderr
    assert sorted(path.name for path in burnt.iterdir()) == before


@pytest.mark.slow
def test_desk_serves_it(burnt: Path) -> None:
    command = [*COMMAND, "serve", "--port", "0", "--data", str(burnt)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        port = re.search(r":(\d+)/", told)
        try:
            assert port, told + process.stderr.readline()
            for path in ("/", "/search?q=coal", "/corpus.json?sql=select+count(*)+from+articles"):
                with closing(http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=60)) as client:
                    client.request("GET", path)
                    assert client.getresponse().status == 200, path
        finally:
            process.terminate()
            process.communicate(timeout=120)
