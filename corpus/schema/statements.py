"""What every migration does: run its statements."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database


def create(db: Database, *statements: str) -> None:
    """Run the statements in order."""
    for statement in statements:
        db.execute(statement)
