"""How much of an article's time of publication is known."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m011_precision(db: Database) -> None:
    """The column `articles.published_precision`; of what is stored, midnight in UTC is a day without a time."""
    create(
        db,
        "alter table articles add column published_precision text",
        "update articles set published_precision ="
        " case when substr(published, 12, 8) = '00:00:00' then 'day' else 'minute' end where published is not null",
    )
