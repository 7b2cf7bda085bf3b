"""The sides of the panel worked out again: outlets whose country is written in small letters had counted as outside."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database


def m030_sides(db: Database) -> None:
    """Touch every row of `plant_panel`, so that the next pass of the stage `facts` counts it again."""
    db.execute("insert or ignore into touched_activity select distinct entity_id, month from plant_panel").close()
