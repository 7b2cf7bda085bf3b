"""Events by their time with all by which they are chosen and ordered, so that a list of them reads an index alone."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m028_spans(db: Database) -> None:
    """The index `events_span` in place of `events_last`."""
    create(
        db,
        "drop index events_last",
        "create index events_span on events"
        "(last_published, first_published, independent, stories, articles, outlets, id)",
    )
