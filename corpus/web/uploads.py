"""What a form or a program sends to be read and not kept: text, or a file of text, Word or PDF."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from datasette.utils.asgi import BadRequest

from corpus.search.screening import LONGEST

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

PAGES = 80  # of a PDF


async def sent_text(request: Request) -> str:
    """The text of a POST: a form's field `text` or its `file`, or a body that is plain text; both where both are sent.

    Raises:
        BadRequest: a file cannot be read.
    """
    body = await request.post_body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("text/plain"):
        return _decoded(body)
    parts = _fields(kind, body)
    found = [_decoded(parts["text"])] if parts.get("text", b"").strip() else []
    if parts.get("file"):
        found.append(text_of(parts["file"]))
    return "\n".join(found)[:LONGEST]


def _fields(kind: str, body: bytes) -> dict[str, bytes]:
    """The fields of a form, a file among them, by name."""
    if not kind.startswith("multipart/form-data"):
        fields = parse_qsl(_decoded(body), keep_blank_values=True)
        return {name: value.encode() for name, value in fields}
    from python_multipart import parse_form

    found: dict[str, bytes] = {}

    def field(each: Any) -> None:
        found[each.field_name.decode()] = each.value or b""

    def file(each: Any) -> None:
        each.file_object.seek(0)
        found[each.field_name.decode()] = each.file_object.read()

    headers = {"Content-Type": kind.encode(), "Content-Length": str(len(body)).encode()}
    try:
        parse_form(headers, io.BytesIO(body), field, file)
    except ValueError as error:
        raise BadRequest("The form cannot be read.") from error
    return found


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
