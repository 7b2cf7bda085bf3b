"""What was loaded from a bulk read."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m017_bulk(db: Database) -> None:
    """The table `bulk_shards`."""
    create(
        db,
        # `mark` is a digest of the shard's manifest: a shard read anew is another one
        """create table bulk_shards (
            shard text primary key,
            mark text not null,
            bodies integer not null,
            at text not null
        ) without rowid""",
    )
