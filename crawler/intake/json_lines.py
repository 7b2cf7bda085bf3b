"""JSON Lines as pages: each line a page, or the reason why it is none. So are the items of an array."""

from __future__ import annotations

import codecs
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from corpus.records import Skip
from crawler.intake.json_arrays import array_items
from crawler.intake.record_times import record_time

LONGEST_LINE = 64_000_000
_BEGINS = 4096
# PowerShell writes these
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonPage:
    """What a line says of a page; texts are such that UTF-8 can hold them."""

    url: str
    body: bytes
    content_type: str
    title: str | None
    published: datetime | None


def json_lines(path: Path) -> Iterator[tuple[int, bytes | Skip]]:
    """Each line that is not blank, with its number, or each item of an array; one too long to be a page is a `Skip`.

    Raises:
        OSError, EOFError, zlib.error: the file cannot be read any further.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with cast("BinaryIO", gzip.open(path, "rb") if packed else path.open("rb")) as file:
        for number, line in enumerate(_lines(file), 1):
            if isinstance(line, Skip) or line.strip():
                yield number, line


def _lines(file: BinaryIO) -> Iterator[bytes | Skip]:
    begins = file.read(_BEGINS)
    file.seek(0)
    wide = _WIDE.get(begins[:2])
    if begins.removeprefix(codecs.BOM_UTF8).decode(wide or "latin-1", "ignore").lstrip("\ufeff\0 \t\r\n")[:1] == "[":
        yield from _items(file, wide)
        return
    first = file.readline(LONGEST_LINE)
    if wide is not None:
        file.seek(2)
        with codecs.getreader(wide)(file, "replace") as text:
            yield from (line.encode("utf-8", "replace") for line in text)
        return
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
        else:
            while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield Skip("too-large", f"a line of more than {LONGEST_LINE} bytes")
        line = file.readline(LONGEST_LINE)


def _items(file: BinaryIO, wide: str | None) -> Iterator[bytes | Skip]:
    """The items of an array; bytes that are no text stay as they are, for each item's own reader."""
    encoding, errors = (wide, "replace") if wide else ("utf-8-sig", "surrogateescape")
    with io.TextIOWrapper(file, encoding, errors) as text:
        text.read(1 if wide else 0)  # the mark of its encoding
        for item in array_items(text.read, longest=LONGEST_LINE):
            yield item if isinstance(item, Skip) else item.encode("utf-8", "replace" if wide else "surrogateescape")


def json_page(line: bytes) -> JsonPage:
    """The page that a line holds.

    Raises:
        Skip: `bad-line`, with what is wrong; `bad-address` for one with half a character, which no address holds.
    """
    try:
        record: Any = json.loads(_text(line), strict=False)
    except (ValueError, RecursionError) as error:
        raise Skip("bad-line", f"not JSON: {error}"[:200]) from error
    if not isinstance(record, dict) or not isinstance(record.get("url"), str):
        raise Skip("bad-line", "no object with a url")
    html, text = record.get("html"), record.get("text")
    body = html if isinstance(html, str) and html.strip() else text
    if not isinstance(body, str) or not body.strip():
        raise Skip("bad-line", "neither html nor text")
    title = record.get("title")
    if _sound(record["url"]) != record["url"]:  # made "?" it would be another page's address
        raise Skip("bad-address", f"half a character in {record['url']!a}"[:200])
    return JsonPage(
        url=record["url"],
        body=body.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8" if body is html else "text/plain; charset=utf-8",
        title=_sound(title.strip()) if isinstance(title, str) and title.strip() else None,
        published=record_time(record.get("published")),
    )


def _text(line: bytes) -> str:
    """A line's text, without zeros, which no text has. Raises `ValueError` if it is not in UTF-8."""
    return line.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("utf-8", "surrogatepass")


def _sound(text: str) -> str:
    """The text with half an emoji (a lone surrogate) as "?": neither UTF-8 nor the store can hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")
