"""What people are shown of the entities."""

from __future__ import annotations

from sqlite_utils import Database

from corpus.schema.statements import create


def m007_visible(db: Database) -> None:
    """The view `visible_entities`: without those that were hidden or merged away."""
    create(db, "create view visible_entities as select * from entities where status not in ('hidden', 'merged')")
