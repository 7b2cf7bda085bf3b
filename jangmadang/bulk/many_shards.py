"""A bulk read: all shards, here or on many machines. What is done is skipped, what fails listed, the rest goes on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus import exporters
from corpus.data_dir import DataDir
from corpus.files import replace_file
from corpus.records import Abort
from corpus.store.report import OnProgress
from jangmadang.bulk.learned_furniture import is_settled, sample_path, settle, write_sample
from jangmadang.bulk.one_shard import ReadOptions, ShardJob, imported, read_shard
from jangmadang.bulk.shard_files import clear_leftovers, is_whole, read_manifest
from jangmadang.bulk.shard_list import list_shards
from jangmadang.bulk.trying import Engine, InThisProcess, Tried

SETTINGS = "bulk.json"
_COUNTED = ("read", "bytes", "sieved", "reserved", "stored", "damaged")
_ROWS = ("articles", "mentions", "outcomes")


@dataclass(kw_only=True, slots=True)
class BulkReport:
    """What a bulk read did: shards `done` now and `skipped` as done before, those that `failed` or are `damaged` in
    part with the reason, and the sums of what all whole shards hold.
    """

    shards: int = 0
    done: int = 0
    skipped: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    damaged: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, tried: Tried, *, before: bool = False) -> None:
        """Take in what came of a shard."""
        if tried.manifest is None:
            self.failed[tried.job.shard.source] = tried.reason
            return
        self.done += not before
        self.skipped += before
        manifest = tried.manifest
        if manifest["damaged"]:
            self.damaged[tried.job.shard.source] = f"{manifest['damaged']} damaged: {manifest['unreadable'][0]}"
        for name in _COUNTED:
            self.counts[name] += manifest[name] or 0
        for name in _ROWS:
            self.counts[name] += manifest["rows"][name]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "shards": self.shards,
            "done": self.done,
            "skipped": self.skipped,
            "failed": dict(sorted(self.failed.items())),
            "damaged": dict(sorted(self.damaged.items())),
            "counts": {name: self.counts[name] for name in (*_COUNTED, *_ROWS)},
        }


def sample_shard(job: ShardJob) -> dict[str, Any]:
    """How many pages of a shard were laid aside to learn from."""
    path = sample_path(Path(job.out), job.shard.name)
    if not path.is_file():
        with imported(job) as (data, _, _):
            write_sample(data, path)
    return {"sampled": path.name}


def bulk_read(
    sources: Sequence[str],
    out: Path,
    options: ReadOptions,
    *,
    data: Path,
    workers: int = 1,
    address: str | None = None,
    base: str = "",
    on_progress: OnProgress | None = None,
) -> BulkReport:
    """Read the shards of the sources into folders below `out`.

    With one worker and no address of a cluster this process does it; else Ray does. `data` is the data directory whose
    own outlets count beside the registry's.

    Raises:
        Abort: a source is none, the folder was begun with other options, or what is asked for is not installed.
        OSError: the folder cannot be written.
    """
    shards = list_shards(sources, base=base)
    for format in ("parquet", "warc") if options.bodies else ("parquet",):
        exporters.load(format)  # what is not installed is said before anything is read
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    _keep_options(out, options)
    outlets = _own_outlets(data)
    jobs = [ShardJob(shard=shard, out=str(out), options=options, outlets=outlets) for shard in shards]
    report = BulkReport(shards=len(jobs))
    waiting = []
    for job in jobs:
        if is_whole(job.folder):
            report.add(Tried(job=job, manifest=read_manifest(job.folder)), before=True)
        else:
            waiting.append(job)
    if not waiting:
        return report
    try:
        with _engine(workers, address) as engine:
            if options.learn and not is_settled(out):
                _learn(engine, jobs, out, on_progress)
            for number, tried in enumerate(engine.run(read_shard, waiting), 1):
                report.add(tried)
                if on_progress is not None:
                    on_progress(number, len(waiting))
    finally:
        for job in waiting:  # of workers that died, or were ended by Ctrl-C
            clear_leftovers(out, job.shard.name)
    return report


def _learn(engine: Engine, jobs: Sequence[ShardJob], out: Path, on_progress: OnProgress | None) -> None:
    for number, _ in enumerate(engine.run(sample_shard, jobs), 1):  # one that fails is named when it is read
        if on_progress is not None:
            on_progress(number, len(jobs))
    settle(out, [job.shard.name for job in jobs])


def _engine(workers: int, address: str | None) -> AbstractContextManager[Engine]:
    if workers == 1 and address is None:
        return nullcontext(InThisProcess())
    from jangmadang.bulk.ray_engine import RayEngine

    return RayEngine(workers=workers, address=address)


def _keep_options(out: Path, options: ReadOptions) -> None:
    """Note how the shards of a folder are read; all must be read alike."""
    path = out / SETTINGS
    chosen = json.dumps(asdict(options), indent=2, sort_keys=True) + "\n"
    if not path.exists():
        if any(not each.name.startswith(".") for each in out.iterdir()):
            raise Abort(f"{out} holds other files; name a folder of its own")
        replace_file(path, chosen)
    elif path.read_text("utf-8") != chosen:
        raise Abort(f"{out} was begun with other options (see {path}); name another folder, or the same options")


def _own_outlets(data: Path) -> tuple[tuple[str, str], ...]:
    folder = DataDir(data).outlets
    found = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return tuple((path.name, path.read_text("utf-8")) for path in found)
