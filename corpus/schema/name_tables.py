"""The tables of corpus.db that resolution works with."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m002_names(db: Database) -> None:
    """What spellings mean, and what a stopped run has still to work out."""
    create(
        db,
        # what one spelling under one label means: `natural_id` without decisions, `entity_id` with them
        """create table names (
            label text not null,
            text text not null,
            block text not null,
            natural_id text,
            entity_id text,
            score real not null,
            why text not null,
            candidates text not null default '',
            primary key (label, text)
        ) without rowid""",
        "create index names_block on names(label, block)",
        "create index names_entity on names(entity_id)",
        # every key under which a name can be met
        """create table name_blocks (
            label text not null,
            key text not null,
            text text not null,
            primary key (label, key, text)
        ) without rowid""",
        "create index name_blocks_text on name_blocks(label, text)",
        "create index doubts_b on doubts(b)",
        # entities whose row a stopped run has still to work out
        "create table touched_entities (id text primary key) without rowid",
        "create table resolve_state (key text primary key, value text not null) without rowid",
    )


def m015_whole_names(db: Database) -> None:
    """An index of the mentions whose hint is their whole name."""
    create(
        db,
        "create index mentions_whole on mentions(label, substr(hint, 6)) where substr(hint, 1, 5) = 'name:'",
    )
