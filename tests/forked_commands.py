"""`jangmadang` in processes of its own, forked from one that has loaded what its commands load.

Starting one from nothing is two to ten seconds of processor time: modules, patterns, the language pipeline. A fork has
its own process id, environment, folder, streams and end, and can be killed as any process can. One server serves all
of pytest's workers: who needs it first starts it, and it ends when none of them is there any more. How a command
starts, and what it loads then, is for tests that start one from nothing (`sys.executable`).
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import hashlib
import inspect
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MAIN = "from corpus.cli import main; main()"
_LINE = b"\n"


def start(*arguments: str | Path, code: str = MAIN, **options: Any) -> subprocess.Popen[Any]:
    """`jangmadang` with these arguments, or other code with them, running; the options are those of `Popen`."""
    return Forked(["-c", *map(str, arguments)], code=code, **options)


def run(
    *arguments: str | Path, code: str = MAIN, given: str | bytes | None = None, timeout: float = 240, **options: Any
) -> subprocess.CompletedProcess[Any]:
    """The same to its end, with what it said: as text, if no option says otherwise."""
    pipes = {"stdin": subprocess.DEVNULL if given is None else subprocess.PIPE}
    options = {**pipes, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    with start(*arguments, code=code, **options) as process:
        try:
            out, err = process.communicate(given, timeout)
        except BaseException:
            process.kill()
            raise
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


class Forked(subprocess.Popen[Any]):
    """A `Popen` whose process the server forks; `limits` are numbers of `resource` with the most that each may be."""

    def __init__(self, args: list[str], *, code: str, limits: Mapping[int, int] | None = None, **options: Any) -> None:
        self._code = code
        self._limits = {str(number): most for number, most in (limits or {}).items()}
        self._line: socket.socket | None = None
        super().__init__(args, **options)

    def _execute_child(self, *given: Any) -> None:
        """Has the process forked; what `Popen` made ready is found by the names of its own parameters."""
        asked = inspect.signature(subprocess.Popen._execute_child).bind(self, *given).arguments
        streams = [asked["p2cread"], asked["c2pwrite"], asked["errwrite"]]
        streams = [number if stream == -1 else stream for number, stream in enumerate(streams)]
        environment = os.environ if asked["env"] is None else asked["env"]
        request = {
            "argv": asked["args"], "code": self._code, "limits": self._limits, "environment": dict(environment),
            "folder": os.fspath(asked["cwd"] or Path.cwd()), "session": asked["start_new_session"],
        }  # fmt: skip
        try:
            self._line = _connected()
            socket.send_fds(self._line, [b"+"], streams)
            self._line.sendall(json.dumps(request).encode() + _LINE)
            self.pid = int(_read_line(self._line))
            self._child_created = True
        finally:
            pipes = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
            self._close_pipe_fds(*(asked[pipe] for pipe in pipes))  # type: ignore[attr-defined]

    def _try_wait(self, wait_flags: int) -> tuple[int, int]:
        """What `waitpid` would say of a child."""
        if self._line is None:
            return self.pid, 0
        if wait_flags & os.WNOHANG and not select.select([self._line], [], [], 0)[0]:
            return 0, 0
        status = _read_line(self._line)
        self._line.close()
        self._line = None
        return self.pid, int(status or 9)

    def _internal_poll(self, _deadstate: int | None = None, **_: Any) -> int | None:
        if self.returncode is None:
            pid, status = self._try_wait(os.WNOHANG)
            if pid == self.pid:
                self._handle_exitstatus(status)
        return self.returncode


def _read_line(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(_LINE):
        more = line.recv(1 << 16)
        if not more:
            break
        said += more
    return said


# the server


_kept: list[socket.socket] = []


def _address() -> Path:
    """The server's socket: one for each run of pytest, whose id the controller gives its workers, on this tree."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    mark = hashlib.sha256(f"{ROOT} {run}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"jangmadang-{os.getuid()}-{mark}"


def _connected() -> socket.socket:
    """A connection to the server, which is started if there is none; one more is kept, so that it stays."""
    if not _kept:
        _kept.append(_connect_or_start())
        atexit.register(_kept[0].close)
    return _connect_or_start()


def _connect_or_start() -> socket.socket:
    path = _address()
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(path))
            return line
        except (FileNotFoundError, ConnectionRefusedError):
            line.close()
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path.with_suffix(".starting"), os.O_CREAT | os.O_EXCL))
            code = "import sys; from tests.forked_commands import serve; serve(sys.argv[1])"
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # none may be forked
            with path.with_suffix(".log").open("w") as log:
                server = subprocess.Popen(
                    [sys.executable, "-c", code, str(path)], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                    stdout=log, stderr=log, start_new_session=True,
                )  # fmt: skip
            server.returncode = 0  # it outlives this worker, and nobody waits for it
        time.sleep(0.05)
    raise AssertionError(f"the server of commands did not start: {path.with_suffix('.log').read_text('utf-8')}")


PAGE = (
    "<html><head><title>Cement for Rason</title></head><body><article><h1>Cement for Rason</h1><p>The cement works in"
    " Sunchon sent 640 tonnes to Rason port in December, port officials told the agency on Monday.</p></article></body>"
)


def _preload() -> None:
    """Load what commands load: their modules, and what every stage reads before its first page."""
    from importlib import import_module

    from corpus.cli import COMMANDS
    from corpus.records import RawPage
    from corpus.run.whole_pass import STAGES
    from corpus.store.page_archive import PageArchive
    from corpus.store.stage import StageOptions

    import_module("crawler.one_crawl")
    for place, _ in COMMANDS.values():
        if not place.startswith(("jangmadang.bulk", "jangmadang.mcp")):
            import_module(place.partition(":")[0])
    with tempfile.TemporaryDirectory() as folder:
        page = RawPage(
            url="https://invented.example/1", outlet="invented", fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
            body=PAGE.encode(), found_in="import",
        )  # fmt: skip
        with PageArchive(Path(folder)) as archive:
            archive.save_pages([page])
        for place in STAGES.values():
            module, _, name = place.partition(":")
            getattr(import_module(module), name)(Path(folder), StageOptions(processes=1))


def serve(address: str) -> None:
    """Fork a process for each connection that asks for one, until no connection is left; its code runs in that."""
    _preload()
    gc.collect()
    gc.freeze()
    request = _requested(Path(address))
    if request is not None:
        _become(request)


def _requested(address: Path) -> dict[str, Any] | None:
    """In a fork: what it was asked to run. In the server: None, at its end."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(address))
    listening.listen(64)
    waking, woken = socket.socketpair()
    woken.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
    lines: dict[int, socket.socket] = {}  # by process
    idle: list[socket.socket] = []
    try:
        while True:
            ready = select.select([listening, waking, *idle, *lines.values()], [], [], None)[0]
            if waking in ready:
                waking.recv(1 << 12)
                while True:
                    pid, status = _ended()
                    if not pid:
                        break
                    line = lines.pop(pid, None)
                    if line is not None:
                        with contextlib.suppress(OSError):
                            line.sendall(str(status).encode() + _LINE)
                        line.close()
            for pid, line in list(lines.items()):
                if line in ready:  # who asked for it is gone
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    line.close()
                    del lines[pid]
            for line in [each for each in idle if each in ready]:
                idle.remove(line)
                mark, streams, _, _ = socket.recv_fds(line, 1, 3)
                if not mark:
                    line.close()
                    continue
                request = json.loads(_read_line(line))
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for each in (listening, waking, woken, line, *idle, *lines.values()):
                        each.close()
                    return {**request, "streams": streams}
                for stream in streams:
                    os.close(stream)
                lines[pid] = line
                line.sendall(str(pid).encode() + _LINE)
            if listening in ready:
                idle.append(listening.accept()[0])
            elif not idle and not lines:
                return None
    finally:
        if listening.fileno() != -1:
            address.unlink(missing_ok=True)
            address.with_suffix(".starting").unlink(missing_ok=True)
            address.with_suffix(".log").unlink(missing_ok=True)


def _ended() -> tuple[int, int]:
    try:
        return os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 0, 0


def _become(request: dict[str, Any]) -> None:
    """Run what was asked for as the main program of this process, and end with its code."""
    if request["session"]:
        os.setsid()
    for number, stream in enumerate(request["streams"]):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    for number, most in request["limits"].items():
        import resource

        resource.setrlimit(int(number), (most, most))
    sys.argv = request["argv"]
    code: Any = 0
    try:
        exec(request["code"], {"__name__": "__main__"})
    except SystemExit as error:
        code = error.code
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 1
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit((code or 0) & 0xFF)
