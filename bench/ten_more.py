"""What ten more articles cost each stage over a corpus of a given size.

    python bench/desk.py make DIR --articles N
    python bench/ten_more.py DIR [DIR ...]          # a table of processor seconds, a column for each corpus

The first time a corpus is marked, for good, as one that every stage is done with; its plants then have no points on the
map, as names that the base does not know have none, so `bench/desk.py ask` comes before. Then ten articles of the
corpus's own names and words are added with their mentions, and the stages run one after another, twice: the first ten
pay for what a process loads once (the base, the weights), the second ten are measured. Both are rolled back. The index
of near copies is a fresh one beside the corpus, in a temporary folder: what looking into a full one costs is measured
by `bench/stories.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from desk import make_entities, words, write_text, zipf
from sqlite_utils import Database

from corpus.data_dir import DataDir
from corpus.records import Article, Mention, digest
from corpus.store.articles import Corpus
from corpus.store.clustering import INPUT, note_index
from corpus.store.stage import EVERYTHING, Stage, run_stage
from corpus.store.summaries import refresh
from corpus.times import now, parse_time, write_time
from extract.resolve.base import base_index
from extract.resolve.name_blocks import block_of, met_keys, provisional_kind
from extract.resolve.plant_facts import plant_kind
from extract.stages.cluster_articles import ClusterStage
from extract.stages.group_events import EventsStage
from extract.stages.read_facts import FactsStage
from extract.stages.resolve_names import ResolveStage
from extract.stories.index import StoryIndex

TEN = 10
LOGS = (
    "touched_articles", "touched_stories", "touched_entities", "touched_products", "touched_activity",
    "recounted_entities", "waiting_articles", "dropped_names",
)  # fmt: skip
TAGGED_BY = "ten-more-1"
Given = TypeVar("Given")


class Rollback(Exception):
    """Ends the transaction."""


@contextmanager
def undone(corpus: Corpus) -> Iterator[Database]:
    """A transaction of which nothing stays."""
    try:
        with corpus.atomic() as db:
            yield db
            raise Rollback
    except Rollback:
        return


def settle(db: Database, versions: dict[str, str]) -> None:
    """Note that the stages are done with all that is there: marks of progress, names, empty logs."""
    named = db.execute("select id, label, name from entities where mentions > 0").fetchall()
    # as `resolve` would have left them
    db.conn.executemany(
        "update entities set kind = ?, status = 'provisional', lat = null, lon = null where id = ?",
        [(plant_kind([n]) if label == "FACTORY" else provisional_kind(label, [n]), key) for key, label, n in named],
    )
    db.conn.executemany(
        "insert or ignore into names(label, text, block, natural_id, entity_id, score, why)"
        " values (?, ?, ?, ?, ?, .7, 'by its own name')",
        [(label, name, block_of(name, label), key, key) for key, label, name in named],
    )
    db.conn.executemany(
        "insert or ignore into name_blocks values (?, ?, ?)",
        [(label, key, name) for _, label, name in named for key in met_keys(name, label)],
    )
    at = write_time(now())
    inputs = {
        "tag": "a.fingerprint",
        "resolve": f"'{TAGGED_BY}:' || a.fingerprint",
        "cluster": INPUT,
        "facts": "a.fingerprint || ' ' || coalesce(a.published, '')",
    }
    for stage, input in inputs.items():
        db.execute(
            f"insert or replace into progress(article_id, stage, version, input, at)"
            f" select a.id, ?, ?, {input}, ? from articles a",
            [stage, versions.get(stage, TAGGED_BY), at],
        ).close()


def settle_names(db: Database, version: str) -> None:
    """Note that every name has been read with this base and these decisions (none)."""
    base = base_index()
    state = {
        "decisions": digest("[]"),
        "base": f"{version}:{digest(repr(list(base.entities.values())))}",
        "known": "|".join(base.entities),
        "version": version,
    }
    db.conn.executemany("insert or replace into resolve_state values (?, ?)", state.items())


def clear_logs(db: Database) -> None:
    """Empty the logs of what is new."""
    for table in LOGS:
        db.execute(f"delete from {table}").close()


def add_articles(corpus: Corpus, first: int, rng: random.Random) -> None:
    """Ten articles of the corpus's words and names, numbered from `first`, after its last, with their mentions."""
    last = corpus.db.execute("select max(published) from articles").fetchone()[0]
    entities, vocabulary = make_entities(random.Random(7)), words(random.Random(7))
    fillers = [" ".join(rng.choices(vocabulary, cum_weights=zipf(20_000), k=8)) + " " for _ in range(1000)]
    names = {entity: name for group, _ in entities.values() for entity, _, name in group}
    for number in range(first, first + TEN):
        text, marks = write_text(rng, entities, fillers)
        published = parse_time(last) + timedelta(minutes=number - first)
        article = Article(
            url=f"https://ten.example/{number}",
            outlet=f"outlet{number}",
            title=text[: text.index(".")][:90],
            text=text,
            published=published,
            fetched_at=published,
            method="bench",
            language="en",
        )
        corpus.save_article(article, page_url=article.url)
        mentions = [
            Mention(
                field="text", start=start, end=end, text=names[entity], label=label, sent_start=sent_start,
                sent_end=sent_end, source="model", score=0.9,
            )
            for start, end, label, entity, sent_start, sent_end in marks
        ]  # fmt: skip
        corpus.save_mentions(article.id, mentions, pipeline=TAGGED_BY)
        corpus.mark_done("tag", article.id, version=TAGGED_BY, input=article.fingerprint)


def timed(work: Callable[[], Given]) -> tuple[float, float, Given]:
    """(processor seconds, seconds by the clock, what the work gave)."""
    clock, begun = time.perf_counter(), time.process_time()
    gave = work()
    return time.process_time() - begun, time.perf_counter() - clock, gave


def say(what: str) -> None:
    """A line of progress."""
    print(f"# {time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def stages_of(corpus: Corpus, index: StoryIndex) -> dict[str, Callable[[], Stage[Any, Any]]]:
    """The stages after tagging, by name, in their order."""
    return {
        "resolve": lambda: ResolveStage(corpus, EVERYTHING, base_index(), ""),
        "cluster": lambda: ClusterStage(corpus, index, frozenset(), EVERYTHING),
        "facts": lambda: FactsStage(corpus, EVERYTHING),
        "events": lambda: EventsStage(corpus, frozenset(), EVERYTHING),
    }


def prepare(corpus: Corpus, marker: Path, versions: dict[str, str]) -> None:
    """Mark the corpus as one that every stage is done with, unless it is; `marker` tells by which versions."""
    told = json.dumps(versions, sort_keys=True)
    if marker.is_file() and marker.read_text("utf-8") == told:
        return
    say("marking all as done")
    with corpus.atomic() as db:
        settle(db, versions)
        settle_names(db, versions["resolve"])
    say("summaries")
    refresh(corpus.db)
    with corpus.atomic() as db:
        clear_logs(db)
    corpus.db.execute("pragma wal_checkpoint(truncate)").close()
    marker.write_text(told, "utf-8")


def run_ten(
    corpus: Corpus, stages: dict[str, Callable[[], Stage[Any, Any]]], first: int
) -> dict[str, tuple[float, float]]:
    """(processor seconds, clock seconds) of each stage for ten articles more, numbered from `first`."""
    add_articles(corpus, first, random.Random(first))
    taken = {}
    for name, made in stages.items():
        spent, clock, report = timed(partial(run_stage, made()))
        taken[name] = spent, clock
        say(f"{name}: {spent:.2f} s, {report.done} done")
    spent, clock, report = timed(partial(refresh, corpus.db))
    taken["summaries"] = spent, clock
    say(f"summaries: {spent:.2f} s, {report.done} done")
    return taken


def measure(data: Path) -> dict[str, tuple[float, float]]:
    """(processor seconds, clock seconds) of each stage for ten more articles."""
    say(str(data))
    with tempfile.TemporaryDirectory() as scratch, Corpus(data) as corpus:
        corpus.data = Path(scratch)  # where the index, decisions and notes of faults are looked for
        DataDir(corpus.data).story_index.parent.mkdir(parents=True)
        with StoryIndex(corpus) as index:
            stages = stages_of(corpus, index)
            prepare(corpus, data / "all-done.json", {name: made().version for name, made in stages.items()})
            with undone(corpus) as db:
                note_index(db, index.renew_mark())
                run_ten(corpus, stages, first=0)
                say("ten more")
                taken = run_ten(corpus, stages, first=TEN)
    return taken


def main() -> None:
    """Print a table: a row for each stage, a column for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {str(folder): measure(folder) for folder in options.folders}
    if options.json:
        print(json.dumps(found))
        return
    print(f"{'processor (clock) s':22}" + "".join(f"{folder[-20:]:>22}" for folder in found))
    for stage in next(iter(found.values())):
        cells = (f"{spent:.2f} ({clock:.2f})" for spent, clock in (taken[stage] for taken in found.values()))
        print(f"{stage:22}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main()
