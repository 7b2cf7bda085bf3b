"""What a listing said, as one record, and how its parts become links: pure functions that every format shares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from corpus.records import Link
from crawler.addresses import canonical_url
from crawler.outlets import Outlet
from crawler.routes.json_items import whole_characters

_SCHEME = re.compile(r"^(https?)(?::/?|//|:/{3,})(?=[A-Za-z0-9])", re.IGNORECASE)
_BEFORE_QUERY = re.compile(r"[^?#]*")
_HOST_FIRST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[/?#:]|$)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MAX_LINKS = 50_000  # the sitemap protocol's own limit for one file


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What a listing said: the articles it names, in its order, and the listings below it with their last change.

    `seen` entries stand in it and `read` of them could be read; `damaged` says in a line what was wrong with it, and is
    empty for one that was read whole.
    """

    links: tuple[Link, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()
    seen: int = 0
    read: int = 0
    damaged: str = ""


def damage(seen: int, read: int, *causes: str) -> str:
    """The line that says what could not be read of a listing; empty where nothing is missing."""
    found = [cause for cause in causes if cause]
    if read < seen:
        found.insert(0, f"{read} of {seen} entries could be read")
    return "; ".join(found)


def newest_first(links: Iterable[Link]) -> list[Link]:
    """The links by their date, newest first; those without one keep their order at the end."""
    return sorted(
        links, key=lambda link: link.published or link.modified or datetime.min.replace(tzinfo=UTC), reverse=True
    )


def make_link(
    address: Any,
    base: str,
    outlet: Outlet,
    *,
    found_in: str,
    title: str | None = None,
    published: datetime | None = None,
    modified: datetime | None = None,
    text: str | None = None,
) -> Link | None:
    if not isinstance(address, str) or not address.strip() or whole_characters(address) != address:
        return None
    try:
        url = canonical_url(
            urljoin(base, meant_address(address.strip(), outlet).replace("&amp;", "&")), drop_params=outlet.drop_params
        )
    except ValueError:
        return None
    return Link(
        url=url,
        outlet=outlet.id,
        found_in=found_in,
        title=title or None,
        published=published,
        modified=modified,
        text=whole_characters(text) if isinstance(text, str) and text.strip() else None,
    )


def meant_address(address: str, outlet: Outlet) -> str:
    """An address without slips of the pen: one slash too few, its scheme left out, slashes that lean back."""
    if "\\" in address:  # as browsers read them, but in a query
        path = _BEFORE_QUERY.match(address)[0]  # type: ignore[index]
        address = path.replace("\\", "/") + address[len(path) :]
    address = _SCHEME.sub(r"\1://", address)
    if _HOST_FIRST.match(address) and outlet.owns(f"http://{address}"):
        return f"{urlsplit(outlet.homepage).scheme or 'http'}://{address}"
    return address


def joined(base: str, address: str) -> str:
    """An address as it is meant on a page or in a listing; "" for one that is none."""
    if whole_characters(address) != address:
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def unique_links(links: Iterable[Link | None]) -> list[Link]:
    """The links without repeats; the first of an address stands, with a later one's title if it had none."""
    found: dict[str, Link] = {}
    for link in links:
        if link is not None and (link.url not in found or (link.title and not found[link.url].title)):
            found[link.url] = link
    return list(found.values())


def plain_title(text: Any) -> str | None:
    """A title without tags, entities and runs of blanks."""
    if not isinstance(text, str):
        return None
    text = whole_characters(_CONTROL.sub(" ", text))
    if "<" in text or "&" in text:
        try:
            text = str(html.fragment_fromstring(text, create_parent="p").text_content())
        except (etree.ParserError, ValueError):
            text = re.sub(r"<[^>]*>", " ", text)
    return " ".join(text.split())[:500] or None
