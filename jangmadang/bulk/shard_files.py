"""The folder of a shard that is done: tables as Parquet, bodies as WARC, and what was counted."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.exporters import load
from corpus.exporters.source import Source, use_keys
from corpus.exporters.tables import Column, dataset_tables
from corpus.records import Abort
from corpus.store.reader import Readable, open_readonly

MANIFEST = "manifest.json"
LAYOUT = 1
# the tables that reading and tagging fill, in the columns of the exporters
TABLES = (
    *("outlets", "articles", "article_tables", "article_versions"),
    *("mentions", "version_mentions", "outcomes"),
)
_TIMES = ("fetched_at", "published")
PAGE_COLUMNS = tuple(
    Column(name=name, type="datetime" if name in _TIMES else type, meaning=meaning)
    for name, type, meaning in (
        ("url", "string", "Canonical address"),
        ("outlet", "string", "Id of the outlet"),
        ("fetched_at", "datetime", "When it was fetched"),
        ("status", "integer", "HTTP status"),
        ("requested_url", "string", "Address asked"),
        ("responded_url", "string", "Address that answered"),
        ("content_type", "string", "Type as the server said"),
        ("body_hash", "string", "32 hex digits of the body's SHA-256"),
        ("title", "string", "The listing's title"),
        ("published", "datetime", "The listing's time"),
        ("found_in", "string", "Where its address was found"),
        ("headers", "string", "The answer's headers, JSON"),
    )
)
_FETCHES = (
    "select p.url, p.outlet, f.fetched_at, f.status, f.requested_url, f.responded_url, f.content_type, f.body_hash,"
    " f.title, f.published, f.found_in, f.headers from fetches f join pages p on p.id = f.page_id"
    " order by f.page_id, f.fetched_at"
)


def write_shard(data: Path, folder: Path, *, bodies: bool) -> dict[str, int]:
    """Write what a data directory holds into an empty folder; how many rows each file has.

    Raises:
        Abort: a library that a format needs is not installed.
        OSError: the folder cannot be written.
    """
    parquet = load("parquet")
    counts = {}
    with open_readonly(DataDir(data).corpus) as db, open_readonly(DataDir(data).pages) as pages:
        use_keys(db)
        tables = dataset_tables(db)
        source = Source(db=db, data=data, tables={name: tables[name] for name in TABLES})
        for name in TABLES:
            path = folder / f"{name}.parquet"
            counts[name] = parquet.write_rows(path, source.tables[name].columns, source.rows(name))
        counts["pages"] = parquet.write_rows(folder / "pages.parquet", PAGE_COLUMNS, _fetches(pages))
        if bodies:
            counts["bodies"] = sum(file.rows for file in load("warc").write(source, folder))
    return counts


def _fetches(pages: Readable) -> Iterator[tuple[Any, ...]]:
    with closing(pages.execute(_FETCHES)) as rows:
        yield from rows


def put_in_place(beside: Path, folder: Path, manifest: dict[str, Any]) -> None:
    """Make a folder that was written beside its place the shard's, in one step; one that was there first stays."""
    (beside / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
    for path in beside.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    try:
        beside.rename(folder)
    except OSError:
        if not is_whole(folder):
            raise
        shutil.rmtree(beside)


def is_whole(folder: Path) -> bool:
    """Whether a shard is done; its folder gets its name only then."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> dict[str, Any]:
    """What was counted of a shard.

    Raises:
        Abort: it is of a later version, or damaged.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        layout = manifest["layout"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Abort(f"{folder / MANIFEST} cannot be read: {error}") from error
    if layout != LAYOUT:
        raise Abort(f"{folder} is of layout {layout}, and this version reads {LAYOUT}: read it again, or upgrade")
    return manifest


def whole_shards(out: Path) -> list[Path]:
    """The folders of the shards that are done, by name."""
    return sorted(path for path in out.iterdir() if not path.name.startswith(".") and is_whole(path))


def clear_leftovers(out: Path, name: str) -> None:
    """Remove what workers that died left beside a shard's place."""
    for path in out.glob(f".{name}.*"):
        with suppress(OSError):
            shutil.rmtree(path)
