"""Indexes of entities: those of a label, a kind, a country or a period, with their counts and when they were named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from corpus.read.together import Together, named_together
from corpus.store.reader import Readable, like_text

SORTS = {
    "name": "e.name collate nocase",
    "first": "e.first_seen desc",
    "last": "e.last_seen desc",
    "mentions": "mentions desc",
    "articles": "articles desc",
    "stories": "stories desc",
}
# with another entity: by how unexpected that is, and by how often
BESIDE_SORTS = {"unexpected": "t.weight desc", "together": "t.together desc"}
STATUSES = ("known", "provisional")  # of the entities that are shown
SPARK = 24  # months before the newest one that a row's small chart shows


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexQuery:
    """Which entities: of a label, a kind, a country (ISO 3166 alpha-2) and a status ("provisional": those that the
    knowledge base does not have), with these words in a name, named from the day `since` to the day `until`, both
    included; counts are those of whole months. `new` are those first named in that time, ever if it has no bounds. With
    `beside` those that are named `within` one sentence, paragraph or article with that entity, in `least` stories or
    more.
    """

    label: str = ""
    kind: str = ""
    country: str = ""
    status: str = ""
    text: str = ""
    beside: str = ""
    within: str = "sentence"
    least: int = 1
    since: str = ""
    until: str = ""
    new: bool = False
    sort: str = "stories"
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexRow:
    """An entity with its counts in the time asked for; `months` are (month, stories), those of its small chart.
    `together` counts the stories that name it within reach of the entity `beside`, `expected` those to be expected.
    """

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
    together: int | None = None
    expected: float | None = None
    weight: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityIndex:
    """A page of an index: how many entities its query finds, those of the page, and how many articles of the entity
    `beside` were looked through, if there is one.
    """

    total: int
    entities: tuple[IndexRow, ...]
    looked_through: int | None = None


def list_entities(db: Readable, query: IndexQuery) -> EntityIndex:
    """The named entities of a query, one page of them in the order asked for."""
    near = _near(db, query) if query.beside else None
    source, where, values = _source(query, near)
    total = _count(db, source, where, values)
    beside = ", t.together, t.expected, t.weight" if near else ""
    sorts = {**SORTS, **BESIDE_SORTS} if near else SORTS
    rows = list(
        db.query(
            "select e.id, e.label, e.name, e.kind, e.status, e.country, e.parent_id, p.name as parent, e.first_seen,"
            f" e.last_seen, {_counts(query)}{beside} from {source} left join entities p on p.id = e.parent_id"
            f" where {where} order by {sorts.get(query.sort, SORTS['stories'])}, mentions desc, e.id"
            " limit :limit offset :offset",
            {**values, "limit": query.limit, "offset": query.offset},
        )
    )
    months = _months(db, [row["id"] for row in rows])
    found = tuple(IndexRow(**row, months=months.get(row["id"], ())) for row in rows)
    return EntityIndex(total=total, entities=found, looked_through=near.articles if near else None)


def count_entities(db: Readable, query: IndexQuery) -> int:
    """How many entities a query without `beside` finds."""
    return _count(db, *_source(query, None))


def _count(db: Readable, source: str, where: str, values: dict[str, Any]) -> int:
    return int(db.execute(f"select count(*) from {source} where {where}", values).fetchone()[0])


def _near(db: Readable, query: IndexQuery) -> Together:
    since, until = ("", "") if query.new else (query.since, query.until)
    return named_together(db, query.beside, within=query.within, since=since, until=until)


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
    return bool(query.since or query.until) and not query.new and not query.beside


def _source(query: IndexQuery, near: Together | None) -> tuple[str, str, dict[str, Any]]:
    """The rows of a query: what to select from, the condition, and its values."""
    source, parts, values = "visible_entities e", ["e.mentions > 0"], dict[str, Any]()
    span = {"since": query.since, "until": query.until or "9999"}
    if near is not None:
        source = (
            "(select value ->> 0 as id, value ->> 1 as together, value ->> 2 as expected, value ->> 3 as weight"
            " from json_each(:near)) t cross join visible_entities e on e.id = t.id"
        )
        values["near"] = json.dumps(
            [(one.id, one.stories, one.expected, one.weight) for one in near.near if one.stories >= query.least]
        )
    if _timed(query):
        source = (
            "(select entity_id, sum(mentions) as mentions, sum(articles) as articles, sum(stories) as stories"
            " from entity_months where month >= :since and month <= :until and month <> '' group by entity_id) c"
            " join visible_entities e on e.id = c.entity_id"
        )
        values |= {key: day[:7] for key, day in span.items()}
    elif query.new:
        parts.append("substr(e.first_seen, 1, 10) between :since and :until")
        values |= span
    for column in ("label", "kind", "country", "status"):
        if asked := getattr(query, column):
            parts.append(f"e.{column} = :{column}")
            values[column] = asked
    if query.text:
        parts.append(
            "(e.name like :text escape '\\' or e.id in"
            " (select entity_id from entity_aliases where alias like :text escape '\\'))"
        )
        values["text"] = f"%{like_text(query.text)}%"
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
