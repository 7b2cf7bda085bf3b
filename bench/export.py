"""Mentions exported in a second, beside a bare cursor written out, and the memory that it takes.

    python bench/export.py [--mentions 300000] [--formats jsonl csv parquet] [--full-only] [--folder FOLDER]

The corpus is made up: articles of 1,200 characters with 20 mentions each, over five years. Ours is the whole
export: digests of every row into the ledger, the files, their digests, the package. The first export makes the
ledger, the later ones compare with it; an increment after one article in a hundred changed is timed too.
Bare: `select * from mentions` through the standard library's json or csv, or into one Parquet file by pyarrow.
Each runs in a process of its own. Printed are seconds and mentions a second by the clock, the same by processor
time (which holds on a busy machine too), and the highest resident memory.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.exporters import ExportOptions, apply, export
from corpus.records import article_id
from corpus.store.articles import Corpus

PER_ARTICLE = 20
SENTENCE = "Traders in Hyesan said that a kilogram of rice cost 6,200 won. "
TEXT = SENTENCE * 20
Timed = tuple[float, float, float, Any]


def make_corpus(data: Path, mentions: int) -> None:
    """Write the made-up corpus by plain SQL."""
    count = mentions // PER_ARTICLE
    keys = sorted(article_id(f"https://bench.example/{number}") for number in range(count))
    with Corpus(data) as corpus:
        for (name,) in corpus.db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            corpus.db.execute(f"drop trigger {name}").close()  # this is about reading
        with corpus.atomic():
            corpus.db.conn.executemany(
                "insert into articles(docid, id, url, page_url, outlet, title, text, published, fetched_at, updated_at,"
                " fingerprint, text_hash, method)"
                " values (?, ?, ?, '', 'bench', 'Rice in Hyesan', ?, ?, ?, ?, ?, ?, '')",
                (_article(number, key) for number, key in enumerate(keys)),
            )
            corpus.db.conn.executemany(
                "insert into mentions(id, article_id, field, start, end, text, label, sent_start, sent_end, source,"
                " score, entity_id, entity_score, entity_why, pipeline) values"
                " (?, ?, 'text', ?, ?, 'Hyesan', 'PLACE', ?, ?, 'model', 0.97, 'place/hyesan', 1.0, 'alias', 'p-1')",
                (mention for key in keys for mention in _mentions(key)),
            )


def _article(number: int, key: str) -> tuple[Any, ...]:
    day = f"20{21 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}T09:30:00+00:00"
    return (int(key[:15], 16), key, f"https://bench.example/{key}", TEXT, day, day, day, key, key)


def _mentions(key: str) -> Iterator[tuple[Any, ...]]:
    for place in range(PER_ARTICLE):
        start = place * len(SENTENCE) + 11
        yield f"{key}-text{start}", key, start, start + 6, start - 11, start + 51


def edit(data: Path) -> None:
    """Change one article in a hundred: a mention goes, another is resolved anew."""
    with Corpus(data) as corpus, corpus.atomic():
        for (key,) in corpus.db.execute("select id from articles where docid % 100 = 0").fetchall():
            corpus.db.execute("delete from mentions where id = ?", [f"{key}-text11"]).close()
            corpus.db.execute("update mentions set entity_score = 0.5 where id = ?", [f"{key}-text74"]).close()


# what is timed


def bare_jsonl(data: Path, target: Path) -> None:
    """Every mention as a line, by the standard library."""
    with target.open("w") as out:
        names, rows = _cursor(data)
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True))) + "\n")


def bare_csv(data: Path, target: Path) -> None:
    """Every mention as a row, by the standard library."""
    with target.open("w", newline="") as out:
        names, rows = _cursor(data)
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows(rows)


def bare_parquet(data: Path, target: Path) -> None:
    """Every mention in one file, by pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names, rows = _cursor(data)
    writer = None
    while batch := list(islice(rows, 20_000)):
        table = pa.table(dict(zip(names, zip(*batch, strict=True), strict=True)))
        writer = writer or pq.ParquetWriter(target, table.schema, compression="zstd")
        writer.write_table(table.cast(writer.schema))
    if writer:
        writer.close()


def _cursor(data: Path) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    import sqlite3

    cursor = sqlite3.connect(DataDir(data).corpus).execute("select * from mentions")
    return [column[0] for column in cursor.description], cursor


def ours(data: Path, folder: Path, format: str, since: str | None) -> str:
    """Our export; gives its cursor."""
    cursor: str = export(data, folder, ExportOptions(format=format, since=since))["jangmadang"]["cursor"]
    return cursor


BARE: dict[str, Callable[[Path, Path], None]] = {"jsonl": bare_jsonl, "csv": bare_csv, "parquet": bare_parquet}


def timed(function: Callable[..., Any], *arguments: Any) -> Timed:
    """(seconds, seconds of processor time, highest resident MiB, result) of a call in a process of its own."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_call, args=(sender, function, arguments))
    child.start()
    sender.close()
    result: Timed = receiver.recv()
    child.join()
    return result


def _call(sender: Any, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    started, begun = time.perf_counter(), time.process_time()
    value = function(*arguments)
    seconds, busy = time.perf_counter() - started, time.process_time() - begun
    sender.send((seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, value))


def show(name: str, result: Timed, mentions: int) -> None:
    """Print one line."""
    seconds, busy, memory, _ = result
    speed, speed_busy = mentions / seconds, mentions / busy
    print(
        f"{name:<26} {seconds:8.1f} s {speed:9,.0f}/s {busy:8.1f} s {speed_busy:9,.0f}/s {memory:6.0f} MiB", flush=True
    )


def main() -> None:
    """Make the corpus, time everything, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=300_000)
    parser.add_argument("--formats", nargs="+", choices=list(BARE), default=list(BARE))
    parser.add_argument("--full-only", action="store_true", help="no increments")
    parser.add_argument("--folder", type=Path, help="where to write (default: a temporary folder)")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-export-", dir=options.folder))
    data, count = folder / "data", options.mentions
    try:
        started = time.perf_counter()
        make_corpus(data, count)
        print(f"{count:,} mentions made in {time.perf_counter() - started:.0f} s", flush=True)
        for format in options.formats:
            show(f"{format} bare", timed(BARE[format], data, folder / f"bare.{format}"), count)
            (folder / f"bare.{format}").unlink()
            full = timed(ours, data, folder / format, format, None)
            show(f"{format} export", full, count)
            if options.full_only:
                shutil.rmtree(folder / format)
                continue
            edit(data)
            increment = timed(ours, data, folder / "increment", format, full[3])
            show(f"{format} increment (1 %)", increment, count)
            show(f"{format} increment applied", timed(_apply, folder / format, folder / "increment"), count)
            shutil.rmtree(folder / format)
    finally:
        shutil.rmtree(folder)


def _apply(old: Path, increment: Path) -> None:
    apply(old, increment)


if __name__ == "__main__":
    main()
