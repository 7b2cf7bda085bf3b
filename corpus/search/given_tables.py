"""Tables of names as people hand them over: what parts and quotes their cells, and their rows by column."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.files import with_long_cells
from corpus.labels import label_names

NAME_COLUMNS = ("name", "a", "entity", "text")
_READ = (*NAME_COLUMNS, "b", "label", "context_a", "context_b")  # may stand in a table once each
_ONE_LINE = (*NAME_COLUMNS, "b", "label")  # in whose cells no row of the table can stand
_MARKS = ",;\t|"
_FIRST = re.compile(r"[^\r\n]*")
# what spreadsheets write, and obey, before the head of a table
_SEPARATOR = re.compile(r'"?sep=(?P<mark>[^\r\n"])"?[ \t,;]*(?:\r\n|\n|\r|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What parts cells, and what stands around those that hold such a mark; "" where nothing does."""

    mark: str
    quote: str

    def reader(self, lines: Iterator[str], *, strict: bool = False) -> Iterator[list[str]]:
        return with_long_cells(
            csv.reader(
                lines, delimiter=self.mark, quotechar=self.quote or '"', skipinitialspace=True, strict=strict,
                quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            )
        )  # fmt: skip


def table_text(data: bytes) -> str:
    """A file's bytes as text. Raises ValueError where they are no UTF-8, or UTF-16 with its mark as spreadsheets do."""
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"byte {error.start} is no {encoding.removesuffix('-sig').upper()}: save it as UTF-8"
        ) from error


def is_table(file_name: str) -> bool:
    """Whether a file is a table by its suffix: .csv or .tsv."""
    return file_name.lower().endswith((".csv", ".tsv"))


def table_names(data: bytes, file_name: str) -> Iterator[tuple[str, str]]:
    """(name, label or "") of a file: a CSV or TSV by its suffix, with a column called name (or the first one) and
    perhaps label; any other file holds a name a line.

    Raises:
        ValueError: a label is unknown, a column stands there twice, or the file is no table or text.
    """
    if not is_table(file_name):
        for line in table_text(data).splitlines():
            if line.strip():
                yield line.strip(), ""
        return
    for number, row in table_rows(data, file_name):
        column = next((column for column in NAME_COLUMNS if column in row), next(iter(row)))
        if row[column].strip():
            yield row[column].strip(), row_label(row, number)


def row_label(row: dict[str, str], number: int) -> str:
    """The label that a row gives, or "". Raises ValueError for one that is unknown."""
    label = row.get("label", "").strip().upper()
    if label and label not in label_names():
        raise ValueError(f"line {number}: unknown label {label!r}; known are {', '.join(label_names())}")
    return label


def table_rows(data: bytes, file_name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table by column, each with the number of its last line; its columns are parted as a line "sep="
    says, else as its first line shows. A short row has "" in the columns that it lacks.

    Raises:
        ValueError: there is no column with a name, one that we read stands there twice, or a line cannot be read.
    """
    whole = table_text(data)
    text = whole.lstrip("\r\n")
    said = _SEPARATOR.match(text)
    if said is not None:
        text = text[said.end() :].lstrip("\r\n")
    skipped = len(whole[: len(whole) - len(text)].splitlines())
    first = _FIRST.match(text)[0]  # type: ignore[index]
    dialect = _dialect(text, first, said["mark"] if said else None, tabs=file_name.lower().endswith(".tsv"))
    columns: list[str] = []
    for number, raw, cells in _numbered(text, dialect, skipped):
        if not cells:
            continue
        if not columns:
            columns = _columns(cells, first, number)
            continue
        if len(columns) == 1:  # nothing is parted: Kim, Jong Un
            cells = [f"{dialect.mark} ".join(filter(None, cells))]
        # what stands beyond the last column has no name
        row = {name: "" for name in columns if name} | {
            name: value for name, value in zip(columns, cells, strict=False) if name
        }
        if len(raw) > 1:
            _check_closed(raw, row, dialect, len(columns), first_line=number - len(raw) + 1)
        yield number, row


def _numbered(text: str, dialect: _Dialect, number: int) -> Iterator[tuple[int, Sequence[str], list[str]]]:
    """Each row with the number of its last line and the lines that it takes; `number` lines stand before the first."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    try:
        # within single quotation marks a name with an apostrophe would lose it
        for cells in dialect.reader(noted(), strict=dialect.quote == "'"):
            number += len(taken)
            yield number, tuple(taken), cells
            taken.clear()
    except csv.Error as error:
        raise ValueError(f"line {number + 1}: {error}") from error


def _columns(cells: Sequence[str], first: str, number: int) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    if not any(columns):
        raise ValueError(f"no column has a name: {first[:60]!r}")
    doubled = next((name for name in _READ if columns.count(name) > 1), None)
    if doubled:
        raise ValueError(f"line {number}: column {doubled!r} stands there twice")
    return columns


def _dialect(text: str, first: str, said: str | None, *, tabs: bool) -> _Dialect:
    mark = said or (_parted_by_tabs(text, first) if tabs else _parted_by(first))
    quote = "" if tabs and mark == "\t" else "'" if _is_quoted_singly(text, mark) else '"'
    return _Dialect(mark=mark, quote=quote)


def _parted_by(first: str) -> str:
    """What parts the columns of a table's first line: a comma, or what spreadsheets write instead of it."""
    named = [mark for mark in _MARKS if _has_named(first, mark)]
    return named[0] if named else max(_MARKS, key=lambda mark: (first.count(mark), mark == ","))


def _parted_by_tabs(text: str, first: str) -> str:
    """A tab, but for a table that holds none, and another mark in its stead: among our columns, or in each line."""
    if "\t" in text:
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    for mark in _MARKS:
        if mark in first and (_has_named(first, mark) or len({line.count(mark) for line in lines}) == 1 < len(lines)):
            return mark
    return "\t"


def _has_named(first: str, mark: str) -> bool:
    return any(cell.strip().strip("\"'").lower() in _READ for cell in first.split(mark))


def _is_quoted_singly(text: str, mark: str) -> bool:
    """Whether cells stand in single quotation marks: none has a double one, and in each line as many begin with one as
    end with one. A name alone may begin or end with an apostrophe.
    """
    parts = re.escape(mark)
    if "'" not in text or re.search(rf'(?m)(?:^|{parts}) *"', text):
        return False
    begin, end = re.compile(rf"(?:^|{parts}) *'(?!')"), re.compile(rf"(?<!')' *(?:$|{parts})")
    counts = [(len(begin.findall(line)), len(end.findall(line))) for line in text.splitlines() if "'" in line]
    return any(begun for begun, _ in counts) and all(begun == ended for begun, ended in counts)


def _check_closed(raw: Sequence[str], row: dict[str, str], dialect: _Dialect, columns: int, *, first_line: int) -> None:
    """Raise ValueError where a row of several lines is one with a quotation mark too many, and rows are lost in it."""
    try:
        rows = list(dialect.reader(iter(raw), strict=True))
    except csv.Error:
        rows = []
    names = {*_ONE_LINE, next(iter(row))}
    inner = [line for name in names for line in row.get(name, "").splitlines()[1:]]
    if len(rows) != 1 or any(line.count(dialect.mark) >= max(1, columns - 1) for line in inner):
        raise ValueError(f"line {first_line}: a quotation mark is not closed")
