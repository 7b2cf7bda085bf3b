"""Every stage, exports and backups killed at random moments: what is stored in the end is what stages left alone store.

    python bench/kill_stages.py --kills 300 --corpora 5 --seed 7

Each corpus is what `bench/kills.py` crawls and imports, once. Then each stage, a whole pass, exports in several formats
and a backup are killed (kill -9) again and again at random moments of the time that they take, and run once to their
end; beside it another data directory with the same pages is filled without a kill. All tables of both corpora are
compared row for row but for times and running numbers, and so are the archive of pages, the exports' rows and the
backups; an export as WARC has to be there.
The counts are printed as JSON; exit code 1 where a row differs.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from kills import COMMAND, DAYS, OUTLETS, commands, differing, is_killed, run, saved_pages, timed

from corpus.data_dir import DataDir
from crawler.newsroom.loopback import Newsroom
from crawler.newsroom.press import BASE_DATE

STAGES = ("extract", "tag", "resolve", "cluster", "facts")
FORMATS = ("jsonl", "csv", "parquet", "sqlite", "warc")
# Who ran, when, and what SQLite numbers by itself is no finding; a killed pass has tried its outlets once more, so that
# the runs and the health of outlets differ by that; the index of near copies has a random name.
TABLES_LEFT_OUT = {"runs", "_sqlite_migrations", "stage_versions", "outlet_runs", "outlet_health", "cluster_state"}
TIME = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+\+00:00")  # when a row was made: pages have no microseconds
OF_A_RUN = ("datapackage.json", "manifest.json", "backup.json")  # files that say when they were made
COLUMNS_LEFT_OUT = {"at", "updated_at", "since", "docid"}
NUMBERED = {"mentions", "price_quotes", "exchange_rates", "trade_figures", "activity_reports", "visits"}


def rows(path: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """All rows of a database by table, without times and running numbers; and what its integrity check says."""
    with closing(sqlite3.connect(path)) as db:
        found = {"integrity": Counter(db.execute("pragma integrity_check").fetchall())}
        names = db.execute("select name from sqlite_master where type = 'table' and name not like '%_fts%'").fetchall()
        for (name,) in names:
            columns = [row[1] for row in db.execute(f"pragma table_info([{name}])") if row[1] not in COLUMNS_LEFT_OUT]
            if name in NUMBERED:  # the figures' `mentions` are numbers of mentions
                columns = [column for column in columns if column not in ("id", "mentions")]
            if name not in TABLES_LEFT_OUT and columns:
                chosen = ", ".join(f"[{column}]" for column in columns)
                found[name] = Counter(db.execute(f"select {chosen} from [{name}]").fetchall())
        return found


def crawled(data: Path, folder: Path, number: int) -> Newsroom:
    """A data directory with what a newsroom and a file of pages hold after so many days."""
    file = folder / "saved.jsonl"
    saved_pages(file, number)
    with Newsroom() as newsroom:
        newsroom.robots.update(dict.fromkeys(newsroom.desks, "User-agent: *\nAllow: /\n"))
        newsroom.outlets_dir(DataDir(data).outlets)
        for day in range(DAYS):
            newsroom.now = BASE_DATE + timedelta(days=day, hours=23)
            for command in commands(data, file, newsroom).values():
                timed(command)
        return newsroom


def steps(data: Path, folder: Path, now: str) -> dict[str, list[str]]:
    """What is run one after another, and killed: each stage, a pass with nothing left to crawl, exports, a backup."""
    at = ["--data", str(data)]
    outlets = [part for name in OUTLETS for part in ("--outlet", name)]
    of_stages = {name: [*COMMAND, name, *at] for name in STAGES}
    exports = {f"export {name}": [*COMMAND, "export", str(folder / name), "--format", name, *at] for name in FORMATS}
    a_pass = {"run": [*COMMAND, "run", "--now", now, *outlets, *at]}
    return {**of_stages, **a_pass, **exports, "backup": [*COMMAND, "backup", str(folder / "backup"), *at]}


def exported(folder: Path) -> dict[str, Counter[Any]]:
    """The rows of each export: lines, records of Parquet, tables of databases; of a WARC file that it is there."""
    import pyarrow.parquet as parquet

    found: dict[str, Counter[Any]] = {}
    for path in sorted(path for path in folder.rglob("[!.]*") if path.is_file() and "/." not in str(path)):
        name = path.relative_to(folder).as_posix()
        if path.suffix in (".db", ".sqlite"):
            found.update({f"{name}: {table}": each for table, each in rows(path).items()})
        elif path.suffix == ".parquet":
            found[name] = Counter(
                TIME.sub("", json.dumps(row, default=str, sort_keys=True))
                for row in parquet.read_table(path).to_pylist()
            )
        elif path.suffix in (".jsonl", ".csv", ".json") and path.name not in OF_A_RUN:
            found[name] = Counter(TIME.sub("", path.read_text()).splitlines())
        else:
            found[name] = Counter(["is there"])
    return found


def one_corpus(folder: Path, number: int, kills: int, chance: random.Random) -> dict[str, Any]:
    """Run all steps over two copies of one archive, one under so many kills; what hit, and which rows differ."""
    quiet, killed, hit = folder / "quiet", folder / "killed", Counter[str]()
    newsroom = crawled(quiet, folder, number)
    shutil.copytree(quiet, killed)
    now = newsroom.now.isoformat()
    of_quiet, of_killed = steps(quiet, folder / "out_quiet", now), steps(killed, folder / "out_killed", now)
    (folder / "out_quiet").mkdir()
    (folder / "out_killed").mkdir()
    for index, name in enumerate(of_quiet):
        seconds = timed(of_quiet[name])
        share = kills * (index + 1) // len(of_quiet) - kills * index // len(of_quiet)
        for _ in range(share):
            # the first third of the time, in which only modules are loaded, is left out
            hit[name if is_killed(of_killed[name], chance.uniform(seconds / 3, seconds)) else f"{name} was over"] += 1
            if name == "backup":  # a backup that is there is never written over
                shutil.rmtree(folder / "out_killed" / "backup", ignore_errors=True)
        timed(of_killed[name])
    pairs: list[tuple[dict[str, Counter[Any]], dict[str, Counter[Any]]]] = [
        (rows(DataDir(killed).corpus), rows(DataDir(quiet).corpus)),
        (rows(DataDir(killed).pages), rows(DataDir(quiet).pages)),
        (exported(folder / "out_killed"), exported(folder / "out_quiet")),
    ]
    differ = {name: each for one, other in pairs for name, each in differing(one, other).items()}
    return {"hit": dict(hit), "rows": sum(each.total() for one, _ in pairs for each in one.values()), "differ": differ}


if __name__ == "__main__":
    run(__doc__, one_corpus, kills=300, corpora=5)
