"""Times resolution: a million mentions of 50,000 distinct names from nothing, beside a bare insert of the same rows.

    python bench/resolve.py [--mentions 1000000] [--names 50000]

The names are made up by rule, in the shapes that the news has: people in several romanisations and their bare surnames,
places with and without their kind, plants, organisations and their acronyms, goods.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.names.hangul import romanise
from corpus.store.articles import Corpus
from extract.stages.resolve_names import resolve_pending

SURNAMES = "김박최조정장강전오백배서태허신윤문한황안송홍고양손남권"
SYLLABLES = (
    "일은옥애영용호철남성수숙순희혁현훈학진정종주준창천춘충필하해화환광국권금기길경강건덕도동룡림만명무문민병복봉석선설"
    "승식신"
)
GOODS = ("Cement", "Food", "Textile", "Machine", "Beer", "Shoe", "Glass", "Coal", "Paper", "Bag", "Salt", "Silk")
HEADS = ("Factory", "Plant", "Complex", "Mill", "Works")
BODIES = ("Trading Corporation", "Bank", "Shipping Company", "Development Bank", "Insurance Company", "University")
KINDS = ("", "", " County", " City", "-ri", "-gun", " District")
WARES = ("soap", "noodles", "shampoo", "cigarettes", "bread", "lamps", "bags", "socks")
MENTIONS_AN_ARTICLE = 25
DAY = "2026-03-02T09:30:00+00:00"


def make_name(chance: random.Random) -> tuple[str, str]:
    """A (label, name) in one of the shapes that names have."""
    label = chance.choices(("PERSON", "PLACE", "FACTORY", "ORG", "PRODUCT"), (30, 25, 20, 15, 10))[0]
    system = chance.choice(("dprk", "dprk", "rr"))
    stem = "".join(romanise("".join(chance.sample(SYLLABLES, chance.choice((2, 2, 3)))), system)).capitalize()
    if label == "PERSON":
        surname = romanise(chance.choice(SURNAMES), system)[0].capitalize()
        first, second = (romanise(part, system)[0] for part in chance.sample(SYLLABLES, 2))
        joint = chance.choice((" ", "-"))
        return label, f"{surname} {first.capitalize()}{joint}{second.capitalize() if joint == ' ' else second}"
    if label == "PLACE":
        return label, stem + chance.choice(KINDS)
    if label == "FACTORY":
        return label, f"{stem} {chance.choice(GOODS)} {chance.choice(HEADS)}"
    if label == "ORG":
        return label, f"{chance.choice(('Korea ', ''))}{stem} {chance.choice(BODIES)}"
    return label, f"{stem} {chance.choice(WARES)}"


def make_names(count: int, chance: random.Random) -> list[tuple[str, str]]:
    """So many distinct names."""
    names: dict[tuple[str, str], None] = {}
    while len(names) < count:
        names[make_name(chance)] = None
    return list(names)


def make_mentions(names: list[tuple[str, str]], count: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows of `mentions`: names by a long-tailed draw, a person's followed by the bare surname now and then."""
    weights = [1 / (rank + 10) for rank in range(len(names))]
    drawn = [*names, *chance.choices(names, weights, k=count)]
    chance.shuffle(drawn)
    for number, (label, text) in enumerate(drawn[:count]):
        article = f"{number // MENTIONS_AN_ARTICLE:016x}"
        short = label == "PERSON" and chance.random() < 0.3
        text = text.split()[0] if short else text
        start = number % MENTIONS_AN_ARTICLE * 40
        yield (
            *(f"{article}-text{start}", article, "text", start, start + len(text), text, label, start, start + 40),
            *("model", 0.9, None, None, None, None, "bench-1"),
        )


def fill(data: Path, rows: list[tuple[object, ...]]) -> None:
    """A corpus that holds the mentions as the tag stage leaves them."""
    with Corpus(data) as corpus, corpus.atomic():
        db = corpus.db
        articles = list(dict.fromkeys(str(row[1]) for row in rows))
        db.conn.executemany(
            "insert into articles(docid, id, url, page_url, outlet, title, text, published, fetched_at, updated_at,"
            " fingerprint, text_hash, method) values (?, ?, ?, ?, 'bench', '', '', ?, ?, ?, ?, ?, 'bench')",
            (
                (number, key, f"https://bench.example/{key}", key, DAY, DAY, DAY, key, key)
                for number, key in enumerate(articles)
            ),
        )
        marks = ", ".join("?" * 16)
        db.conn.executemany(f"insert into mentions values ({marks})", rows)
        db.conn.executemany(
            "insert into progress(article_id, stage, version, input, at) values (?, 'tag', 'bench-1', ?, '')",
            ((key, key) for key in articles),
        )


def bare_insert(folder: Path, rows: list[tuple[object, ...]]) -> float:
    """Seconds that sqlite3 takes to insert the rows into a table with the same key and indexes, and nothing else."""
    with Corpus(folder / "like") as corpus:
        statements = [
            row[0]
            for row in corpus.db.execute(
                "select sql from sqlite_master where tbl_name = 'mentions' and type != 'trigger' and sql not null"
            ).fetchall()
        ]
    db = sqlite3.connect(folder / "bare.db")
    db.execute("pragma journal_mode = wal")
    for statement in statements:
        db.execute(statement)
    started = time.perf_counter()
    with db:
        db.executemany(f"insert into mentions values ({', '.join('?' * 16)})", rows)
    db.close()
    return time.perf_counter() - started


def resolve_twice(data: Path) -> None:
    """Resolve all, then resolve again with nothing new; print the figures as JSON."""
    started, spent = time.perf_counter(), time.process_time()
    report = resolve_pending(data)
    seconds, processor = time.perf_counter() - started, time.process_time() - spent
    again = resolve_pending(data).seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**report.as_dict(), "seconds": seconds, "processor": processor, "again": again, "peak": peak}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=50_000)
    parser.add_argument("--only-resolve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only_resolve:
        return resolve_twice(options.only_resolve)
    chance = random.Random(20260302)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        rows = list(make_mentions(make_names(options.names, chance), options.mentions, chance))
        fill(data, rows)
        bare = bare_insert(data, rows)
        command = [sys.executable, __file__, "--only-resolve", folder]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        size = DataDir(data).corpus.stat().st_size / 2**20
    print(f"{options.mentions} mentions of {found['found']['new names']} names in {found['pending']} articles")
    print(f"resolve from nothing  {found['seconds']:7.1f} s  ({found['processor']:.1f} s of processor time)")
    print(f"bare insert           {bare:7.1f} s  (resolution takes {found['seconds'] / bare:.1f} times as long)")
    print(f"resolve, nothing new  {found['again']:7.1f} s")
    print(f"peak memory           {found['peak']:7.0f} MB")
    print(f"corpus.db             {size:7.0f} MB")
    print(", ".join(f"{name} {count}" for name, count in found["found"].items()))


if __name__ == "__main__":
    main()
