"""An entity's page: names, place, months, company, sources, sentences, lost names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import NotFound, Response

from corpus.read import entity as dossier
from corpus.read.plants import ACTIVITIES
from corpus.web.context import as_csv, as_json, page, plain, read
from corpus.web.feeds import Entry, as_atom
from corpus.web.maps import Dot, draw_map
from corpus.web.marking import entity_path
from corpus.web.pages.search_page import LABEL_NAMES, outlet_names
from corpus.web.svg import Bar, bar_chart
from corpus.web.wording import count_words, month_name, whole_year

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

HOME = "place/north-korea"
UNITS = ("stories", "articles", "mentions")
SCRIPTS = {"latin": "Latin", "hangul": "Korean", "han": "Chinese", "kana": "Japanese", "cyrillic": "Russian"}


async def entity_page(datasette: Datasette, request: Request) -> Response:
    """The page; an id that was merged away leads to its successor."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    unit = request.args.get("by") if request.args.get("by") in UNITS else "stories"

    def look(db: Readable) -> dict[str, Any]:
        return {
            **_profile(db, entity),
            "quotes": dossier.quotes(db, entity["id"]),
            "lost": dossier.lost_names(db, entity["id"]),
            "parent": dossier.find_entity(db, entity["parent_id"]) if entity["parent_id"] else None,
            "outlets": outlet_names(db),
        }

    context = await read(datasette, look)
    context.update(
        unit=unit,
        units=UNITS,
        chart=timeline(entity, context["months"], unit),
        scripts=SCRIPTS,
        identifiers=identifiers(entity),
        label_names=LABEL_NAMES,
        activity_chart=_activity_table(entity, context["activity"]),
        activities=ACTIVITIES,
        search=search_address(entity["id"]),
        map=_map(entity, context["parent"]),
        company=named_with(entity, context["company"]),
        path=entity_path(entity["id"]),
    )
    return await page(datasette, request, "entity", context)


async def entity_json(datasette: Datasette, request: Request) -> Response:
    """The same as JSON."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    return as_json(
        await read(
            datasette,
            lambda db: {**plain(_profile(db, entity)), "sentences": plain(dossier.quotes(db, entity["id"], limit=20))},
        )
    )


async def entity_csv(datasette: Datasette, request: Request) -> Response:
    """Its months as CSV."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    rows = await read(datasette, lambda db: dossier.months(db, entity["id"]))
    name = entity["id"].replace("/", "-")
    return as_csv(name, ("entity_id", "name", "month", *UNITS), ((entity["id"], entity["name"], *row) for row in rows))


async def entity_atom(datasette: Datasette, request: Request) -> Response:
    """Its newest sentences as a feed."""
    entity, response = await _entity(datasette, request)
    if response is not None:
        return response
    quotes = await read(datasette, lambda db: dossier.quotes(db, entity["id"], limit=30))
    entries = [
        Entry(
            id=f"article:{quote.article_id}",
            title=quote.title or "(no title)",
            link=f"/article/{quote.article_id}",
            updated=quote.published,
            author=quote.outlet,
            text="\n".join(snippet.text for snippet in quote.snippets),
        )
        for quote in quotes
    ]
    return as_atom(request, title=entity["name"], page=entity_path(entity["id"]), entries=entries)


async def _entity(datasette: Datasette, request: Request) -> tuple[dict[str, Any], Response | None]:
    """The entity a request names; or where it is now, when it was merged."""
    key = unquote(request.url_vars["id"])
    entity = await read(datasette, lambda db: dossier.find_entity(db, key))
    if entity is None:
        raise NotFound(f"no entity {key}")
    if entity["id"] != key:
        return entity, Response.redirect(entity_path(entity["id"]) + request.url_vars["suffix"])
    return entity, None


def _profile(db: Readable, entity: dict[str, Any]) -> dict[str, Any]:
    return {
        "entity": entity,
        "aliases": dossier.aliases(db, entity),
        "relations": dossier.relations(db, entity),
        "months": dossier.months(db, entity["id"]),
        "company": dossier.company(db, entity, each=24 if entity["label"] == "PRODUCT" else 10),
        "sources": dossier.sources(db, entity["id"]),
        "activity": dossier.activity(db, entity["id"]) if entity["label"] == "FACTORY" else [],
    }


def timeline(entity: dict[str, Any], months: list[tuple[str, int, int, int]], unit: str) -> Any:
    """Mentions by month, each bar leading to its sentences."""
    column = UNITS.index(unit) + 1
    values = {row[0]: int(row[column]) for row in months if row[0]}
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
            link=search_address(entity["id"], month=month),
        )
        for month in whole_year(min(values), max(values))
    ]
    return bar_chart(bars, title=f"{unit.capitalize()} by month that name {entity['name']}", unit=unit)


def named_with(entity: dict[str, Any], company: dict[str, list[dossier.Company]]) -> list[dict[str, Any]]:
    """What is named with it, by label; with a product the countries apart, as those may be trade partners."""
    groups = [{"label": label, "text": text, "others": company.get(label, [])} for label, text in LABEL_NAMES.items()]
    if entity["label"] == "PRODUCT":
        places = company.get("PLACE", [])
        abroad = [other for other in places if other.kind == "country" and other.id != HOME]
        here = [other for other in places if other.kind != "country"]
        groups = [group for group in groups if group["label"] != "PLACE"]
        groups[1:1] = [
            {"label": "PLACE", "text": "countries", "others": abroad},
            {"label": "PLACE", "text": "places", "others": here},
        ]
    return [{**group, "others": group["others"][:10]} for group in groups if group["others"]]


def _map(entity: dict[str, Any], parent: dict[str, Any] | None) -> Any:
    """Where it lies; a thing without a point of its own at the place that it is part of."""
    place = entity if entity["lat"] is not None else parent
    if place is None or place["lat"] is None or (place is parent and place["kind"] == "country"):
        return ""
    dot = Dot(
        name=place["name"],
        lat=place["lat"],
        lon=place["lon"],
        link=entity_path(place["id"]),
        label=entity["label"].lower(),
    )
    return draw_map([dot], title=f"{entity['name']} on a map of North Korea", names=True)


def search_address(entity: str, **more: str) -> str:
    """The search for the sentences of an entity."""
    return "/search?" + urlencode({"entity": entity, **more})


def identifiers(entity: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(name, value, link or "")."""
    found = []
    if entity["wikidata"]:
        found.append(("Wikidata", entity["wikidata"], f"https://www.wikidata.org/wiki/{entity['wikidata']}"))
    if entity["geonames"]:
        found.append(("GeoNames", entity["geonames"], f"https://www.geonames.org/{entity['geonames']}"))
    if entity["hs_code"]:
        found.append(("HS", entity["hs_code"], ""))
    if entity["lat"] is not None:
        found.append(("Coordinates", f"{entity['lat']:.3f}, {entity['lon']:.3f}", ""))
    return found


def _activity_table(entity: dict[str, Any], rows: list[tuple[str, str, int, int]]) -> list[dict[str, Any]]:
    """Reported activity by month, newest first: stories of each kind."""
    months: dict[str, dict[str, int]] = {}
    for month, kind, stories, _ in rows:
        months.setdefault(month, {})[kind] = stories
    return [{"month": month, "kinds": months[month]} for month in sorted(months, reverse=True)]


ROUTES = [
    (r"^/entity/(?P<id>[^?]+)(?P<suffix>\.json)$", entity_json),
    (r"^/entity/(?P<id>[^?]+)(?P<suffix>\.csv)$", entity_csv),
    (r"^/entity/(?P<id>[^?]+)(?P<suffix>\.atom)$", entity_atom),
    (r"^/entity/(?P<id>[^?]+?)(?P<suffix>)$", entity_page),
]
