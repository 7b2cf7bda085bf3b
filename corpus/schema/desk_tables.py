"""Summary tables behind the analyst's pages, and the triggers that note what they still have to take in.

The triggers only note ids; corpus/store/summaries.py works the rows out. So nothing is forgotten, whichever stage
writes.
"""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m005_desk(db: Database) -> None:
    """Entities by article and month, name keys, saved searches' news; indexes that search walks."""
    create(db, *_TABLES, *_INDEXES, *_TRIGGERS)
    create(
        db,
        "insert into stale_articles select id from articles",
        "insert into stale_entities select id from entities",
    )


_TABLES = (
    "create table stale_articles (article_id text primary key) without rowid",
    "create table stale_entities (entity_id text primary key) without rowid",
    """create table stale_months (
        entity_id text not null,
        month text not null,
        primary key (entity_id, month)
    ) without rowid""",
    # one row for an entity in an article; `published` is "" where the article has no date
    """create table entity_articles (
        entity_id text not null,
        published text not null,
        article_id text not null,
        story_id text not null,
        outlet text not null,
        mentions integer not null,
        primary key (entity_id, published, article_id)
    ) without rowid""",
    # `month` is YYYY-MM, or "" for articles without a date
    """create table entity_months (
        entity_id text not null,
        month text not null,
        stories integer not null,
        independent integer not null,
        articles integer not null,
        mentions integer not null,
        primary key (entity_id, month)
    ) without rowid""",
    """create table entity_outlets (
        entity_id text not null,
        month text not null,
        outlet text not null,
        articles integer not null,
        primary key (entity_id, month, outlet)
    ) without rowid""",
    # the leading co-mentions of entities too frequent to count on demand, and of how many articles they were counted
    """create table co_mentions (
        entity_id text not null,
        other_id text not null,
        stories integer not null,
        articles integer not null,
        primary key (entity_id, other_id)
    ) without rowid""",
    "create table co_mention_counts (entity_id text primary key, articles integer not null) without rowid",
    # every key under which an entity can be met, from its name and its aliases; rank 0 is a name's best key
    """create table entity_keys (
        label text not null,
        key text not null,
        entity_id text not null,
        rank integer not null,
        primary key (label, key, entity_id)
    ) without rowid""",
)
_FACETS = "published, id, outlet, language, story_id, topics"
_INDEXES = (
    "create index entity_articles_article on entity_articles(article_id, entity_id)",
    "create index entity_keys_entity on entity_keys(entity_id)",
    "create index entity_keys_key on entity_keys(key)",
    "create index entities_first_seen on entities(first_seen)",
    "create index stories_last on stories(last_published)",
    "create index version_mentions_name on version_mentions(text, label)",
    # search reads these and never the articles' texts, however many match
    f"create index articles_newest on articles({_FACETS.replace('published', 'published desc', 1)})",
    f"create index articles_by_docid on articles(docid, {_FACETS})",
)


def _note(name: str, event: str, article: str, when: str = "") -> str:
    return (
        f"create trigger {name} after {event}{f' when {when}' if when else ''}"
        f" begin insert or ignore into stale_articles values ({article}); end"
    )


def _note_entity(name: str, event: str, entity: str, when: str = "") -> str:
    return (
        f"create trigger {name} after {event}{f' when {when}' if when else ''}"
        f" begin insert or ignore into stale_entities values ({entity}); end"
    )


_TRIGGERS = (
    _note("desk_mention_new", "insert on mentions", "new.article_id"),
    _note("desk_mention_gone", "delete on mentions", "old.article_id"),
    _note(
        "desk_mention_moved",
        "update of entity_id on mentions",
        "new.article_id",
        "old.entity_id is not new.entity_id",
    ),
    _note(
        "desk_article_moved",
        "update of published, outlet, story_id on articles",
        "new.id",
        "old.published is not new.published or old.outlet is not new.outlet or old.story_id is not new.story_id",
    ),
    _note("desk_article_gone", "delete on articles", "old.id"),
    _note_entity("desk_entity_new", "insert on entities", "new.id"),
    _note_entity("desk_entity_named", "update of name on entities", "new.id", "old.name is not new.name"),
    _note_entity("desk_entity_gone", "delete on entities", "old.id"),
    _note_entity("desk_alias_new", "insert on entity_aliases", "new.entity_id"),
    _note_entity("desk_alias_gone", "delete on entity_aliases", "old.entity_id"),
)
