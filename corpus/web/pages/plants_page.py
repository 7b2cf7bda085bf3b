"""The table of plants, on a map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from corpus.read.plants import (
    ACTIVITIES,
    SORTS,
    FactoryQuery,
    Point,
    factory_choices,
    factory_points,
    list_factories,
)
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.maps import Dot, draw_map
from corpus.web.feeds import Entry, as_atom
from corpus.web.marking import entity_path
from corpus.web.wording import count_words

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

    from corpus.store.reader import Readable

PAGE = 100
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
    return FactoryQuery(
        text=(args.get("name") or "").strip()[:100],
        kind=args.get("kind") or "",
        place=args.get("place") or "",
        activity=activity if activity in ACTIVITIES else "",
        unnamed=args.get("unnamed") == "yes",
        sort=sort if sort in SORTS else "stories",
        limit=PAGE,
        offset=(at - 1) * PAGE,
    ), at


def _address(query: FactoryQuery, suffix: str = "", *, at: int = 1, **changes: str) -> str:
    values = {
        "name": query.text,
        "kind": query.kind,
        "place": query.place,
        "activity": query.activity,
        "unnamed": "yes" if query.unnamed else "",
        "sort": query.sort if query.sort != "stories" else "",
        "page": str(at) if at > 1 else "",
        **changes,
    }
    parameters = urlencode({key: value for key, value in values.items() if value})
    return f"/factories{suffix}{'?' + parameters if parameters else ''}"


async def factories_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    query, at = _asked(request)

    def look(db: Readable) -> dict[str, Any]:
        found = list_factories(db, query)
        return {
            "total": found.total,
            "rows": found.factories,
            "points": factory_points(db, query),
            "choices": factory_choices(db),
        }

    context = await read(datasette, look)
    context.update(
        query=query,
        at=at,
        pages=-(-context["total"] // PAGE),
        heads={key: (name, _address(query, sort=key)) for key, name in HEADS.items()},
        address=lambda suffix="", **changes: _address(query, suffix, **changes),
        activities=ACTIVITIES,
        years=sorted({year for row in context["rows"] for year, _ in row.years})[-6:],
        map=draw_map(_dots(context["points"]), title="Plants on a map of North Korea"),
    )
    return await page(datasette, request, "factories", context)


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
    query, _ = _asked(request)
    found = await read(datasette, lambda db: list_factories(db, replace(query, limit=EVERY, offset=0)))
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
    """The same as JSON."""
    query, _ = _asked(request)
    return as_json(await read(datasette, lambda db: list_factories(db, replace(query, limit=EVERY, offset=0))))


async def factories_atom(datasette: Datasette, request: Request) -> Response:
    """Those of a query that were reported last, as a feed: an entry is new when its plant is reported again."""
    query, _ = _asked(request)
    wanted = replace(query, sort="last", limit=50, offset=0)
    found = await read(datasette, lambda db: list_factories(db, wanted))
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
    return as_atom(request, title="plants", page=_address(query), entries=entries)


ROUTES = [
    (r"^/factories$", factories_page),
    (r"^/factories\.csv$", factories_csv),
    (r"^/factories\.json$", factories_json),
    (r"^/factories\.atom$", factories_atom),
]
