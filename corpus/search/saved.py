"""searches.csv in the data directory: searches that an analyst keeps. The one reader and writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.data_dir import SEARCHES, DataDir
from corpus.records import Abort
from corpus.sheets import Line, Sheet, changed, editing, parse_sheet, put, read_text


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
_PARAMETERS = re.compile(r"[\w.]+=")


def slug_of(name: str) -> str:
    """A name in small letters and hyphens; letters of any script stay."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-_") or "search"


def read_searches(data: Path) -> tuple[SavedSearch, ...]:
    """The saved searches in file order; none when there is no file. Of two under one name the later holds.

    Raises:
        Abort: a line cannot be read, or lacks a name or a query; the message names it.
    """
    sheet = _read(DataDir(data).searches)
    return tuple({search.slug: search for _, search in _searches(sheet)}.values()) if sheet is not None else ()


def _read(path: Path) -> Sheet | None:
    """The file as it stands, read whole and understood; None where there is none."""
    try:
        text = read_text(path)
        if not text and not path.exists():
            return None
        sheet = parse_sheet(text, columns=COLUMNS, needed=("name", "query"), is_row=_is_row)
        for _ in _searches(sheet):
            continue
    except ValueError as error:
        raise Abort(f"{path}: {error}") from error
    return sheet


def _is_row(cells: Mapping[str, str]) -> bool:
    return bool(cells.get("name")) and _PARAMETERS.match(cells.get("query", "")) is not None


def _searches(sheet: Sheet) -> Iterator[tuple[Line, SavedSearch]]:
    for line in sheet.lines:
        search = SavedSearch(**{name: line.cells.get(name, "") for name in COLUMNS})
        if any(asdict(search).values()):
            if not search.name or not search.query:
                raise ValueError(f"line {line.number}: a search needs a name and a query")
            if any(sign in text for text in asdict(search).values() for sign in "\r\n"):
                raise ValueError(f"line {line.number}: a quotation mark is not closed")
            yield line, search


def _change(data: Path, *, without: str, add: Iterable[SavedSearch]) -> None:
    path = DataDir(data).searches
    with editing(path):
        sheet = _read(path)
        gone = {line.number for line, search in _searches(sheet) if search.slug == without} if sheet else set()
        text = changed(sheet, columns=COLUMNS, keep=lambda line: line.number not in gone, add=map(asdict, add))
        put(path, text, secret=SEARCHES.secret)


def save_search(data: Path, search: SavedSearch) -> None:
    """Keep a search; one of the same name is replaced. All other lines stay as they are.

    Raises:
        Abort: a line of the file cannot be read, and nothing is changed; or it cannot be written.
    """
    _change(data, without=search.slug, add=[search])


def forget_search(data: Path, slug: str) -> bool:
    """Take a search out of the file; whether it was there.

    Raises:
        Abort: a line of the file cannot be read, and nothing is changed; or it cannot be written.
    """
    if not any(search.slug == slug for search in read_searches(data)):
        return False
    _change(data, without=slug, add=())
    return True
