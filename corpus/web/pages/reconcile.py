"""The reconciliation service (protocol 0.2 of the W3C community group), which OpenRefine speaks.

Its endpoint answers with the manifest, with batches of results or with values of properties; the rest lies below it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.labels import LABELS, listed
from corpus.read.entity import Entity, aliases, find_entity, quotes
from corpus.search.candidates import Candidate, NameQuery, find_candidates, suggest
from corpus.search.suggestions import complete_name
from corpus.web.context import page, read
from corpus.web.pages.search_page import outlet_names
from corpus.web.programs import origin_headers

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

PROPERTIES = {
    "name": "Name",
    "aliases": "Other names",
    "kind": "Kind",
    "parent_id": "Part of",
    "maker_id": "Maker",
    "country": "Country",
    "lat": "Latitude",
    "lon": "Longitude",
    "wikidata": "Wikidata",
    "geonames": "GeoNames",
    "hs_code": "HS code",
    "first_seen": "First seen",
    "last_seen": "Last seen",
    "mentions": "Mentions",
    "articles": "Articles",
    "stories": "Stories",
}
MOST_QUERIES, MOST_CANDIDATES = 100, 50


def _answer(value: Any) -> Response:
    return Response.json(value, headers=origin_headers("/reconcile"))


async def endpoint(datasette: Datasette, request: Request) -> Response:
    """The manifest; with `queries` a batch of results; with `extend` values of properties.

    What cannot be asked is told as JSON that any origin may read: a program asks here, and no person.
    """
    if request.method == "OPTIONS":
        return Response("", status=204, headers=origin_headers(request.path))
    form = await request.post_vars() if request.method == "POST" else {}
    queries, extend = ((form.get(key) or request.args.get(key) or "") for key in ("queries", "extend"))
    if queries:
        batch = _batch(queries)
        return _answer(await read(datasette, lambda db: {key: _result(db, query) for key, query in batch.items()}))
    if extend:
        wanted = _object(extend)
        return _answer(await read(datasette, lambda db: _extend(db, wanted)))
    return _answer(_manifest(f"{request.scheme}://{request.host}"))


def _manifest(here: str) -> dict[str, Any]:
    def service(path: str) -> dict[str, str]:
        return {"service_url": here, "service_path": path}

    return {
        "versions": ["0.2"],
        "name": "Jangmadang: North Korean places, plants, products, people and organisations",
        "identifierSpace": f"{here}/entity/",
        "schemaSpace": f"{here}/reconcile/properties",
        "defaultTypes": [_type(label) for label in _types()],
        "view": {"url": f"{here}/entity/{{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 260},
        "suggest": {
            "entity": service("/reconcile/suggest/entity"),
            "type": service("/reconcile/suggest/type"),
            "property": service("/reconcile/suggest/property"),
        },
        "extend": {"propose_properties": service("/reconcile/properties"), "property_settings": []},
    }


def _types() -> dict[str, str]:
    """What a thing of each label is called."""
    return {label.name: label.noun.capitalize() for label in listed()}


def _type(label: str) -> dict[str, str]:
    return {"id": label, "name": _types().get(label, label)}


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"this is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadRequest("a JSON object is wanted")
    try:
        text.encode()
        json.dumps(value, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise BadRequest("half a character is no text") from error
    return value


def _batch(text: str) -> dict[str, NameQuery]:
    """The queries of a batch. Raises BadRequest for what the protocol does not know."""
    value = _object(text)
    if len(value) > MOST_QUERIES:
        raise BadRequest(f"at most {MOST_QUERIES} queries in a batch")
    return {key: _query(key, query) for key, query in value.items()}


def _query(key: str, value: Any) -> NameQuery:
    if not isinstance(value, dict) or not ("query" in value or value.get("properties")):
        raise BadRequest(f"query {key!r} has neither a query nor properties")
    text, types, properties = value.get("query"), value.get("type") or [], value.get("properties") or []
    if text is not None and not isinstance(text, str | int | float):
        raise BadRequest(f"query {key!r}: the query should be a text")
    if not isinstance(properties, list):
        raise BadRequest(f"query {key!r}: properties should be a list")
    types = types if isinstance(types, list) else [types]
    labels = [item.get("id") if isinstance(item, dict) else item for item in types]
    if not all(isinstance(label, str) for label in labels):
        raise BadRequest(f"query {key!r}: a type should be a text, or an object with an id")
    limit = value.get("limit")
    return NameQuery(
        text=str(text or "").strip()[:300],
        labels=tuple(label for label in labels if label in LABELS),
        properties=tuple(pair for item in properties for pair in _property(item)),
        limit=min(limit, MOST_CANDIDATES) if isinstance(limit, int) and limit > 0 else 5,
    )


def _property(item: Any) -> list[tuple[str, str]]:
    """A property with each of its values."""
    if not isinstance(item, dict) or "pid" not in item:
        return []
    values = item.get("v")
    return [(str(item["pid"]), _plain(value)) for value in (values if isinstance(values, list) else [values])]


def _plain(value: Any) -> str:
    """A property's value as text: an entity by its id."""
    return str(value.get("id") or value.get("name") or "") if isinstance(value, dict) else str(value)


def _result(db: Readable, query: NameQuery) -> dict[str, Any]:
    found = find_candidates(db, query) if query.text else []
    return {"result": [_candidate(candidate) for candidate in found]}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "description": _description(candidate.kind, candidate.parent),
        "type": [_type(candidate.label)],
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": name, "value": value} for name, value in candidate.features],
    }


def _description(kind: str | None, parent: str | None) -> str:
    return ", ".join(part for part in ((kind or "").replace("_", " "), f"in {parent}" if parent else "") if part)


def _extend(db: Readable, wanted: dict[str, Any]) -> dict[str, Any]:
    """The values of properties of entities."""
    keys, properties = wanted.get("ids") or [], wanted.get("properties") or []
    if not isinstance(keys, list) or not isinstance(properties, list):
        raise BadRequest("ids and properties should be lists")
    ids = [str(key) for key in keys][:1000]
    asked = [str(item.get("id")) for item in properties if isinstance(item, dict)]
    names = [name for name in asked if name in PROPERTIES]
    rows = {key: find_entity(db, key) for key in ids}
    return {
        "meta": [
            {"id": name, "name": PROPERTIES[name], **({"type": _type("PLACE")} if name == "parent_id" else {})}
            for name in names
        ],
        "rows": {key: {name: _values(db, row, name) for name in names} for key, row in rows.items()},
    }


def _values(db: Readable, entity: Entity | None, name: str) -> list[dict[str, Any]]:
    if entity is None:
        return []
    if name == "aliases":
        return [{"str": alias} for alias in sorted(alias.alias for alias in aliases(db, entity))]
    value = getattr(entity, name)
    if value is None:
        return []
    if name in ("parent_id", "maker_id"):
        other = find_entity(db, value)
        return [{"id": other.id, "name": other.name}] if other else []
    if name in ("first_seen", "last_seen"):
        return [{"date": value}]
    kind = "int" if isinstance(value, int) else "float" if isinstance(value, float) else "str"
    return [{kind: value}]


async def suggest_entity(datasette: Datasette, request: Request) -> Response:
    """Entities whose names begin with the prefix; where there are none, those whose beginning it may be a slip of."""
    prefix, cursor = request.args.get("prefix") or "", request.args.get("cursor") or "0"
    skip = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 8 else 0

    def look(db: Readable) -> list[dict[str, Any]]:
        found = suggest(db, prefix, offset=skip)
        if found or skip:
            return found
        return [{**asdict(slip), "name": slip.text, "parent": None} for slip in complete_name(db, prefix)]

    rows = await read(datasette, look) if prefix else []
    return _answer(
        {
            "result": [
                {
                    "id": row["id"],
                    "name": row["name"],
                    "description": _description(row["kind"], row["parent"]),
                    "notable": [_type(row["label"])],
                }
                for row in rows
            ]
        }
    )


async def suggest_type(datasette: Datasette, request: Request) -> Response:
    """Types whose id or name begins with the prefix."""
    return _answer({"result": [_type(key) for key in _starting(request, _types())]})


async def suggest_property(datasette: Datasette, request: Request) -> Response:
    """Properties whose id or name begins with the prefix."""
    return _answer({"result": [{"id": key, "name": PROPERTIES[key]} for key in _starting(request, PROPERTIES)]})


def _starting(request: Request, names: dict[str, str]) -> list[str]:
    prefix = (request.args.get("prefix") or "").casefold()
    return [key for key, name in names.items() if any(text.casefold().startswith(prefix) for text in (key, name))]


async def properties(datasette: Datasette, request: Request) -> Response:
    """The properties that entities of a type can be extended by."""
    kind = request.args.get("type") or ""
    unfit = {"FACTORY": {"hs_code", "maker_id"}, "PRODUCT": {"lat", "lon", "geonames", "parent_id"}}
    less = unfit.get(kind, {"maker_id"})
    found = [{"id": key, "name": name} for key, name in PROPERTIES.items() if key not in less]
    said = request.args.get("limit") or ""
    limit = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else None
    return _answer({"type": kind, "properties": found[:limit], **({} if limit is None else {"limit": limit})})


async def preview(datasette: Datasette, request: Request) -> Response:
    """A small page about an entity, for a frame."""
    key = unquote(request.args.get("id") or "")

    def look(db: Readable) -> dict[str, Any] | None:
        entity = find_entity(db, key)
        if entity is None:
            return None
        return {"entity": entity, "quotes": quotes(db, entity.id, limit=1), "outlets": outlet_names(db)}

    context = await read(datasette, look)
    if context is None:
        raise NotFound(f"no entity {key}")
    response = await page(datasette, request, "preview", context)
    response.headers.update(origin_headers(request.path))
    return response


ROUTES = [
    (r"^/reconcile$", endpoint),
    (r"^/reconcile/suggest/entity$", suggest_entity),
    (r"^/reconcile/suggest/type$", suggest_type),
    (r"^/reconcile/suggest/property$", suggest_property),
    (r"^/reconcile/properties$", properties),
    (r"^/reconcile/preview$", preview),
]
