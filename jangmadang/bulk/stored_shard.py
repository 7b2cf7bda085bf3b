"""What a shard's folder holds, as the records that the stages hand over: pages, extractions and mentions."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.exporters import load
from corpus.exporters.warc import FILE as BODIES
from corpus.records import Abort, Article, Mention, Outcome, RawPage, Removed, Table, Topic
from corpus.times import write_time

_MENTION = ("field", "start", "end", "text", "label", "sent_start", "sent_end", "source", "score", "hint")
_TABLE = ("position", "kind", "caption", "heading", "head_rows", "start", "end")


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredArticle:
    """An article of a shard with all its texts, oldest first, its mentions, and the names in each of its versions."""

    page_url: str
    texts: tuple[Article, ...]
    mentions: tuple[Mention, ...]
    version_names: tuple[tuple[str, frozenset[tuple[str, str]]], ...]


def rows_of(folder: Path, table: str) -> Iterator[dict[str, Any]]:
    """The rows of one of a shard's tables, times as aware datetimes. Raises `Abort` when it cannot be read."""
    load("parquet")
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{table}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=500):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise Abort(f"{path} is damaged: {error}"[:300]) from error


def stored_pages(folder: Path) -> Iterator[RawPage]:
    """The fetches of a shard with their bodies, by page and then oldest first.

    Raises:
        Abort: a body is missing or is not the one that was read.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    last: tuple[str, str, bytes] = ("", "", b"")
    try:
        with (folder / BODIES).open("rb") as file:
            records = (record for record in ArchiveIterator(file) if record.rec_type == "response")
            for row in rows_of(folder, "pages"):
                if (row["url"], row["body_hash"]) != last[:2]:  # a fetch of the same body again has no record
                    record = next(records)
                    last = (
                        record.rec_headers.get_header("WARC-Target-URI"),
                        row["body_hash"],
                        record.content_stream().read(),
                    )
                url, expected, body = last
                if url != row["url"] or hashlib.sha256(body).hexdigest()[:32] != expected:
                    raise Abort(f"{folder / BODIES}: the body of {row['url']} is not the one that was read")
                headers = tuple((name, value) for name, value in json.loads(row.pop("headers") or "[]"))
                del row["body_hash"]
                yield RawPage(body=body, headers=headers, **row)
    except (OSError, ArchiveLoadFailed, StopIteration, EOFError) as error:
        raise Abort(f"{folder / BODIES} is damaged: {error}"[:300]) from error


def stored_articles(folder: Path) -> Iterator[StoredArticle]:
    """The articles of a shard with what belongs to each, by id."""
    tables = _by_article(folder, "article_tables")
    versions = _by_article(folder, "article_versions")
    mentions = _by_article(folder, "mentions")
    names = _by_article(folder, "version_mentions")
    for row in rows_of(folder, "articles"):
        key = row["id"]
        newest = _article(row, tables.get(key, ()))
        yield StoredArticle(
            page_url=row["page_url"],
            texts=tuple(_texts(newest, row, versions.get(key, ()))),
            mentions=tuple(_mention(each) for each in mentions.get(key, ())),
            version_names=tuple(_version_names(names.get(key, ()))),
        )


def stored_outcomes(folder: Path) -> Iterator[tuple[Outcome, str]]:
    """Why pages of a shard gave no article, each with its outlet."""
    for row in rows_of(folder, "outcomes"):
        names = ("stage", "url", "reason", "detail", "version")
        yield Outcome(**{name: row[name] for name in names}), row["outlet"]


def _by_article(folder: Path, table: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(folder, table):
        found[row["article_id"]].append(row)
    return found


def _article(row: dict[str, Any], tables: Any) -> Article:
    return Article(
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        text=row["text"],
        captions=tuple(row["captions"].split("\n")) if row["captions"] else (),
        fetched_at=row["updated_at"],
        method=row["method"],
        published=row["published"],
        published_precision=row["published_precision"],
        published_source=row["published_source"],
        authors=tuple(json.loads(row["authors"])),
        language=row["language"],
        topics=tuple(Topic(name=name, score=score) for name, score in json.loads(row["topics"]).items()),
        partial=bool(row["partial"]),
        agency=row["agency"],
        removed=tuple(Removed(**each) for each in json.loads(row["removed"])),
        certainty=row["certainty"],
        doubts=tuple(json.loads(row["doubts"])),
        noarchive=bool(row["noarchive"]),
        tables=tuple(_table(each) for each in sorted(tables, key=lambda each: each["position"])),
    )


def _texts(newest: Article, row: dict[str, Any], versions: Any) -> Iterator[Article]:
    """The earlier texts of an article, oldest first, then its newest; the first is that of the first fetch."""
    *earlier, _ = sorted(versions, key=lambda each: each["fetched_at"]) or [None]
    for old in earlier:
        captions = tuple(old["captions"].split("\n")) if old["captions"] else ()
        at = old["fetched_at"]
        yield replace(newest, title=old["title"], text=old["text"], captions=captions, fetched_at=at)
    yield newest


def _table(row: dict[str, Any]) -> Table:
    cells, spans = (tuple(map(tuple, json.loads(row[name]))) for name in ("cells", "spans"))
    return Table(**{name: row[name] for name in _TABLE}, cells=cells, spans=spans)


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(**{name: row[name] for name in _MENTION})


def _version_names(rows: Any) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
    found: dict[datetime, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        found[row["fetched_at"]].add((row["text"], row["label"]))
    for at, names in sorted(found.items()):
        yield write_time(at), frozenset(names)
