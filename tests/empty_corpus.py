"""An empty corpus as a file that is copied: the tables take longer to make than most tests take with them."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.store.articles import Corpus


def put_empty_corpus(data: Path) -> None:
    """Write the file of a corpus without a row into a data directory, as `Corpus` leaves it there."""
    DataDir(data).corpus.write_bytes(_made_once())


@cache
def _made_once() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with Corpus(Path(folder)):
            pass
        return DataDir(Path(folder)).corpus.read_bytes()
