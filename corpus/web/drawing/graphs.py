"""Networks as SVG: nodes that are links, their names beside them where they cover least. No script."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup

from corpus.read.counted import count_words
from corpus.read.network import Network, Node

if TYPE_CHECKING:
    from networkx import Graph

WIDTH, HEIGHT = 900, 560
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_LETTER, _LINE = 6.6, 15  # the mean width of a letter and the height of a line, in the picture's units
_WIDE = 12.0  # of a Korean or Chinese character
_NODE = (
    '<a class="node {}{}" href="{}" aria-label="{}"><title>{}</title>'
    '<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/><text x="{:.0f}" y="{:.0f}" text-anchor="{}">{}</text></a>'
)


def make_graph(network: Network) -> Graph:
    """The network for networkx: nodes with label, kind and stories, edges with their stories as weight."""
    import networkx

    graph = networkx.Graph()
    for node in network.nodes:
        graph.add_node(node.id, label=node.name, kind=node.label, stories=node.stories)
    for edge in network.edges:
        graph.add_edge(edge.a, edge.b, weight=edge.stories)
    return graph


def draw_network(network: Network, target: Callable[[Node], str]) -> Markup:
    """The network as SVG; `target` is where a node leads."""
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
    sizes = {node.id: 5 + 9 * math.sqrt(node.stories / most) for node in network.nodes}
    names = place_names({node.id: _short(node.name) for node in network.nodes}, places, sizes)
    for node in network.nodes:
        (x, y), (at, anchor) = places[node.id], names[node.id]
        does = "its page" if node.centre else "spread out"
        title = f"{node.name}, {count_words(node.stories, 'story', 'stories')}: {does}"
        parts.append(
            Markup(_NODE).format(
                node.label.lower(), " centre" if node.centre else "", target(node), title, title,
                x, y, sizes[node.id], *at, anchor, _short(node.name),
            )
        )  # fmt: skip
    return Markup('<svg class="network" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, "The network as a picture; the table below holds the same", Markup("").join(parts)
    )


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"


def place_names(
    names: dict[str, str], places: dict[str, Point], sizes: dict[str, float]
) -> dict[str, tuple[Point, str]]:
    """(where its text starts, its anchor) by node: right of it, left, below or above, where it covers least.

    The biggest nodes choose first.
    """
    taken: list[Box] = [
        (x - sizes[key], y - sizes[key], x + sizes[key], y + sizes[key]) for key, (x, y) in places.items()
    ]
    found: dict[str, tuple[Point, str]] = {}
    for key in sorted(names, key=lambda key: (-sizes[key], key)):
        (x, y), radius = places[key], sizes[key]
        width = sum(_WIDE if character > "\u2e80" else _LETTER for character in names[key])
        choices = (
            ((x + radius + 4, y + 4), "start", x + radius + 4),
            ((x - radius - 4, y + 4), "end", x - radius - 4 - width),
            ((x, y + radius + 13), "middle", x - width / 2),
            ((x, y - radius - 5), "middle", x - width / 2),
        )
        boxes = [(left, at[1] - _LINE + 4, left + width, at[1] + 4) for at, _, left in choices]
        costs = [sum(_shared(box, other) for other in taken) + _outside(box) for box in boxes]
        best = min(range(len(choices)), key=lambda choice: (round(costs[choice]), choice))
        found[key] = choices[best][:2]
        taken.append(boxes[best])
    return found


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0


def _outside(box: Box) -> float:
    """What of a box lies beyond the picture, dearer than to cover another."""
    over = max(0.0, -box[0]) + max(0.0, box[2] - WIDTH) + max(0.0, -box[1]) + max(0.0, box[3] - HEIGHT)
    return over * 100


def _layout(network: Network) -> dict[str, Point]:
    """Where each node stands, the same each time."""
    import networkx

    graph = make_graph(network)
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
