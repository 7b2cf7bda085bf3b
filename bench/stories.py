"""Clustering at scale: generated articles with known copies through the stage, beside a MinHash index alone.

    python bench/stories.py                         # 20,000 articles
    python bench/stories.py --articles 1000000      # some twenty-five minutes, 7 GB of disk
    python bench/stories.py --articles 1000000 --data DIR --fill    # only make the articles
    python bench/stories.py --articles 1000000 --data DIR --filled  # and cluster them another time
    python bench/stories.py --events 5000           # the events stage, and what ten more stories cost it

Rates are given by the clock and by processor time, since the machine may have other work.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.data_dir import DataDir
from corpus.records import article_id, digest
from corpus.store.articles import Corpus
from corpus.times import write_time
from extract.stages.cluster_articles import cluster_pending
from extract.stories.compare import read_text
from extract.stories.index import StoryIndex
from extract.stories.index_schema import give_room
from extract.stories.relations import FORMULA_TEXTS
from extract.stories.spelling import space_words

WORDS, VOCABULARY, FORMULAS = 400, 40_000, 500
SHARE_OF_COPIES = 0.3
EVERY = 20_000
KINDS = ("same", "cut", "reworded", "wrapped", "reordered")
START = datetime(2026, 1, 1, tzinfo=UTC)


class Press:
    """Makes articles: sentences of words as frequent as words are, some formulas, and copies of earlier articles."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.draw = np.random.default_rng(seed)
        letters = "aeioubdfgklmnprstvz"
        words = ["".join(self.chance.choices(letters, k=self.chance.randint(2, 9))) for _ in range(VOCABULARY)]
        self.words = np.array(words, dtype=object)
        rarity = np.arange(1, VOCABULARY + 1, dtype=float) ** -0.9
        self.cumulative = np.cumsum(rarity / rarity.sum())
        self.stock: list[str] = []
        self.formulas = [self.sentence(22) for _ in range(FORMULAS)]
        self.recent: list[tuple[int, list[str]]] = []

    def sentence(self, length: int) -> str:
        """A sentence of so many words."""
        if len(self.stock) < length:
            # drawn by the million, since one at a time takes longer than clustering
            drawn = np.searchsorted(self.cumulative, self.draw.random(1 << 20)).clip(max=VOCABULARY - 1)
            self.stock = self.words[drawn].tolist()
        words, self.stock[-length:] = self.stock[-length:], []
        return " ".join(words).capitalize() + "."

    def article(self) -> list[str]:
        """An article's sentences; two of them are formulas that many articles have."""
        sentences = [self.sentence(20) for _ in range(WORDS // 20 - 2)]
        return [*sentences, *self.chance.sample(self.formulas, k=2)]

    def copy(self, sentences: list[str]) -> list[str]:
        """A copy, made in one of the ways of KINDS."""
        kind = self.chance.choice(KINDS)
        if kind == "cut":
            return sentences[: int(len(sentences) * 0.4)]
        if kind == "reworded":
            return [self.reworded(sentence) for sentence in sentences]
        if kind == "wrapped":
            return [self.sentence(25), *sentences, self.sentence(25)]
        if kind == "reordered":
            return self.chance.sample(sentences, k=len(sentences))
        return sentences

    def reworded(self, sentence: str) -> str:
        """A sentence with one word changed, in every other case."""
        words = sentence.split()
        if self.chance.random() < 0.5:
            words[self.chance.randrange(len(words))] = self.chance.choice(words)
        return " ".join(words)

    def run(self, count: int) -> Iterator[tuple[int, str]]:
        """(number of the original, text), so many: three in ten are copies of one of the last 5,000 originals."""
        for number in range(count):
            if self.recent and self.chance.random() < SHARE_OF_COPIES:
                original, sentences = self.chance.choice(self.recent)
                yield original, "\n".join(self.copy(sentences))
            else:
                sentences = self.article()
                self.recent.append((number, sentences))
                if len(self.recent) > 5000:
                    self.recent[self.chance.randrange(5000)] = self.recent.pop()
                yield number, "\n".join(sentences)


def fill(data: Path, count: int) -> None:
    """Write so many articles straight into the corpus, without full text; `method` holds the truth."""
    with Corpus(data) as corpus:
        conn = corpus.db.conn
        give_room(corpus.db)
        columns = (
            "docid, id, url, page_url, outlet, title, text, published, language, fetched_at, updated_at,"
            " fingerprint, text_hash, method"
        )
        rows = enumerate(Press().run(count))
        while batch := [_row(number, original, text) for number, (original, text) in islice(rows, 5000)]:
            with corpus.atomic():
                conn.executemany(f"insert into articles({columns}) values ({', '.join('?' * 14)})", batch)


def _row(number: int, original: int, text: str) -> tuple[object, ...]:
    url = f"https://outlet{number % 400}.example/{number}"
    key = article_id(url)
    at = write_time(START + timedelta(seconds=30 * number))
    print_of = digest(text)
    return (
        *(int(key[:15], 16), key, url, url, f"outlet{number % 400}", f"Story {original}", text, at, "en", at, at),
        *(print_of, print_of, str(original)),
    )


class Progress:
    """Prints how fast the last articles went and what has been taken up so far."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.done, self.at = 0, time.process_time()
        self.slowest, self.largest = float("inf"), 0.0

    def __call__(self, done: int, pending: int) -> None:
        """Take note that so many of so many are done."""
        if done - self.done < EVERY and done < pending:
            return
        rate = (done - self.done) / (time.process_time() - self.at)
        self.slowest, self.largest = min(self.slowest, rate), max(self.largest, index_size(self.data))
        print(f"# {done:>9,} {rate:6,.0f}/s {peak_memory():6,.0f} MB memory {self.largest:6,.0f} MB index", flush=True)
        self.done, self.at = done, time.process_time()


def peak_memory() -> float:
    """The most memory that the process has had, in MB (10^6 bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def index_size(data: Path) -> float:
    """What the index takes on disk, in MB (10^6 bytes)."""
    return sum(path.stat().st_size for path in DataDir(data).story_index.parent.iterdir()) / 1e6


def judge(data: Path) -> dict[str, float]:
    """Recall and precision over pairs of articles of one story."""
    with Corpus(data) as corpus:
        rows = corpus.db.execute("select method, story_id from articles").fetchall()

    def pairs(groups: list[object]) -> int:
        counts: dict[object, int] = {}
        for group in groups:
            counts[group] = counts.get(group, 0) + 1
        return sum(n * (n - 1) // 2 for n in counts.values())

    true = pairs([truth for truth, _ in rows])
    found = pairs([story for _, story in rows])
    both = pairs(list(rows))
    return {"recall": both / true, "precision": both / found, "true pairs": true}


def lookups(data: Path, count: int = 200) -> dict[str, dict[str, float]]:
    """Milliseconds to find what a text resembles: the index alone, and with every candidate read and compared."""
    with Corpus(data) as corpus, StoryIndex(corpus) as index:
        last = index.db.execute("select max(number) from texts").fetchone()[0]
        texts = [index.texts.read(number).raw for number in random.Random(1).sample(range(1, last), count)]
        index.texts._kept.clear()

        def find(raw: str) -> None:
            index.postings.find(read_text(raw).sketch, at_most=FORMULA_TEXTS)

        spent = {"index": _spent(find, texts), "with comparison": _spent(index.relations.resembling, texts)}
    return {
        f"{name}, {by}": {f"p{share}": 1000 * float(np.percentile(times, share)) for share in (50, 95, 99)}
        for name, column in spent.items()
        for by, times in zip(("clock", "processor"), zip(*column, strict=True), strict=True)
    }


def _spent(work: Callable[[str], object], texts: list[str]) -> list[tuple[float, float]]:
    """Seconds that the work takes on each text, by the clock and of processor time."""
    spent = []
    for raw in texts:
        clock, begun = time.perf_counter(), time.process_time()
        work(raw)
        spent.append((time.perf_counter() - clock, time.process_time() - begun))
    return spent


def minhash_alone(count: int) -> dict[str, float]:
    """Articles a second into rensa's MinHash index, in memory, at its customary threshold of .8, and its recall."""
    import rensa

    index = rensa.RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
    truth: list[int] = []
    sketches = []
    begun, clock = time.process_time(), time.perf_counter()
    spent = clocked = 0.0
    for number, (original, text) in enumerate(Press().run(count)):
        begun, clock = time.process_time(), time.perf_counter()
        words = space_words(text).split()
        sketch = rensa.RMinHash(num_perm=128, seed=42)
        sketch.update([" ".join(words[place : place + 5]) for place in range(len(words) - 4)])
        index.insert(number, sketch)
        spent += time.process_time() - begun
        clocked += time.perf_counter() - clock
        truth.append(original)
        sketches.append(sketch)
    sample = random.Random(2).sample(range(count), k=min(2000, count))
    members: dict[int, list[int]] = {}
    for number, original in enumerate(truth):
        members.setdefault(original, []).append(number)
    wanted = hit = wrong = 0
    for number in sample:
        found = {other for other in index.query(sketches[number]) if other != number}
        same = {other for other in members[truth[number]] if other != number}
        good = {other for other in found if sketches[number].jaccard(sketches[other]) >= 0.8}
        wanted += len(same)
        hit += len(same & good)
        wrong += len(good - same)
    return {
        "articles a second": count / spent,
        "articles a second by the clock": count / clocked,
        "recall": hit / max(1, wanted),
        "precision": hit / max(1, hit + wrong),
    }


def main() -> None:
    """Run the bench and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--minhash", type=int, help="articles for the MinHash index alone (as many, 200,000 at most)")
    parser.add_argument("--data", type=Path, help="where to work; a temporary folder by default, removed at the end")
    parser.add_argument("--fill", action="store_true", help="stop when the articles are made")
    parser.add_argument("--filled", action="store_true", help="take the articles that are there")
    parser.add_argument("--events", type=int, help="measure the events stage alone, over so many generated stories")
    options = parser.parse_args()
    if options.events:
        from event_press import measure_events

        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure_events(Path(folder), options.events), indent=2))
        return
    if (options.fill or options.filled) and not options.data:
        parser.error("--fill and --filled need --data")
    import rensa  # noqa: F401  # of the extra `bench`: who has it not is told so now, not after a million articles

    alone = options.minhash or min(options.articles, 200_000)
    folder = options.data or Path(tempfile.mkdtemp(prefix="stories-bench-"))
    if not options.filled:
        begun = time.perf_counter()
        fill(folder, options.articles)
        print(f"# {options.articles:,} articles made in {time.perf_counter() - begun:.0f} s", flush=True)
    if options.fill:
        return
    progress = Progress(folder)
    begun, clock = time.process_time(), time.perf_counter()
    report = cluster_pending(folder, on_progress=progress)
    spent, clocked = time.process_time() - begun, time.perf_counter() - clock
    figures = {
        "articles": options.articles,
        "articles a second of processor time": options.articles / spent,
        "articles a second by the clock": options.articles / clocked,
        "slowest stretch of so many, articles a second of processor time": {EVERY: progress.slowest},
        "peak memory MB": peak_memory(),  # pages of the index that the system keeps mapped count as well
        "index MB": index_size(folder),
        "largest index on the way MB": progress.largest,
        "found": dict(report.found),
        **judge(folder),
        "lookup ms": lookups(folder),
        "minhash alone": {"articles": alone, **minhash_alone(alone)},
    }
    print(json.dumps(figures, indent=2))
    if not options.data:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sqlite3.enable_callback_tracebacks(True)
    main()
