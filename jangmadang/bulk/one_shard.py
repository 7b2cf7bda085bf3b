"""One shard from its source to its folder: the ordinary import, extraction and tagging, in a data directory of its own.

A function of its job alone, whatever machine it runs on: so a worker that died is replaced by running it again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.records import Abort, digest
from corpus.store.report import StageReport
from corpus.store.stage import StageOptions
from corpus.times import now, write_time
from crawler.intake.importing import ImportOptions, ImportReport, import_paths
from jangmadang.bulk.learned_furniture import use_furniture
from jangmadang.bulk.other_sources import archive_part, parquet_as_lines
from jangmadang.bulk.remote_files import bring, is_remote
from jangmadang.bulk.shard_files import LAYOUT, clear_leftovers, is_whole, put_in_place, read_manifest, write_shard
from jangmadang.bulk.shard_list import PARQUET, Shard

_MOST_LINES = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadOptions:
    """How shards are read: `hosts` alone if any are named, pages of unknown hosts under `outlet`, through the `sieve`,
    with the pages' `bodies` beside what was made of them, by the furniture learned of all of them (`learn`).
    """

    hosts: tuple[str, ...] = ()
    outlet: str | None = None
    sieve: bool = True
    bodies: bool = False
    learn: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class ShardJob:
    """All that a worker needs to know; `outlets` are the files of the registry's own outlets, name and text."""

    shard: Shard
    out: str
    options: ReadOptions
    outlets: tuple[tuple[str, str], ...] = ()

    @property
    def folder(self) -> Path:
        """Where the shard goes."""
        return Path(self.out) / self.shard.name


def read_shard(job: ShardJob) -> dict[str, Any]:
    """The manifest of a shard, which is read unless it was done before.

    Raises:
        Abort: nothing of its source can be read, or stage after stage breaks on it.
        OSError: a file cannot be read or written.
    """
    if is_whole(job.folder):
        return read_manifest(job.folder)
    started = time.monotonic()
    clear_leftovers(Path(job.out), job.shard.name)
    beside = Path(job.out) / f".{job.shard.name}.{os.uname().nodename}-{os.getpid()}"
    try:
        beside.mkdir(parents=True)
        with imported(job) as (data, report, source_digest):
            if job.options.learn:
                use_furniture(data, Path(job.out))
            stages = _stages(data)
            rows = write_shard(data, beside, bodies=job.options.bodies)
            manifest = _manifest(job, report, stages, rows)
        manifest["source_digest"] = source_digest
        manifest["seconds"] = round(time.monotonic() - started, 3)
        put_in_place(beside, job.folder, manifest)
        return manifest
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def imported(job: ShardJob) -> Iterator[tuple[Path, ImportReport, str]]:
    """A data directory of its own with the shard's pages, what was counted of them, and the source's SHA-256.

    Raises:
        Abort: nothing of the source can be read.
    """
    with _scratch(job) as scratch:
        data = scratch / "data"
        outlets = DataDir(data).outlets
        outlets.mkdir(parents=True)
        for name, text in job.outlets:
            (outlets / name).write_text(text, "utf-8")
        if job.shard.part:
            yield data, *archive_part(job.shard, data, sieve=job.options.sieve)
            return
        path = bring(job.shard.source, scratch) if is_remote(job.shard.source) else Path(job.shard.source)
        with path.open("rb") as file:
            source_digest = hashlib.file_digest(file, "sha256").hexdigest()
        if path.name.lower().endswith(PARQUET):
            path = parquet_as_lines(path, scratch)
        options = ImportOptions(
            outlet=job.options.outlet, hosts=job.options.hosts, sieve=job.options.sieve, reserved=False
        )
        report = import_paths(data, [path], options)
        if report.damaged and not report.read:
            raise Abort(report.unreadable[0])
        yield data, report, source_digest


def _stages(data: Path) -> tuple[StageReport, StageReport]:
    # loaded here: trafilatura and spaCy, which a first pass that only learns can do without
    from extract.stages.extract_and_tag import extract_pending, tag_pending

    options = StageOptions(processes=1, learn=False)
    return extract_pending(data, options), tag_pending(data, options)


def _manifest(
    job: ShardJob, report: ImportReport, stages: tuple[StageReport, StageReport], rows: dict[str, int]
) -> dict[str, Any]:
    from extract.article.version import extraction_version
    from extract.stages.extract_and_tag import tagging_version

    extracted, _ = stages
    return {
        "layout": LAYOUT,
        "shard": job.shard.name,
        "source": job.shard.source + (f"#{job.shard.part}" if job.shard.part else ""),
        "read_at": write_time(now()),
        "versions": {"extract": extraction_version(), "tag": tagging_version()},
        "read": report.read,
        "bytes": report.bytes,
        "sieved": report.sieved if job.options.sieve else None,
        "reserved": report.reserved,
        "stored": report.stored,
        "skipped": dict(sorted(report.skipped.items())),
        "ignored": dict(sorted(report.ignored.items())),
        "damaged": report.damaged,
        "unreadable": report.unreadable[:_MOST_LINES],
        "refused": dict(sorted(extracted.refused.items())),
        "rows": rows,
        "stage_seconds": {stage.stage: round(stage.seconds, 3) for stage in stages},
    }


@contextmanager
def _scratch(job: ShardJob) -> Iterator[Path]:
    """A folder on the worker's own disk; those that died on this shard before left theirs, which go."""
    mark = digest(f"{Path(job.out).absolute()} {job.shard.name}")[:12]
    root = Path(tempfile.gettempdir())
    for left in root.glob(f"jangmadang-bulk-{mark}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"jangmadang-bulk-{mark}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
