"""Who is named with whom: the entities around some entity, and how often each two of them share a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.read.entity import Entity, find_entity
from corpus.read.together import named_together, sentences_shared
from corpus.store.reader import Readable

MOST = 60  # nodes that a picture can hold
SAMPLE = 200  # newest articles of each entity that are looked through


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
    """Two entities and the stories that name both in one sentence."""

    a: str
    b: str
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Nodes by id and the edges between them, the strongest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def around(db: Readable, centres: Sequence[str], *, labels: Sequence[str] = (), each: int = 20) -> Network:
    """The network around these entities: those of these labels (none given: of any) whose being named in one sentence
    with each is least to be expected.
    """
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], int] = {}
    found = [entity for entity in (find_entity(db, key) for key in centres) if entity is not None]
    for entity in found:
        nodes[entity.id] = _node(entity, centre=True)
    for entity in found:
        others = named_together(db, entity.id, sample=SAMPLE).near
        wanted = [other for other in others if not labels or other.label in labels or other.id in nodes]
        for other in wanted[:each]:
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
    """Stories in which each two of the outer nodes share a sentence; one story is no link."""
    shared = sentences_shared(db, [node.id for node in nodes], sample=SAMPLE)
    strongest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: 2 * len(nodes)]
    return {pair: count for pair, count in strongest if count > 1}
