"""/openapi.json: the JSON addresses described as OpenAPI 3.1, made of the table of endpoints and the records' types."""

from __future__ import annotations

import dataclasses
import types
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from datasette.utils.asgi import Response

from corpus.read.desk_documents import ENDPOINTS, Endpoint, Parameter
from corpus.web.context import as_json

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Schema = dict[str, Any]
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
    object: {},
}


def describe() -> dict[str, Any]:
    """The whole document."""
    schemas: dict[str, Schema] = {}
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        answer = schema_of(endpoint.answer, schemas)
        paths[endpoint.path] = {"post" if endpoint.posts else "get": _operation(endpoint, answer)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Jangmadang",
            "version": "1",
            "description": "What the analyst's pages show, as JSON. Nothing can be written.",
        },
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _operation(endpoint: Endpoint, answer: Schema) -> dict[str, Any]:
    parameters = [_parameter(each) for each in endpoint.parameters]
    if "{id}" in endpoint.path:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})
    refused = {"description": "It cannot be asked, or is not there."}
    found: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer.", "content": {"application/json": {"schema": answer}}},
            **dict.fromkeys(("400", "404"), refused),
        },
    }
    if endpoint.posts:
        found["requestBody"] = {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}
    return found


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: Schema = {"type": parameter.kind, **({"enum": list(parameter.values)} if parameter.values else {})}
    if parameter.many:
        schema = {"type": "array", "items": schema}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "required": parameter.required,
        "schema": schema,
    }


def schema_of(kind: Any, schemas: dict[str, Schema]) -> Schema:
    """The JSON schema of a type; records are put into `schemas` and referred to.

    Raises:
        TypeError: the type has no form in JSON.
    """
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, schemas)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(each, schemas) for each in inner]}
    if origin in (tuple, list):
        return _sequence(origin, inner, schemas)
    if origin is dict or kind is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1], schemas) if inner else {}}
    raise TypeError(f"{kind!r} has no form in JSON")


def _sequence(origin: Any, inner: tuple[Any, ...], schemas: dict[str, Schema]) -> Schema:
    if origin is list or inner[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(inner[0], schemas)}
    parts = [schema_of(each, schemas) for each in inner]
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


def _record(kind: type, schemas: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in schemas:
        schemas[name] = {}  # before its fields: a record may hold its own kind
        hints = get_type_hints(kind)
        named = {field.name: schema_of(hints[field.name], schemas) for field in dataclasses.fields(kind)}
        told = " ".join((kind.__doc__ or "").split())
        schemas[name] = {"type": "object", "description": told, "properties": named, "required": list(named)}
    return {"$ref": f"#/components/schemas/{name}"}


async def openapi_page(datasette: Datasette, request: Request) -> Response:
    """The document."""
    return as_json(describe())


ROUTES = [(r"^/openapi\.json$", openapi_page)]
