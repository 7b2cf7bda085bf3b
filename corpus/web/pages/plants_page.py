"""The table of plants, on a map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from corpus.read.counted import count_words
from corpus.read.desk_documents import PlantsDocument
from corpus.read.entity_index import IndexQuery, count_entities
from corpus.read.plants import (
    ACTIVITIES,
    SORTS,
    Factories,
    Factory,
    FactoryQuery,
    Point,
    factory_choices,
    factory_points,
    list_factories,
)
from corpus.read.who_makes import Good, MakingReport, find_good, making_reports, months_told
from corpus.store.settled import settled
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.maps import Dot, draw_map
from corpus.web.drawing.svg import Bar, bar_chart
from corpus.web.feeds import Entry, as_atom
from corpus.web.marking import entity_path
from corpus.web.pages.search_page import outlet_names
from corpus.web.periods import asked_span
from corpus.web.wording import month_name, whole_year

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

    from corpus.store.reader import Readable

PAGE = 100
TELLING = ("outlet", "article_id")
REPORTS = 60  # rows of the list of what makers are reported to do
EVERY = 20_000  # plants in one CSV or JSON answer
HEADS = {
    "name": "Plant",
    "kind": "Kind",
    "county": "In",
    "first": "First",
    "last": "Last",
    "mentions": "Mentions",
    "stories": "Stories",
    "independent": "Independent reports",
}


def _asked(request: Request) -> tuple[FactoryQuery, int]:
    args = request.args
    number = args.get("page") or "1"
    at = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    sort = args.get("sort") or ""
    activity = args.get("activity") or ""
    since, until = asked_span(args)
    return FactoryQuery(
        text=(args.get("name") or "").strip()[:100],
        kind=args.get("kind") or "",
        place=args.get("place") or "",
        activity=activity if activity in ACTIVITIES else "",
        unnamed=args.get("unnamed") == "yes",
        since=since,
        until=until,
        new=args.get("new") == "yes",
        sort=sort if sort in SORTS else "stories",
        limit=PAGE,
        offset=(at - 1) * PAGE,
    ), at


def _makes(request: Request) -> str:
    return (request.args.get("makes") or "").strip()[:100]


def _with_makers(db: Readable, query: FactoryQuery, makes: str) -> tuple[FactoryQuery, Good | None]:
    """The query for those that make a good, and what the good means; as it was where none is asked for."""
    if not makes:
        return query, None
    good = find_good(db, makes)
    return replace(query, among=good.makers), good


def _address(query: FactoryQuery, makes: str, suffix: str = "", *, at: int = 1, **changes: str) -> str:
    values = {
        "makes": makes,
        "name": query.text,
        "kind": query.kind,
        "place": query.place,
        "activity": query.activity,
        "unnamed": "yes" if query.unnamed else "",
        "since": query.since,
        "until": query.until,
        "new": "yes" if query.new else "",
        "sort": query.sort if query.sort != "stories" else "",
        "page": str(at) if at > 1 else "",
        **changes,
    }
    parameters = urlencode({key: value for key, value in values.items() if value})
    return f"/plants{suffix}{'?' + parameters if parameters else ''}"


async def factories_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    query, at = _asked(request)
    makes = _makes(request)

    def look(db: Readable) -> dict[str, Any]:
        asked, good = _with_makers(db, query, makes)
        found = list_factories(db, asked)
        points = factory_points(db, asked)
        told = _told(db, good, asked, [point.id for point in points] + [row.id for row in found.factories])
        return {
            "total": found.total,
            "rows": found.factories,
            "map": _map(db, asked, points),
            "choices": factory_choices(db),
            "good": good,
            "told": told,
            "silent": _silent(db, asked, found) if good else (),
            "outlets": outlet_names(db) if told else {},
            "beyond_base": _beyond_base(db, query),
        }

    context = await read(datasette, look)
    context.update(
        query=query,
        makes=makes,
        at=at,
        pages=-(-context["total"] // PAGE),
        heads={key: (name, _address(query, makes, sort=key)) for key, name in HEADS.items()},
        address=lambda suffix="", **changes: _address(query, makes, suffix, **changes),
        activities=ACTIVITIES,
        years=sorted({year for row in context["rows"] for year, _ in row.years})[-6:],
        chart=_chart(context["told"], makes),
        shown=context["told"][:REPORTS],
    )
    return await page(datasette, request, "factories", context)


def _beyond_base(db: Readable, query: FactoryQuery) -> tuple[int, str] | None:
    """How many of a time's new plants the knowledge base does not have, as the brief counts them, and the page that
    lists these; None where anything else is asked.
    """
    alone = FactoryQuery(new=True, since=query.since, until=query.until)
    if query != replace(alone, sort=query.sort, limit=query.limit, offset=query.offset):
        return None
    names = IndexQuery(label="FACTORY", status="provisional", since=query.since, until=query.until, new=True)
    asked = {"label": names.label, "status": names.status, "new": "yes", "since": query.since, "until": query.until}
    return count_entities(db, names), f"/entities?{urlencode({key: value for key, value in asked.items() if value})}"


def _silent(db: Readable, query: FactoryQuery, found: Factories) -> tuple[Factory, ...]:
    """The makers of a good of which nothing that is asked for was read: those that a query would find of any time and
    whatever is reported of them; none where nothing of that is asked, or there are more than the query's limit.
    """
    # beyond the first page, and where a page does not hold all makers, nobody has looked at those it does not show
    if query.new or query.offset or not (query.since or query.until or query.activity):
        return ()
    there = {row.id for row in found.factories}
    every = list_factories(db, replace(query, since="", until="", activity=""))
    if every.total > query.limit:
        return ()
    return tuple(row for row in every.factories if row.id not in there)


def _told(db: Readable, good: Good | None, query: FactoryQuery, plants: Iterable[str]) -> tuple[MakingReport, ...]:
    """What is reported of the makers of a good that a query finds."""
    if good is None:
        return ()
    span = {} if query.new else {"since": query.since, "until": query.until}
    return making_reports(db, good, plants=dict.fromkeys(plants), kind=query.activity, **span)


def _chart(told: Iterable[MakingReport], makes: str) -> Any:
    """Reports by month, each bar leading to those of its month."""
    counts = months_told(told)
    if not counts:
        return ""
    bars = [
        Bar(
            name=month_name(month),
            value=counts.get(month, 0),
            title=f"{month_name(month)}: {count_words(counts.get(month, 0), 'report')}",
            link=f"/plants?{urlencode({'makes': makes, 'since': month, 'until': month})}",
        )
        for month in whole_year(min(counts), max(counts))
    ]
    return bar_chart(bars, title=f"Reports by month of plants that make {makes}", unit="reports")


def _map(db: Readable, query: FactoryQuery, points: Iterable[Point]) -> Any:
    """The map of a query's plants; the pages of its table have the same one."""
    asked = replace(query, sort="", offset=0)
    return settled(db, ("map", asked), lambda: draw_map(_dots(points), title="Plants on a map of North Korea"))


def _dots(points: Iterable[Point]) -> list[Dot]:
    return [
        Dot(
            name=f"{point.name}: {count_words(point.stories, 'story', 'stories')}",
            lat=point.lat,
            lon=point.lon,
            link=entity_path(point.id),
            weight=point.stories,
            label="factory",
        )
        for point in points
    ]


async def factories_csv(datasette: Datasette, request: Request) -> Response:
    """All plants of a query, a column for each year and each activity."""
    found = await _every(datasette, request)
    rows = found.factories
    years = sorted({year for row in rows for year, _ in row.years})
    own = ("id", "name", "kind", "status", "county_id", "county", "lat", "lon", "first_seen", "last_seen")
    counts = ("mentions", "stories", "independent")
    columns = (*own, *counts, *(f"independent_{year}" for year in years), *(f"stories_{kind}" for kind in ACTIVITIES))
    return as_csv(
        "factories",
        columns,
        (
            (
                *(getattr(row, column) for column in (*own, *counts)),
                *(dict(row.years).get(year, 0) for year in years),
                *(row.activity.get(kind, 0) for kind in ACTIVITIES),
            )
            for row in rows
        ),
    )


async def factories_json(datasette: Datasette, request: Request) -> Response:
    """The same as JSON, with the makers of the good asked for of which nothing of the kind was read."""
    query, makes = replace(_asked(request)[0], limit=EVERY, offset=0), _makes(request)

    def look(db: Readable) -> PlantsDocument:
        asked, good = _with_makers(db, query, makes)
        found = list_factories(db, asked)
        silent = _silent(db, asked, found) if good else ()
        return PlantsDocument(total=found.total, factories=found.factories, silent=silent)

    return as_json(await read(datasette, look))


async def _every(datasette: Datasette, request: Request) -> Factories:
    """All plants of a query."""
    query, makes = replace(_asked(request)[0], limit=EVERY, offset=0), _makes(request)
    return await read(datasette, lambda db: list_factories(db, _with_makers(db, query, makes)[0]))


async def reports_csv(datasette: Datasette, request: Request) -> Response:
    """What is reported of the makers of a good as CSV, a report a line."""
    query, makes = replace(_asked(request)[0], limit=EVERY, offset=0), _makes(request)

    def look(db: Readable) -> tuple[MakingReport, ...]:
        asked, good = _with_makers(db, query, makes)
        return _told(db, good, asked, [row.id for row in list_factories(db, asked).factories])

    columns = [field.name for field in fields(MakingReport) if field.name != "told"]
    rows = (
        (*(getattr(one, name) for name in columns), *(" ".join(getattr(t, k) for t in one.told) for k in TELLING))
        for one in await read(datasette, look)
    )
    return as_csv("reports", (*columns, "outlets", "articles"), rows)


async def factories_atom(datasette: Datasette, request: Request) -> Response:
    """Those of a query that were reported last, as a feed: an entry is new when its plant is reported again."""
    query, makes = _asked(request)[0], _makes(request)
    wanted = replace(query, sort="last", limit=50, offset=0)
    found = await read(datasette, lambda db: list_factories(db, _with_makers(db, wanted, makes)[0]))
    entries = [
        Entry(
            id=f"{row.id}:{row.last_seen or ''}",
            title=row.name,
            link=entity_path(row.id),
            updated=row.last_seen,
            author="Jangmadang",
            text=", ".join(
                [
                    count_words(row.stories, "story", "stories"),
                    count_words(row.independent, "independent report"),
                    *(f"{kind} {count}" for kind, count in row.activity.items()),
                ]
            ),
        )
        for row in found.factories
    ]
    return as_atom(request, title="plants", page=_address(query, makes), entries=entries)


ROUTES = [
    # the page's first address goes on answering
    (r"^/(?:plants|factories)$", factories_page),
    (r"^/(?:plants|factories)\.csv$", factories_csv),
    (r"^/(?:plants|factories)\.json$", factories_json),
    (r"^/(?:plants|factories)\.atom$", factories_atom),
    (r"^/plants/reports\.csv$", reports_csv),
]
