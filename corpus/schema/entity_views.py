"""What people are shown of the entities, and how those that belong together are found."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m007_visible(db: Database) -> None:
    """The view `visible_entities`: without those that were hidden or merged away."""
    create(db, "create view visible_entities as select * from entities where status not in ('hidden', 'merged')")


def m009_related(db: Database) -> None:
    """Indexes that lead from a place to what lies in it, and from a maker to its goods."""
    create(
        db,
        "create index entities_parent on entities(parent_id) where parent_id is not null",
        "create index entities_maker on entities(maker_id) where maker_id is not null",
    )
