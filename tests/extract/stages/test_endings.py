"""How commands end when something outside goes wrong: they wait, or say it in one line; nothing is left half done."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from corpus.data_dir import DataDir
from tests import forked_commands
from tests.extract.stages.test_extract_and_tag import fill, rows

COMMAND = (sys.executable, "-m", "jangmadang")


def start(*arguments: str, from_nothing: bool = False, **options: Any) -> subprocess.Popen[str]:
    """A command in a group of its own, as a shell starts one."""
    environment = {**os.environ, **options.pop("env", {})}
    pipe = subprocess.PIPE
    streams = {"stdin": subprocess.DEVNULL, "stdout": pipe, "stderr": pipe}
    options = {**streams, "env": environment, "text": True, "start_new_session": True, **options}
    return (
        subprocess.Popen([*COMMAND, *arguments], **options)
        if from_nothing
        else forked_commands.start(*arguments, **options)
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """The exit code as a shell has it (128 and the signal, where one ended it), and the lines on stderr."""
    with process:
        errors = process.communicate(timeout=120)[1]
    assert "Traceback" not in (errors or ""), errors
    code = process.returncode
    return 128 - code if code < 0 else code, (errors or "").splitlines()


@contextmanager
def written_by_another(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of pages, and its articles."""
    data = tmp_path_factory.mktemp("filled") / "data"
    fill(data)
    assert ended(start("extract", "--data", str(data))) == (0, [])
    return data


@pytest.fixture
def data(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    subprocess.run(["cp", "-r", filled, tmp_path / "data"], check=True)
    return tmp_path / "data"


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["extract", "resolve", "cluster", "facts"])
def test_writer_waits_for_another_and_says_so(data: Path, stage: str) -> None:
    said: list[str] = []
    with written_by_another(DataDir(data).corpus):
        process = start(stage, "--data", str(data))
        assert process.stderr is not None
        said.append(process.stderr.readline())  # comes while the other still writes, or the test hangs here
        assert process.poll() is None
    code, lines = ended(process)
    assert said[0] == f"waiting: another process is writing {DataDir(data).corpus}\n"
    assert (code, lines) == (0, [])


@pytest.mark.parametrize("stage", ["cluster"])
def test_writer_does_not_wait_for_ever(data: Path, stage: str) -> None:
    with written_by_another(DataDir(data).corpus):
        code, lines = ended(start(stage, "--data", str(data), env={"JANGMADANG_LOCK_WAIT": "1.5"}))
    assert code == 2
    assert lines[0].startswith("waiting: ")
    assert lines[-1].startswith(f"Error: another process has been writing {DataDir(data).corpus} for ")
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("stage", "number", "code"),
    [
        ("extract", signal.SIGINT, 130),
        ("tag", signal.SIGTERM, 143),
        ("resolve", signal.SIGINT, 130),
        ("cluster", signal.SIGTERM, 143),
    ],
)
def test_signal_ends_a_stage_in_one_line(data: Path, stage: str, number: int, code: int) -> None:
    with written_by_another(DataDir(data).corpus):  # so that it is at work, and stays so
        process = start(stage, "--data", str(data))
        assert process.stderr is not None
        assert process.stderr.readline().startswith("waiting: ")
        os.killpg(process.pid, number)
        os.killpg(process.pid, number)  # who is impatient presses twice
        assert ended(process) == (code, ["stopped; the next run goes on from here"])


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "after"), [("extract", 1.6), ("tag", 2.4)])
def test_signal_at_any_moment_leaves_what_the_next_run_makes_whole(
    tmp_path: Path, data: Path, stage: str, after: float
) -> None:
    fresh = tmp_path / "fresh"
    fill(fresh)
    if stage == "tag":
        subprocess.run(["cp", "-r", data, tmp_path / "again"], check=True)
        fresh = tmp_path / "again"
    process = start(stage, "--data", str(fresh), from_nothing=True)
    timer = threading.Timer(after, os.killpg, (process.pid, signal.SIGINT))
    timer.start()
    code, lines = ended(process)
    timer.cancel()
    timer.join()
    assert (code, lines) in [(130, ["stopped; the next run goes on from here"]), (0, [])]
    assert ended(start("extract", "--data", str(fresh)))[0] == 0
    assert ended(start(stage, "--data", str(fresh)))[0] == 0
    assert ended(start(stage, "--data", str(data)))[0] == 0
    assert rows(fresh) == rows(data)


@pytest.mark.slow
@pytest.mark.parametrize("most", [120_000, 300_000])
def test_file_that_may_not_grow_ends_a_stage_in_one_line(tmp_path: Path, data: Path, most: int) -> None:
    fresh = tmp_path / "fresh"
    fill(fresh)
    code, lines = ended(start("extract", "--data", str(fresh), limits={resource.RLIMIT_FSIZE: most}))
    assert code == 2
    assert len(lines) == 1 and lines[0].startswith("Error: ")
    assert ended(start("extract", "--data", str(fresh))) == (0, [])
    assert rows(fresh) == rows(data)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, where this machine lets one be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
def test_full_disk_ends_every_command_in_one_line(small_disk: Path, data: Path) -> None:
    subprocess.run(["cp", DataDir(data).pages, small_disk], check=True)
    (small_disk / "ballast").write_bytes(bytes(1_900_000))
    before = {path.name for path in small_disk.iterdir()}
    commands: Sequence[Sequence[str]] = (
        ("extract", "--data", str(small_disk)),
        ("export", str(small_disk / "out"), "--data", str(data)),
        ("import", str(data), "--data", str(small_disk / "new"), "--outlet", "x"),
    )
    for command in commands:
        code, lines = ended(start(*command))
        assert (code, lines[-1:]) == (2, lines[-1:]) and "disk" in lines[-1], (command, lines)
        assert len(lines) == 1
    left = {path.name for path in small_disk.iterdir()} - before
    own = {f"{name}{tail}" for name in ("corpus.db", "pages.db") for tail in ("", "-wal", "-shm")}  # SQLite's, too
    assert left <= {*own, "new"}
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=60m", small_disk], check=True)
    assert ended(start("extract", "--data", str(small_disk))) == (0, [])
    assert rows(small_disk) == rows(data)


# the streams


def shell(line: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    script = line.replace("JANGMADANG", " ".join(COMMAND))
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
        env={**os.environ, "JANGMADANG_DATA": str(data), **environment},
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("JANGMADANG stats >&-", 0),
        ("JANGMADANG stats --json >&- 2>&-", 0),
        ("JANGMADANG extract <&- >&- 2>&-", 0),
        ("JANGMADANG stats > /dev/full", 2),
        ("JANGMADANG stats --json > /dev/full", 2),
        ("JANGMADANG search day --limit 60 --json | head -c 10 > /dev/null", None),
        ("JANGMADANG --help | true", None),
    ],
)
def test_stream_that_takes_nothing_is_no_traceback(data: Path, line: str, code: int | None) -> None:
    done = shell(line, data)
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1
    if code is not None:
        assert done.returncode == code, done.stderr
    with closing(sqlite3.connect(DataDir(data).corpus)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("encoding", ["ascii", "euc-kr"])
@pytest.mark.parametrize("command", ["search day", "stats", "entity 라선"])
def test_terminal_of_few_letters_is_no_traceback(data: Path, command: str, encoding: str) -> None:
    done = shell(f"JANGMADANG {command}", data, PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize(
    ("limit", "command"), [("ulimit -n 12", "stats"), ("ulimit -n 24", "extract"), ("ulimit -n 12", "cluster")]
)
def test_too_few_files_are_told_in_one_line(data: Path, limit: str, command: str) -> None:
    done = shell(f"{limit}; JANGMADANG {command}", data)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 2)
