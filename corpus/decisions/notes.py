"""notes.csv in the data directory: an analyst's notes, tags and collections of sentences. The one reader and writer.

A line is about an article or an entity. What is cited is written out (outlet, date, address, the sentence itself), so
that the file says by itself what was kept, and what it was kept from is found again after the corpus is made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from corpus.data_dir import NOTES, DataDir
from corpus.records import Abort, digest
from corpus.sheets import Line, Sheet, changed, editing, parse_sheet, put, read_text

LONGEST = 4000  # characters of a note or a sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A line: `about` is "article:ID" or "entity:ID", `collection` the folder that it lies in, `tags` words.

    Of an article `title`, `outlet` (its name), `published`, `url` and `quote`, a sentence of it, are those of the day
    on which the note was written; of an entity `title` is its name.
    """

    collection: str
    about: str
    quote: str = ""
    note: str = ""
    tags: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""
    who: str = ""
    at: str = ""

    @property
    def id(self) -> str:
        """What this note is called: the same for the same line."""
        return digest("\x1f".join(asdict(self).values()))[:12]

    @property
    def kind(self) -> str:
        """ "article" or "entity"."""
        return self.about.partition(":")[0]

    @property
    def key(self) -> str:
        """The id of what it is about."""
        return self.about.partition(":")[2]

    @property
    def tag_list(self) -> tuple[str, ...]:
        """Its tags, each once."""
        return tuple(dict.fromkeys(self.tags.replace(",", " ").split()))


COLUMNS = tuple(field.name for field in fields(Note))
_ABOUT = re.compile(r"(?:article|entity):\S+")


def one_line(text: str) -> str:
    """A text on one line, no longer than a note may be."""
    return " ".join(text.split())[:LONGEST]


def read_notes(data: Path) -> tuple[Note, ...]:
    """The notes in file order; none when there is no file.

    Raises:
        Abort: a line cannot be read, or says not what it is about; the message names it.
    """
    sheet = _read(DataDir(data).notes)
    return tuple(note for _, note in _notes(sheet)) if sheet is not None else ()


def add_note(data: Path, note: Note) -> None:
    """Add a note at the end. All other lines stay as they are.

    Raises:
        Abort: a line of the file cannot be read, and nothing is changed; or it cannot be written.
    """
    _change(data, without="", add=note)


def remove_note(data: Path, key: str) -> bool:
    """Take a note out of the file by its id; whether it was there.

    Raises:
        Abort: a line of the file cannot be read, and nothing is changed; or it cannot be written.
    """
    if not any(note.id == key for note in read_notes(data)):
        return False
    _change(data, without=key, add=None)
    return True


def forget_articles(data: Path, articles: frozenset[str], addresses: frozenset[str]) -> int:
    """Take what was cited from articles (sentence, title, address) out of the notes; how many had something of them.

    What an analyst wrote stays, with the article's id; a note that was a citation alone goes. The version before, which
    is laid beside the file at each change, is deleted.

    Raises:
        Abort: a line of the file cannot be read, and nothing is changed; or it cannot be written.
    """
    path = DataDir(data).notes
    with editing(path):
        sheet = _read(path)
        cited = {
            line.number: note
            for line, note in (_notes(sheet) if sheet else ())
            if note.kind == "article" and (note.key in articles or note.url in addresses)
            if note.quote or note.title or note.url
        }
        if not cited:
            return 0
        left = [replace(note, quote="", title="", url="") for note in cited.values() if note.note or note.tags]
        text = changed(
            sheet, columns=COLUMNS, keep=lambda line: line.number not in cited, add=[asdict(note) for note in left]
        )
        put(path, text, secret=NOTES.secret)
        path.with_name(f"{path.name}.bak").unlink(missing_ok=True)
    return len(cited)


def _read(path: Path) -> Sheet | None:
    try:
        text = read_text(path)
        if not text and not path.exists():
            return None
        sheet = parse_sheet(text, columns=COLUMNS, needed=("about",), is_row=_is_row)
        for _ in _notes(sheet):
            continue
    except ValueError as error:
        raise Abort(f"{path}: {error}") from error
    return sheet


def _is_row(cells: Mapping[str, str]) -> bool:
    return _ABOUT.fullmatch(cells.get("about", "")) is not None


def _notes(sheet: Sheet) -> Iterator[tuple[Line, Note]]:
    for line in sheet.lines:
        note = Note(**{name: line.cells.get(name, "") for name in COLUMNS})
        if any(asdict(note).values()):
            if not _ABOUT.fullmatch(note.about):
                raise ValueError(f"line {line.number}: a note is about article:ID or entity:ID")
            yield line, note


def _change(data: Path, *, without: str, add: Note | None) -> None:
    path = DataDir(data).notes
    with editing(path):
        sheet = _read(path)
        gone = {line.number for line, note in _notes(sheet) if note.id == without} if sheet else set()
        added = [asdict(add)] if add else []
        text = changed(sheet, columns=COLUMNS, keep=lambda line: line.number not in gone, add=added)
        put(path, text, secret=NOTES.secret)
