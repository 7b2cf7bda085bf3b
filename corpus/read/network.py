"""Who is named with whom: the entities around some entity, and how often each two of them share a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.read.entity import Entity, co_mentions, find_entity
from corpus.store.reader import Readable

MOST = 60  # nodes that a picture can hold
SAMPLE = 1500  # newest articles of each entity that are looked through for links between two others


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """An entity in the network; `centre` marks those that it was spread out from."""

    id: str
    label: str
    name: str
    stories: int
    centre: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """Two entities and the stories that name both."""

    a: str
    b: str
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Nodes by id and the edges between them, the strongest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def around(db: Readable, centres: Sequence[str], *, labels: Sequence[str] = (), each: int = 20) -> Network:
    """The network around these entities: those most often named with each, of these labels (none given: of any)."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], int] = {}
    found = [entity for entity in (find_entity(db, key) for key in centres) if entity is not None]
    for entity in found:
        nodes[entity.id] = _node(entity, centre=True)
    for entity in found:
        others = co_mentions(db, entity, each=each)
        wanted = [other for other in others if not labels or other.label in labels or other.id in nodes]
        for other in sorted(wanted, key=lambda other: (-other.stories, other.id))[:each]:
            if other.id not in nodes and len(nodes) < MOST:
                nodes[other.id] = Node(id=other.id, label=other.label, name=other.name, stories=other.stories)
            if other.id in nodes:
                edges[_pair(entity.id, other.id)] = other.stories
    for pair, stories in _between(db, [node for node in nodes.values() if not node.centre]).items():
        edges.setdefault(pair, stories)
    ordered = sorted(edges.items(), key=lambda item: (-item[1], item[0]))
    return Network(nodes=tuple(nodes.values()), edges=tuple(Edge(a=a, b=b, stories=n) for (a, b), n in ordered))


def _node(entity: Entity, *, centre: bool) -> Node:
    return Node(id=entity.id, label=entity.label, name=entity.name, stories=entity.stories, centre=centre)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _between(db: Readable, nodes: Sequence[Node]) -> dict[tuple[str, str], int]:
    """Stories shared by each two of the outer nodes, over the newest articles of each; one story is no link."""
    stories: dict[str, set[str]] = {
        node.id: {
            row[0]
            for row in db.execute(
                "select story_id from entity_articles where entity_id = ? order by published desc limit ?",
                [node.id, SAMPLE],
            ).fetchall()
        }
        for node in nodes
    }
    ids = sorted(stories)
    shared = {(a, b): len(stories[a] & stories[b]) for index, a in enumerate(ids) for b in ids[index + 1 :]}
    strongest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: 2 * len(ids)]
    return {pair: count for pair, count in strongest if count > 1}
