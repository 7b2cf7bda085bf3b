"""Datasets out: one module for each format, one table of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from sqlite_utils import Database

# format: the module that writes it; each has write(db, folder) -> {file name: rows}
EXPORTERS: dict[str, str] = {
    "jsonl": "corpus.exporters.jsonl",
    "csv": "corpus.exporters.csv_tables",
}


def export(db: Database, folder: Path, *, format: str) -> dict[str, int]:
    """Write a dataset into a folder, whole or not at all, and return the rows in each of its files.

    The files are written beside the folder first and moved in when all are done.

    Raises:
        OSError: the folder cannot be written.
    """
    import tempfile

    write: Callable[[Database, Path], dict[str, int]] = import_module(EXPORTERS[format]).write
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        counts = write(db, Path(beside))
        folder.mkdir(exist_ok=True)
        for name in counts:
            (Path(beside) / name).replace(folder / name)
    return counts
