"""The tables and lists of figures in articles, and the columns that lead a figure to its cell."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

FIGURES = ("price_quotes", "exchange_rates", "trade_figures", "activity_reports")
_FORGET = "begin delete from progress where stage = 'facts' and article_id = {}.article_id; end"


def m008_grids(db: Database) -> None:
    """The table `article_tables`; in the tables of figures the cell that one stands in, and who said it."""
    create(
        db,
        """create table article_tables (
            article_id text not null,
            position integer not null,
            kind text not null,
            caption text not null,
            heading text not null,
            head_rows integer not null,
            cells text not null,
            spans text not null,
            start integer not null,
            end integer not null,
            primary key (article_id, position)
        ) without rowid""",
        # an article whose tables are read otherwise has other figures, if its text is the same
        f"create trigger facts_grid_new after insert on article_tables {_FORGET.format('new')}",
        f"create trigger facts_grid_gone after delete on article_tables {_FORGET.format('old')}",
        *(
            f"alter table {table} add column {column}"
            for table in FIGURES
            for column in ("table_position integer", "table_row integer", "table_column integer", "said_by text")
        ),
    )
