"""The demo's folder: emptied of what the program made, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.cli.options import CliError
from corpus.data_dir import FILES, DataDir
from crawler.cli.demo import start_afresh


def test_folder_with_other_data_is_refused(tmp_path: Path) -> None:
    DataDir(tmp_path).corpus.touch()
    with pytest.raises(CliError, match="holds other data"):
        start_afresh(tmp_path)


def test_what_an_earlier_demo_made_goes_and_what_people_wrote_stays(tmp_path: Path) -> None:
    start_afresh(tmp_path)
    for file in FILES:
        path = tmp_path / file.name.replace("*", "mine")
        path.parent.mkdir(exist_ok=True)
        path.touch()
    for path in (DataDir(tmp_path).outlet_file("demo_wire"), tmp_path / "notes.txt"):
        path.touch()
    start_afresh(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if not path.is_dir()}
    people = {file.name.replace("*", "mine") for file in FILES if file.yours}
    assert left == people | {"notes.txt", "run.lock", "crawl.lock", ".jangmadang-demo"}
