"""An entity's page: names, place, months, company, sources, sentences, lost names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import NotFound, Response

from corpus.labels import plurals
from corpus.read.counted import count_words
from corpus.read.entity import (
    UNDATED,
    Activity,
    Entity,
    Month,
    Profile,
    find_entity,
    months,
    quotes,
    read_profile,
)
from corpus.read.plants import ACTIVITIES, reported_kinds
from corpus.read.storyline import newest_events
from corpus.read.together import GLANCE, WITHIN, Near, Together, named_together
from corpus.search.candidates import entities_called
from corpus.search.suggestions import suggest_names
from corpus.store.leaving import leaving
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.maps import Dot, draw_map
from corpus.web.drawing.svg import Bar, bar_chart
from corpus.web.feeds import Entry, as_atom
from corpus.web.marking import entity_path
from corpus.web.pages.search_page import outlet_names
from corpus.web.wording import month_name, whole_year

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

Part = TypeVar("Part")
EVENTS = 6  # newest, on the page
HOME = "place/north-korea"
UNITS = ("stories", "articles", "mentions")
SCRIPTS = {"latin": "Latin", "hangul": "Korean", "han": "Chinese", "kana": "Japanese", "cyrillic": "Russian"}


async def entity_page(datasette: Datasette, request: Request) -> Response:
    """The page; an id that was merged away leads to its successor."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    unit = request.args.get("by") if request.args.get("by") in UNITS else "stories"
    within = request.args.get("within") if request.args.get("within") in WITHIN else WITHIN[0]

    def look(db: Readable) -> tuple[Profile, dict[str, Any]]:
        return read_profile(db, entity, sentences=8, company=False), {
            "outlets": outlet_names(db),
            "near": named_together(db, entity.id, within=within, sample=GLANCE),
            "events": newest_events(db, entity.id, limit=EVENTS),
            "reports": sum(reported_kinds(db, entity.id).values()) if entity.label == "FACTORY" else 0,
        }

    profile, beside = await read(datasette, look)
    near: Together = beside["near"]
    context = {
        **{field.name: getattr(profile, field.name) for field in fields(profile)},
        **beside,
        "unit": unit,
        "units": UNITS,
        "chart": timeline(entity, profile.months, unit),
        "names": _by(profile.aliases, "script"),
        "kinds": _by(profile.sources, "kind"),
        "scripts": SCRIPTS,
        "identifiers": identifiers(entity),
        "label_names": plurals(),
        "activity_chart": _activity_table(profile.activity),
        "activities": ACTIVITIES,
        "search": search_address(entity.id),
        "map": _map(entity, profile.parent),
        "company": named_with(entity, near.near),
        "within": WITHIN,
        "both": lambda other: _both(entity.id, other, near.within),
        "path": entity_path(entity.id),
    }
    return await page(datasette, request, "entity", context)


def _by(found: Iterable[Part], field: str) -> dict[str, list[Part]]:
    """Parts of a profile by one of their fields, in the order in which its values come first."""
    groups: dict[str, list[Part]] = {}
    for part in found:
        groups.setdefault(getattr(part, field), []).append(part)
    return groups


async def entity_json(datasette: Datasette, request: Request) -> Response:
    """The profile as JSON, as `jangmadang entity --json` prints it."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    return as_json(await read(datasette, lambda db: read_profile(db, entity)))


async def entity_csv(datasette: Datasette, request: Request) -> Response:
    """Its months as CSV."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    found = await read(datasette, lambda db: months(db, entity.id))
    columns = [field.name for field in fields(Month)]
    rows = ((entity.id, entity.name, *(getattr(month, column) for column in columns)) for month in found)
    return as_csv(entity.id.replace("/", "-"), ("entity_id", "name", *columns), rows)


async def entity_atom(datasette: Datasette, request: Request) -> Response:
    """Its newest sentences as a feed."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    found = await read(datasette, lambda db: quotes(db, entity.id, limit=30))
    entries = [
        Entry(
            id=f"article:{quote.article_id}",
            title=quote.title or "(no title)",
            link=f"/article/{quote.article_id}",
            updated=quote.published,
            author=quote.outlet,
            text="\n".join(snippet.text for snippet in quote.snippets),
        )
        for quote in leaving(found)
    ]
    return as_atom(request, title=entity.name, page=entity_path(entity.id), entries=entries)


async def _entity(datasette: Datasette, request: Request) -> tuple[Any, Response | None]:
    """The entity that a request names; where it is instead, when it was merged, or asked for by a name of it."""
    key = unquote(request.url_vars["id"])
    entity = await read(datasette, lambda db: find_entity(db, key) or _called(db, key))
    if entity is None:
        return await _not_there(datasette, request, key)
    if entity.id != key:
        return entity, Response.redirect(entity_path(entity.id) + request.url_vars["suffix"])
    return entity, None


def _called(db: Readable, name: str) -> Entity | None:
    """The most-mentioned entity of that name, in any spelling."""
    return next((found for key in entities_called(db, name) if (found := find_entity(db, key))), None)


async def _not_there(datasette: Datasette, request: Request, key: str) -> tuple[None, Response]:
    """Raise NotFound for a program; for a person a page that says what may have been meant."""
    if request.url_vars["suffix"]:
        raise NotFound(f"no entity {key}")
    meant = await read(datasette, lambda db: suggest_names(db, key.rpartition("/")[2].replace("-", " ")))
    context = {"status": 404, "heading": "There is nothing here", "message": f"no entity {key}", "meant": meant}
    return None, await page(datasette, request, "error", context, status=404)


def timeline(entity: Entity, found: Sequence[Month], unit: str) -> Any:
    """Mentions by month, each bar leading to its sentences."""
    values: dict[str, int] = {month.month: getattr(month, unit) for month in found if month.month != UNDATED}
    if not values:
        return ""
    noun = {"stories": ("story", "stories"), "articles": ("article", "articles"), "mentions": ("mention", "mentions")}[
        unit
    ]
    bars = [
        Bar(
            name=month_name(month),
            value=values.get(month, 0),
            title=f"{month_name(month)}: {count_words(values.get(month, 0), *noun)}",
            link=search_address(entity.id, month=month),
        )
        for month in whole_year(min(values), max(values))
    ]
    return bar_chart(bars, title=f"{unit.capitalize()} by month that name {entity.name}", unit=unit)


def named_with(entity: Entity, found: Sequence[Near]) -> list[dict[str, Any]]:
    """What is named with it, by label; with a product the countries apart, as those may be trade partners."""
    company = _by(found, "label")
    groups = [{"label": label, "text": text, "others": company.get(label, [])} for label, text in plurals().items()]
    if entity.label == "PRODUCT":
        places = company.get("PLACE", [])
        abroad = [other for other in places if other.kind == "country" and other.id != HOME]
        here = [other for other in places if other.kind != "country"]
        groups = [group for group in groups if group["label"] != "PLACE"]
        groups[1:1] = [
            {"label": "PLACE", "text": "countries", "others": abroad},
            {"label": "PLACE", "text": "places", "others": here},
        ]
    return [{**group, "others": group["others"][:10]} for group in groups if group["others"]]


def _map(entity: Entity, parent: Entity | None) -> Any:
    """Where it lies; a thing without a point of its own at the place that it is part of."""
    place = entity if entity.lat is not None else parent
    if place is None or place.lat is None or place.lon is None or (place is parent and place.kind == "country"):
        return ""
    dot = Dot(name=place.name, lat=place.lat, lon=place.lon, link=entity_path(place.id), label=entity.label.lower())
    return draw_map([dot], title=f"{entity.name} on a map of North Korea", names=True)


def _both(entity: str, other: str, within: str) -> str:
    """Where the sentences, or else the articles, are that name both."""
    if within == "sentence":
        return "/together?" + urlencode({"of": entity, "with": other})
    return "/search?" + urlencode([("entity", entity), ("entity", other)])


def search_address(entity: str, **more: str) -> str:
    """The search for the sentences of an entity."""
    return "/search?" + urlencode({"entity": entity, **more})


def identifiers(entity: Entity) -> list[tuple[str, str, str]]:
    """(name, value, link or "")."""
    found = []
    if entity.wikidata:
        found.append(("Wikidata", entity.wikidata, f"https://www.wikidata.org/wiki/{entity.wikidata}"))
    if entity.geonames:
        found.append(("GeoNames", entity.geonames, f"https://www.geonames.org/{entity.geonames}"))
    if entity.hs_code:
        found.append(("HS", entity.hs_code, ""))
    if entity.lat is not None:
        found.append(("Coordinates", f"{entity.lat:.3f}, {entity.lon:.3f}", ""))
    return found


def _activity_table(found: Sequence[Activity]) -> list[dict[str, Any]]:
    """Reported activity by month, newest first: stories of each kind."""
    kinds: dict[str, dict[str, int]] = {}
    for reported in found:
        kinds.setdefault(reported.month, {})[reported.kind] = reported.stories
    return [{"month": month, "kinds": kinds[month]} for month in sorted(kinds, reverse=True)]


ROUTES = [
    (r"^/entity/(?P<id>[^?]+)(?P<suffix>\.json)$", entity_json),
    (r"^/entity/(?P<id>[^?]+)(?P<suffix>\.csv)$", entity_csv),
    (r"^/entity/(?P<id>[^?]+)(?P<suffix>\.atom)$", entity_atom),
    (r"^/entity/(?P<id>[^?]+?)(?P<suffix>)$", entity_page),
]
