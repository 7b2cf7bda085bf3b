"""Saved pages into the archive. Needs the outlets, to know whose a page is; loads no Scrapy."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from corpus.data_dir import DataDir
from corpus.records import Abort, RawPage, Skip
from corpus.store.page_archive import PageArchive
from corpus.times import parse_time
from crawler.addresses import canonical_url
from crawler.intake.warc_reader import read_warc
from crawler.outlets import Outlet, load_outlets, outlet_for

FOUND_IN = "import"
_BATCH = 200
MAX_BODY = 40_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """`outlet` takes pages whose address names no known outlet; `hosts`, if any, alone are taken from WARC files."""

    outlet: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(kw_only=True, slots=True)
class ImportReport:
    """Counts of an import: records `read`, `stored` as new or changed, `known` before, and what was left out."""

    read: int = 0
    stored: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)


def import_paths(data: Path, paths: Sequence[Path], options: ImportOptions) -> ImportReport:
    """Store the pages in files and folders; one that is stored already adds nothing, so an import can be restarted.

    Raises:
        Abort: a path does not exist, or the archive cannot be written.
    """
    for path in paths:
        if not path.exists():
            raise Abort(f"there is no {path}")
    try:
        outlets = load_outlets(DataDir(data).outlets)
    except ValueError as error:
        raise Abort(str(error)) from error
    report = ImportReport()
    with PageArchive(data) as archive:
        batch: list[RawPage] = []
        for path in _files(paths, report):
            for page in _pages(path, outlets, options, report):
                report.read += 1
                batch.append(page)
                if len(batch) >= _BATCH:
                    _store(archive, batch, report)
        _store(archive, batch, report)
    return report


def _store(archive: PageArchive, batch: list[RawPage], report: ImportReport) -> None:
    fresh = [page for page in batch if not archive.has_body(page.url, page.body)]
    new = archive.save_pages(fresh)
    report.stored += new
    report.known += len(batch) - new
    batch.clear()


def _files(paths: Sequence[Path], report: ImportReport) -> Iterator[Path]:
    """The files to read, folders opened in the order of their names; others are counted by suffix."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*")):
            if not found.is_file():
                continue
            if _kind(found):
                yield found
            else:
                report.ignored[found.suffix or "no suffix"] += 1


_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
}


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    return next((kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), None)


def _pages(path: Path, outlets: dict[str, Outlet], options: ImportOptions, report: ImportReport) -> Iterator[RawPage]:
    """The pages of one file; what cannot be read is noted and the rest goes on."""
    kind = _kind(path)
    try:
        if kind == "jsonl":
            yield from _json_lines(path, outlets, options, report)
        elif kind == "warc":
            yield from _warc(path, outlets, options, report)
        elif kind is not None:
            yield _saved_file(path, outlets, options, kind=kind)
        else:
            report.unreadable.append(f"{path}: no .html, .txt, .jsonl, .jsonl.gz, .warc or .warc.gz")
    except Skip as skip:
        report.skipped[skip.reason] += 1
        report.unreadable.append(f"{path}: {skip.detail}")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        report.unreadable.append(f"{path}: {error}")


def _saved_file(path: Path, outlets: dict[str, Outlet], options: ImportOptions, *, kind: str) -> RawPage:
    if path.stat().st_size > MAX_BODY:
        raise Skip("too-large", f"more than {MAX_BODY} bytes")
    body = path.read_bytes()
    if not body.strip():
        raise Skip("empty", "an empty file")
    # the file's time, so that importing it again is the same fetch
    at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    content_type = "text/html" if kind == "html" else "text/plain; charset=utf-8"
    url = file_url(path.name)
    return RawPage(
        url=url,
        outlet=options.outlet or "file",
        fetched_at=at,
        body=body,
        content_type=content_type,
        found_in=FOUND_IN,
    )


def file_url(name: str) -> str:
    """The address of a page that has none, "file:NAME": the same from any folder, and naming no folder."""
    return f"file:{quote(name)}"


def _json_lines(
    path: Path, outlets: dict[str, Outlet], options: ImportOptions, report: ImportReport
) -> Iterator[RawPage]:
    at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    with gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                # a later line with the same address is a later version of the page
                yield _json_page(line, outlets, options, at=at + timedelta(microseconds=number))
            except Skip as skip:
                report.skipped[skip.reason] += 1
                if len(report.unreadable) < 50:
                    report.unreadable.append(f"{path}:{number}: {skip.detail}")


def _json_page(line: bytes, outlets: dict[str, Outlet], options: ImportOptions, *, at: datetime) -> RawPage:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Skip("bad-line", f"not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("url"), str):
        raise Skip("bad-line", "no object with a url")
    html, text = record.get("html"), record.get("text")
    body = html if isinstance(html, str) and html.strip() else text
    if not isinstance(body, str) or not body.strip():
        raise Skip("bad-line", "neither html nor text")
    url, outlet = _whose(record["url"], outlets, options)
    title = record.get("title")
    return RawPage(
        url=url,
        outlet=outlet,
        fetched_at=at,
        body=body.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8" if body is html else "text/plain; charset=utf-8",
        title=title.strip() if isinstance(title, str) and title.strip() else None,
        published=_time(record.get("published")),
        found_in=FOUND_IN,
    )


def _whose(address: str, outlets: dict[str, Outlet], options: ImportOptions) -> tuple[str, str]:
    """The canonical address, and its outlet: the one whose host it is, else the one that was named, else the host."""
    found = outlet_for(address, outlets)
    try:
        url = canonical_url(address, drop_params=found.drop_params if found else ())
    except ValueError as error:
        raise Skip("bad-address", str(error)) from error
    return url, found.id if found else options.outlet or (urlsplit(url).hostname or "").removeprefix("www.")


def _time(value: Any) -> datetime | None:
    try:
        return parse_time(value) if isinstance(value, str) and value else None
    except ValueError:
        return None


def _warc(path: Path, outlets: dict[str, Outlet], options: ImportOptions, report: ImportReport) -> Iterator[RawPage]:
    for record in read_warc(path, hosts=options.hosts, skipped=report.skipped):
        try:
            url, outlet = _whose(record.url, outlets, options)
        except Skip as skip:
            report.skipped[skip.reason] += 1
            continue
        yield RawPage(
            url=url,
            outlet=outlet,
            fetched_at=record.at,
            body=record.body,
            content_type=record.content_type,
            status=record.status,
            requested_url=record.url,
            responded_url=record.url,
            found_in=FOUND_IN,
        )
