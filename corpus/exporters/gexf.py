"""GEXF: the network of entities that articles name together, for Gephi, networkx and their like."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from corpus.exporters.package import Written
from corpus.exporters.source import Source, batched

FILE = "co-mentions.gexf"
_ATTRIBUTES = {"label": "string", "kind": "string", "country": "string", "articles": "integer", "stories": "integer"}
_BARE = {place: None for place in range(32) if place not in (9, 10, 13)}  # signs that XML cannot hold

_NODES = """
    select id, name, label, kind, country, articles, stories from visible_entities
    where mentions > 0 order by id
"""
# Copies of one story count once: the weight is the number of stories that name both.
_EDGES = """
    with named as materialized (
        select distinct m.entity_id, coalesce(a.story_id, a.id) as story, a.id as article
        from mentions m join articles a on a.id = m.article_id join visible_entities e on e.id = m.entity_id
        where e.mentions > 0
    )
    select one.entity_id, other.entity_id, count(distinct one.story), count(*)
    from named one join named other on other.article = one.article and other.entity_id > one.entity_id
    group by 1, 2 order by 1, 2
"""


def write(source: Source, folder: Path) -> list[Written]:
    """Write the network; its rows are the edges."""
    with (folder / FILE).open("wb") as out:
        xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        xml.startDocument()
        _start(xml, "gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
        _start(xml, "graph", {"defaultedgetype": "undirected"})
        _attributes(xml, "node", _ATTRIBUTES)
        _attributes(xml, "edge", {"articles": "integer"})
        _start(xml, "nodes", {})
        for id, name, *values in batched(source.db, _NODES):
            _element(xml, "node", {"id": id, "label": name}, dict(zip(_ATTRIBUTES, values, strict=True)))
        xml.endElement("nodes")
        _start(xml, "edges", {})
        count = 0
        for count, (one, other, stories, articles) in enumerate(batched(source.db, _EDGES), 1):
            ends = {"id": str(count), "source": one, "target": other, "weight": str(stories)}
            _element(xml, "edge", ends, {"articles": articles})
        for name in ("edges", "graph", "gexf"):
            xml.endElement(name)
        xml.endDocument()
    return [Written(path=FILE, rows=count, meaning="Pairs of entities that articles name together, by stories")]


def _attributes(xml: XMLGenerator, kind: str, types: Mapping[str, str]) -> None:
    _start(xml, "attributes", {"class": kind})
    for name, type in types.items():
        _element(xml, "attribute", {"id": name, "title": name, "type": type}, {})
    xml.endElement("attributes")


def _element(xml: XMLGenerator, name: str, attributes: Mapping[str, str], values: Mapping[str, Any]) -> None:
    _start(xml, name, attributes)
    if values:
        _start(xml, "attvalues", {})
        for key, value in values.items():
            if value is not None:
                _element(xml, "attvalue", {"for": key, "value": str(value)}, {})
        xml.endElement("attvalues")
    xml.endElement(name)
    xml.characters("\n")


def _start(xml: XMLGenerator, name: str, attributes: Mapping[str, str]) -> None:
    xml.startElement(name, AttributesImpl({key: value.translate(_BARE) for key, value in attributes.items()}))
