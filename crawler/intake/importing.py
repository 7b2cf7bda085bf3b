"""Saved pages into the archive. Needs the outlets, to know whose a page is; loads no Scrapy.

Every file is read record by record: each ends as a page or as a counted reason, whatever bytes it is made of.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from corpus.data_dir import DataDir
from corpus.records import Abort, RawPage, Skip
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.store.unforeseen import Faults
from crawler.addresses import canonical_url
from crawler.intake.json_lines import json_lines, json_page
from crawler.intake.packed_bodies import opened
from crawler.intake.record_times import file_time
from crawler.intake.saved_files import READ, SavedFile, file_url, saved_files, shown
from crawler.intake.sieve import names_the_north
from crawler.intake.warc_reader import WarcEntry, read_warc
from crawler.manners.wishes import asks_no_archive
from crawler.outlets import Outlet, load_outlets, outlet_for
from crawler.routes.next_parts import next_part

FOUND_IN = "import"
_BATCH = 200
_MOST_LINES = 50
MAX_BODY = 40_000_000
# reasons that say that something is broken, not that it is no page
DAMAGED = frozenset(("bad-address", "bad-date", "bad-line", "cut-body", "internal-error", "unparsable"))


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """`outlet` takes pages whose address names no known outlet; `hosts`, if any, alone are taken from WARC files.

    With `sieve`, a page whose bytes nowhere name the North is left out; without `reserved`, one that asks not to be
    archived.
    """

    outlet: str | None = None
    hosts: tuple[str, ...] = ()
    sieve: bool = False
    reserved: bool = True


@dataclass(kw_only=True, slots=True)
class ImportReport:
    """Counts of an import: pages `read`, `stored` as new or changed, `known` before, and what was left out.

    `sieved` pages nowhere name the North, `reserved` ones ask not to be archived. `bytes` are those of all bodies read.

    `unknown_outlet` is the id that was given and that no outlet's file has.

    `skipped` are records by reason, `ignored` files and records that are no pages by kind. `damaged` counts what is
    broken, `unreadable` has a line for each of the first of these.
    """

    read: int = 0
    stored: int = 0
    known: int = 0
    sieved: int = 0
    reserved: int = 0
    bytes: int = 0
    damaged: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    unknown_outlet: str | None = None

    def refuse(self, skip: Skip, where: str, *, damaged: bool = False) -> None:
        """Count a record or file that gave no page."""
        self.skipped[skip.reason] += 1
        if damaged or skip.reason in DAMAGED:
            self.broken(f"{where}: {skip.detail or skip.reason}")

    def broken(self, line: str) -> None:
        """Count what is broken; only the first are said one by one."""
        self.damaged += 1
        if self.damaged <= _MOST_LINES:
            self.unreadable.append(line)


def import_paths(data: Path, paths: Sequence[Path], options: ImportOptions) -> ImportReport:
    """Store the pages in files and folders; one that is stored already adds nothing, so an import can be restarted.

    Raises:
        Abort: a path does not exist, the archive cannot be written, or record after record breaks the reader.
    """
    for path in paths:
        if not path.exists():
            raise Abort(f"there is no {shown(path)}")
    try:
        outlets = load_outlets(DataDir(data).outlets)
    except ValueError as error:
        raise Abort(str(error)) from error
    report = ImportReport(unknown_outlet=None if options.outlet in outlets else options.outlet)
    reading = _Reading(options, outlets, report, Faults(data, "import"))
    kept: set[str] = set()
    with PageArchive(data) as archive, Corpus(data) as corpus:
        batch: list[RawPage] = []
        for file in saved_files(paths, report.ignored):
            for page in reading.pages(file):
                report.read += 1
                report.bytes += len(page.body)
                if options.sieve and not names_the_north(page):
                    report.sieved += 1
                    continue
                if page.noarchive and not options.reserved:
                    report.reserved += 1
                    continue
                kept.add(page.outlet)
                batch.append(page)
                if len(batch) >= _BATCH:
                    store_pages(archive, batch, report)
        store_pages(archive, batch, report)
        _save_outlets(corpus, {key: reading.owners[key] for key in kept}, outlets)
    return report


def store_pages(archive: PageArchive, batch: list[RawPage], report: ImportReport) -> None:
    """Store a batch and empty it. Two bodies of one address and second are two fetches, each a microsecond after
    the last.
    """
    fresh: list[RawPage] = []
    taken: set[tuple[str, datetime]] = set()
    for page in batch:
        if archive.is_forgotten(page.url):
            report.skipped["forgotten"] += 1
            continue
        if archive.has_body(page.url, page.body):
            report.known += 1
            continue
        at = page.fetched_at
        while (page.url, at) in taken or archive.has_fetch(page.url, at):
            at += timedelta(microseconds=1)
        taken.add((page.url, at))
        fresh.append(replace(page, fetched_at=at))
    new = archive.save_pages(fresh)
    report.stored += new
    report.known += len(fresh) - new
    batch.clear()


def _save_outlets(corpus: Corpus, owners: dict[str, str], outlets: dict[str, Outlet]) -> None:
    """Rows for the outlets whose pages came: as the registry knows them, else by their host."""
    rows = []
    for key, host in sorted(owners.items()):
        known = outlets.get(key)
        if known is not None:
            names = ("id", "name", "homepage", "country", "language", "kind", "family")
            rows.append({name: getattr(known, name) for name in names})
        elif not corpus.db.execute("select 1 from outlets where id = ?", [key]).fetchone():
            rows.append({"id": key, "name": key, "homepage": f"https://{host}/" if host else None})
    corpus.save_outlets(rows)


class _Reading:
    """Files as pages; what gives none goes into the report."""

    def __init__(
        self, options: ImportOptions, outlets: dict[str, Outlet], report: ImportReport, faults: Faults
    ) -> None:
        self.options = options
        self.outlets = outlets
        self.report = report
        self.faults = faults
        self.owners: dict[str, str] = {}  # the host by which each outlet's first page came, "" for a file's

    def pages(self, file: SavedFile) -> Iterator[RawPage]:
        """The pages of one file; what cannot be read is noted and the rest goes on."""
        where = shown(file.path)
        try:
            if file.kind == "jsonl":
                yield from self._json_pages(file.path, where)
            elif file.kind == "warc":
                yield from self._warc_pages(file.path, where)
            elif file.kind is not None:
                yield self._saved_file(file)
            else:
                self.report.broken(f"{where}: none of {READ}")
        except Skip as skip:
            self.report.refuse(skip, where, damaged=True)
        except (OSError, EOFError, zlib.error) as error:
            self.report.broken(f"{where}: {error}")

    def _saved_file(self, file: SavedFile) -> RawPage:
        if file.path.stat().st_size > MAX_BODY:
            raise Skip("too-large", f"more than {MAX_BODY} bytes")
        body = opened(file.path.read_bytes())
        if not body.strip():
            raise Skip("empty", "an empty file")
        outlet = self.options.outlet or "file"
        self.owners.setdefault(outlet, "")
        return RawPage(
            url=file_url(file.name),
            outlet=outlet,
            fetched_at=file_time(file.path),
            body=body,
            content_type="text/html" if file.kind == "html" else "text/plain; charset=utf-8",
            found_in=FOUND_IN,
            noarchive=asks_no_archive(body, ""),
        )

    def _json_pages(self, path: Path, where: str) -> Iterator[RawPage]:
        at = file_time(path)
        for number, line in json_lines(path):
            if isinstance(line, Skip):
                self.report.refuse(line, f"{where}:{number}", damaged=True)
                continue
            try:
                # a later line with the same address is a later version of the page
                page = self._json_page(line, at + timedelta(microseconds=number))
            except Skip as skip:
                self.report.refuse(skip, f"{where}:{number}", damaged=True)
            except Exception as error:  # one line that nobody foresaw is one line's outcome
                broken = self.faults.note(error, item=f"{where}:{number}", sample=line)
                self.report.refuse(broken, f"{where}:{number}")
                continue
            else:
                yield page
            self.faults.fine()

    def _json_page(self, line: bytes, at: datetime) -> RawPage:
        found = json_page(line)
        url, outlet = self._whose(found.url)
        return RawPage(
            url=url,
            outlet=outlet,
            fetched_at=at,
            body=found.body,
            content_type=found.content_type,
            title=found.title,
            published=found.published,
            found_in=FOUND_IN,
            noarchive=asks_no_archive(found.body, ""),
            next_url=next_part(found.body, url),
        )

    def _warc_pages(self, path: Path, where: str) -> Iterator[RawPage]:
        if path.stat().st_size == 0:
            raise Skip("empty", "an empty file")
        for entry in read_warc(path, hosts=self.options.hosts):
            place = f"{where}: record {entry.number}" + (f" ({entry.url[:200]})" if entry.url else "")
            try:
                page = self._warc_page(entry)
            except Skip as skip:
                self.report.refuse(skip, place)
            except Exception as error:  # one record that nobody foresaw is one record's outcome
                self.report.refuse(self.faults.note(error, item=place, sample=entry.record), place)
                continue
            else:
                if page is not None:
                    yield page
            self.faults.fine()

    def _warc_page(self, entry: WarcEntry) -> RawPage | None:
        """The page of a record; None of a record about no page. Raises what the record broke with."""
        if entry.skip is not None:
            raise entry.skip
        if entry.error is not None:
            raise entry.error
        if entry.page is None:
            self.report.ignored[f"WARC's {entry.kind}"] += 1
            return None
        url, outlet = self._whose(entry.page.url)
        return RawPage(
            url=url,
            outlet=outlet,
            fetched_at=entry.page.at,
            body=entry.page.body,
            content_type=entry.page.content_type,
            status=entry.page.status,
            requested_url=entry.page.url,
            responded_url=entry.page.url,
            found_in=FOUND_IN,
            headers=tuple(pair for pair in entry.page.headers if not pair[0].lower().startswith("set-cookie")),
            noarchive=asks_no_archive(entry.page.body, _robots_tag(entry.page.headers)),
            next_url=next_part(entry.page.body, url),
        )

    def _whose(self, address: str) -> tuple[str, str]:
        """The canonical address, and its outlet: the one whose host it is, else the one named, else the host."""
        found = outlet_for(address, self.outlets)
        try:
            url = canonical_url(address, drop_params=found.drop_params if found else ())
        except ValueError as error:
            raise Skip("bad-address", str(error)[:200]) from error
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        outlet = found.id if found else self.options.outlet or host
        self.owners.setdefault(outlet, host)
        return url, outlet


def _robots_tag(headers: Sequence[tuple[str, str]]) -> str:
    return "\n".join(value for name, value in headers if name.lower() == "x-robots-tag")
