"""A stored page as a record of a web archive, with the headers of its answer where they were kept."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import Any

from corpus.records import RawPage

# what these say is no longer true of a body that is kept unpacked: as other archives do, they get another name
_OF_THE_WIRE = frozenset(("content-encoding", "transfer-encoding", "content-length"))
ORIGINAL = "X-Archive-Orig-"


def response_record(writer: Any, page: RawPage) -> Any:
    """A page as a response record of warcio's `writer`."""
    from warcio.statusandheaders import StatusAndHeaders

    phrase = HTTPStatus(page.status).phrase if page.status in HTTPStatus._value2member_map_ else "Unknown"
    return writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        http_headers=StatusAndHeaders(f"{page.status} {phrase}", answer_headers(page), protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": _date(page)},
    )


def resource_record(writer: Any, page: RawPage) -> Any:
    """A page whose answer's headers are not known as a resource record: its bytes, and nothing that is made up."""
    return writer.create_warc_record(
        page.url,
        "resource",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        warc_content_type=page.content_type,
        warc_headers_dict={"WARC-Date": _date(page)},
    )


def answer_headers(page: RawPage) -> list[tuple[str, str]]:
    """The headers of a page's answer as they fit the body as it is kept."""
    known = [
        (f"{ORIGINAL}{name}" if name.lower() in _OF_THE_WIRE else name, " ".join(value.split()))
        for name, value in page.headers
    ]
    if not any(name.lower() == "content-type" for name, _ in known):
        known.insert(0, ("Content-Type", page.content_type))
    return [*known, ("Content-Length", str(len(page.body)))]


def _date(page: RawPage) -> str:
    return page.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
