"""Figures read in a passage: how sure each is and what it rests on; visits; and what was no figure, and why."""

from __future__ import annotations

from corpus.schema.figure_tables import FIGURE_COLUMNS
from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

FIGURES = ("price_quotes", "exchange_rates", "trade_figures", "activity_reports")
_ADDED = {"said_by": "text", "score": "real", "evidence": "text"}


def m010_passages(db: Database) -> None:
    """The columns `said_by`, `score` and `evidence`; product, amount and status of an activity; the tables `visits` and
    `figure_candidates`.
    """
    statements = [
        f"alter table {table} add column {name} {kind}"
        for table in FIGURES
        for name, kind in _ADDED.items()
        if name not in db[table].columns_dict
    ]
    create(
        db,
        *statements,
        "alter table activity_reports add column product text",
        "alter table activity_reports add column amount text",
        "alter table activity_reports add column status text",
        f"""create table visits ({FIGURE_COLUMNS},
            visitor text not null,
            companions text not null,
            place_id text,
            place text not null,
            kind text not null,
            status text not null,
            table_position integer,
            table_row integer,
            table_column integer,
            said_by text,
            score real,
            evidence text
        ) without rowid""",
        "create index visits_article on visits(article_id)",
        "create index visits_visitor on visits(visitor, date)",
        # what may be a figure: below the threshold, or refused with a reason
        """create table figure_candidates (
            article_id text not null,
            field text not null,
            start integer not null,
            end integer not null,
            kind text not null,
            reason text not null,
            score real not null,
            slots text not null,
            primary key (article_id, field, start, kind)
        ) without rowid""",
    )
