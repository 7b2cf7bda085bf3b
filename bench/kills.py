"""Crawls and imports killed at random moments: what is stored in the end is what one that was left alone stores.

    python bench/kills.py --kills 200 --corpora 10 --seed 7        # make kills

Each corpus is a newsroom of its own over five days and a file of saved pages. Each day the crawl, and the import, are
killed (kill -9) again and again at random moments of the time that they take, and then run once to their end; beside it
another data directory is filled without a kill. Both are compared row for row, pages with bodies and links with
states. The counts are printed as JSON; exit code 1 where a row differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from crawler.newsroom.loopback import Newsroom
from crawler.newsroom.press import BASE_DATE

OUTLETS = ("demo_wire", "demo_tumen", "demo_daily", "demo_finance", "demo_magazine")
DAYS = 5
COMMAND = [sys.executable, "-c", "from corpus.cli import main; main()"]
IMPORTED = 400  # pages of the file
# times and numbers of rows are those of the run that wrote them, so they are left out
ROWS = {
    "pages": "select url, outlet, revision, gone_at, noarchive, next_url from pages",
    "bodies": "select hash, size, body from bodies",
    "fetches": "select url, f.status, requested_url, responded_url, content_type, body_hash, title, published, found_in"
    " from fetches f join pages p on p.id = page_id",
    "links": "select url, outlet, found_in, title, published, state, visits, page_url from links",
    "listings": "select url, outlet, etag, last_modified, body_hash, links from listings",
    "hosts": "select host, robots_status, robots, opt_out from hosts",
    "outcomes": "select stage, url, outlet, reason, detail from corpus.outcomes",
    "outlets": "select * from corpus.outlets",
}


def saved_pages(path: Path, number: int) -> None:
    """A file of invented pages, as JSON Lines, some of them twice and one broken."""
    lines = []
    for page in range(IMPORTED):
        text = " ".join(f"Stall {page} of market {number} sold {page * 7 + row} sacks of corn." for row in range(60))
        body = f"<html><head><title>Note {page}</title></head><body><article><p>{text}</p></article></body></html>"
        lines.append(
            json.dumps({"url": f"https://saved-{number}.example/{page}", "html": body, "title": f"Note {page}"})
        )
    path.write_text("\n".join([*lines, *lines[:20], '{"url": 7']) + "\n")
    # pages are dated by their file; what is later than the crawl's own day would be taken for a wrong clock's
    before = (BASE_DATE - timedelta(days=1)).timestamp()
    os.utime(path, (before, before))


def commands(data: Path, file: Path, newsroom: Newsroom) -> dict[str, list[str]]:
    """What is killed."""
    outlets = [part for name in OUTLETS for part in ("--outlet", name)]
    crawl = [*COMMAND, "crawl", "--data", str(data), "--now", newsroom.now.isoformat(), *outlets]
    return {"crawl": crawl, "import": [*COMMAND, "import", str(file), "--data", str(data)]}


def timed(command: list[str]) -> float:
    """A command to its end; the seconds it took. Raises `RuntimeError` if it failed."""
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr[-1000:]}")
    return time.monotonic() - started


def is_killed(command: list[str], after: float) -> bool:
    """Whether a command was still at work after so many seconds, and was killed there."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
    return child.returncode == -signal.SIGKILL


def rows(data: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """What a data directory holds, but for times."""
    with closing(sqlite3.connect(DataDir(data).pages)) as db:
        db.execute("attach ? as corpus", [str(DataDir(data).corpus)])
        sound = db.execute("pragma integrity_check").fetchall() + db.execute("pragma corpus.integrity_check").fetchall()
        found = {name: Counter(db.execute(sql).fetchall()) for name, sql in ROWS.items()}
        return {**found, "integrity": Counter(sound)}


def one_corpus(folder: Path, number: int, kills: int, chance: random.Random) -> dict[str, Any]:
    """Fill two data directories, one under so many kills; what hit, how many rows there are, and which differ."""
    file, hit = folder / "saved.jsonl", Counter[str]()
    saved_pages(file, number)
    with Newsroom() as newsroom:
        newsroom.robots.update(dict.fromkeys(newsroom.desks, "User-agent: *\nAllow: /\n"))
        for name in ("quiet", "killed"):
            newsroom.outlets_dir(DataDir(folder / name).outlets)
        for day in range(DAYS):
            newsroom.now = BASE_DATE + timedelta(days=day, hours=23)
            seconds = {name: timed(command) for name, command in commands(folder / "quiet", file, newsroom).items()}
            killed = commands(folder / "killed", file, newsroom)
            for _ in range(kills * (day + 1) // DAYS - kills * day // DAYS):
                name = chance.choice(("crawl", "crawl", "import"))
                # the first third of the time, in which only modules are loaded, is left out
                was_at_work = is_killed(killed[name], chance.uniform(seconds[name] / 3, seconds[name]))
                hit[name if was_at_work else f"{name} was over"] += 1
            for command in killed.values():
                timed(command)
    one, other = rows(folder / "killed"), rows(folder / "quiet")
    return {"hit": dict(hit), "rows": sum(found.total() for found in one.values()), "differ": differing(one, other)}


def differing(killed: Mapping[str, Counter[Any]], quiet: Mapping[str, Counter[Any]]) -> dict[str, dict[str, list[str]]]:
    """By table, a few of the rows that one side has and the other has not."""
    nothing: Counter[Any] = Counter()
    sides = {name: (killed.get(name, nothing), quiet.get(name, nothing)) for name in sorted({*killed, *quiet})}
    return {
        name: {"killed": _few(one - other), "quiet": _few(other - one)}
        for name, (one, other) in sides.items()
        if one != other
    }


def _few(found: Counter[Any]) -> list[str]:
    return sorted(str(row)[:300] for row in found)[:5]


def run(
    told: str | None, work: Callable[[Path, int, int, random.Random], dict[str, Any]], kills: int, corpora: int
) -> None:
    """The command line of a bench that kills: `work` on each corpus, the counts printed; exit code 1 where rows differ.

    `work` takes an empty folder, the corpus's number, how many kills are its, and what draws their moments.
    """
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=kills)
    parser.add_argument("--corpora", type=int, default=corpora)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("JANGMADANG")]:
        del os.environ[name]
    chance, found, hit = random.Random(given.seed), [], Counter[str]()
    for number in range(given.corpora):
        with tempfile.TemporaryDirectory() as folder:
            found.append(work(Path(folder), number, given.kills // given.corpora, chance))
        hit.update(found[-1]["hit"])
        print(number, found[-1], file=sys.stderr, flush=True)
    differ = [each["differ"] for each in found if each["differ"]]
    rows_compared = sum(each["rows"] for each in found)
    report = {"seed": given.seed, "corpora": len(found), "hit": dict(hit), "rows": rows_compared, "differ": differ}
    print(json.dumps(report, indent=1, ensure_ascii=False))
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    run(__doc__, one_corpus, kills=200, corpora=10)
