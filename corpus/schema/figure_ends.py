"""Figures and reports by the day on which their time ends: what lies in some days is found without all before them."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

_TABLES = ("price_quotes", "exchange_rates", "trade_figures", "visits")


def m034_ends(db: Database) -> None:
    """The indexes `TABLE_ends` of each table of dated figures, and `activity_reports_ends`."""
    create(
        db,
        *(f"create index {table}_ends on {table}(coalesce(date_end, date), date)" for table in _TABLES),
        "create index activity_reports_ends on activity_reports(coalesce(date_end, date), date, entity_id, kind)",
    )
