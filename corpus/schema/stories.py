"""What a story's lineage needs beside the first tables."""

from __future__ import annotations

from sqlite_utils import Database

from corpus.schema.statements import create


def m003_lineage(db: Database) -> None:
    """Where a story comes from, which member each was made from, counts by independent report, applied decisions."""
    create(
        db,
        # the article that the story's text comes from, if it is here, and by what evidence
        "alter table stories add column origin_id text",
        "alter table stories add column origin_why text",
        "alter table stories add column title text",
        "alter table story_members add column of_id text",
        "alter table entities add column independent integer not null default 0",
        "create index story_links_other on story_links(other_id)",
        "create index stories_first on stories(first_published)",
        # the rulings that the present stories follow, so that a new or withdrawn one is noticed
        """create table story_rulings (
            verdict text not null,
            a text not null,
            b text not null,
            primary key (verdict, a, b)
        ) without rowid""",
    )
