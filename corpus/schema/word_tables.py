"""The words of all articles, for those who mistype one."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m012_words(db: Database) -> None:
    """The table `search_words`, and of how many articles it was made."""
    create(
        db,
        # Latin and Cyrillic words of four letters or more, without diacritics, as the full-text index has them
        "create table search_words (word text primary key, articles integer not null) without rowid",
        "create table search_words_of (articles integer not null)",
        "create virtual table articles_terms using fts5vocab(articles_fts, row)",
    )
