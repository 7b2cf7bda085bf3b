"""The server that forks commands: whoever is killed, client, command or server, is no riddle for the others."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import forked_commands

LOADS_NOTHING = """
import sys
from tests import forked_commands

forked_commands._preload = lambda: None
forked_commands.serve(int(sys.argv[1]))
"""
NAMES_SERVER = "import os; print(os.getppid(), flush=True)"
WAITS = NAMES_SERVER + "; import time; time.sleep(600)"


@pytest.fixture(autouse=True)
def own_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A server of this test's own, which has nothing loaded."""
    monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", str(tmp_path))
    monkeypatch.setattr(forked_commands, "SERVER", LOADS_NOTHING)
    monkeypatch.setattr(forked_commands, "_kept", [])
    yield
    forked_commands._let_go()


def server() -> int:
    return int(forked_commands.run(code=NAMES_SERVER).stdout)


def is_there() -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(forked_commands._address()) == 0


def test_a_killed_command_is_told_from_a_lost_server() -> None:
    with forked_commands.start(code=WAITS, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = int(process.stdout.readline())
        process.kill()
    assert process.returncode == -signal.SIGKILL

    with forked_commands.start(code=WAITS, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) == first
        os.kill(first, signal.SIGKILL)
        with pytest.raises(ConnectionError, match="server of commands is gone"):
            process.wait(60)
        assert process.stdout.read() == b"", "it goes with the server"
    second = server()
    assert second not in (first, os.getpid()), "the next command has a new server"
    assert server() == second, "which stays"


def test_a_server_that_does_not_start_says_why_at_once_and_the_next_one_may(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("raise SystemExit('no model')", "import os; print('no model', flush=True); os.kill(os.getpid(), 9)"):
        monkeypatch.setattr(forked_commands, "SERVER", code)
        with pytest.raises(AssertionError, match="no model"):
            server()
    monkeypatch.setattr(forked_commands, "SERVER", LOADS_NOTHING)
    assert server() == server()


@pytest.mark.parametrize("said", [b"", b'{"argv": [', b"no request\n", None])
def test_a_client_that_is_gone_before_it_has_asked_ends_no_server(said: bytes | None) -> None:
    before = server()
    with forked_commands._connected() as line:
        if said is not None:
            socket.send_fds(line, [b"+"], [0, 1, 2])
            line.sendall(said)
    assert server() == before


@pytest.mark.parametrize("loaded", [True, False])
def test_the_server_ends_with_the_run_and_leaves_no_file(
    loaded: bool, tmp_path: Path, wait_until: Callable[[Callable[[], object]], None]
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    slowly = LOADS_NOTHING if loaded else "print('loads', flush=True); import time; time.sleep(2)" + LOADS_NOTHING
    run = f"""
from tests import forked_commands
forked_commands.SERVER = {slowly!r}
forked_commands.start(code={WAITS!r}).wait()
"""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", run], cwd=forked_commands.ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        if loaded:
            assert process.stdout.readline()
        else:
            wait_until(is_there)
        process.kill()
        process.stdout.read()  # until the command is gone, too
    wait_until(lambda: not is_there())
    assert list(temporary.iterdir()) == []


def test_a_fork_of_a_worker_does_not_hold_the_server(wait_until: Callable[[Callable[[], object]], None]) -> None:
    run = f"""
import json, os, sys, time
from tests import forked_commands
forked_commands.SERVER = {LOADS_NOTHING!r}
forked_commands.run(code="")
pid = os.fork()
if pid:
    print(json.dumps(pid), flush=True)
else:
    os.close(1)
    time.sleep(600)
"""
    done = subprocess.run([sys.executable, "-c", run], cwd=forked_commands.ROOT, stdout=subprocess.PIPE, check=True)
    try:
        wait_until(lambda: not is_there())
    finally:
        os.kill(json.loads(done.stdout), signal.SIGKILL)


def test_a_command_may_end_before_its_client_has_read_its_id() -> None:
    assert [forked_commands.run(code="raise SystemExit(3)").returncode for _ in range(40)] == [3] * 40


STARTS_CRAWL = """
import subprocess, sys
from corpus.run import whole_pass

pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
command = [sys.executable, "-m", "corpus.cli.child", "crawl", "--help"]
crawl = whole_pass.subprocess.Popen(command, start_new_session=True, **pipes)
print(crawl.pid, flush=True)
print(crawl.stdout.read().split()[0].decode(), crawl.wait(), flush=True)
crawl = whole_pass.subprocess.Popen([*command[:3], "watch", "--data", sys.argv[1]], start_new_session=True, **pipes)
print(crawl.pid, flush=True)
crawl.wait()
"""


def test_a_forked_pass_has_its_crawl_forked_which_ends_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait_until: Callable[[Callable[[], object]], None]
) -> None:
    forks_crawls = "from tests.loaded_commands import fork_crawls; forked_commands._preload = fork_crawls"
    monkeypatch.setattr(
        forked_commands, "SERVER", LOADS_NOTHING.replace("forked_commands._preload = lambda: None", forks_crawls)
    )
    by = server()
    with forked_commands.start(tmp_path, code=STARTS_CRAWL, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = int(process.stdout.readline())
        assert process.stdout.readline() == "Usage: 0\n"
        assert not Path(f"/proc/{first}").exists(), "nobody but the server waits for it"
        crawl = Path("/proc", process.stdout.readline().strip())
        assert f"PPid:\t{by}\n" in (crawl / "status").read_text()
        process.kill()
    wait_until(lambda: not crawl.exists())
