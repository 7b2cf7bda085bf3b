"""Indexes of entities: those of a label, a kind, a country or a period, with their counts and when they were named."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from corpus.read.beside_text import named_beside_text
from corpus.read.period_counts import Period, count_source, plan_period
from corpus.read.together import Together, named_together
from corpus.store.reader import Readable, like_text
from corpus.store.settled import settled

SORTS = {
    "told": "stories desc",  # of the first of these, by how many tell of them in the text itself
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
NO_COUNTRY = "NONE"  # in place of a country: those of which none is known
LOOKED_AT = 100  # rows of an answer of which it is said how often the text itself names them
SPARK = 24  # months before the newest one that a row's small chart shows


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexQuery:
    """Which entities: of a label, a kind, a country (ISO 3166 alpha-2, or NO_COUNTRY) and a status ("provisional":
    those that the knowledge base does not have), with these words in a name, named from the day `since` to the day
    `until`, both included. `new` are those first named in that time, ever if it has no bounds. With `beside` those that
    are named `within` one sentence, paragraph or article with that entity, in `least` stories or more.
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
    `beside_text` is the share of its newest articles that name it in a dateline, a caption or a credit alone, and
    `told` about how many stories name it in the text itself, by that share; None after the first LOOKED_AT rows.
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
    beside_text: float | None = None
    told: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityIndex:
    """A page of an index: how many entities its query finds, those of the page, and how many articles of the entity
    `beside` were looked through, if there is one.

    Counts are of the days from `counted_since` to `counted_until`, "" being no bound: those asked for, or their whole
    months where so many articles are of these days that they are not counted one by one; None where no time is counted.
    `no_country` are those that fit but for having no country, where one is asked for; `in_fewer` those that fit but for
    being named with `beside` in fewer stories than `least`.
    """

    total: int
    entities: tuple[IndexRow, ...]
    looked_through: int | None = None
    counted_since: str | None = None
    counted_until: str | None = None
    no_country: int | None = None
    in_fewer: int | None = None


def list_entities(db: Readable, query: IndexQuery) -> EntityIndex:
    """The named entities of a query, one page of them in the order asked for: of "told" the LOOKED_AT of most stories
    by how many tell of them, then the others by their stories.
    """
    near = _near(db, query) if query.beside else None
    period = plan_period(db, query.since, query.until) if _timed(query) else None
    counts = count_source(db, period) if period else None
    source, where, values = _source(query, near, counts)
    total = _count(db, source, where, values)
    beside = ", t.together, t.expected, t.weight" if near else ""
    sorts = {**SORTS, **BESIDE_SORTS} if near else SORTS
    rows = list(
        db.query(
            "select e.id, e.label, e.name, e.kind, e.status, e.country, e.parent_id, p.name as parent, e.first_seen,"
            f" e.last_seen, {_counts(period)}{beside} from {source} left join entities p on p.id = e.parent_id"
            f" where {where} order by {sorts.get(query.sort, SORTS['stories'])}, mentions desc, e.id"
            " limit :limit offset :offset",
            {**values, "limit": query.limit, "offset": query.offset},
        )
    )
    months = _months(db, [row["id"] for row in rows])
    beside_text = named_beside_text(db, [row["id"] for row in rows[:LOOKED_AT]])
    for row in rows[:LOOKED_AT]:
        row["told"] = round(row["stories"] * (1 - beside_text.get(row["id"], 0)))
    if query.sort == "told" and not query.offset:
        rows[:LOOKED_AT] = sorted(rows[:LOOKED_AT], key=lambda row: -row["told"])
    homeless = query.country and query.country != NO_COUNTRY
    return EntityIndex(
        total=total,
        entities=tuple(
            IndexRow(**row, months=months.get(row["id"], ()), beside_text=beside_text.get(row["id"])) for row in rows
        ),
        looked_through=near.articles if near else None,
        counted_since=period.since if period else None,
        counted_until=period.until if period else None,
        no_country=_count(db, *_source(replace(query, country=NO_COUNTRY), near, counts)) if homeless else None,
        in_fewer=_count(db, *_source(replace(query, least=1), near, counts)) - total if near else None,
    )


def count_entities(db: Readable, query: IndexQuery) -> int:
    """How many entities a query without `beside` finds."""
    counts = count_source(db, plan_period(db, query.since, query.until)) if _timed(query) else None
    return _count(db, *_source(query, None, counts))


def _count(db: Readable, source: str, where: str, values: dict[str, Any]) -> int:
    return int(db.execute(f"select count(*) from {source} where {where}", values).fetchone()[0])


def _near(db: Readable, query: IndexQuery) -> Together:
    since, until = ("", "") if query.new else (query.since, query.until)
    return named_together(db, query.beside, within=query.within, since=since, until=until)


def index_choices(db: Readable, label: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """What an index can be narrowed by: (value, number of named entities) of `kind` and `country`, most first; last
    NO_COUNTRY with those of which none is known, if there are some.
    """
    return settled(db, ("choices", label), lambda: _choices(db, label))


def _choices(db: Readable, label: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found = {}
    for column in ("kind", "country"):
        found[column] = tuple(
            db.execute(
                f"select {column}, count(*) from visible_entities where mentions > 0 and {column} <> ''"
                f" and (:label = '' or label = :label) group by {column} order by 2 desc, 1",
                {"label": label},
            ).fetchall()
        )
    unknown = count_entities(db, IndexQuery(label=label, country=NO_COUNTRY))
    return {**found, "country": (*found["country"], *([(NO_COUNTRY, unknown)] if unknown else []))}


def _counts(period: Period | None) -> str:
    table = "c" if period else "e"
    return ", ".join(f"{table}.{name} as {name}" for name in ("mentions", "articles", "stories"))


def _timed(query: IndexQuery) -> bool:
    return bool(query.since or query.until) and not query.new


def _source(
    query: IndexQuery, near: Together | None, counts: tuple[str, dict[str, Any]] | None
) -> tuple[str, str, dict[str, Any]]:
    """The rows of a query: what to select from, the condition, and its values."""
    source, parts, values = "visible_entities e", ["e.mentions > 0"], dict[str, Any]()
    if near is not None:
        source = (
            "(select value ->> 0 as id, value ->> 1 as together, value ->> 2 as expected, value ->> 3 as weight"
            " from json_each(:near)) t cross join visible_entities e on e.id = t.id"
        )
        values["near"] = json.dumps(
            [(one.id, one.stories, one.expected, one.weight) for one in near.near if one.stories >= query.least]
        )
    if counts is not None:
        counted, bounds = counts
        values |= bounds
        source = (
            f"{source} join {counted} c on c.entity_id = e.id"
            if near
            else (f"{counted} c join visible_entities e on e.id = c.entity_id")
        )
    elif query.new:
        parts.append("substr(e.first_seen, 1, 10) between :since and :until")
        values |= {"since": query.since, "until": query.until or "9999"}
    for column in ("label", "kind", "country", "status"):
        asked = getattr(query, column)
        if (column, asked) == ("country", NO_COUNTRY):
            parts.append("coalesce(e.country, '') = ''")
        elif asked:
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
