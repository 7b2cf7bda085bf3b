"""WARC files as pages: what a web archive holds of HTML and text, read record by record whatever the file's size."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.records import Skip
from crawler.intake.packed_bodies import MAX_BODY, opened, unpacked_body
from crawler.intake.record_times import record_time
from crawler.intake.warc_framing import Framed, framed_records

_HTML = ("text/html", "application/xhtml+xml")
_TYPE = re.compile(rb"(?im)^warc-type[ \t]*:[ \t]*(\S{1,40})")
_ADDRESS = re.compile(rb"(?im)^warc-target-uri[ \t]*:[ \t]*\S")
_PAGES = ("response", "revisit", "resource", "conversion")
# what is wrong with a record is said by our own report
logging.getLogger("warcio").setLevel(logging.ERROR)


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcPage:
    """One archived page, with its body as a browser would have seen it."""

    url: str
    at: datetime
    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcEntry:
    """One record: its page, why it gives none, or of what `kind` it is where it is about no page ("request").

    `number` counts records from 1, `record` are its bytes, for a report.
    """

    number: int
    url: str
    page: WarcPage | None = None
    skip: Skip | None = None
    kind: str = ""
    error: Exception | None = None
    record: bytes = b""


def read_warc(path: Path, *, hosts: tuple[str, ...]) -> Iterator[WarcEntry]:
    """Every record of a .warc, .warc.gz or .warc.zst, only pages of these hosts being taken if any are named."""
    with path.open("rb") as file:
        for number, framed in enumerate(framed_records(file), 1):
            yield _entry(number, framed, hosts)


def _entry(number: int, framed: Framed, hosts: tuple[str, ...]) -> WarcEntry:
    if framed.fault:
        return WarcEntry(number=number, url="", skip=Skip(framed.fault, framed.detail))
    url = ""
    try:
        kind = _kind(framed.head)
        if kind not in _PAGES:
            return WarcEntry(number=number, url=url, kind=kind)
        record = _parsed(framed)
        url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
        return WarcEntry(number=number, url=url, page=_page(record, kind, url, hosts))
    except Skip as skip:
        return WarcEntry(number=number, url=url, skip=skip)
    except Exception as error:  # one record that nobody foresaw is one record's outcome
        return WarcEntry(number=number, url=url, error=error, record=framed.head + framed.block)


def _kind(head: bytes) -> str:
    """What kind of record it is. Raises `Skip` for a page's record that lacks what it must have."""
    said = _TYPE.search(head)
    if said is None:
        raise Skip("unparsable", "a record that does not say its type")
    kind = said[1].decode("utf-8", "replace").lower()
    if kind in _PAGES and _ADDRESS.search(head) is None:
        raise Skip("bad-address", "a page without an address")
    return kind


def _parsed(framed: Framed) -> Any:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            head = _TYPE.sub(lambda found: found[0].lower(), framed.head, count=1)
            return next(iter(ArchiveIterator(BytesIO(head + framed.block + b"\r\n\r\n"))))
        except (ArchiveLoadFailed, StatusAndHeadersParserException, StopIteration, EOFError) as error:
            raise Skip("unparsable", f"a record that cannot be read: {error}"[:200]) from error


def _page(record: Any, kind: str, url: str, hosts: tuple[str, ...]) -> WarcPage:
    """The page in a record. Raises `Skip` for one that holds none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError as error:
        raise Skip("bad-address", f"{url!r}: {error}"[:200]) from error
    if hosts and not any(host == wanted or host.endswith("." + wanted) for wanted in hosts):
        raise Skip("other-host", host)
    if parts.scheme not in ("http", "https", ""):  # dns:, urn:, metadata: are what tools keep of their own
        raise Skip("not-html", f"an address of {parts.scheme}:")
    if kind == "revisit":
        raise Skip("unchanged")
    if (record.rec_headers.get_header("WARC-Segment-Number") or "").isdigit():
        raise Skip("cut-body", "a record in several segments")
    if why := (record.rec_headers.get_header("WARC-Truncated") or "").strip():
        raise Skip("cut-body", f"cut off when it was archived: {why}"[:100])
    plain = kind in ("resource", "conversion") and record.http_headers is None
    status, content_type = (200, _said_type(record.rec_headers)) if plain else _answer(record.http_headers)
    wanted = (*_HTML, "text/plain") if plain else _HTML
    body = record.raw_stream.read(MAX_BODY + 1)
    if not content_type and body.lstrip()[:1] == b"<":
        content_type = "text/html"
    if content_type.partition(";")[0].strip().lower() not in wanted:
        raise Skip("not-html", content_type[:100])
    at = record_time(record.rec_headers.get_header("WARC-Date"))
    if at is None:
        raise Skip("bad-date", f"the record's date is {record.rec_headers.get_header('WARC-Date')!r}"[:100])
    body = opened(body if plain else _whole(record.http_headers, body))
    if len(body) > MAX_BODY:
        raise Skip("too-large", f"more than {MAX_BODY} bytes")
    if not body.strip():
        raise Skip("empty")
    headers = () if plain else tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    return WarcPage(url=url, at=at, status=status, content_type=content_type, body=body, headers=headers)


def _said_type(headers: Any) -> str:
    return (headers.get_header("Content-Type") or "").strip()


def _answer(http: Any) -> tuple[int, str]:
    """The status and type of a response. Raises `Skip` unless it was a success."""
    said = (http.get_statuscode() or "") if http is not None else ""
    status = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    if status == 206:
        raise Skip("cut-body", "a part of a page")
    if not 200 <= status < 300:
        raise Skip(f"http-{status}")
    return status, _said_type(http)


def _whole(http: Any, body: bytes) -> bytes:
    """A response's body unpacked; one that is shorter than was announced is none."""
    said = (http.get_header("Content-Length") or "").strip()
    chunked = "chunked" in (http.get_header("Transfer-Encoding") or "").lower()
    if said.isascii() and said.isdigit() and not chunked and len(body) < int(said[:18]):
        raise Skip("cut-body", f"{len(body)} of {said} bytes")
    if len(body) > MAX_BODY:
        raise Skip("too-large", f"more than {MAX_BODY} bytes")
    return unpacked_body(body, coding=http.get_header("Content-Encoding") or "", chunked=chunked)
