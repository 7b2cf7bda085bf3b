"""searches.csv in the data directory: searches that an analyst keeps. The one reader and writer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.data_dir import SEARCHES, DataDir
from corpus.files import plain_cell, replace_file, safe_cell
from corpus.records import Abort


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedSearch:
    """A search under a name. `query` is its address's query string; `notify` is where news go (apprise URLs, "|")."""

    name: str
    query: str
    notify: str = ""
    at: str = ""

    @property
    def slug(self) -> str:
        """The name as a part of an address."""
        return slug_of(self.name)


COLUMNS = tuple(field.name for field in fields(SavedSearch))


def slug_of(name: str) -> str:
    """A name in small letters and hyphens; letters of any script stay."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-_") or "search"


def read_searches(data: Path) -> tuple[SavedSearch, ...]:
    """The saved searches in file order; none when there is no file. Of two under one name the later holds.

    Raises:
        Abort: the file lacks a column, or a line a name or a query.
    """
    path = DataDir(data).searches
    if not path.exists():
        return ()
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise Abort(f"{path}: {error}") from error
    missing = {"name", "query"} - set(reader.fieldnames or ())
    if missing:
        raise Abort(f"{path}: column {min(missing)!r} is missing; the columns are {', '.join(COLUMNS)}")
    found: dict[str, SavedSearch] = {}
    for row in reader:
        values = {name: plain_cell((row.get(name) or "").strip()) for name in COLUMNS}
        if not values["name"] or not values["query"]:
            raise Abort(f"{path}: line {reader.line_num}: a search needs a name and a query")
        search = SavedSearch(**values)
        found[search.slug] = search
    return tuple(found.values())


def write_searches(data: Path, searches: Iterable[SavedSearch]) -> None:
    """Make these the saved searches; the file is replaced in one step.

    Raises:
        Abort: it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(value) for value in asdict(search).values()] for search in searches)
    replace_file(DataDir(data).searches, text.getvalue(), secret=SEARCHES.secret)


def save_search(data: Path, search: SavedSearch) -> None:
    """Keep a search; one of the same name is replaced."""
    write_searches(data, [*(old for old in read_searches(data) if old.slug != search.slug), search])


def forget_search(data: Path, slug: str) -> bool:
    """Take a search out of the file; whether it was there."""
    searches = read_searches(data)
    kept = [search for search in searches if search.slug != slug]
    if len(kept) < len(searches):
        write_searches(data, kept)
    return len(kept) < len(searches)
