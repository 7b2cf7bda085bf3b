"""The panel of plants: what was reported of each, month by month, and by which side."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m018_plant_panel(db: Database) -> None:
    """The table `plant_panel`, which the stage `facts` works out of `activity_reports` and `visits`."""
    create(
        db,
        """create table plant_panel (
            entity_id text not null,
            month text not null,
            kind text not null,
            side text not null,
            state_articles integer not null,
            outside_articles integer not null,
            outlets integer not null,
            products text not null,
            visitors text not null,
            reports text not null,
            primary key (entity_id, month, kind)
        ) without rowid""",
    )
