"""What the desk shows on many pages without counting it: how many rows there are; the indexes that its lists walk."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m027_totals(db: Database) -> None:
    """The table `row_counts` of articles and stories, and indexes of named entities, big events and figures by name."""
    create(
        db,
        "create table row_counts (name text primary key, rows integer not null) without rowid",
        *COUNTED,
        *(statement for table in ("articles", "stories") for statement in _counting(table)),
        # a story that is replaced fires no trigger of its own; articles are never replaced
        "create trigger count_stories_replaced before insert on stories"
        " when exists (select 1 from stories where id = new.id)"
        " begin update row_counts set rows = rows - 1 where name = 'stories'; end",
        "create index entities_named on entities(status, mentions) where mentions > 0",
        "create index events_biggest on events"
        "(independent desc, stories desc, articles desc, first_published desc, id, outlets)",
        *(f"create index {table}_by_{name} on {table}({columns})" for table, name, columns in _NAMED),
    )


COUNTED = (
    "insert or replace into row_counts select 'articles', count(*) from articles",
    "insert or replace into row_counts select 'stories', count(*) from stories",
)
_NAMED = (
    ("price_quotes", "good", "commodity_id, commodity"),
    ("price_quotes", "place", "place_id, place"),
    ("exchange_rates", "place", "place_id, place"),
    ("trade_figures", "good", "good_id, good"),
    ("trade_figures", "partner", "partner_id, partner"),
    ("visits", "place", "place_id, place"),
)


def _counting(table: str) -> tuple[str, str]:
    update = f"begin update row_counts set rows = rows {{}} 1 where name = '{table}'; end"
    return (
        f"create trigger count_{table}_new after insert on {table} {update.format('+')}",
        f"create trigger count_{table}_gone after delete on {table} {update.format('-')}",
    )
