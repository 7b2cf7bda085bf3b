"""Atom feeds (RFC 4287)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from datasette.utils.asgi import Response

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry; `id` is kind and key ("article:…"), `link` an address of ours, `updated` a stored time or None."""

    id: str
    title: str
    link: str
    updated: str | None
    author: str
    text: str


def as_atom(request: Request, *, title: str, page: str, entries: Sequence[Entry]) -> Response:
    """A feed of these entries; `page` is the address that shows the same to a person."""
    here = f"{request.scheme}://{request.host}"
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", f"Jangmadang: {title}")
    _add(feed, "id", here + request.full_path)
    _add(feed, "updated", max((entry.updated or _NEVER for entry in entries), default=_NEVER))
    _add(feed, "link", href=here + request.full_path, rel="self")
    _add(feed, "link", href=here + page, rel="alternate", type="text/html")
    for entry in entries:
        element = _add(feed, "entry")
        _add(element, "title", entry.title)
        _add(element, "id", f"urn:jangmadang:{quote(entry.id, safe=':/')}")
        _add(element, "updated", entry.updated or _NEVER)
        _add(element, "link", href=here + entry.link, rel="alternate", type="text/html")
        _add(_add(element, "author"), "name", entry.author)
        _add(element, "summary", entry.text)
    body = ET.tostring(feed, encoding="unicode", xml_declaration=False)
    return Response(
        f'<?xml version="1.0" encoding="utf-8"?>\n{body}', content_type="application/atom+xml; charset=utf-8"
    )


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = _NOT_XML.sub("\ufffd", text) or None
    return element
