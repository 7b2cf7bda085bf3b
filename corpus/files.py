"""Files that others open: cells that no spreadsheet runs as a formula, and files replaced in one step."""

from __future__ import annotations

import csv
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from corpus.records import Abort

Row = TypeVar("Row")

# What a spreadsheet would run, also in the full width that East Asian ones accept, and what is guarded already:
# so a reader gets every text back by taking one apostrophe away.
SIGNS = "=+-@\t\r\n＝＋－＠"
FORMULA = re.compile(f"'*[{re.escape(SIGNS)}]")
_FIRST = frozenset(f"'{SIGNS}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", re.I)


def safe_cell(value: Any) -> Any:
    """The value, with an apostrophe before a text that a spreadsheet would run as a formula."""
    # most texts are told harmless by their first character: this runs for every cell of a corpus
    return f"'{value}" if isinstance(value, str) and value[:1] in _FIRST and is_formula(value) else value


def joined(value: Any) -> Any:
    """The value of a cell: what are several, one behind the other."""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def plain_cell(text: str) -> str:
    """The text that `safe_cell` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def is_formula(text: str) -> bool:
    """Whether a cell with this text gets an apostrophe; a plain number, however signed, does not."""
    return FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def with_long_cells(reader: Iterator[Row]) -> Iterator[Row]:
    """The rows of a reader of `csv`, however long a cell is.

    The limit is one for the whole process: it is another only while a row is read, so that whoever else reads
    between two rows meets it as it was.
    """
    while True:
        limit = csv.field_size_limit(sys.maxsize)
        try:
            row = next(reader, None)
        finally:
            csv.field_size_limit(limit)
        if row is None:
            return
        yield row


def private_folder(path: Path) -> None:
    """Make a folder that only its owner may look into; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def replace_file(path: Path, content: str | bytes, *, secret: bool = False) -> None:
    """Write a file in one step: a reader, or a power cut, finds the old content or the new one, and nothing between.

    Text is written as UTF-8, its line ends as they are. Folders that are missing are made; a link is followed. Who may
    read the file stays as it was; a `secret` one only its owner may.

    Raises:
        Abort: it cannot be written.
    """
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        private_folder(target.parent)
        try:
            with open(draft, "xb", opener=_private if secret else None) as file:
                if target.is_file() and not secret:
                    os.fchmod(file.fileno(), target.stat().st_mode & 0o777)
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Abort(f"cannot write {path}: {error.strerror or error}") from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def keep_private(path: Path) -> None:
    """Take a file that others may read away from them, where it is ours to do."""
    if path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(0o600)
