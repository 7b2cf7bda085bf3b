"""What every test has: no way out of this machine, and the recorded output of the stages."""

from __future__ import annotations

import json
import socket
import warnings
from collections.abc import Callable, Iterator, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Datasette asks SQLite what it can do while it is imported, and leaves that connection to be collected
with warnings.catch_warnings(action="ignore", category=ResourceWarning):
    import datasette.app  # noqa: F401

# no deadline: how long an example takes says more of the machine than of the code; and the same examples every time
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


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


GOLDEN = Path(__file__).parent / "golden"


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
