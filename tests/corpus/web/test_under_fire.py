"""The server as a process of its own, asked by hostile clients and ordinary ones at the same time."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
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


def worked(process: int) -> float:
    """The seconds of processor time that a process has had."""
    figures = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


def ordinary_pages(port: int) -> list[float]:
    """How long each of a dozen pages takes, in seconds."""
    took = []
    for path in ("/", "/search?q=coal", "/stats", "/entity/place/rason") * 3:
        started = time.perf_counter()
        assert status(port, path) == 200
        took.append(time.perf_counter() - started)
    return took


@pytest.mark.slow
def test_ordinary_pages_are_answered_and_memory_stays_small(server: tuple[int, int]) -> None:
    port, process = server
    calm = ordinary_pages(port)
    attackers = [threading.Thread(target=status, args=(port, f"/corpus.json?sql={quote(sql)}")) for sql in HOSTILE * 3]
    for attacker in attackers:
        attacker.start()
    took = ordinary_pages(port)
    for attacker in attackers:
        attacker.join()
    # in line behind the statements they would wait for half a minute; on a slow machine they take a while anyway
    assert median(took) < 2 + 4 * median(calm)
    assert memory(process, "VmHWM") < 600
    assert status(port, "/corpus.json?sql=select+1") == 200


def test_statement_ends_when_its_client_hangs_up(server: tuple[int, int]) -> None:
    port, process = server
    status(port, "/corpus.json?sql=select+1")
    before = worked(process)
    clients = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(12)]
    for client in clients:
        client.sendall(f"GET /corpus.json?sql={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    for client in clients:
        client.close()
    assert status(port, "/corpus.json?sql=select+2") == 200
    # twelve statements of two seconds each would take twenty-four
    assert worked(process) - before < 8
