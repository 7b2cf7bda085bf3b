"""The table of plants: where each stands, when it was reported, by how many of their own knowledge, and doing what."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from corpus.search.snippets import FIELD_COLUMNS, Snippet, make_snippet
from corpus.store.presses import of_state
from corpus.store.reader import Readable, like_text
from corpus.store.settled import settled

ACTIVITIES = (
    *("production", "plan-fulfilled", "construction", "modernisation", "commissioning"),
    *("visit", "halt", "accident", "export"),
)
SORTS = {
    "name": "e.name collate nocase",
    "kind": "e.kind is null, e.kind, e.name",
    "county": "p.name is null, p.name, e.name",
    "first": "e.first_seen",
    "last": "e.last_seen desc",
    "mentions": "e.mentions desc",
    "stories": "e.stories desc",
    "independent": "independent desc",
}
_INDEPENDENT = "(select sum(independent) from entity_months m where m.entity_id = e.id)"


@dataclass(frozen=True, kw_only=True, slots=True)
class FactoryQuery:
    """Which plants: words in a name, a kind, a place they stand in, an activity; also those no article names yet.

    From the day `since` to the day `until`, both included, something (the activity, if one is asked for) was reported
    of them, or with `new` they were named for the first time. `among` are the ids of the only ones that may be there.
    """

    text: str = ""
    kind: str = ""
    place: str = ""
    activity: str = ""
    unnamed: bool = False
    since: str = ""
    until: str = ""
    new: bool = False
    among: tuple[str, ...] | None = None
    sort: str = "stories"
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Factory:
    """A plant's row. `years` are (year, independent reports), `activity` stories by kind."""

    id: str
    name: str
    kind: str | None
    status: str
    county_id: str | None
    county: str | None
    lat: float | None
    lon: float | None
    first_seen: str | None
    last_seen: str | None
    mentions: int
    stories: int
    independent: int
    years: tuple[tuple[str, int], ...]
    activity: dict[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Factories:
    """A page of the table: how many plants there are for its query, and those of the page."""

    total: int
    factories: tuple[Factory, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A plant on a map."""

    id: str
    name: str
    lat: float
    lon: float
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A value to narrow the table by, what to call it, and how many plants have it."""

    value: str
    text: str
    plants: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What the table can be narrowed by: kinds, and provinces and counties that hold plants."""

    kind: tuple[Choice, ...]
    place: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivitySentence:
    """A sentence that reports an activity of a plant, its words for it marked in the snippet.

    With `noarchive` it may not leave this machine.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("sentence",)

    article_id: str
    title: str
    outlet: str
    published: str | None
    published_precision: str | None
    story_id: str | None
    kind: str
    month: str | None
    date: str | None
    date_end: str | None
    status: str | None
    side: str
    field: str
    start: int
    sentence: str
    snippet: Snippet
    noarchive: bool


def list_factories(db: Readable, query: FactoryQuery) -> Factories:
    """The plants of a query, one page of them in the order asked for."""
    where, parameters = _conditions(query)
    source = f"from visible_entities e left join entities p on p.id = e.parent_id where {where}"
    total = count_factories(db, query)
    rows = list(
        db.query(
            "select e.id, e.name, e.kind, e.status, e.parent_id as county_id, p.name as county,"
            # one without a point of its own stands for its county's
            " coalesce(e.lat, p.lat) as lat, coalesce(e.lon, p.lon) as lon, e.first_seen, e.last_seen, e.mentions,"
            f" e.stories{', ' + _INDEPENDENT + ' as independent' if query.sort == 'independent' else ''} {source}"
            f" order by {SORTS[query.sort]}, e.stories desc, e.id limit :limit offset :offset",
            {**parameters, "limit": query.limit, "offset": query.offset},
        )
    )
    ids = json.dumps([row["id"] for row in rows])
    years, activity = _years(db, ids), _activity(db, ids, query)
    factories = tuple(_factory(row, years.get(row["id"], ()), activity.get(row["id"], {})) for row in rows)
    return Factories(total=total, factories=factories)


def count_factories(db: Readable, query: FactoryQuery) -> int:
    """How many plants a query finds."""
    asked = replace(query, sort="", limit=0, offset=0)
    return settled(db, ("plants", asked), lambda: _count_factories(db, asked))


def _count_factories(db: Readable, query: FactoryQuery) -> int:
    where, parameters = _conditions(query)
    return int(db.execute(f"select count(*) from visible_entities e where {where}", parameters).fetchone()[0])


def _factory(row: dict[str, Any], years: tuple[tuple[str, int], ...], activity: dict[str, int]) -> Factory:
    independent = sum(count for _, count in years)
    dated = tuple((year, count) for year, count in years if year)
    return Factory(**{**row, "independent": independent}, years=dated, activity=activity)


def factory_points(db: Readable, query: FactoryQuery, *, limit: int = 1000) -> tuple[Point, ...]:
    """The plants of a query that can be shown on a map, the most reported first."""
    asked = replace(query, sort="", limit=limit, offset=0)  # every page of the table has the same map
    return settled(db, ("points", asked), lambda: _factory_points(db, asked))


def _factory_points(db: Readable, query: FactoryQuery) -> tuple[Point, ...]:
    where, parameters = _conditions(query)
    rows = db.query(
        "select e.id, e.name, coalesce(e.lat, p.lat) as lat, coalesce(e.lon, p.lon) as lon, e.stories"
        f" from visible_entities e left join entities p on p.id = e.parent_id where {where}"
        " and coalesce(e.lat, p.lat) is not null"
        " order by e.stories desc, e.id limit :limit",
        {**parameters, "limit": query.limit},
    )
    return tuple(Point(**row) for row in rows)


_FIRST_IN_TIME = (
    "(:since = '' or substr(e.first_seen, 1, 10) >= :since) and (:until = '' or substr(e.first_seen, 1, 10) <= :until)"
)
# each of these alone, so that an index has the reports of that time
_REPORTED_SINCE = "coalesce(r.date_end, r.date) >= :since"
_REPORTED_UNTIL = "r.date <= :until"


def _conditions(query: FactoryQuery) -> tuple[str, dict[str, Any]]:
    parts, parameters = ["e.label = 'FACTORY'"], dict[str, Any]()
    if not query.unnamed:
        parts.append("e.mentions > 0")
    if query.text:
        parts.append(
            "(e.id in (select entity_id from entity_aliases where alias like :text escape '\\')"
            " or e.name like :text escape '\\')"
        )
        parameters["text"] = f"%{like_text(query.text)}%"
    if query.kind:
        parts.append("e.kind = :kind")
        parameters["kind"] = query.kind
    if query.place:
        parts.append(
            "e.parent_id in (with recursive inside(id) as (select :place union"
            " select c.id from entities c join inside i on c.parent_id = i.id where c.label = 'PLACE')"
            " select id from inside)"
        )
        parameters["place"] = query.place
    if query.among is not None:
        parts.append("e.id in (select value from json_each(:among))")
        parameters["among"] = json.dumps(query.among)
    if query.since or query.until:
        parameters |= {"since": query.since, "until": query.until, "activity": query.activity}
        parts.append(_FIRST_IN_TIME if query.new else _reported(query))
    if query.activity and (query.new or not (query.since or query.until)):
        parts.append("e.id in (select entity_id from factory_activity where kind = :activity)")
        parameters["activity"] = query.activity
    return " and ".join(parts), parameters


def _reported(query: FactoryQuery) -> str:
    """That a report of a plant is of the query's time."""
    asked = ((query.activity, "r.kind = :activity"), (query.since, _REPORTED_SINCE), (query.until, _REPORTED_UNTIL))
    parts = ["r.date is not null", *(condition for value, condition in asked if value)]
    return f"e.id in (select r.entity_id from activity_reports r where {' and '.join(parts)})"


def _years(db: Readable, ids: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Independent reports by year of these plants, oldest year first; year "" for those without a date."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    rows = db.execute(
        "select m.entity_id, substr(m.month, 1, 4) as year, sum(m.independent) from json_each(?) j"
        " cross join entity_months m on m.entity_id = j.value"
        " group by m.entity_id, year order by year",
        [ids],
    )
    for entity, year, count in rows.fetchall():
        found[entity] = (*found.get(entity, ()), (year, count))
    return found


def _activity(db: Readable, ids: str, query: FactoryQuery) -> dict[str, dict[str, int]]:
    """Stories by kind of activity of these plants, in the months that the query asks for."""
    found: dict[str, dict[str, int]] = {}
    rows = db.execute(
        "select f.entity_id, f.kind, sum(f.stories) from json_each(:ids) j"
        " cross join factory_activity f on f.entity_id = j.value where f.month >= :since and f.month <= :until"
        " group by f.entity_id, f.kind order by f.kind",
        {"ids": ids, "since": query.since[:7], "until": query.until[:7] or "9999"},
    )
    for entity, kind, stories in rows.fetchall():
        found.setdefault(entity, {})[kind] = stories
    return found


def factory_choices(db: Readable) -> Choices:
    """What the plants that articles name can be narrowed by; all provinces are among the places."""
    return settled(db, "plants' choices", lambda: _factory_choices(db))


def _factory_choices(db: Readable) -> Choices:
    kinds = db.execute(
        "select kind, kind, count(*) from visible_entities where label = 'FACTORY' and mentions > 0"
        " and kind is not null group by kind order by 3 desc, 1"
    ).fetchall()
    places = db.execute(
        "select p.id, p.name, count(*) from visible_entities e join visible_entities p on p.id = e.parent_id"
        " where e.label = 'FACTORY' and e.mentions > 0 group by p.id order by p.name"
    ).fetchall()
    provinces = db.execute(
        "select id, name, 0 from visible_entities where label = 'PLACE' and kind = 'province' and country = 'KP'"
        " order by name"
    ).fetchall()
    named = {place[0] for place in places}
    every = sorted([*places, *(p for p in provinces if p[0] not in named)], key=lambda place: place[1])
    return Choices(kind=_choices(kinds), place=_choices(every))


def _choices(rows: Iterable[tuple[str, str, int]]) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, text=text, plants=plants) for value, text, plants in rows)


def reported_kinds(db: Readable, entity_id: str) -> dict[str, int]:
    """How many reports of each activity of a plant there are, of whatever time, as ACTIVITIES has them."""
    counted = "select kind, count(*) from activity_reports where entity_id = ? group by kind"
    found = dict(db.execute(counted, [entity_id]).fetchall())
    return {kind: found[kind] for kind in ACTIVITIES if kind in found}


def activity_sentences(
    db: Readable, entity_id: str, *, kind: str, month: str, limit: int = 100
) -> tuple[ActivitySentence, ...]:
    """The sentences that report an activity of a plant, newest first; "" is any kind or month."""
    rows = db.query(
        "select r.kind, r.month, r.field, r.start, r.end, r.sent_start, r.sent_end, r.date, r.date_end, r.status,"
        f" case when {of_state('o')} then 'state media' else 'outside' end as side, a.id as article_id,"
        " a.title, a.text, a.captions, a.noarchive, a.outlet, a.published, a.published_precision, a.story_id"
        " from activity_reports r"
        " join articles a on a.id = r.article_id left join outlets o on o.id = a.outlet where r.entity_id = :id"
        " and (:kind = '' or r.kind = :kind) and (:month = '' or r.month = :month)"
        " order by a.published desc, a.id, r.start limit :limit",
        {"id": entity_id, "kind": kind, "month": month, "limit": limit},
    )
    return tuple(_sentence(row) for row in rows)


def _sentence(row: dict[str, Any]) -> ActivitySentence:
    """The sentence, marked from the plant to what is told of it."""
    text = row[FIELD_COLUMNS[row["field"]]]
    marks = [(row["start"], row["end"], "")]
    noarchive = bool(row["noarchive"]) and row["field"] != "title"
    snippet = replace(make_snippet(row["field"], text, row["sent_start"], row["sent_end"], marks), noarchive=noarchive)
    columns = (
        *("article_id", "title", "outlet", "published", "published_precision", "story_id"),
        *("kind", "month", "date", "date_end", "status", "side", "field", "start"),
    )
    told = {column: row[column] for column in columns}
    return ActivitySentence(sentence=snippet.text, snippet=snippet, noarchive=noarchive, **told)
