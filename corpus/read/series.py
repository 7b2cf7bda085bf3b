"""Series of figures: prices, rates, trade, the activity of a plant and visits, one observation a row with its sources.

The same figure (of one good, place and day) told by several articles is one observation; its `sources` are their
outlets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.read.series_checks import with_checks
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


def read_series(
    db: Readable, kind: str, *, subject: str | None = None, place: str | None = None, least: float = 0.0
) -> list[dict[str, Any]]:
    """The observations of a kind, oldest first: its columns (a thing by the name that the corpus gives it), `reports`
    (articles), `sources` (their outlets) and `articles` (their ids); where the kind has a number, also `spread` and
    `outlier` as `series_checks` tells them. `subject` and `place` are a name or an id; `least` is the least score.
    """
    chosen = KINDS[kind]
    conditions, values = ["coalesce(f.score, 1) >= cast(? as real)"], [str(least)]
    if subject:
        conditions.append(_named(chosen.subject, values, subject))
    if place and chosen.place:
        conditions.append(_named((chosen.place, f"{chosen.place}_id"), values, place))
    keys = {chosen.subject[0]: next((name for name in chosen.subject if name.endswith("_id")), None)}
    if chosen.place:
        keys[chosen.place] = f"{chosen.place}_id"
    named = {
        name: f"coalesce((select name from entities where id = f.{key}), f.{name})" for name, key in keys.items() if key
    }
    columns = ", ".join(f"{named.get(name, f'f.{name}')} as {name}" for name in chosen.columns)
    grouped = ", ".join(_group_of(name, keys) for name in chosen.columns)
    rows = db.query(
        f"select {columns}, count(distinct f.article_id) as reports, group_concat(distinct a.outlet) as sources,"
        f" group_concat(distinct a.id) as articles from {chosen.table} f join articles a on a.id = f.article_id"
        f" where {' and '.join(conditions)} group by {grouped} order by f.date nulls last, {grouped}",
        values,
    )
    found = [dict(row) for row in rows]
    return with_checks(db, kind, found) if chosen.value else found


def _group_of(name: str, keys: dict[str, str | None]) -> str:
    """What makes two rows one observation: the same thing, whatever it is called."""
    key = keys.get(name)
    return f"coalesce(f.{key}, lower(f.{name}))" if key else f"f.{name}"


def _named(columns: tuple[str, ...], values: list[str], name: str) -> str:
    """A condition that one of the columns is this name, or an entity of this name."""
    parts = []
    for column in columns:
        if column.endswith("_id"):
            parts.append(f"f.{column} in (select id from entities where id = ? or name = ? collate nocase)")
            values += [name, name]
        else:
            parts.append(f"f.{column} = ? collate nocase")
            values.append(name)
    return "(" + " or ".join(parts) + ")"
