"""Indexes of entities: those of a label, a kind, a country or a period, with their counts and when they were named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from corpus.store.reader import Readable

SORTS = {
    "name": "e.name collate nocase",
    "first": "e.first_seen desc",
    "last": "e.last_seen desc",
    "mentions": "mentions desc",
    "articles": "articles desc",
    "stories": "stories desc",
}
SPARK = 24  # months before the newest one that a row's small chart shows


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexQuery:
    """Which entities: of a label, a kind and a country (ISO 3166 alpha-2), with these words in a name, named in the
    months from `since` to `until` ("2026-03", both included), in one story with the entity `beside`; `new` are those
    first named in that time, ever if it has no bounds.
    """

    label: str = ""
    kind: str = ""
    country: str = ""
    text: str = ""
    beside: str = ""
    since: str = ""
    until: str = ""
    new: bool = False
    sort: str = "stories"
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexRow:
    """An entity with its counts in the time asked for; `months` are (month, stories), those of its small chart."""

    id: str
    label: str
    name: str
    kind: str | None
    status: str
    country: str | None
    parent_id: str | None
    parent: str | None
    first_seen: str | None
    last_seen: str | None
    mentions: int
    articles: int
    stories: int
    months: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityIndex:
    """A page of an index: how many entities its query finds, and those of the page."""

    total: int
    entities: tuple[IndexRow, ...]


def list_entities(db: Readable, query: IndexQuery) -> EntityIndex:
    """The named entities of a query, one page of them in the order asked for."""
    source, where, values = _source(query)
    total = db.execute(f"select count(*) from {source} where {where}", values).fetchone()[0]
    rows = list(
        db.query(
            "select e.id, e.label, e.name, e.kind, e.status, e.country, e.parent_id, p.name as parent, e.first_seen,"
            f" e.last_seen, {_counts(query)} from {source} left join entities p on p.id = e.parent_id where {where}"
            f" order by {SORTS[query.sort]}, mentions desc, e.id limit :limit offset :offset",
            {**values, "limit": query.limit, "offset": query.offset},
        )
    )
    months = _months(db, [row["id"] for row in rows])
    return EntityIndex(total=total, entities=tuple(IndexRow(**row, months=months.get(row["id"], ())) for row in rows))


def index_choices(db: Readable, label: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """What an index can be narrowed by: (value, number of named entities) of `kind` and `country`, most first."""
    found = {}
    for column in ("kind", "country"):
        found[column] = tuple(
            db.execute(
                f"select {column}, count(*) from visible_entities where mentions > 0 and {column} <> ''"
                f" and (:label = '' or label = :label) group by {column} order by 2 desc, 1",
                {"label": label},
            ).fetchall()
        )
    return found


def _counts(query: IndexQuery) -> str:
    table = "c" if _timed(query) else "e"
    return ", ".join(f"{table}.{name} as {name}" for name in ("mentions", "articles", "stories"))


def _timed(query: IndexQuery) -> bool:
    return bool(query.since or query.until) and not query.new


def _source(query: IndexQuery) -> tuple[str, str, dict[str, Any]]:
    """The rows of a query: what to select from, the condition, and its values."""
    source, parts, values = "visible_entities e", ["e.mentions > 0"], dict[str, Any]()
    span = {"since": query.since, "until": query.until or "9999"}
    if _timed(query):
        source = (
            "(select entity_id, sum(mentions) as mentions, sum(articles) as articles, sum(stories) as stories"
            " from entity_months where month >= :since and month <= :until and month <> '' group by entity_id) c"
            " join visible_entities e on e.id = c.entity_id"
        )
        values |= span
    elif query.new:
        parts.append("substr(e.first_seen, 1, 7) between :since and :until")
        values |= span
    for column in ("label", "kind", "country"):
        if asked := getattr(query, column):
            parts.append(f"e.{column} = :{column}")
            values[column] = asked
    if query.text:
        parts.append("(e.name like :text or e.id in (select entity_id from entity_aliases where alias like :text))")
        values["text"] = f"%{query.text}%"
    if query.beside:
        parts.append("e.id in (select other_id from co_mentions where entity_id = :beside)")
        values["beside"] = query.beside
    return source, " and ".join(parts), values


def _months(db: Readable, ids: list[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The stories by month of these entities, oldest month first, of the SPARK months up to the corpus's newest."""
    newest = db.execute("select substr(max(published), 1, 7) from articles indexed by articles_newest").fetchone()[0]
    if not newest:
        return {}
    year, month = int(newest[:4]), int(newest[5:])
    first = year * 12 + month - SPARK
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    rows = db.execute(
        "select m.entity_id, m.month, m.stories from json_each(:ids) j cross join entity_months m"
        " on m.entity_id = j.value where m.month >= :first order by m.entity_id, m.month",
        {"ids": json.dumps(ids), "first": f"{first // 12:04}-{first % 12 + 1:02}"},
    )
    for entity, name, stories in rows.fetchall():
        found[entity] = (*found.get(entity, ()), (name, stories))
    return found
