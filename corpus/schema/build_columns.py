"""Of which build of the program the version is that a stage ran at last."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m031_builds(db: Database) -> None:
    """The column `build` of `stage_versions`."""
    create(db, "alter table stage_versions add column build text")
