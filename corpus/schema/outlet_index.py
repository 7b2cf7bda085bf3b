"""Articles by outlet in the order of their docids, in which what full text finds comes, too."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database


def m032_outlets(db: Database) -> None:
    """The index `articles_of_outlet`: lists made by it grow at their ends, and are looked into from one end on."""
    db.execute("create index articles_of_outlet on articles(outlet)").close()
