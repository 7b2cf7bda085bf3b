"""A collection of notes as a file to cite from: Markdown, CSV, Word. Each sentence with outlet, date and address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from importlib.util import find_spec

from corpus.decisions.kept import EDITED, GONE, KeptNote
from corpus.files import safe_cell
from corpus.records import Abort

FORMATS = {
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
COLUMNS = ("about", "title", "outlet", "published", "url", "quote", "state", "note", "tags", "at")
WITHHELD = "(the page asks not to be archived: its sentence is not given)"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_STATES = {EDITED: "no longer stands so at its address", GONE: "no longer in the corpus"}


def collection_file(name: str, notes: Sequence[KeptNote], form: str) -> bytes:
    """A collection in one of FORMATS.

    Raises:
        Abort: Word is asked for and python-docx is not installed.
    """
    return {"md": _markdown, "csv": _csv, "docx": _word}[form](name, notes)


def word_installed() -> bool:
    """Whether a collection can be made a Word file here."""
    return find_spec("docx") is not None


def citation(one: KeptNote) -> str:
    """Outlet, headline, date and address in one line, as far as they are known."""
    headline = f"“{one.title}”" if one.title and one.note.kind == "article" else one.title
    return ", ".join(part for part in (one.outlet, headline, one.published[:10], one.url) if part)


def quoted(one: KeptNote) -> str:
    """The sentence, as it may leave."""
    return WITHHELD if one.noarchive and one.note.quote else one.note.quote


def _markdown(name: str, notes: Sequence[KeptNote]) -> bytes:
    parts = [f"# {_plain(name)}\n"]
    for one in notes:
        if quoted(one):
            parts.append(f"> {_plain(quoted(one))}\n")
        parts.append(f"{_cited(one)}\n")
        if one.note.note:
            parts.append(f"{_plain(one.note.note)}\n")
        if one.note.tag_list:
            parts.append(f"Tags: {', '.join(map(_plain, one.note.tag_list))}\n")
    return "\n".join(parts).encode()


def _cited(one: KeptNote) -> str:
    said = ", ".join(_plain(part) for part in (one.outlet, one.title, one.published[:10]) if part)
    address = f", <{one.url}>" if one.url.startswith(("http://", "https://")) and ">" not in one.url else ""
    return f"{said}{address}{f' ({_STATES[one.state]})' if one.state in _STATES else ''}"


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _csv(name: str, notes: Sequence[KeptNote]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("collection", *COLUMNS))
    for one in notes:
        note = one.note
        row = (name, note.about, one.title, one.outlet, one.published, one.url, quoted(one), one.state)
        writer.writerow([safe_cell(cell) for cell in (*row, note.note, note.tags, note.at)])
    return ("\ufeff" + text.getvalue()).encode()


def _word(name: str, notes: Sequence[KeptNote]) -> bytes:
    try:
        from docx import Document
    except ImportError as error:
        raise Abort("Word files need python-docx: pip install 'jangmadang[word]'") from error
    document = Document()
    document.add_heading(_printable(name), level=1)
    for one in notes:
        if quoted(one):
            document.add_paragraph(_printable(quoted(one)), style="Quote")
        cited = document.add_paragraph(_printable(citation(one)))
        if one.state in _STATES:
            cited.add_run(f" ({_STATES[one.state]})").italic = True
        if one.note.note:
            document.add_paragraph(_printable(one.note.note))
        if one.note.tag_list:
            document.add_paragraph(f"Tags: {_printable(', '.join(one.note.tag_list))}")
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def _printable(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
