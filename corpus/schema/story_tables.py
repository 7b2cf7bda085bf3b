"""What a story's lineage needs beside the first tables."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m003_lineage(db: Database) -> None:
    """Where a story comes from, which member each was made from, counts, applied decisions."""
    create(
        db,
        # the article that the story's text comes from, if it is here, and by what evidence
        "alter table stories add column origin_id text",
        "alter table stories add column origin_why text",
        "alter table stories add column title text",
        "alter table story_members add column of_id text",
        "create index story_links_other on story_links(other_id)",
        "create index stories_first on stories(first_published)",
        # the rulings that the present stories follow, so that a new or withdrawn one is noticed
        """create table story_rulings (
            verdict text not null,
            a text not null,
            b text not null,
            primary key (verdict, a, b)
        ) without rowid""",
        # entities whose stories a stopped run has still to count
        "create table recounted_entities (id text primary key) without rowid",
        # how often each entity is named: in mentions, articles, stories and reports of outlets' own
        """create view entity_counts as
            select entity_id, sum(mentions) as mentions, sum(articles) as articles, count(*) as stories,
                sum(independent) as independent
            from (
                select m.entity_id, count(*) as mentions, count(distinct a.id) as articles,
                    max(coalesce(s.independent, 1)) as independent
                from mentions m join articles a on a.id = m.article_id left join stories s on s.id = a.story_id
                where m.entity_id is not null group by m.entity_id, coalesce(a.story_id, a.id)
            ) group by entity_id""",
    )
