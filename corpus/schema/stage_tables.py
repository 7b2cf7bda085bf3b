"""When a stage worked on what, and at which version each stage ran last."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m006_stages(db: Database) -> None:
    """The time of each row of `progress`; the table `stage_versions`."""
    create(
        db,
        "alter table progress add column at text",
        "create table stage_versions"
        " (stage text primary key, version text not null, since text not null) without rowid",
    )
