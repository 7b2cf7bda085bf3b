"""Bulk reads under fire: generated shards, workers killed at random, two workers against one, two nodes of a cluster.

python bench/bulk.py make FOLDER --shards 100      WARC files of the pages that tests have, some damaged
python bench/bulk.py read FOLDER --workers 2 --kills 60 --out OUT
python bench/bulk.py nodes FOLDER --out OUT        on a cluster of two nodes here, of which one is killed
python bench/bulk.py compare OUT OTHER             the Parquet, row for row; exit code 1 where it differs
python bench/bulk.py sieve                         MB/s beside a plain parse, and what passes
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from lxml.html import fromstring
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.intake.sieve import may_name_the_north

PAGES = Path(__file__).parent.parent / "tests" / "extract"
TABLES = (
    "articles",
    "mentions",
    "outcomes",
    "article_tables",
    "article_versions",
    "version_mentions",
    "pages",
    "outlets",
)


def our_pages() -> list[tuple[str, bytes]]:
    """Addresses and bodies of the pages that the tests have."""
    found = []
    for facts in sorted(PAGES.glob("*/pages/*.json")):
        body = facts.with_name(facts.name.replace(".expected.json", ".html").replace(".json", ".html"))
        if body.is_file():
            found.append((json.loads(facts.read_text("utf-8"))["url"], body.read_bytes()))
    return found


def make(folder: Path, *, shards: int, pages: int, damaged: int) -> None:
    """Write shards of our pages, each page under an address of its own; the last `damaged` are cut or noise."""
    folder.mkdir(parents=True, exist_ok=True)
    every, chance = our_pages(), random.Random(21)
    for number in range(shards):
        with (folder / f"shard-{number:03}.warc.gz").open("wb") as out:
            writer = WARCWriter(out, gzip=True)
            for place, (url, body) in enumerate(chance.sample(every, pages)):
                http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                at = {"WARC-Date": f"2026-03-{1 + number % 28:02}T{place % 24:02}:00:00Z"}
                address = f"{url}{'&' if '?' in url else '?'}shard={number}"
                given = {"payload": io.BytesIO(body), "length": len(body), "http_headers": http}
                writer.write_record(writer.create_warc_record(address, "response", warc_headers_dict=at, **given))
    for number in range(shards - damaged, shards):
        path = folder / f"shard-{number:03}.warc.gz"
        data = bytearray(path.read_bytes())
        kind = number % 3
        if kind == 0:
            data = data[: len(data) // 2]
        elif kind == 1:
            for _ in range(5):
                data[chance.randrange(len(data))] ^= 0xFF
        else:
            data = bytearray(chance.randbytes(2000))
        path.write_bytes(data)


def processes() -> dict[int, tuple[int, str]]:
    """Parent and name of each process."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = status.read_text().rpartition(")")[::2]
        except OSError:
            continue
        found[int(status.parent.name)] = (int(fields.split()[1]), name)
    return found


def workers_of(ancestors: set[int]) -> Iterator[int]:
    """Ray's workers at a task below these processes."""
    known = processes()
    for worker, (parent, name) in known.items():
        while parent in known and parent not in ancestors:
            parent = known[parent][0]
        if parent in ancestors and "ray::attempt" in name:
            yield worker


def read(
    folder: Path, out: Path, *, workers: int, kills: int, every: float, address: str | None, below: list[int]
) -> dict[str, Any]:
    """Run a bulk read while its workers are killed; what it printed, with how long it took and how many died."""
    where = ["--address", address] if address else ["--workers", str(workers)]
    command = [sys.executable, "-m", "jangmadang", "bulk", "read", str(folder), "--out", str(out), *where]
    command += ["--no-learn", "--json", "--data", str(out) + "-data"]
    started, peak, killed = time.monotonic(), 0, 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bulk:
        printed: list[str] = []
        reader = threading.Thread(target=lambda: printed.append(bulk.stdout.read()))
        reader.start()
        chance = random.Random(5)
        due = started + every
        while bulk.poll() is None:
            time.sleep(0.5)
            found = [*workers_of({bulk.pid, *below})]
            peak = max([peak, *map(resident, found)])
            if found and killed < kills and time.monotonic() > due:
                due = time.monotonic() + chance.uniform(0.5, 1.5) * every
                os.kill(chance.choice(found), signal.SIGKILL)
                killed += 1
        reader.join()
    report = json.loads(printed[0])
    report["seconds"] = round(time.monotonic() - started, 1)
    report["pages a second, later"] = steady(out)
    report["cpu"] = round(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]), 1)
    return {**report, "killed": killed, "worker_mb": peak}


def steady(out: Path) -> float | None:
    """Pages a second between the shard with which a fifth were done and the last one: without the start of Ray and of
    its workers, and without the models they load; None for a few shards.
    """
    done = [json.loads(path.read_text("utf-8")) for path in out.glob("*/manifest.json")]
    ends = sorted((datetime.fromisoformat(shard["read_at"]), shard["stored"]) for shard in done)
    first = len(ends) // 5
    if not first:
        return None
    seconds = (ends[-1][0] - ends[first][0]).total_seconds()
    return round(sum(pages for _, pages in ends[first + 1 :]) / seconds, 2) if seconds else None


RAY = (sys.executable, "-m", "ray.scripts.scripts", "start", "--node-ip-address=127.0.0.1", "--num-cpus=1", "--block")
PORT = 6399
# Ports that are said beforehand: else Ray's main process waits no more than 15 s for a helper to tell which it took,
# and ends, which on a busy machine it is.
AGENTS = ("runtime-env-agent", "dashboard-agent-grpc", "dashboard-agent-listen", "metrics-export")


def own_ports(first: int) -> list[str]:
    """The ports of a node's helpers, as options."""
    return [f"--{name}-port={first + place}" for place, name in enumerate(AGENTS)]


@contextmanager
def node(*options: str) -> Iterator[int]:
    """A node of a cluster, with one core; at the end it and all that it started are ended, and nothing else."""
    with subprocess.Popen(
        [*RAY, "--disable-usage-stats", *options], stdout=subprocess.DEVNULL, start_new_session=True
    ) as started:
        try:
            yield started.pid
        finally:
            end_node(started.pid)


def end_node(process: int) -> None:
    """Kill a node's process and all below it, by their ids."""
    known = processes()
    below = [process]
    for found in below:
        below += [child for child, (parent, _) in known.items() if parent == found]
    for found in below:
        with suppress(ProcessLookupError):
            os.kill(found, signal.SIGKILL)


def nodes(folder: Path, out: Path, *, after: int, patience: float) -> dict[str, Any]:
    """Read shards on two nodes, of which the second is lost when so many shards are done; what a read reports."""
    os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    with node("--head", f"--port={PORT}", "--include-dashboard=false", *own_ports(PORT + 1)) as head:
        wait_for(lambda: reachable(PORT), patience)
        with node(f"--address=127.0.0.1:{PORT}", *own_ports(PORT + 11)) as second:
            wait_for(lambda: any("raylet" in name for name in below_named(second)), patience)
            time.sleep(patience / 8)  # it has said to the first who it is

            def lose() -> None:
                wait_for(lambda: len(list(out.glob("*/manifest.json"))) >= after, 3600)
                end_node(second)

            losing = threading.Thread(target=lose, daemon=True)
            losing.start()
            address = f"127.0.0.1:{PORT}"
            return read(folder, out, workers=2, kills=0, every=10, address=address, below=[head, second]) | {
                "lost": not losing.is_alive()
            }


def wait_for(there: Callable[[], bool], patience: float) -> None:
    """Return when something is there; raises `TimeoutError` when it is not in so many seconds."""
    until = time.monotonic() + patience
    while not there():
        if time.monotonic() > until:
            raise TimeoutError("the cluster did not come up")
        time.sleep(0.5)


def reachable(port: int) -> bool:
    """Whether something listens at a port of this machine."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def below_named(process: int) -> list[str]:
    """The names of the processes that one started."""
    return [name for parent, name in processes().values() if parent == process]


def resident(process: int) -> int:
    """Memory of a process in MB."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    except (OSError, IndexError):
        return 0


def compare(out: Path, other: Path) -> dict[str, Any]:
    """How many rows each table has, and whether they are the same in both."""
    found = {}
    for table in TABLES:
        rows = [
            sorted(repr((path.parent.name, row)) for path in each.glob(f"*/{table}.parquet") for row in read_rows(path))
            for each in (out, other)
        ]
        found[table] = {"rows": len(rows[0]), "same": rows[0] == rows[1]}
    return found


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file, without the time at which they were written."""
    with pq.ParquetFile(path) as file:
        rows: list[dict[str, Any]] = file.read().to_pylist()
        return [{name: value for name, value in row.items() if name != "at"} for row in rows]


def sieve() -> dict[str, Any]:
    """MB/s of the sieve and of a plain parse by lxml over the same pages, by processor time."""
    bodies = [body for _, body in our_pages()]
    size = sum(map(len, bodies)) / 1e6
    rates = {}
    for name, work, times in (("sieve", may_name_the_north, 20), ("parse", fromstring, 2)):
        work(bodies[0])
        began = time.process_time()
        for _ in range(times):
            for body in bodies:
                work(body)
        rates[name] = round(size * times / (time.process_time() - began), 1)
    return {"MB/s": rates, "pages": len(bodies), "pass": sum(map(may_name_the_north, bodies))}


def main() -> None:
    """Run what was asked, and print what came of it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "read", "nodes", "compare", "sieve"])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--address")
    parser.add_argument("--below", nargs="*", type=int, default=[], help="process ids of a cluster's nodes")
    parser.add_argument("--every", type=float, default=10.0, help="seconds from one kill to the next, more or less")
    parser.add_argument("--after", type=int, default=30, help="shards that are done when the second node is lost")
    parser.add_argument("--patience", type=float, default=120.0, help="seconds in which a node is to come up")
    for name, default in (("shards", 100), ("pages", 6), ("damaged", 6), ("workers", 2), ("kills", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    result: Any = None
    if given.what == "make":
        make(given.folders[0], shards=given.shards, pages=given.pages, damaged=given.damaged)
    elif given.what == "read":
        numbers = {"workers": given.workers, "kills": given.kills, "every": given.every}
        result = read(given.folders[0], given.out, **numbers, address=given.address, below=given.below)
    elif given.what == "nodes":
        result = nodes(given.folders[0], given.out, after=given.after, patience=given.patience)
    elif given.what == "compare":
        result = compare(*given.folders)
    else:
        result = sieve()
    if result is not None:
        print(json.dumps(result, indent=2, ensure_ascii=False))
    if given.what == "compare" and not all(table["same"] for table in result.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
