"""What pages look up of some hundred articles at once, where it lies together: mentions by article, how texts begin."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m029_openings(db: Database) -> None:
    """The index `mentions_in_article` in place of `mentions_article`; the table `article_openings`."""
    create(
        db,
        "drop index mentions_article",
        "create index mentions_in_article on mentions(article_id, entity_id, field, start, sent_start, label)",
        # how many characters of the text are its dateline, and whether the article is a digest (1)
        "create table article_openings (article_id text primary key, dateline integer not null,"
        " digest integer not null) without rowid",
        "create table stale_openings (article_id text primary key) without rowid",
        "insert into stale_openings select id from articles order by id",
    )
