"""Articles whose page asks not to be archived."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m013_reserved(db: Database) -> None:
    """The column `articles.noarchive`: such an article's text stays on this machine."""
    create(
        db,
        "alter table articles add column noarchive integer not null default 0",
        "create index articles_reserved on articles(id) where noarchive = 1",
    )
