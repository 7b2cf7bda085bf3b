"""What sentences say of the bearers of one name, and the bearers that are told apart by it."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m016_bearers(db: Database) -> None:
    """The tables `bearer_marks` and `bearers`."""
    create(
        db,
        # what an article's sentences say of a name: a walk of life, or a county; several that one sentence says by "+"
        """create table bearer_marks (
            label text not null,
            block text not null,
            article_id text not null,
            marks text not null,
            primary key (label, block, article_id, marks)
        ) without rowid""",
        "create index bearer_marks_article on bearer_marks(article_id)",
        # the bearers of a name of which there is more than one: each with all its marks, by "|"
        """create table bearers (
            entity_id text primary key,
            label text not null,
            block text not null,
            marks text not null
        ) without rowid""",
        "create index bearers_block on bearers(label, block)",
    )
