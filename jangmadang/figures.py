"""What sentences say of prices, exchange rates, trade and plants, as flat records that lead back to the sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from corpus.search.snippets import FIELD_COLUMNS
from corpus.store.reader import Readable
from corpus.times import parse_time


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Where a figure stands. `date` and `date_end` (inclusive) bound the time it is of, as its `date_source` says:
    "sentence", "published" or "none".
    """

    date: dt.date | None
    date_end: dt.date | None
    date_source: str
    sentence: str
    url: str
    outlet: str
    published: dt.datetime | None
    published_precision: str | None
    article_id: str
    story_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Price(Told):
    """`price` (to `price_high` in a range) in `currency` (ISO 4217) for `quantity` `unit`s of a good in a place."""

    commodity: str
    commodity_id: str | None
    place: str | None
    place_id: str | None
    price: float
    price_high: float | None
    currency: str
    quantity: float | None
    unit: str | None
    kind: str
    qualifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate(Told):
    """`rate` (to `rate_high` in a range) units of `quote` for one of `base` (ISO 4217)."""

    base: str
    quote: str
    place: str | None
    place_id: str | None
    rate: float
    rate_high: float | None
    kind: str
    qualifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trade(Told):
    """`amount` in `unit` of a good (None: all goods) with a partner (None: the world); `flow` is North Korea's."""

    flow: str
    partner: str | None
    partner_id: str | None
    good: str | None
    good_id: str | None
    amount: float
    unit: str
    qualifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Told):
    """What a sentence reports of a plant: `kind` is production, construction, visit, halt or export."""

    plant: str
    entity_id: str | None
    kind: str


Record = TypeVar("Record", bound=Told)
_OF_ARTICLE = ("url", "outlet", "published", "published_precision", "story_id")
_DAYS = ("date", "date_end")
_TABLES: dict[type[Told], str] = {
    Price: "price_quotes",
    Rate: "exchange_rates",
    Trade: "trade_figures",
    Activity: "activity_reports",
}


def read_figures(db: Readable, kind: type[Record], wanted: dict[str, Sequence[str] | None]) -> list[Record]:
    """The records of one kind, oldest first; `wanted` narrows columns to values (None: any)."""
    own = [field.name for field in fields(kind) if field.name not in (*_OF_ARTICLE, "sentence")]
    conditions = ["1"]
    parameters: list[str] = []
    for column, values in wanted.items():
        if values is not None:
            conditions.append(f"f.{column} in ({', '.join('?' * len(values))})")
            parameters.extend(values)
    columns = [f"f.{name}" for name in own] + [f"a.{name}" for name in _OF_ARTICLE]
    sentence = " ".join(f"when '{name}' then a.{column}" for name, column in FIELD_COLUMNS.items())
    rows = db.query(
        f"select {', '.join(columns)},"
        f" substr(case f.field {sentence} end, f.sent_start + 1, f.sent_end - f.sent_start) as sentence"
        f" from {_TABLES[kind]} f join articles a on a.id = f.article_id where {' and '.join(conditions)}"
        " order by f.date nulls last, a.published, f.id",
        parameters,
    )
    return [kind(**_values(row)) for row in rows]


def _values(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: dt.date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    return {**row, **days, "published": parse_time(row["published"]) if row["published"] else None}
