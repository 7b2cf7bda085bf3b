"""WARC files as pages: the HTML responses of a web archive, read one after another whatever the file's size."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.records import Skip

MAX_BODY = 12_000_000
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcPage:
    """One archived HTML response, with its body as a browser would have seen it."""

    url: str
    at: datetime
    status: int
    content_type: str
    body: bytes


def read_warc(path: Path, *, hosts: tuple[str, ...], skipped: Counter[str]) -> Iterator[WarcPage]:
    """The successful HTML responses in a .warc or .warc.gz, of these hosts if any are named; others are counted.

    Raises:
        Skip: `unparsable` if the file is no WARC at all.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type not in ("response", "revisit"):
                    continue
                page = _page(record, hosts, skipped)
                if page is not None:
                    yield page
        except ArchiveLoadFailed as error:
            raise Skip("unparsable", f"no WARC, or a damaged one: {str(error).splitlines()[0]}"[:300]) from error


def _page(record: Any, hosts: tuple[str, ...], skipped: Counter[str]) -> WarcPage | None:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    host = (urlsplit(url).hostname or "").lower()
    if hosts and not any(host == wanted or host.endswith("." + wanted) for wanted in hosts):
        skipped["other-host"] += 1
        return None
    if record.rec_type == "revisit":
        skipped["unchanged"] += 1
        return None
    http = record.http_headers
    status = int(http.get_statuscode() or 0) if http is not None and (http.get_statuscode() or "").isdigit() else 0
    if not 200 <= status < 300:
        skipped[f"http-{status}"] += 1
        return None
    content_type = http.get_header("Content-Type") or ""
    if content_type.partition(";")[0].strip().lower() not in _HTML:
        skipped["not-html"] += 1
        return None
    body = record.content_stream().read(MAX_BODY + 1)
    if len(body) > MAX_BODY or not body.strip():
        skipped["too-large" if body.strip() else "empty"] += 1
        return None
    at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00"))
    return WarcPage(url=url, at=at.astimezone(UTC), status=status, content_type=content_type, body=body)
