"""The network around an entity: a picture whose nodes lead on, and GEXF for other programs."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from corpus.network import Network, Node, around
from corpus.web.context import as_csv, as_json, page, plain, read
from corpus.web.marking import LABELS, entity_path
from corpus.web.pages.search import LABEL_NAMES
from corpus.web.words import count_words

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from networkx import Graph

WIDTH, HEIGHT = 900, 560
MOST_CENTRES = 6


async def _network(datasette: Datasette, request: Request) -> tuple[list[str], list[str], Network]:
    centres = [unquote(request.url_vars["id"]), *request.args.getlist("with")][:MOST_CENTRES]
    labels = [label for label in request.args.getlist("label") if label in LABELS]
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
        "picture": draw_network(found, centres, labels),
        "labels": labels,
        "label_names": LABEL_NAMES,
        "address": lambda suffix="", **changes: _address(centres, changes.get("labels", labels), suffix),
        "less": lambda key: _address([other for other in centres if other != key], labels),
        "names": {node.id: node.name for node in found.nodes},
        "both": lambda edge: "/search?" + urlencode([("entity", edge.a), ("entity", edge.b)]),
    }
    return await page(datasette, request, "network", context)


def _address(centres: list[str], labels: list[str], suffix: str = "") -> str:
    parameters = urlencode([*(("with", key) for key in centres[1:]), *(("label", label) for label in labels)])
    return f"/network/{quote(centres[0], safe='/~.')}{suffix}{'?' + parameters if parameters else ''}"


def draw_network(network: Network, centres: list[str], labels: list[str]) -> Markup:
    """The network as SVG: a node that is no centre yet leads to the network spread out from it as well."""
    places = _layout(network)
    strongest = max((edge.stories for edge in network.edges), default=1)
    parts = []
    for edge in reversed(network.edges):
        (x1, y1), (x2, y2) = places[edge.a], places[edge.b]
        parts.append(
            Markup('<line class="edge" x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" stroke-width="{:.1f}"/>').format(
                x1, y1, x2, y2, 0.6 + 4 * math.sqrt(edge.stories / strongest)
            )
        )
    most = max(node.stories for node in network.nodes) or 1
    for node in network.nodes:
        parts.append(_node(node, places[node.id], 5 + 9 * math.sqrt(node.stories / most), centres, labels))
    return Markup('<svg class="network" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, "The network as a picture; the table below holds the same", Markup("").join(parts)
    )


def _node(node: Node, at: tuple[float, float], radius: float, centres: list[str], labels: list[str]) -> Markup:
    x, y = at
    link = entity_path(node.id) if node.centre else _address([*centres, node.id], labels)
    title = f"{node.name}, {count_words(node.stories, 'story', 'stories')}: " + (
        "its page" if node.centre else "spread out"
    )
    side = ("end", x - radius - 4) if x > WIDTH * 0.72 else ("start", x + radius + 4)
    return Markup(
        '<a class="node {}{}" href="{}" aria-label="{}"><title>{}</title>'
        '<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/><text x="{:.0f}" y="{:.0f}" text-anchor="{}">{}</text></a>'
    ).format(
        node.label.lower(), " centre" if node.centre else "", link, title, title,
        x, y, radius, side[1], y + 4, side[0], _short(node.name),
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"


def _graph(network: Network) -> Graph:
    import networkx

    graph = networkx.Graph()
    for node in network.nodes:
        graph.add_node(node.id, label=node.name, kind=node.label, stories=node.stories)
    for edge in network.edges:
        graph.add_edge(edge.a, edge.b, weight=edge.stories)
    return graph


def _layout(network: Network) -> dict[str, tuple[float, float]]:
    """Where each node stands, the same each time."""
    import networkx

    graph = _graph(network)
    if len(graph) == 1:
        return {network.nodes[0].id: (WIDTH / 2, HEIGHT / 2)}
    for _, _, values in graph.edges(data=True):
        values["pull"] = math.sqrt(values["weight"])
    spread = networkx.spring_layout(graph, weight="pull", k=2.2 / math.sqrt(len(graph)), iterations=120, seed=7)
    xs, ys = ([point[axis] for point in spread.values()] for axis in (0, 1))
    width, height = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    return {
        key: (70 + (WIDTH - 140) * (x - min(xs)) / width, 30 + (HEIGHT - 60) * (y - min(ys)) / height)
        for key, (x, y) in spread.items()
    }


async def network_gexf(datasette: Datasette, request: Request) -> Response:
    """The network as GEXF, which Gephi reads."""
    import networkx

    centres, _, found = await _network(datasette, request)
    body = io.BytesIO()
    networkx.write_gexf(_graph(found), body)
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
