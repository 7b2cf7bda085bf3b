"""Datasets out: one module for each format, one table of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus.data_dir import DataDir
from corpus.exporters.folder import check_replaceable, replaced_folder
from corpus.exporters.given_packages import read_package
from corpus.exporters.increments import take_stock
from corpus.exporters.meter import Meter
from corpus.exporters.package import describe, finish
from corpus.exporters.source import Source, use_keys
from corpus.exporters.tables import dataset_tables
from corpus.records import Abort
from corpus.store.report import OnProgress


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format: the module that writes it, what it is, the extra that it needs installed.

    A module has `write(source, folder) -> list[Written]`; one whose format is `partial` can write what changed, and
    has `merge(old, increment, folder) -> list[Written]` to bring an export up to date with it. A format that
    `needs_text` is nothing without the articles' texts. `reads` are the tables that it goes through row by row; one
    that is `partial` goes through all.
    """

    module: str
    meaning: str
    extra: str = ""
    partial: bool = False
    needs_text: bool = False
    reads: tuple[str, ...] = ()


_TEXTS = ("articles", "mentions")
EXPORTERS: dict[str, Format] = {
    "jsonl": Format(module="jsonl", meaning="an article with its mentions a line", partial=True),
    "csv": Format(module="csv_tables", meaning="one file a table, safe for spreadsheets", partial=True),
    "parquet": Format(module="parquet", meaning="tables, by month", extra="parquet", partial=True),
    "ftm": Format(module="ftm", meaning="FollowTheMoney entities", extra="ftm", reads=("entities", *_TEXTS)),
    "spacy": Format(module="spacy_docs", meaning="DocBin with entities and links", needs_text=True, reads=_TEXTS),
    "conll": Format(module="conll", meaning="tokens with IOB tags, a line each", needs_text=True, reads=_TEXTS),
    "gexf": Format(module="gexf", meaning="the network of what is named together"),
    "geojson": Format(module="geojson", meaning="places and plants with counts", reads=("entities",)),
    "warc": Format(module="warc", meaning="the raw pages", extra="warc", needs_text=True),
    "sqlite": Format(module="sqlite_copy", meaning="a trimmed corpus.db"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportOptions:
    """How to export. `text` None leaves texts out of folders named public; `since` is a cursor of an earlier export."""

    format: str = "jsonl"
    text: bool | None = None
    since: str | None = None


def export(
    data: Path, folder: Path, options: ExportOptions, *, on_progress: OnProgress | None = None
) -> dict[str, Any]:
    """Write a dataset into a folder, whole or not at all, and return its package (datapackage.json).

    `on_progress` is told of rows: all are compared with the ledger, those that the format reads are written.

    Raises:
        Abort: the format cannot do what is asked or is not installed, there is no corpus, or the folder holds
            what no export has put there.
        OSError: the folder cannot be written.
    """
    from corpus.store.leaving import hidden
    from corpus.store.reader import open_readonly

    format = EXPORTERS[options.format]
    text = not is_public(folder) if options.text is None else options.text
    if format.needs_text and not text:
        raise Abort(f"{options.format} holds the articles' texts and cannot be written without them (--text)")
    if options.since and not format.partial:
        able = ", ".join(name for name, other in EXPORTERS.items() if other.partial)
        raise Abort(f"{options.format} is always written whole; what changed can be had as {able}")
    module = load(options.format)
    check_replaceable(folder.resolve())
    with open_readonly(DataDir(data).corpus) as db:
        use_keys(db)
        tables = dataset_tables(db)
        meter = Meter(on_progress=on_progress)
        meter.expect(db, tables)
        if not options.since:
            meter.expect(db, tables if format.partial else format.reads)
        with (
            hidden(db),
            take_stock(db, data, tables, since=options.since, meter=meter) as stock,
            replaced_folder(folder) as beside,
        ):
            shown = {name: table.without(not text) for name, table in tables.items()}
            source = Source(db=db, data=data, tables=shown, text=text, partial=bool(options.since), meter=meter)
            package = describe(source, stock, format=options.format, since=options.since)
            return finish(beside, package, module.write(source, beside))


def apply(folder: Path, increment: Path) -> dict[str, Any]:
    """Bring an export up to date with an increment, in one step, and return its new package.

    The folder is then what a full export at the increment's cursor gives.

    Raises:
        Abort: one of them is no export, is damaged, or the increment does not follow on it.
        OSError: the folder cannot be written.
    """
    old, new = read_package(folder), read_package(increment)
    had, gives = old["jangmadang"], new["jangmadang"]
    if had["since"] or not gives["since"]:
        raise Abort(f"{folder} must be a full export and {increment} one made with --since")
    for name in ("format", "layout", "text"):
        if had[name] != gives[name]:
            raise Abort(f"{folder} has {name} {had[name]!r}, {increment} has {gives[name]!r}: make a full export")
    if not _follows(had["cursor"], gives):
        raise Abort(f"{folder} is at cursor {had['cursor']}, {increment} is for one at {gives['since']}")
    if had["format"] not in EXPORTERS or not EXPORTERS[had["format"]].partial:
        raise Abort(f"{increment}: there are no increments of format {had['format']!r}")
    with replaced_folder(folder) as beside:
        try:
            written = load(had["format"]).merge(folder, increment, beside)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # pyarrow's own, over what it cannot read, have no number
            said = f"{type(error).__name__}: {error}"[:200]
            raise Abort(f"{folder} or {increment} is damaged: {said!r}") from error
        return finish(beside, {**new, "jangmadang": {**gives, "since": None}}, written)


def load(format: str) -> ModuleType:
    """A format's module.

    Raises:
        Abort: a library that it needs is not installed.
    """
    try:
        return import_module(f"corpus.exporters.{EXPORTERS[format].module}")
    except ImportError as error:
        extra = EXPORTERS[format].extra
        raise Abort(f"{format} needs {error.name}: pip install 'jangmadang[{extra}]'") from error


def is_public(folder: Path) -> bool:
    """Whether a folder, or one that it lies in, is named public, so that what it holds may be meant for everyone."""
    import re

    return any(re.search(r"(?<![a-z])public(?![a-z])", part.lower()) for part in folder.resolve().parts)


def _follows(cursor: str, increment: dict[str, Any]) -> bool:
    """Whether an export at `cursor` has all that came before the increment, and nothing that comes after it."""
    (number, ledger), (since, origin), (until, _) = (
        text.split("-") for text in (cursor, increment["since"], increment["cursor"])
    )
    return ledger == origin and int(since) <= int(number) <= int(until)
