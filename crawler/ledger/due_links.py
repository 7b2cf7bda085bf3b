"""A link that is to be fetched now, and what a server said of its last body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.records import Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A link that is to be fetched now, with the validators of its last fetch."""

    url: str
    found_in: str | None
    title: str | None
    published: datetime | None
    visits: int
    tries: int
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What a server said of a body, for the next conditional request."""

    etag: str | None = None
    last_modified: str | None = None


def due_of(link: Link, *, visits: int, validators: Validators | None = None) -> Due:
    """A listed link as one that is due."""
    validators = validators or Validators()
    return Due(
        url=link.url,
        found_in=link.found_in,
        title=link.title,
        published=link.published,
        visits=visits,
        tries=0,
        etag=validators.etag,
        last_modified=validators.last_modified,
    )
