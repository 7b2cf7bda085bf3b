"""What a form or a program sends to be read and not kept: text, or a file of text, Word or PDF."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from datasette.utils.asgi import BadRequest

from corpus.search.given_tables import is_table, table_names
from corpus.search.screening import LONGEST

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

PAGES = 80  # of a PDF


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: its text; of a table the names, each with its label or "", and the text is these, a line each."""

    text: str
    names: tuple[tuple[str, str], ...] = ()


async def sent_text(request: Request) -> Sent:
    """What a POST holds: a form's field `text` or its `file`, or a body that is plain text or CSV. Text and file are
    one where both are sent; a table (.csv, .tsv) is read by its columns as `match` does.

    Raises:
        BadRequest: a file cannot be read.
    """
    body = await request.post_body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("text/plain"):
        return Sent(_decoded(body)[:LONGEST])
    if kind.startswith("text/csv"):
        return _table(body, ".csv", "")
    fields, file_name = _fields(kind, body)
    text, file = _decoded(fields.get("text", b"")).strip(), fields.get("file", b"")
    if not file:
        return Sent(text[:LONGEST])
    if is_table(file_name):
        return _table(file, file_name, text)
    return Sent("\n".join(part for part in (text, text_of(file)) if part)[:LONGEST])


def _table(content: bytes, file_name: str, text: str) -> Sent:
    """The names of a table, behind those of a text, one a line."""
    names = [(line.strip(), "") for line in text.splitlines() if line.strip()]
    try:
        names += table_names(content, file_name)
    except ValueError as error:
        raise BadRequest(f"The table cannot be read: {error}") from error
    return Sent("\n".join(name for name, _ in names)[:LONGEST], tuple(names))


def _fields(kind: str, body: bytes) -> tuple[dict[str, bytes], str]:
    """The fields of a form by name, a file among them, and what the file is called."""
    if not kind.startswith("multipart/form-data"):
        fields = parse_qsl(_decoded(body), keep_blank_values=True)
        return {name: value.encode() for name, value in fields}, ""
    from python_multipart import parse_form

    found: dict[str, bytes] = {}
    names: list[str] = []

    def field(each: Any) -> None:
        found[each.field_name.decode()] = each.value or b""

    def file(each: Any) -> None:
        each.file_object.seek(0)
        found[each.field_name.decode()] = each.file_object.read()
        names.append((each.file_name or b"").decode("utf-8", "replace"))

    headers = {"Content-Type": kind.encode(), "Content-Length": str(len(body)).encode()}
    try:
        parse_form(headers, io.BytesIO(body), field, file)
    except ValueError as error:
        raise BadRequest("The form cannot be read.") from error
    return found, names[0] if names else ""


def text_of(content: bytes) -> str:
    """The text of a file: PDF by pypdf, Word by python-docx, anything else as UTF-8. Raises BadRequest."""
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    return _decoded(content)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequest("The file is no UTF-8 text, no PDF and no Word file.") from None


def _pdf(content: bytes) -> str:
    try:
        import pypdf
    except ImportError:
        raise BadRequest("PDF needs pypdf: pip install 'jangmadang[web]'") from None
    try:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages[:PAGES])
    except Exception as error:  # a damaged PDF breaks the library in many ways
        raise BadRequest(f"The PDF cannot be read: {error}") from error


def _word(content: bytes) -> str:
    try:
        import docx
    except ImportError:
        raise BadRequest("Word files need python-docx: pip install 'jangmadang[word]'") from None
    try:
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise BadRequest("The Word file cannot be read.") from error
