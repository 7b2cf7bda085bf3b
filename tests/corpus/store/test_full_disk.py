"""A data directory on a disk that is full: each command says so in a line, and works once it is not."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.records import Abort
from corpus.schema import CORPUS
from corpus.store.articles import Corpus
from corpus.store.database import open_database
from corpus.store.full_disk import what_failed
from corpus.store.reader import open_readonly
from corpus.store.summaries import refresh


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this machine lets one be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=40", "tmpfs", folder], check=False)
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def crowded(rason: Corpus, disk: Path) -> Path:
    """The corpus alone on that disk."""
    refresh(rason.db)
    rason.close()
    return Path(shutil.copy(rason.data / "corpus.db", disk))


def fill(disk: Path, *, with_files: bool) -> None:
    try:
        if with_files:
            for number in range(100):
                (disk / str(number)).touch()
        else:
            (disk / "fill").write_bytes(b"x" * 2**24)
    except OSError:
        return
    raise AssertionError("it is larger than was asked for")


@pytest.mark.parametrize(("with_files", "said"), [(False, "its disk is full"), (True, "no place for another file")])
def test_a_full_disk_is_said_by_who_reads_and_who_writes(crowded: Path, with_files: bool, said: str) -> None:
    fill(crowded.parent, with_files=with_files)
    with pytest.raises(Abort, match=f"cannot read .*{said}"):
        open_readonly(crowded)
    with pytest.raises(Abort, match=f"cannot write .*{said}"):
        open_database(crowded, CORPUS)
    for path in crowded.parent.iterdir():
        if not path.name.startswith("corpus.db"):
            path.unlink()
    with open_readonly(crowded) as corpus:
        assert corpus.execute("select count(*) from articles").fetchone() == (1,)


def test_other_errors_are_told_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "corpus.db").write_bytes(b"nothing of the kind" * 99)
    with pytest.raises(Abort, match=r"cannot read .*: file is not a database$"):
        open_readonly(tmp_path / "corpus.db")
    assert what_failed(OSError("gone"), tmp_path / "corpus.db") == "gone"
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(tmp_path / "none" / "corpus.db")
    assert what_failed(caught.value, tmp_path / "corpus.db") == "unable to open database file"
