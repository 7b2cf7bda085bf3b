"""A month of a newsroom with everything that goes wrong, beside one in which nothing does: at the end they are equal.

    python bench/soak.py --days 30 --seed 7        # make soak

Each day one outlet has a fault, drawn from twenty kinds, and on half of the days the crawl, or the stages after it, are
killed at a random moment and begun again. Once the disk is full, once the clock is ten years ahead, and from the first
third of the days to the second the stages are of another version. A reader and a backup are at work throughout. What
came of it is printed as JSON; exit code 1 where a row differs, an article is missing, no report names a fault, or a
backup is unsound. An article that stands in one of the corpora alone is named and is no difference where an edition of
its page stood only while a fault did, so that the soaked crawl never saw it: what was on the topic may now be off it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from soak_rows import differences, found, without

from corpus.data_dir import DataDir
from corpus.house.backing_up import back_up
from corpus.records import Abort
from crawler.newsroom.daily_notes import daily_notes
from crawler.newsroom.faults import FAULTS
from crawler.newsroom.loopback import Newsroom
from crawler.newsroom.press import BASE_DATE

OUTLETS = ("demo_wire", "demo_tumen", "demo_daily", "demo_finance")
KINDS = sorted(FAULTS.keys() - {"gzip-bomb", "slow"})  # the one takes 200 MB, the other costs nothing but time
QUIET_DAYS = 6  # after the last fault: what failed is asked for again after two days at the latest
EVERY = 3  # days from one pass of the stages to the next
PAUSE = 4.0  # seconds between two backups
HELD = 3  # days from a fault to the crawl that asks the outlet again, at most
EDITED = 5  # every so manieth story is edited a day later, for good
FILE_LIMIT = 500_000  # bytes that a file may have while the disk is full
CRAWL = "from corpus.cli import main; main()"
FULL = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({FILE_LIMIT}, {FILE_LIMIT})); {CRAWL}"
STAGES = """
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import extract.article.version, extract.stages.cluster_articles, extract.stages.extract_and_tag
import extract.stages.group_events, extract.stages.read_facts, extract.stages.resolve_names
from corpus.run.whole_pass import RunOptions, run_pass

data, now, revision = sys.argv[1:]
for module in sys.modules.values() if revision else ():
    for name in ("REVISION", "TAG_REVISION"):
        if getattr(module, "__name__", "").startswith("extract.") and hasattr(module, name):
            setattr(module, name, revision)
options = RunOptions(crawl=False, stale=True, now=datetime.fromisoformat(now))
run_pass(Path(data), options, watch=lambda stage: nullcontext())
"""
READER = """
import sys, time
from pathlib import Path
from jangmadang import open_corpus

data, stop = Path(sys.argv[1]), Path(sys.argv[2])
reads = 0
while not stop.exists():
    with open_corpus(data) as corpus:
        found = corpus.search("rice OR market", limit=20)
        for hit in found.hits:
            assert hit.title, hit
    reads += 1
    time.sleep(2.0)
print(reads)
"""


@dataclass(kw_only=True, slots=True)
class Soak:
    """The month as it goes: the newsroom, the two data directories, and what happened."""

    newsroom: Newsroom
    folder: Path
    chance: random.Random
    happened: Counter[str] = field(default_factory=Counter)
    faults: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: {"crawl": 3.0, "stages": 5.0})

    def data(self, name: str) -> Path:
        return self.folder / name

    def crawl(self, name: str, now: datetime, code: str = CRAWL) -> list[str]:
        """The command of one crawl at a simulated time."""
        chosen = [part for outlet in OUTLETS for part in ("--outlet", outlet)]
        arguments = ["--data", str(self.data(name)), "--now", now.isoformat(), "--timeout", "3", "--json"]
        return [sys.executable, "-c", code, "crawl", *arguments, *chosen]

    def stages(self, name: str, now: datetime, revision: str = "") -> list[str]:
        """The command of what follows a crawl; with `revision` as another version of every stage."""
        return [sys.executable, "-c", STAGES, str(self.data(name)), now.isoformat(), revision]

    def run(self, command: list[str], *allowed: int) -> str:
        """A command to its end; what it printed."""
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode not in (allowed or (0, 1)) or "Traceback" in done.stderr:
            self.wrong.append(f"exit {done.returncode}: {' '.join(command[3:6])}: {done.stderr[-500:]}")
        return done.stdout

    def strike(self, kind: str, command: list[str]) -> None:
        """Kill a command at a random moment of the time it takes."""
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            time.sleep(self.chance.uniform(0.1, self.seconds[kind]))
            child.send_signal(signal.SIGKILL)
        self.happened[f"killed {kind}" if child.returncode < 0 else f"ended before its kill: {kind}"] += 1

    def timed(self, kind: str, command: list[str]) -> str:
        """A command to its end, its time noted for the next strike."""
        started = time.monotonic()
        said = self.run(command)
        self.seconds[kind] = time.monotonic() - started
        return said

    def day(self, now: datetime, fault: tuple[str, str] | None, mishap: str) -> None:
        """One day's crawl, first undisturbed and then with its fault and its mishap."""
        self.newsroom.now = now
        self.newsroom.faults.clear()
        self.run(self.crawl("quiet", now))
        if fault:
            self.newsroom.faults[fault[0]] = fault[1]
        if mishap == "kill":
            self.strike("crawl", self.crawl("soaked", now))
        elif mishap == "disk full":
            self.run(self.crawl("soaked", now, FULL), 0, 1, 2)
            self.happened[mishap] += 1
        elif mishap == "clock ahead":
            self.run(self.crawl("soaked", now.replace(year=now.year + 10)))
            self.happened[mishap] += 1
        said = self.timed("crawl", self.crawl("soaked", now))
        if fault:
            self.judge(fault, json.loads(said), now)

    def understand(self, now: datetime, mishap: str, revision: str) -> None:
        """What follows the crawl, with its mishap."""
        if mishap == "kill":
            self.strike("stages", self.stages("soaked", now, revision))
        self.timed("stages", self.stages("soaked", now, revision))

    def fault_of(self, outlet: str, day: date) -> str:
        """The fault that an outlet had on a day, or ""."""
        return next((f"{day} {f['kind']}" for f in self.faults if (f["outlet"], f["day"]) == (outlet, str(day))), "")

    def judge(self, fault: tuple[str, str], report: dict[str, Any], now: datetime) -> None:
        """Note what a fault cost that day, and whether the day's report names it."""
        outlet, kind = fault
        with closing(sqlite3.connect(DataDir(self.data("soaked")).pages)) as db:
            kept = {url for (url,) in db.execute("select url from pages where outlet = ?", [outlet])}
        stories = (story for story in self.newsroom.stories if story.outlet == outlet and story.edition(now))
        lost = len({self.newsroom.url(story) for story in stories} - kept)
        lines = (*report["broken"], *report["warnings"])
        told = report["outlets"][outlet]["status"] != "ok" and any(line.startswith(f"{outlet}: ") for line in lines)
        self.faults.append({"day": f"{now:%Y-%m-%d}", "outlet": outlet, "kind": kind, "lost": lost, "told": told})
        if lost and not told:
            self.wrong.append(f"{now:%Y-%m-%d}: {outlet} had {kind}, lost {lost} and said nothing")


def is_sound(folder: Path) -> list[str]:
    """What is wrong with a backup: a file that is damaged, an article without its page, a page without its body."""
    with closing(sqlite3.connect(DataDir(folder).pages)) as db:
        db.execute("attach ? as corpus", [str(DataDir(folder).corpus)])
        wrong = [
            f"{schema}: {row}"
            for schema in ("main", "corpus")
            for (row,) in db.execute(f"pragma {schema}.integrity_check")
            if row != "ok"
        ]
        for sql in (
            "select count(*) from corpus.articles where page_url not in (select url from pages)",
            "select count(*) from fetches where body_hash not in (select hash from bodies)",
            "select count(*) from pages where id not in (select page_id from fetches)",
            "select count(*) from links where state = 'kept' and page_url not in (select url from pages)",
        ):
            count = db.execute(sql).fetchone()[0]
            wrong += [f"{count} of {sql}"] if count else []
        return wrong


@contextmanager
def backups(soak: Soak) -> Iterator[None]:
    """Back up again and again while the month goes on, each looked through."""
    over = threading.Event()
    data = soak.data("soaked")

    def again_and_again() -> None:
        number = 0
        while not over.wait(PAUSE):
            if not (DataDir(data).pages.is_file() and DataDir(data).corpus.is_file()):
                continue
            number += 1
            folder = soak.folder / f"backup-{number}"
            try:
                back_up(data, folder)
                soak.wrong += [f"backup {number}: {line}" for line in is_sound(folder)]
                soak.happened["backups"] += 1
            except (Abort, sqlite3.OperationalError) as error:
                if "no such table" not in str(error):  # the tables of an empty file are being made
                    soak.wrong.append(f"backup {number}: {error}")
            shutil.rmtree(folder, ignore_errors=True)

    thread = threading.Thread(target=again_and_again)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def reading(soak: Soak) -> Iterator[None]:
    """Search the corpus again and again from a process of its own."""
    stop = soak.folder / "stop"
    reader = None
    try:
        command = [sys.executable, "-c", READER, str(soak.data("soaked")), str(stop)]
        reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        yield
    finally:
        stop.touch()
        assert reader is not None
        said, error = reader.communicate(timeout=120)
        soak.happened["searches"] = int(said or 0)
        if reader.returncode:
            soak.wrong.append(f"the reader: {error[-800:]}")


def soak_for(days: int, seed: int, folder: Path) -> dict[str, Any]:
    """Live through the days; what happened, what differs and what is wrong."""
    chance = random.Random(seed)
    kinds = [kind for _ in range(days // len(KINDS) + 1) for kind in chance.sample(KINDS, k=len(KINDS))]
    mishaps = [chance.choice(("", "kill")) for _ in range(days)]
    mishaps[days // 2], mishaps[days // 4] = "disk full", "clock ahead"
    with Newsroom(stories=daily_notes(OUTLETS, days=days + 1, edited=EDITED)) as newsroom:
        newsroom.desks = {name: desk for name, desk in newsroom.desks.items() if name in OUTLETS}
        newsroom.robots.update(dict.fromkeys(newsroom.desks, "User-agent: *\nAllow: /\n"))
        soak = Soak(newsroom=newsroom, folder=folder, chance=chance)
        for name in ("quiet", "soaked"):
            newsroom.outlets_dir(DataDir(soak.data(name)).outlets)
        live(soak, days, kinds, mishaps)
        wanted = {newsroom.url(story) for story in newsroom.stories if story.outlet in OUTLETS}
    one, other = found(soak.data("soaked")), found(soak.data("quiet"))
    unseen = unseen_editions(soak)
    alone = {row[0] for row in one["articles"]} ^ {row[0] for row in other["articles"]}
    named = {url: fault for url, fault in unseen.items() if url in alone and fault}
    one, other = without(one, named), without(other, named)
    dates = one.pop("dates") - other.pop("dates")
    soak.wrong += [f"no page: {url}" for url in sorted(wanted - {row[0] for row in one["pages"]})]
    differ, samples = differences(one, other)
    return {
        "days": days, "seed": seed, "articles": len(one["articles"]), "of": len(wanted),
        "rows": {name: sum(rows.values()) for name, rows in one.items()}, "happened": dict(soak.happened),
        "faults": len(soak.faults), "told": sum(1 for fault in soak.faults if fault["told"]),
        "lost that day": sum(fault["lost"] for fault in soak.faults),
        "untold": [fault for fault in soak.faults if not fault["told"]],
        "dates that differ": len(dates), "editions unseen": len(unseen), "named": named,
        "differ": differ, "samples": samples, "wrong": soak.wrong,
    }  # fmt: skip


def unseen_editions(soak: Soak) -> dict[str, str]:
    """By page with an edition that the quiet crawl fetched and the soaked one did not: that time's fault, or ""."""
    seen: dict[str, set[tuple[str, str, date]]] = {}
    for name in ("soaked", "quiet"):
        with closing(sqlite3.connect(DataDir(soak.data(name)).pages)) as db:
            rows = db.execute("select url, f.fetched_at from fetches f join pages p on p.id = page_id").fetchall()
        stories = {soak.newsroom.url(story): story for story in soak.newsroom.stories}
        editions = (
            (stories[url], stories[url].edition(datetime.fromisoformat(at))) for url, at in rows if url in stories
        )
        seen[name] = {
            (soak.newsroom.url(story), story.outlet, edition.since.date()) for story, edition in editions if edition
        }
    return {
        url: next((line for day in range(HELD) if (line := soak.fault_of(outlet, since - timedelta(days=day)))), "")
        for url, outlet, since in sorted(seen["quiet"] - seen["soaked"])
    }


def live(soak: Soak, days: int, kinds: list[str], mishaps: list[str]) -> None:
    """A first day without a fault, so that the reader has a corpus; the days with a fault each; those after them."""
    first = BASE_DATE + timedelta(hours=23)
    soak.newsroom.now = first
    for name in ("quiet", "soaked"):
        soak.run(soak.crawl(name, first))
    with reading(soak), backups(soak):
        for day in range(days + QUIET_DAYS):
            fault = (soak.chance.choice(OUTLETS), kinds[day]) if day < days else None
            revision = "of the soak" if days // 3 <= day < 2 * days // 3 else ""
            now, mishap = first + timedelta(days=day + 1), mishaps[day] if day < days else ""
            soak.day(now, fault, mishap)
            if day % EVERY == 0 or day == days + QUIET_DAYS - 1:
                soak.understand(now, mishap, revision)
            print(f"day {day}: {fault} {soak.happened.total()}", file=sys.stderr)
    soak.run(soak.stages("quiet", soak.newsroom.now))


def main() -> None:
    """Soak, print what came of it, and exit with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="a folder for the two data directories, kept afterwards")
    given = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("JANGMADANG")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        report = soak_for(given.days, given.seed, given.keep or Path(folder))
    print(json.dumps(report, indent=1, ensure_ascii=False))
    sys.exit(1 if report["wrong"] or report["differ"] or report["untold"] else 0)


if __name__ == "__main__":
    main()
