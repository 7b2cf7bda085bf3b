"""Charts, maps and networks as SVG: what is drawn leads somewhere, and all of it is escaped."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from corpus.read.network import Edge, Network, Node
from corpus.web.drawing.graphs import draw_network, place_names
from corpus.web.drawing.maps import Dot, draw_map
from corpus.web.drawing.svg import Bar, bar_chart

HOSTILE = '"><script>alert(1)</script>'


def links(svg: str) -> list[str]:
    return [element.attrib["href"] for element in ET.fromstring(svg).iter("a")]


def test_bar_is_as_high_as_its_share_and_none_stands_for_nothing() -> None:
    bars = [Bar(name=f"m{n}", value=n, title=f"{n}", link=f"/{n}") for n in (0, 1, 4)]
    chart = str(bar_chart(bars, title="By month", unit="stories"))
    heights = [float(rect.attrib["height"]) for rect in ET.fromstring(chart).iter("rect") if rect.get("class") == "bar"]
    assert links(chart) == ["/1", "/4"]
    assert heights[1] == pytest.approx(4 * heights[0], abs=0.5)
    assert bar_chart([], title="By month", unit="stories") == ""


def test_map_shows_the_dots_that_lie_in_its_frame() -> None:
    inside = Dot(name="Rason", lat=42.25, lon=130.3, link="/entity/place/rason")
    outside = Dot(name="Havana", lat=23.1, lon=-82.4, link="/entity/place/havana")
    assert links(str(draw_map([inside, outside], title="Places"))) == ["/entity/place/rason"]
    assert draw_map([outside], title="Places") == ""


def test_node_leads_where_the_page_says() -> None:
    nodes = (
        Node(id="place/rason", label="PLACE", name="Rason", stories=4, centre=True),
        Node(id="product/coal", label="PRODUCT", name="coal", stories=2),
    )
    network = Network(nodes=nodes, edges=(Edge(a="place/rason", b="product/coal", stories=2),))
    assert links(str(draw_network(network, lambda node: f"/{node.id}"))) == ["/place/rason", "/product/coal"]


def test_names_keep_out_of_each_others_way_and_within_the_picture() -> None:
    names = {"a": "Rajin Port Authority", "b": "Quanhe Port", "c": "Yanji"}
    places = {"a": (890.0, 300.0), "b": (400.0, 200.0), "c": (430.0, 204.0)}
    found = place_names(names, places, dict.fromkeys(names, 8.0))
    assert found["a"][1] == "end"
    assert (found["b"][1], found["c"][1]) == ("end", "start")


def test_names_in_pictures_are_escaped() -> None:
    bar = Bar(name=HOSTILE, value=1, title=HOSTILE, link=f"/{HOSTILE}")
    dot = Dot(name=HOSTILE, lat=40, lon=127, link=f"/{HOSTILE}")
    node = Node(id=HOSTILE, label="PLACE", name=HOSTILE, stories=0, centre=True)
    for picture in (
        bar_chart([bar], title=HOSTILE, unit=HOSTILE),
        draw_map([dot], title=HOSTILE, names=True),
        draw_network(Network(nodes=(node,), edges=()), lambda node: f"/{node.id}"),
    ):
        assert "<script" not in picture
        ET.fromstring(str(picture))
