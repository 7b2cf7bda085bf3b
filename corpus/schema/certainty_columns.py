"""How sure the extraction is of an article's text."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m020_certainty(db: Database) -> None:
    """The columns `articles.certainty`, 0 to 1, and `articles.doubts`, what speaks against the text."""
    create(
        db,
        "alter table articles add column certainty real",
        "alter table articles add column doubts text not null default '[]'",
        "create index articles_certainty on articles(outlet, certainty)",
    )
