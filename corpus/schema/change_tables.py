"""Edits and withdrawals by their time: pages and briefs ask for the newest ones."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m025_changes(db: Database) -> None:
    """The indexes `articles_gone`, of what was withdrawn alone, and `article_versions_time`."""
    create(
        db,
        "create index articles_gone on articles(gone_at desc, id) where gone_at is not null",
        "create index article_versions_time on article_versions(fetched_at desc, article_id)",
    )
