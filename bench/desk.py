"""How fast the pages are over a generated corpus: 1,000,000 articles, 30,000,000 mentions, asked over HTTP.

python bench/desk.py make DIR [--articles N]     the corpus (25 GB; within an hour of one core)
python bench/desk.py figures DIR                 figures and events for a corpus that was made without them
python bench/desk.py ask DIR [--rounds N] [--only PAGE …]  percentiles by page, in wall and processor time,
                                                 of all answers but the first, which stands by itself
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk_figures import add_figures

from corpus.data_dir import DataDir
from corpus.records import article_id
from corpus.schema import CORPUS
from corpus.schema.total_tables import COUNTED
from corpus.store.database import open_database
from corpus.store.fulltext import spread
from corpus.store.summaries import refresh

MENTIONS_EACH = 30
LABELS = (
    ("PLACE", 3000, 0.46),
    ("PRODUCT", 2000, 0.18),
    ("ORG", 6000, 0.16),
    ("PERSON", 12000, 0.12),
    ("FACTORY", 3000, 0.08),
)
OUTLETS = 60
KINDS = ("wire", "daily", "specialist", "state media", "think tank", "broadcaster", "magazine")
TOPICS = ("trade", "prices-markets", "industry", "energy", "construction", "transport-ports", "sanctions-smuggling")
NOT_KEPT = {"Cookie": "bench=1"}  # the desk keeps no answer for who sends a cookie: each is worked out
START = datetime(2018, 1, 1, tzinfo=UTC)
DAYS = 3000


def words(rng: random.Random) -> list[str]:
    """Twenty thousand words; how often each is used falls with its rank, as in a language."""
    syllables = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "on")]
    return ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(20_000)]


def zipf(count: int, power: float = 1.0) -> list[float]:
    return list(itertools.accumulate(1 / (rank + 3) ** power for rank in range(count)))


def make(folder: Path, articles: int) -> None:
    """Rows are written in the order of their keys, with no index but those; the other indexes are built at the end."""
    rng = random.Random(7)
    started = time.monotonic()
    with open_database(DataDir(folder).corpus, CORPUS) as db:
        kept = db.execute("select type, name, sql from sqlite_master where type in ('trigger', 'index')").fetchall()
        kept = [row for row in kept if row[2]]
        for kind, name, _ in kept:
            db.execute(f"drop {kind} [{name}]").close()
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -1000000"):
            db.execute(f"pragma {pragma}").close()
        db.execute("insert into articles_fts(articles_fts, rank) values ('hashsize', 67108864)").close()
        entities = make_entities(rng)
        vocabulary, weights = words(rng), zipf(20_000)
        fillers = [" ".join(rng.choices(vocabulary, cum_weights=weights, k=8)) + " " for _ in range(50_000)]
        with db.atomic():
            write_names(db, rng, entities)
        numbers = sorted(range(articles), key=lambda number: article_id(address(number)))
        for batch in range(0, articles, 20_000):
            with db.atomic():
                write_batch(db, rng, numbers[batch : batch + 20_000], articles, entities, fillers)
            tell(started, f"{batch + 20_000:,} articles")
        db.execute("delete from articles_fts_config where k = 'hashsize'").close()
        for kind, name, sql in kept:
            if kind == "index":
                db.execute(sql).close()
                tell(started, name)
        with db.atomic():
            summarise(db)
            tell(started, "stories and names")
            add_figures(db)
            tell(started, "figures and events")
            for kind, _, sql in kept:
                if kind == "trigger":
                    db.execute(sql).close()
    refresh_twice(folder, articles, started)


def refresh_twice(folder: Path, articles: int, started: float) -> None:
    """Fill the summaries as a run does, then what the entities' counts decide: whose co-mentions are kept."""
    with open_database(DataDir(folder).corpus, CORPUS) as db:
        first = refresh(db)
        tell(started, f"summaries: {first.seconds:.0f} s")
        db.execute(
            "update entities set mentions = t.mentions, articles = t.articles, stories = t.stories,"
            " first_seen = t.first_seen, last_seen = t.last_seen from entity_totals t where t.entity_id = entities.id"
        ).close()
        second = refresh(db)
        db.execute("pragma optimize").close()
    size = DataDir(folder).corpus.stat().st_size / 1e9
    seconds = round(first.seconds + second.seconds)
    print(json.dumps({"articles": articles, "gigabytes": round(size, 2), "refresh seconds": seconds}))


def tell(started: float, what: str) -> None:
    print(f"{what}, {time.monotonic() - started:.0f} s, {time.process_time():.0f} s CPU", file=sys.stderr, flush=True)


def address(number: int) -> str:
    return f"https://outlet.example/{number}"


def write_names(db, rng, entities) -> None:  # type: ignore[no-untyped-def]
    db.conn.executemany(
        "insert into outlets(id, name, kind, country, language) values (?, ?, ?, ?, 'en')",
        [(f"outlet{n}", f"Outlet {n}", KINDS[n % 7], ("kr", "us", "cn", "kp", "jp")[n % 5]) for n in range(OUTLETS)],
    )
    db.conn.executemany(
        "insert into entities(id, label, name, kind, status, lat, lon) values (?, ?, ?, ?, 'known', ?, ?)",
        [
            (e[0], e[1], e[2], "x", rng.uniform(38, 42.5), rng.uniform(124.8, 130))
            for group in entities.values()
            for e in group[0]
        ],
    )
    db.conn.executemany(
        "insert into entity_aliases values (?, ?, 'latin', 'seen')",
        [(e[0], e[2]) for group in entities.values() for e in group[0]],
    )


def make_entities(rng: random.Random) -> dict[str, tuple[list[tuple[str, str, str]], list[float]]]:
    pool = words(rng)
    return {
        label: (
            [
                (
                    f"{label.lower()}/{n}",
                    label,
                    " ".join(rng.choices(pool, k=2)).title() + (" Factory" if label == "FACTORY" else ""),
                )
                for n in range(count)
            ],
            zipf(count),
        )
        for label, count, _ in LABELS
    }


def write_batch(db, rng, numbers, of, entities, fillers) -> None:  # type: ignore[no-untyped-def]
    articles, mentions, index = [], [], []
    for number in numbers:
        url = address(number)
        key = article_id(url)
        # one article in five is a copy of one of the few before it
        story = article_id(address(number - rng.randint(1, 4))) if number % 5 == 4 else key
        published = (START + timedelta(days=DAYS * (number / of) ** 0.7, seconds=rng.randint(0, 80_000))).isoformat()
        text, marks = write_text(rng, entities, fillers)
        title = text[: text.index(".")][:90]
        docid = int(key[:15], 16)
        topics = json.dumps(dict.fromkeys(rng.sample(TOPICS, 2), 0.8))
        articles.append(
            (
                docid,
                key,
                url,
                url,
                f"outlet{int(OUTLETS * rng.random() ** 2)}",
                title,
                text,
                published,
                "en",
                topics,
                published,
                published,
                key,
                key,
                story,
            )
        )
        index.append((docid, spread(title), spread(text)))
        for start, end, label, entity, sent_start, sent_end in marks:
            mentions.append(
                (f"{key}-text{start}", key, start, end, text[start:end], label, sent_start, sent_end, entity)
            )
    db.conn.executemany(
        "insert into articles(docid, id, url, page_url, outlet, title, text, published, language, topics, fetched_at,"
        " updated_at, fingerprint, text_hash, story_id, method)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'bench')",
        articles,
    )
    db.conn.executemany("insert into articles_fts(rowid, title, text, captions) values (?, ?, ?, '')", index)
    mentions.sort()
    db.conn.executemany(
        "insert into mentions"
        " values (?, ?, 'text', ?, ?, ?, ?, ?, ?, 'model', .9, null, ?, 1, 'a name of it', 'bench-1')",
        mentions,
    )


def write_text(rng, entities, fillers) -> tuple[str, list[tuple[int, int, str, str, int, int]]]:  # type: ignore[no-untyped-def]
    parts: list[str] = []
    marks = []
    position = 0
    labels = iter(rng.choices([name for name, _, _ in LABELS], [share for _, _, share in LABELS], k=MENTIONS_EACH))
    before = iter(rng.choices(fillers, k=MENTIONS_EACH))
    for _ in range(MENTIONS_EACH // 2):
        sentence_start = position
        here = []
        for label in itertools.islice(labels, 2):
            filler = next(before)
            group, odds = entities[label]
            entity, _, name = rng.choices(group, cum_weights=odds)[0]
            start = position + len(filler)
            here.append((start, start + len(name), label, entity))
            parts.append(f"{filler}{name} ")
            position += len(filler) + len(name) + 1
        parts[-1] = parts[-1][:-1] + ". "
        position += 1
        marks += [(*mark, sentence_start, position - 1) for mark in here]
    return "".join(parts).strip(), marks


def summarise(db) -> None:  # type: ignore[no-untyped-def]
    """What the stages would have left: stories, names' counts, what the summaries have to take in."""
    for statement in (
        "insert into stories(id, representative_id, first_published, last_published, articles, outlets, independent)"
        " select story_id, min(id), min(published), max(published), count(*), count(distinct outlet),"
        " count(distinct outlet) from articles group by story_id",
        "insert into name_counts select label, text, count(*) from mentions group by label, text",
        *COUNTED,
        "insert into stale_articles select id from articles",
        "insert or ignore into stale_entities select id from entities",
    ):
        db.execute(statement).close()


def questions(folder: Path, rng: random.Random) -> dict[str, Iterator[str]]:
    """Addresses by page: names and words of every frequency, facets, months."""
    pool, weights = words(random.Random(7)), zipf(20_000)
    entities = make_entities(random.Random(7))

    def entity() -> str:
        label = rng.choices([name for name, _, _ in LABELS], [share for _, _, share in LABELS])[0]
        group, odds = entities[label]
        return rng.choices(group, cum_weights=odds)[0][0]

    def search() -> str:
        form = rng.randrange(6)
        one, two = rng.choices(pool, cum_weights=weights, k=2)
        long = next(word for word in iter(lambda: rng.choices(pool, cum_weights=weights)[0], None) if len(word) > 3)
        month = f"{rng.randint(2018, 2025)}-{rng.randint(1, 12):02}"
        asked = [
            {"q": one},
            {"q": f"{one} {two}"},
            {"q": one, "kind": rng.choice(KINDS)},
            {"entity": entity(), "month": month},
            {"entity": entity()},
            {"q": f'"{one} {two}" OR {long[:4]}*', "sort": "relevance"},
        ][form]
        return "/search?" + urllib.parse.urlencode(asked)

    return {
        "start": iter(lambda: "/", None),
        "search": iter(search, None),
        "search, no words": iter(lambda: "/search", None),
        "entity": iter(lambda: f"/entity/{entity()}", None),
        "entity, the most frequent": iter(lambda: f"/entity/{rng.choice(LABELS)[0].lower()}/{rng.randint(0, 4)}", None),
        "plants": iter(lambda: "/plants", None),
        "network": iter(lambda: f"/network/{entity()}", None),
        "prices": iter(lambda: "/prices", None),
        "prices of a good": iter(lambda: f"/prices?good=product/{rng.randint(0, 40)}", None),
        "rates": iter(lambda: "/rates", None),
        "trade": iter(lambda: "/trade", None),
        "visits": iter(lambda: "/visits", None),
        "events": iter(lambda: "/events", None),
        "entities": iter(lambda: f"/entities?label={rng.choice(LABELS)[0]}", None),
        "together": iter(lambda: f"/together?entity={entity()}", None),
        "storylines": iter(lambda: "/storylines", None),
        "week": iter(lambda: "/brief", None),
    }


def ask(folder: Path, rounds: int, only: list[str]) -> None:
    command = [sys.executable, "-c", "from corpus.cli import main; main()", "serve", "--port", "0"]
    server = subprocess.Popen([*command, "--data", str(folder)], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    address = re.search(r"http://[^/\s]+", server.stderr.readline())
    assert address
    heads = ("p50 ms", "p95 ms", "max ms", "CPU p50", "CPU p95")
    print(f"{'page':28}{'first':>8}{'CPU':>6}{'n':>5}{''.join(f'{head:>9}' for head in heads)}  slowest")
    try:
        for name, addresses in questions(folder, random.Random(11)).items():
            if only and name not in only:
                continue
            count = rounds if name in ("search", "entity") else max(20, rounds // 5)
            asked = list(itertools.islice(addresses, count))
            # what a state of the corpus settles is worked out by the first to ask
            first, first_cpu = (took * 1000 for took in timed(address[0] + next(addresses), server.pid))
            taken = sorted((*timed(address[0] + path, server.pid), path) for path in asked)
            wall, cpu = [took[0] * 1000 for took in taken], [took[1] * 1000 for took in taken]
            figures = (statistics.median(wall), p95(wall), wall[-1], statistics.median(cpu), p95(cpu))
            told = "".join(f"{figure:9.0f}" for figure in figures)
            print(f"{name:28}{first:8.0f}{first_cpu:6.0f}{count:5}{told}  {taken[-1][2]}", flush=True)
    finally:
        server.terminate()
        server.wait()


def p95(figures: list[float]) -> float:
    return statistics.quantiles(figures, n=20)[18]


def timed(address: str, server: int) -> tuple[float, float]:
    """How long an answer took, and of how much processor time of the server's: all that counts on a busy machine."""
    before, started = processor_time(server), time.monotonic()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=NOT_KEPT)) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
    return time.monotonic() - started, processor_time(server) - before


def processor_time(process: int) -> float:
    """Seconds that a process's threads have run, by the kernel's own count (Linux); 0 elsewhere."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "figures", "ask"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--only", nargs="*", default=[], help="pages to ask, by their names in the table")
    options = parser.parse_args()
    if options.what == "make":
        make(options.folder, options.articles)
    elif options.what == "figures":
        with open_database(DataDir(options.folder).corpus, CORPUS) as db, db.atomic():
            print(json.dumps(add_figures(db)))
    else:
        ask(options.folder, options.rounds, options.only)


if __name__ == "__main__":
    main()
