"""`jangmadang` in processes of its own, forked from one that has loaded what its commands load.

Starting one from nothing is two to ten seconds of processor time: modules, patterns, the language pipeline. A fork has
its own process id, environment, folder, streams and end, and can be killed as any process can. One server serves all
of pytest's workers: who needs it first starts it, and it ends when none of them is there any more, however they ended.
Its socket is a name without a file, so nothing is left behind that a later run could meet; only Linux has such names:
elsewhere each command starts from nothing. How a command starts, and what it loads then, is for tests that start one
from nothing (`sys.executable`). The crawl that a forked pass starts is forked as well.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import hashlib
import inspect
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
MAIN = "from corpus.cli import main; main()"
SERVER = "import sys; from tests.forked_commands import serve; serve(int(sys.argv[1]))"
_LINE = b"\n"


def start(*arguments: str | Path, code: str = MAIN, **options: Any) -> subprocess.Popen[Any]:
    """`jangmadang` with these arguments, or other code with them, running; the options are those of `Popen`."""
    if sys.platform != "linux":
        return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], **options)
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
    """A `Popen` whose process the server forks, and kills once this one is gone, unless it `outlives` it; `limits` are
    numbers of `resource` with the most that each may be.
    """

    def __init__(
        self, args: list[str], *, code: str, limits: Mapping[int, int] | None = None, outlives: bool = False,
        **options: Any,
    ) -> None:  # fmt: skip
        self._code, self._outlives = code, outlives
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
            "outlives": self._outlives,
        }  # fmt: skip
        try:
            self._line = _connected()
            socket.send_fds(self._line, [b"+"], streams)
            self._line.sendall(json.dumps(request).encode() + _LINE)
            self.pid = int(_read_line(self._line))
            self._child_created = True
        except BaseException:
            if self._line is not None:
                self._line.close()
            raise
        finally:
            pipes = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
            self._close_pipe_fds(*(asked[pipe] for pipe in pipes))  # type: ignore[attr-defined]

    def _try_wait(self, wait_flags: int) -> tuple[int, int]:
        """What `waitpid` would say of a child; an error, once, if the server is gone and nobody knows how it ended."""
        if self._line is None:
            return self.pid, 0
        if wait_flags & os.WNOHANG and not select.select([self._line], [], [], 0)[0]:
            return 0, 0
        line, self._line = self._line, None
        with line:
            try:
                return self.pid, int(_read_line(line))
            except OSError as error:
                self.returncode = 255  # no signal and no success, for whoever closes it after the error
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
                raise ConnectionError(f"the server of commands is gone, and how {self.args!r} ended") from error

    def _internal_poll(self, _deadstate: int | None = None, **_: Any) -> int | None:
        if self.returncode is None:
            pid, status = self._try_wait(os.WNOHANG)
            if pid == self.pid:
                self._handle_exitstatus(status)
        return self.returncode


def _read_line(line: socket.socket, most: int = 1) -> bytes:
    """A whole line, or an error if the other side is gone before its end; `most` bytes at once, if no other follows."""
    said = b""
    while not said.endswith(_LINE):
        more = line.recv(most)
        if not more:
            raise ConnectionResetError("the other side is gone")
        said += more
    return said


# the server


_kept: list[socket.socket] = []
_forked_by: str | bytes = ""  # in a fork: its server's socket


def _address() -> str | bytes:
    """The server's socket: one for each run of pytest, whose id the controller gives its workers, on this tree."""
    if _forked_by:
        return _forked_by
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    mark = hashlib.sha256(f"{ROOT} {run}".encode()).hexdigest()[:16]
    return f"\0jangmadang-{os.getuid()}-{mark}"


def _connected() -> socket.socket:
    """A connection to the server, which is started if there is none; one more is kept, so that it stays."""
    if _kept and select.select(_kept, [], [], 0)[0]:  # it says nothing there, so it is gone
        _let_go()
    if not _kept:
        _kept.append(_connect_or_start())
    return _connect_or_start()


def _let_go() -> None:
    while _kept:
        _kept.pop().close()


atexit.register(_let_go)
os.register_at_fork(after_in_child=_let_go)  # what a worker forks may outlive it, and does not hold the server


def _connect_or_start() -> socket.socket:
    """A connection that the server has greeted: it has loaded everything, and does not end before the connection."""
    while True:
        with contextlib.ExitStack() as unless_greeted:
            line = unless_greeted.enter_context(socket.socket(socket.AF_UNIX))
            log = None
            try:
                line.connect(_address())
            except ConnectionRefusedError:
                log = _start_server(line)
                if log is None:  # somebody else just starts it
                    time.sleep(0.02)
                    continue
                unless_greeted.enter_context(log)
            assert _of_this_user(line), "somebody else's process has the name of the server of commands"
            line.settimeout(240)
            try:
                _read_line(line)
            except OSError as error:
                if log is None and not isinstance(error, TimeoutError):  # it ended just now
                    continue
                said = ""
                if log is not None:
                    log.seek(0)
                    said = log.read().decode(errors="replace")
                raise AssertionError(f"the server of commands did not start: {said}") from error
            line.settimeout(None)
            unless_greeted.pop_all()
            if log is not None:
                log.close()
            return line


def _start_server(line: socket.socket) -> IO[bytes] | None:
    """Start the server with the connection as its first, and give what it says; None if its name is taken by now.

    The name is that of a socket which the server inherits: it is there from the start, for one only, and gone with it.
    """
    with socket.socket(socket.AF_UNIX) as listening:
        try:
            listening.bind(_address())
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return None
        listening.listen(64)
        line.connect(_address())
        log = tempfile.TemporaryFile()  # noqa: SIM115
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # none may be forked
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(listening.fileno())], cwd=ROOT, env=environment,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[listening.fileno()], start_new_session=True,
        )  # fmt: skip
        server.returncode = 0  # it outlives this worker, and nobody waits for it
        return log


def _of_this_user(line: socket.socket) -> bool:
    _, user, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return bool(user == os.getuid())


def _preload() -> None:
    from tests.loaded_commands import load

    load()


def serve(descriptor: int) -> None:
    """Fork a process for each connection that asks for one, until no connection is left; its code runs in that."""
    os.set_inheritable(descriptor, False)
    _preload()
    gc.collect()
    gc.freeze()
    listening = socket.socket(fileno=descriptor)
    address = listening.getsockname()
    request = _requested(listening)
    if request is not None:
        global _forked_by
        _forked_by = address
        _become(request)


def _requested(listening: socket.socket) -> dict[str, Any] | None:
    """In a fork: what it was asked to run. In the server: None, at its end."""
    waking, woken = socket.socketpair()
    woken.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
    lines: dict[int, socket.socket] = {}  # by process
    lasting: set[int] = set()  # those that outlive who asked for them
    idle: list[socket.socket] = []
    while True:
        ready = select.select([listening, waking, *idle, *lines.values()], [], [], None)[0]
        if waking in ready:
            waking.recv(1 << 12)
            while True:
                pid, status = _ended()
                if not pid:
                    break
                line = lines.pop(pid, None)
                lasting.discard(pid)
                if line is not None:
                    with contextlib.suppress(OSError):
                        line.sendall(str(status).encode() + _LINE)
                    line.close()
        for pid, line in list(lines.items()):
            if line in ready:  # who asked for it is gone
                if pid not in lasting:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                line.close()
                del lines[pid]
        for line in [each for each in idle if each in ready]:
            idle.remove(line)
            request = _asked(line)
            if request is None:
                line.close()
                continue
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for each in (listening, waking, woken, line, *idle, *lines.values()):
                    each.close()
                return request
            for stream in request["streams"]:
                os.close(stream)
            lines[pid] = line
            if request["outlives"]:
                lasting.add(pid)
            with contextlib.suppress(OSError):
                line.sendall(str(pid).encode() + _LINE)
        if listening in ready:
            line = listening.accept()[0]
            if _of_this_user(line):
                idle.append(line)
                with contextlib.suppress(OSError):
                    line.sendall(b"ready" + _LINE)
            else:
                line.close()
        elif not idle and not lines:
            return None


def _asked(line: socket.socket) -> dict[str, Any] | None:
    """What a connection asks to run, with its streams; None if it is gone before it has said that."""
    streams: list[int] = []
    try:
        _, streams, _, _ = socket.recv_fds(line, 1, 3)
        return {**json.loads(_read_line(line, 1 << 16)), "streams": streams}
    except (OSError, ValueError):
        for stream in streams:
            os.close(stream)
        return None


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
