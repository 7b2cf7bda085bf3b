"""Figures by their day: the pages of prices, rates, trade and visits show the newest ones first."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

_TABLES = ("price_quotes", "exchange_rates", "trade_figures", "visits")


def m023_dated(db: Database) -> None:
    """The indexes `TABLE_date` of each table of dated figures."""
    create(db, *(f"create index {table}_date on {table}(date desc)" for table in _TABLES))
