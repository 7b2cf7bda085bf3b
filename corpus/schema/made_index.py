"""What was made, as a way into the reports: who makes a good is asked by the good."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m022_made(db: Database) -> None:
    """The index `activity_reports_product`, of the reports that say what was made."""
    create(
        db,
        "create index activity_reports_product on activity_reports(product, entity_id) where product is not null",
    )
