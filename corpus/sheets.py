"""CSV files that people edit by hand: changed line by line, so that what we do not touch stays byte for byte.

A file is changed only when all of it was read and understood; the version before lies beside it.
"""

from __future__ import annotations

import csv
import difflib
import fcntl
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.files import plain_cell, private_folder, replace_file, safe_cell
from corpus.records import Abort

MOST = 100_000  # characters of a cell: more is a quotation mark too many, or no text of ours
_MARK = "\ufeff"  # a byte-order mark, by which spreadsheets know UTF-8


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a sheet: `number` is that of its first row of text, `raw` its text, `cells` what it says by column."""

    number: int
    raw: str
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A file read whole: `head` is its first line, `columns` those that it names, in their order."""

    head: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...] = ()

    @property
    def end(self) -> str:
        """How its lines end."""
        return "\r\n" if self.head.endswith("\r\n") else "\n"


def parse_sheet(
    text: str, *, columns: Sequence[str], needed: Sequence[str], is_row: Callable[[Mapping[str, str]], bool]
) -> Sheet:
    """A sheet of these columns and maybe others; `is_row` tells cells that are a line of their own.

    Raises:
        ValueError: a line cannot be read, a column that is needed is missing, or one is misspelt.
    """
    rows = _rows(text.removeprefix(_MARK))
    _, head, names = next(rows, (1, "", []))
    named = tuple(name.strip() for name in names)
    _check_columns(named, columns=columns, needed=needed)
    lines = []
    for number, raw, values in rows:
        if any(value.strip() for value in values[len(named) :]):
            raise ValueError(f"line {number}: {len(values)} cells stand under {len(named)} columns")
        cells = _by_column(named, values)
        after = raw.splitlines(keepends=True)[1:]
        if any(is_row(_by_column(named, _alone(part))) for part in after):
            raise ValueError(f"line {number}: a quotation mark is not closed")
        lines.append(Line(number=number, raw=raw, cells=cells))
    mark = _MARK if text.startswith(_MARK) else ""
    return Sheet(head=mark + head, columns=named, lines=tuple(lines))


def _rows(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Each row with the number of its first line and its text as it stands."""
    taken: list[str] = []

    def note() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    reader = csv.reader(note(), strict=True)
    number = 1
    try:
        for values in reader:
            if max(map(len, values), default=0) > MOST:
                raise ValueError(f"line {number}: a cell has more than {MOST:,} characters")
            yield number, "".join(taken), values
            number += len(taken)
            taken.clear()
    except csv.Error as error:
        raise ValueError(f"line {number}: {error}") from error


def _alone(line: str) -> list[str]:
    """The cells of a line when nothing before it counts; none for one that cannot be read so."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def _by_column(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    return {name: plain_cell(value.strip()) for name, value in zip(columns, values, strict=False)}


def _check_columns(named: Sequence[str], *, columns: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in columns if name not in named]
    for name in needed:
        if name in missing:
            raise ValueError(f"column {name!r} is missing; the columns are {', '.join(columns)}")
    for name in named:
        meant = [] if name in columns else difflib.get_close_matches(name, missing, n=1, cutoff=0.5)
        if meant:
            raise ValueError(f"line 1: column {name!r} is unknown and {meant[0]!r} is missing")
    doubled = [name for name in columns if named.count(name) > 1]
    if doubled:
        raise ValueError(f"line 1: column {doubled[0]!r} stands there twice")


def read_text(path: Path) -> str:
    """A file's text, its line ends as they are; "" where there is none.

    Raises:
        ValueError: a line is no UTF-8.
        Abort: the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Abort(f"cannot read {path}: {error.strerror or error}") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {number}: byte 0x{content[error.start]:02x} is no UTF-8") from error


def changed(
    sheet: Sheet | None,
    *,
    columns: Sequence[str],
    keep: Callable[[Line], bool],
    add: Iterable[Mapping[str, str]],
) -> str:
    """The text of the sheet with only the lines that `keep` says, as they stand, and with more after them.

    Columns of ours that the sheet lacks come after its own; of no sheet, it is begun.
    """
    if sheet is None:
        sheet = Sheet(head=_row(columns, "\n"), columns=tuple(columns))
    more = [name for name in columns if name not in sheet.columns]
    head = sheet.head.rstrip("\r\n") + "".join(f",{name}" for name in more) + sheet.end
    order = (*sheet.columns, *more)
    kept = [line.raw for line in sheet.lines if keep(line)]
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += sheet.end
    new = [_row([safe_cell(values.get(name, "")) for name in order], sheet.end) for values in add]
    return "".join([head, *kept, *new])


def _row(cells: Sequence[str], end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerow(cells)
    return text.getvalue()


@contextmanager
def editing(path: Path) -> Iterator[None]:
    """Nobody else of us changes the file while the block runs: what it reads there is what it changes.

    Raises:
        Abort: the folder cannot be opened.
    """
    try:
        private_folder(path.parent)
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError as error:
        raise Abort(f"cannot write {path}: {error.strerror or error}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def put(path: Path, text: str, *, secret: bool = False) -> None:
    """Make this the file's text, after the version before was laid beside it, as `NAME.bak`.

    Raises:
        Abort: one of the two cannot be written.
    """
    if path.exists():
        before = path.read_bytes()
        if before == text.encode("utf-8"):
            return
        replace_file(path.with_name(f"{path.name}.bak"), before, secret=secret)
    replace_file(path, text, secret=secret)
