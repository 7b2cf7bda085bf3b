"""The network around an entity: a picture whose nodes lead on, and GEXF for other programs."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from datasette.utils.asgi import NotFound, Response

from corpus.labels import plurals
from corpus.read.network import Network, Node, around
from corpus.web.asked_thing import asked_label
from corpus.web.context import as_csv, as_json, page, plain, read
from corpus.web.drawing.graphs import draw_network, make_graph
from corpus.web.marking import entity_path

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

MOST_CENTRES = 6


async def _network(datasette: Datasette, request: Request) -> tuple[list[str], list[str], Network]:
    centres = [unquote(request.url_vars["id"]), *request.args.getlist("with")][:MOST_CENTRES]
    labels = [asked_label(label) for label in request.args.getlist("label") if label]
    found = await read(datasette, lambda db: around(db, centres, labels=labels))
    if not found.nodes:
        raise NotFound(f"no entity {centres[0]}")
    return [node.id for node in found.nodes if node.centre], labels, found


async def network_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    centres, labels, found = await _network(datasette, request)
    context = {
        "centre": next(node for node in found.nodes if node.centre),
        "centres": [node for node in found.nodes if node.centre],
        "network": found,
        "picture": draw_network(found, _target(centres, labels)),
        "labels": labels,
        "label_names": plurals(),
        "address": lambda suffix="", **changes: _address(centres, changes.get("labels", labels), suffix),
        "less": lambda key: _address([other for other in centres if other != key], labels),
        "names": {node.id: node.name for node in found.nodes},
        "both": lambda edge: "/together?" + urlencode({"of": edge.a, "with": edge.b}),
    }
    return await page(datasette, request, "network", context)


def _address(centres: list[str], labels: list[str], suffix: str = "") -> str:
    parameters = urlencode([*(("with", key) for key in centres[1:]), *(("label", label) for label in labels)])
    return f"/network/{quote(centres[0], safe='/~.')}{suffix}{'?' + parameters if parameters else ''}"


def _target(centres: list[str], labels: list[str]) -> Callable[[Node], str]:
    """Where a node leads: a centre to its page, any other to the network spread out from it as well."""
    return lambda node: entity_path(node.id) if node.centre else _address([*centres, node.id], labels)


async def network_gexf(datasette: Datasette, request: Request) -> Response:
    """The network as GEXF, which Gephi reads."""
    import networkx

    centres, _, found = await _network(datasette, request)
    body = io.BytesIO()
    networkx.write_gexf(make_graph(found), body)
    name = centres[0].replace("/", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}.gexf"'}
    return Response(body.getvalue(), headers=headers, content_type="application/gexf+xml; charset=utf-8")


async def network_csv(datasette: Datasette, request: Request) -> Response:
    """Its pairs as CSV."""
    centres, _, found = await _network(datasette, request)
    names = {node.id: node.name for node in found.nodes}
    rows = ((edge.a, names[edge.a], edge.b, names[edge.b], edge.stories) for edge in found.edges)
    return as_csv(centres[0].replace("/", "-"), ("a", "name_a", "b", "name_b", "stories"), rows)


async def network_json(datasette: Datasette, request: Request) -> Response:
    """The network as JSON."""
    _, _, found = await _network(datasette, request)
    answer: dict[str, Any] = plain(found)
    return as_json(answer)


ROUTES = [
    (r"^/network/(?P<id>[^?]+)\.gexf$", network_gexf),
    (r"^/network/(?P<id>[^?]+)\.csv$", network_csv),
    (r"^/network/(?P<id>[^?]+)\.json$", network_json),
    (r"^/network/(?P<id>[^?]+)$", network_page),
]
