"""Series of figures: prices, rates, trade, the activity of a plant and visits, one observation a row with its sources.

The same figure (of one good, place and day) told by several articles is one observation; its `sources` are their
outlets.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from corpus.read.names_called import names_called
from corpus.read.series_checks import with_checks
from corpus.store.presses import of_state
from corpus.store.reader import Readable


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesKind:
    """A table of figures: an observation's columns, the one that is drawn, and those that name what it is of."""

    table: str
    columns: tuple[str, ...]
    value: str | None
    subject: tuple[str, ...]
    place: str | None = None


KINDS = {
    "prices": SeriesKind(
        table="price_quotes",
        columns=(
            "date",
            "date_end",
            "commodity",
            "place",
            "price",
            "price_high",
            "currency",
            "quantity",
            "unit",
            "kind",
        ),
        value="price",
        subject=("commodity", "commodity_id"),
        place="place",
    ),
    "rates": SeriesKind(
        table="exchange_rates",
        columns=("date", "date_end", "base", "quote", "place", "rate", "rate_high", "kind"),
        value="rate",
        subject=("base",),
        place="place",
    ),
    "trade": SeriesKind(
        table="trade_figures",
        columns=("date", "date_end", "flow", "partner", "good", "amount", "unit"),
        value="amount",
        subject=("good", "good_id"),
        place="partner",
    ),
    "activity": SeriesKind(
        table="activity_reports",
        columns=("date", "date_end", "plant", "kind", "product", "amount", "status"),
        value=None,
        subject=("plant", "entity_id"),
    ),
    "visits": SeriesKind(
        table="visits",
        columns=("date", "date_end", "visitor", "companions", "place", "kind", "status"),
        value=None,
        subject=("visitor",),
        place="place",
    ),
}


LISTS = ("companions", "sources", "articles", "figures")  # columns that hold several values
_SIDE = (
    f"case min({of_state('o')}) + max({of_state('o')}) when 2 then 'state media' when 0 then 'outside' else 'both' end"
)


def read_series(
    db: Readable, kind: str, *, subject: str | None = None, place: str | None = None, least: float = 0.0
) -> list[dict[str, Any]]:
    """The observations of a kind, oldest first: its columns (a thing by the name that the corpus gives it), `reports`
    (articles), `sources` (their outlets), `side` ("state media", "outside" or "both"), `articles` and `figures` (their
    ids), what are several as a list; where the kind has a number, also `spread` and `outlier` as `series_checks` tells
    them. `subject` and `place` are a name in any spelling or an id; `least` is the least score.
    """
    chosen = KINDS[kind]
    conditions, values = ["coalesce(f.score, 1) >= cast(? as real)"], [str(least)]
    if subject:
        conditions.append(_named(db, chosen.subject, values, subject))
    if place and chosen.place:
        conditions.append(_named(db, (chosen.place, f"{chosen.place}_id"), values, place))
    keys = {chosen.subject[0]: next((name for name in chosen.subject if name.endswith("_id")), None)}
    if chosen.place:
        keys[chosen.place] = f"{chosen.place}_id"
    named = {
        name: f"coalesce((select name from entities where id = f.{key}), f.{name})" for name, key in keys.items() if key
    }
    columns = ", ".join(f"{named.get(name, f'f.{name}')} as {name}" for name in chosen.columns)
    grouped = ", ".join(_group_of(name, keys) for name in chosen.columns)
    rows = db.query(
        f"select {columns}, count(distinct f.article_id) as reports, json_group_array(distinct a.outlet) as sources,"
        f" json_group_array(distinct a.id) as articles, {_SIDE} as side, json_group_array(f.id) as figures"
        f" from {chosen.table} f join articles a on a.id = f.article_id left join outlets o on o.id = a.outlet"
        f" where {' and '.join(conditions)} group by {grouped} order by f.date nulls last, {grouped}",
        values,
    )
    found = [{name: json.loads(value) if name in LISTS else value for name, value in row.items()} for row in rows]
    return with_checks(db, kind, found) if chosen.value else found


def _group_of(name: str, keys: dict[str, str | None]) -> str:
    """What makes two rows one observation: the same thing, whatever it is called."""
    key = keys.get(name)
    return f"coalesce(f.{key}, lower(f.{name}))" if key else f"f.{name}"


def _named(db: Readable, columns: tuple[str, ...], values: list[str], name: str) -> str:
    """A condition that one of the columns is what the name means, under any name that this has."""
    ids, names = (json.dumps(part) for part in names_called(db, name))
    key = next((f"f.{column}" for column in columns if column and column.endswith("_id")), None)
    values += [ids] if key else []
    values += [name, names]
    found = f"{key} in (select value from json_each(?)) or " if key else ""
    unknown = f"{key} is null and " if key else ""
    return (
        f"({found}f.{columns[0]} = ? collate nocase"
        f" or ({unknown}lower(f.{columns[0]}) in (select value from json_each(?))))"
    )
