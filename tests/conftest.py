"""What every test has: no way out of this machine, and the recorded output of the stages."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests import forked_commands

# Datasette asks SQLite what it can do while it is imported, and leaves that connection to be collected
with warnings.catch_warnings(action="ignore", category=ResourceWarning):
    import datasette.app  # noqa: F401

# the stages' own tests ask for two processes; elsewhere each would load all models once more
os.environ.setdefault("JANGMADANG_PROCESSES", "1")

# a kill loses nothing that was written, and no test cuts the power: in memory no commit waits for a disk
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
if (
    os.access(MEMORY, os.W_OK)
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    and shutil.disk_usage(MEMORY).free > ROOM
):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# no deadline: how long an example takes says more of the machine than of the code; and the same examples every time
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")
# it also draws the constants of whatever modules a worker has loaded by then: without them no order changes an example
providers.is_local_module_file = lambda path: False  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection that would leave the loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


KILLED_AT = """
import os, sys
from functools import wraps
from importlib import import_module

point, count, sys.argv = sys.argv[1], int(sys.argv[2]), ["jangmadang", *sys.argv[3:]]
module, _, path = point.partition(":")
owner = import_module(module)
*owners, name = path.split(".")
for part in owners:
    owner = getattr(owner, part)
function, calls = getattr(owner, name), []
# whoever has imported it by its name, too
places = [owner, *(other for other in sys.modules.values() if getattr(other, "__dict__", {}).get(name) is function)]

@wraps(function)
def until_killed(*given, **options):
    calls.append(1)
    if len(calls) == count:
        os.kill(os.getpid(), 9)
    return function(*given, **options)

for place in places:
    setattr(place, name, until_killed)
from corpus.cli import main
main()
"""


@pytest.fixture(scope="session")
def kill_at() -> Callable[..., None]:
    """Runs `jangmadang` with arguments until it is about to call a function ("module:Class.name") for the nth time, and
    has it killed there as kill -9 does: at the same point on every machine.
    """

    def run(point: str, count: int, *arguments: str) -> None:
        done = forked_commands.run(point, str(count), *arguments, code=KILLED_AT)
        assert done.returncode == -signal.SIGKILL, f"it never came to {point}: {done.stdout}{done.stderr}"

    return run


@pytest.fixture(scope="session")
def wait_until() -> Callable[[Callable[[], object]], None]:
    """Waits for a state: until the function gives something true, two minutes at most, for machines under load."""

    def wait(state: Callable[[], object]) -> None:
        deadline = time.monotonic() + 120
        while not state():
            assert time.monotonic() < deadline, "what was waited for did not come"
            time.sleep(0.02)

    return wait


ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that crawl are slow ones, each starts processes and keeps to an outlet's pace; slow ones come first, with
    those that they share something with: between them, whatever was made for a file would be let go and made again.
    """
    for item in items:
        if "make_desk" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
    slow = {_unit(item.nodeid) for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: _unit(item.nodeid) not in slow)


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Tests that share something which takes a while to make run one after the other in one worker, so that it is made
    once. (`--dist loadgroup`, which is for this, does nothing with pytest 9.2 and pytest-xdist 3.8: the one has no
    `_nodeid` any more, where the other writes a test's group.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return _unit(nodeid)


def _unit(nodeid: str) -> str:
    """What runs in one worker together with a test: a folder, a file, or the test alone."""
    return _shared(nodeid.partition("::")[0]) or nodeid


@cache
def _shared(file: str) -> str:
    """The folder or the file that a test shares something with: fixtures that live longer than a test, or what a
    cached function of its file has worked out.
    """
    path = ROOT / file
    conftest = path.parent / "conftest.py"
    if path.parent == ROOT / "tests" / "browser":  # what they share is made in less time than they take
        return file
    if path.parent != ROOT / "tests" and conftest.exists() and 'scope="session"' in conftest.read_text("utf-8"):
        return path.parent.name
    return file if re.search(r'scope="module"|^@cache$', path.read_text("utf-8"), flags=re.MULTILINE) else ""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record-golden", action="store_true", help="write what the stages put out to tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str, Sequence[str]], None]:
    """Compare a stage's output, a line an input, with tests/golden: it may only change together with the version."""

    def compare(stage: str, version: str, lines: Sequence[str]) -> None:
        path = GOLDEN / f"{stage}.json"
        if request.config.getoption("--record-golden"):
            path.parent.mkdir(exist_ok=True)
            document = {"version": version, "output": list(lines)}
            path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
        recorded = json.loads(path.read_text("utf-8"))
        changed = sorted({*recorded["output"]} ^ {*lines})
        if version == recorded["version"]:
            assert changed == [], (
                f"{stage}: the output changed and the version did not; raise REVISION, then `make golden`"
            )
        assert version == recorded["version"], f"{stage}: rules changed, and {len(changed)} lines; then `make golden`"

    return compare
