"""Pages that come as Parquet or lie in another data directory's archive, made what the ordinary import reads."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.store.reader import open_readonly
from crawler.intake.importing import ImportReport
from crawler.intake.sieve import names_the_north
from jangmadang.bulk.shard_list import Shard

_ROWS = 200
_READ = ("url", "html", "text", "title", "published")


def parquet_as_lines(path: Path, folder: Path) -> Path:
    """A Parquet file of pages (`url`, `html` or `text`, optionally `title` and `published`) as JSON Lines of its time.

    Raises:
        Abort: it is none, or has no column `url`.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise Abort(f"parquet needs {error.name}: pip install 'jangmadang[parquet]'") from error

    lines = folder / f"{path.stem}.jsonl"
    try:
        with pq.ParquetFile(path) as file, lines.open("w", encoding="utf-8") as out:
            columns = [name for name in file.schema_arrow.names if name in _READ]
            if "url" not in columns:
                raise Abort(f"{path} has no column url")
            for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
                out.writelines(f"{json.dumps(row, default=_as_text)}\n" for row in batch.to_pylist())
    except pa.ArrowException as error:
        raise Abort(f"{path} is no Parquet file: {error}"[:300]) from error
    at = path.stat().st_mtime
    os.utime(lines, (at, at))
    return lines


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def archive_part(shard: Shard, data: Path, *, sieve: bool) -> tuple[ImportReport, str]:
    """The pages of another data directory whose ids begin with the shard's digit, copied into `data`; what was counted,
    and a SHA-256 over the bodies' hashes.

    Raises:
        Abort: the other archive cannot be read.
    """
    source = Path(shard.source)
    report, seen = ImportReport(), hashlib.sha256()
    owners: set[str] = set()
    with PageArchive(source) as archive, PageArchive(data) as copy:
        ids = archive.db.execute("select id from pages where id glob ? order by id", [f"{shard.part}*"]).fetchall()
        for (key,) in ids:
            versions = archive.versions(key)
            report.read += 1
            report.bytes += sum(len(page.body) for page in versions)
            for page in versions:
                seen.update(hashlib.sha256(page.body).digest())
            if versions and versions[-1].noarchive:
                report.reserved += 1
                continue
            if sieve and not any(map(names_the_north, versions)):
                report.sieved += 1
                continue
            report.stored += copy.save_pages(versions) > 0
            owners.update(page.outlet for page in versions)
    _copy_outlets(source, data, owners)
    return report, seen.hexdigest()


def _copy_outlets(source: Path, data: Path, owners: set[str]) -> None:
    rows: list[dict[str, Any]] = []
    if DataDir(source).corpus.is_file():
        with open_readonly(DataDir(source).corpus) as db:
            select = "select id, name, homepage, country, language, kind, family from outlets order by id"
            rows = [row for row in db.query(select) if row["id"] in owners]
    missing = sorted(owners - {row["id"] for row in rows})
    with Corpus(data) as corpus:
        corpus.save_outlets([*rows, *({"id": key, "name": key} for key in missing)])
