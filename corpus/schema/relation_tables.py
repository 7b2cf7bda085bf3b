"""How things belong together, on what columns of an entity rest, and lists that others keep."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m019_relations(db: Database) -> None:
    """The tables `entity_relations`, `entity_basis`, `overlays` and `overlay_entries`."""
    create(
        db,
        """create table entity_relations (
            subject_id text not null,
            relation text not null,
            object_id text not null,
            role text not null,
            since text,
            until text,
            basis text not null,
            source text not null,
            primary key (subject_id, relation, object_id, role)
        ) without rowid""",
        "create index entity_relations_object on entity_relations(object_id, relation)",
        """create table entity_basis (
            entity_id text not null,
            field text not null,
            basis text not null,
            precision text not null,
            primary key (entity_id, field)
        ) without rowid""",
        """create table overlays (
            name text primary key,
            title text not null,
            licence text not null,
            as_of text not null,
            source text not null
        ) without rowid""",
        """create table overlay_entries (
            overlay text not null,
            entry_id text not null,
            label text not null,
            name text not null,
            names text not null,
            programs text not null,
            entity_id text,
            told_at text,
            primary key (overlay, entry_id)
        ) without rowid""",
        "create index overlay_entries_entity on overlay_entries(entity_id)",
    )
