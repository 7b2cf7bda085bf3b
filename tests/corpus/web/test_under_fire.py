"""The server as a process of its own, asked by hostile clients and ordinary ones at the same time."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from corpus.store.articles import Corpus

ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
HOSTILE = (
    "select zeroblob(1900000000) from mentions a, mentions b",
    "select printf('%.*c', 1999999999, 'y')",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select hex(randomblob(1900000)) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select x, zeroblob(99999) from c order by 2 desc",
    ENDLESS,
)


@pytest.fixture
def server(hostile: Corpus) -> Iterator[tuple[int, int]]:
    """The port and the process of a server over the corpus."""
    command = [sys.executable, "-m", "jangmadang", "serve", "--port", "0", "--data", str(hostile.data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            port = re.search(r":(\d+)/", told)
            assert port, told
            drain = threading.Thread(target=process.stderr.read, daemon=True)
            drain.start()
            yield int(port[1]), process.pid
        finally:
            process.terminate()
            process.wait(20)
            drain.join(20)


def status(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as client:
        client.request("GET", path)
        answer = client.getresponse()
        answer.read()
        return answer.status


def memory(process: int, name: str) -> int:
    """A figure of /proc, in MB."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) // 1000


@pytest.mark.slow
def test_ordinary_pages_are_answered_and_memory_stays_small(server: tuple[int, int]) -> None:
    port, process = server
    attackers = [threading.Thread(target=status, args=(port, f"/corpus.json?sql={quote(sql)}")) for sql in HOSTILE * 3]
    for attacker in attackers:
        attacker.start()
    took = []
    for path in ("/", "/search?q=coal", "/stats", "/entity/place/rason") * 3:
        started = time.perf_counter()
        assert status(port, path) == 200
        took.append(time.perf_counter() - started)
    for attacker in attackers:
        attacker.join()
    assert sorted(took)[len(took) // 2] < 2
    assert memory(process, "VmHWM") < 600
    assert status(port, "/corpus.json?sql=select+1") == 200


def test_statement_ends_when_its_client_hangs_up(server: tuple[int, int]) -> None:
    port, _ = server
    status(port, "/corpus.json?sql=select+1")
    clients = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(12)]
    for client in clients:
        client.sendall(f"GET /corpus.json?sql={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    for client in clients:
        client.close()
    started = time.perf_counter()
    assert status(port, "/corpus.json?sql=select+2") == 200
    # twelve statements of two seconds each, two at a time, would take twelve
    assert time.perf_counter() - started < 8
