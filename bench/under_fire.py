"""The pages under fire: 64 clients for ten minutes, a quarter of them hostile; what an ordinary one waits, and memory.

    python bench/under_fire.py DIR --minutes 10 --clients 64 --seed 1

`jangmadang serve` runs over a data directory (such as `jangmadang demo` or `bench/desk.py make` leave) as a process of
its own. A quarter of the clients ask for what no server should do: endless statements, values of gigabytes, hundreds of
facets, files outside, foreign hosts, floods of parameters; some hang up before the answer comes. The others read pages
as people do, with a pause between two. Printed as JSON; exit code 1 where an ordinary answer was none, or took two
seconds, where the server said 500, or where it took 600 MB.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

WORST, MEMORY = 2.0, 600  # seconds, MB
HOSTILE_SHARE = 4  # one client in so many
PAUSE = 2.0  # seconds between two pages of an ordinary client, on average
PATIENCE = 60.0  # seconds after which an answer is none
ORDINARY = (
    "/", "/search?q=rice", "/search?q=coal+OR+market", "/entities", "/entity/place/rason", "/storylines", "/events",
    "/prices", "/rates", "/trade", "/plants", "/visits", "/stats", "/changes", "/brief", "/search.json?q=Hyesan",
)  # fmt: skip
ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c)"
STATEMENTS = (
    f"{ENDLESS} select count(*) from c",
    f"{ENDLESS} select hex(randomblob(1900000)) from c",
    f"{ENDLESS} select x, zeroblob(99999) from c order by 2 desc",
    "select zeroblob(1900000000) from mentions a, mentions b",
    "select printf('%.*c', 1999999999, 'y')",
    "select count(*) from mentions a, mentions b, mentions c where a.text like '%' || b.text || '%'",
    "select group_concat(text) from articles a, mentions b, mentions c",
    "attach database '/etc/passwd' as secret",
    "select load_extension('x')",
    "selec",
)
HOSTILE = (
    *(f"/corpus.json?sql={quote(sql)}" for sql in STATEMENTS),
    "/corpus/mentions.json?" + "&".join(f"_facet=text&n={n}" for n in range(150)),
    "/corpus/articles.json?" + "&".join("_facet=outlet" for _ in range(10)),
    "/search?q=" + quote("(" * 900 + "rice" + ")" * 900),
    "/search?q=" + quote("rice OR " * 500 + "rice"),
    "/entity/place/" + "a" * 4000,
    "/corpus.db", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/-/static/../../../etc/passwd",
    "/corpus/mentions.csv?_stream=on&_size=max",
    "/corpus/articles.json?_where=" + quote("title glob '" + "*a" * 80 + "'"),
    "/reconcile?queries=" + quote(json.dumps({f"q{n}": {"query": "a" * 200} for n in range(40)})),
)  # fmt: skip


@dataclass(kw_only=True, slots=True)
class Fire:
    """What was asked and what came, of one kind of client."""

    seconds: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    broken: Counter[str] = field(default_factory=Counter)
    lock: Any = field(default_factory=threading.Lock)

    def note(self, path: str, answer: str, seconds: float) -> None:
        """Note one answer."""
        with self.lock:
            self.answers[answer] += 1
            self.seconds.append(seconds)
            self.slowest = max(self.slowest, (round(seconds, 2), path[:120]))
            if answer == "500":
                self.broken[path[:120]] += 1

    def told(self) -> dict[str, Any]:
        """The figures: how many, by answer, and what they took."""
        took = sorted(self.seconds) or [0.0]
        return {
            "asked": len(self.seconds), "answers": dict(sorted(self.answers.items())),
            "median s": round(statistics.median(took), 3), "p95 s": round(took[int(len(took) * 0.95)], 3),
            "worst s": round(took[-1], 3), "slowest": self.slowest[1],
        }  # fmt: skip


def ask(port: int, path: str, host: str = "localhost", *, hang_up: bool = False) -> str:
    """The status of an answer, "hung up" where we left before it came, or the error."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as client:
            client.request("GET", path, headers={"Host": host})
            if hang_up:
                return "hung up"
            answer = client.getresponse()
            while answer.read(2**16):
                pass
            return str(answer.status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__


def ordinary(port: int, chance: random.Random, fire: Fire, over: threading.Event) -> None:
    """A person who reads page after page."""
    while not over.wait(chance.expovariate(1 / PAUSE)):
        path = chance.choice(ORDINARY)
        started = time.perf_counter()
        fire.note(path, ask(port, path), time.perf_counter() - started)


def hostile(port: int, chance: random.Random, fire: Fire, over: threading.Event) -> None:
    """One who asks for the worst, again and again; one time in five under another name or without waiting."""
    while not over.is_set():
        path = chance.choice(HOSTILE)
        host = "evil.example" if chance.random() < 0.1 else "localhost"
        started = time.perf_counter()
        fire.note(path, ask(port, path, host, hang_up=chance.random() < 0.1), time.perf_counter() - started)


@contextmanager
def serving(data: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a server over a data directory."""
    command = [sys.executable, "-m", "jangmadang", "serve", "--port", "0", "--data", str(data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            port = re.search(r":(\d+)/", told)
            if port is None:
                sys.exit(told)
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield int(port[1]), process.pid
        finally:
            process.terminate()
            process.wait(30)


def peak(process: int) -> int:
    """The most memory that a process has had, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) // 1000 if found else 0


def burn(data: Path, minutes: float, clients: int, seed: int) -> dict[str, Any]:
    """What came of so many minutes."""
    calm, wild, over = Fire(), Fire(), threading.Event()
    with serving(data) as (port, process):
        first = {path: ask(port, path) for path in ORDINARY}  # files and templates are read once before
        threads = [
            threading.Thread(
                target=ordinary if n % HOSTILE_SHARE else hostile,
                args=(port, random.Random(f"{seed} {n}"), calm if n % HOSTILE_SHARE else wild, over),
            )
            for n in range(clients)
        ]
        for thread in threads:
            thread.start()
        time.sleep(60 * minutes)
        over.set()
        for thread in threads:
            thread.join(2 * PATIENCE)
        memory, after = peak(process), ask(port, "/corpus.json?sql=select+1")
    wrong = [f"{path}: {answer} before the fire" for path, answer in first.items() if answer != "200"]
    wrong += [f"{count} ordinary answers {answer}" for answer, count in calm.answers.items() if answer != "200"]
    wrong += [f"{count} answers 500 to {path}" for path, count in (calm.broken + wild.broken).items()]
    wrong += [f"the worst ordinary answer took {max(calm.seconds):.1f} s"] if max(calm.seconds) >= WORST else []
    wrong += [f"{memory} MB"] if memory >= MEMORY else []
    wrong += [f"{after} afterwards"] if after != "200" else []
    return {
        "minutes": minutes, "clients": clients, "seed": seed, "ordinary": calm.told(), "hostile": wild.told(),
        "memory MB": memory, "wrong": wrong,
    }  # fmt: skip


def main() -> None:
    """Open fire, print what came of it, and exit with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    report = burn(given.folder, given.minutes, given.clients, given.seed)
    print(json.dumps(report, indent=1, ensure_ascii=False))
    sys.exit(1 if report["wrong"] else 0)


if __name__ == "__main__":
    main()
