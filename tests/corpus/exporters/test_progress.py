"""What an export says of how far it is: rows, on a terminal's stderr alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.exporters import EXPORTERS, ExportOptions, export
from corpus.exporters.meter import Meter

COMMAND = "import sys; from corpus.cli import cli; sys.exit(cli())"


def steps(desk: Path, folder: Path, format: str) -> list[tuple[int, int]]:
    seen: list[tuple[int, int]] = []
    export(desk, folder, ExportOptions(format=format), on_progress=lambda done, total: seen.append((done, total)))
    return seen


def run_on_terminal(*arguments: str) -> str:
    """What the command writes to a stderr that is a terminal."""
    ours, its = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=its
    ) as command:
        os.close(its)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert command.returncode == 0
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize("format", [name for name, format in EXPORTERS.items() if format.partial])
def test_progress_ends_with_every_row_compared_and_written(desk: Path, tmp_path: Path, format: str) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    seen = steps(desk, tmp_path / "out", format)
    dones, totals = [done for done, _ in seen], {total for _, total in seen}
    assert dones == sorted(dones)
    assert totals == {dones[-1]} and dones[-1] > 0


def test_progress_of_an_increment_counts_what_is_compared(desk: Path, tmp_path: Path) -> None:
    cursor = export(desk, tmp_path / "old", ExportOptions())["jangmadang"]["cursor"]
    whole = steps(desk, tmp_path / "whole", "jsonl")
    seen: list[tuple[int, int]] = []
    export(desk, tmp_path / "new", ExportOptions(since=cursor), on_progress=lambda *step: seen.append(step))
    assert seen[-1] == (whole[-1][1] // 2, whole[-1][1] // 2)


def test_meter_never_counts_above_its_total() -> None:
    seen: list[tuple[int, int]] = []
    meter = Meter(on_progress=lambda done, total: seen.append((done, total)), total=3)
    for rows in (2, 2):
        meter.add(rows)
    assert seen == [(2, 3), (3, 3)]


def test_bar_is_shown_on_a_terminal(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = run_on_terminal("export", str(tmp_path / "out"), "--data", str(desk))
    assert "export" in shown and "/" in shown.partition("cursor")[0]


def test_no_bar_is_shown_beside_json(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert run_on_terminal("export", str(tmp_path / "out"), "--data", str(desk), "--json") == ""


def test_no_bar_is_shown_on_a_pipe(desk: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "export", str(tmp_path / "out"), "--data", str(desk)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stderr.startswith("cursor ") and result.stderr.count("\n") == 1
