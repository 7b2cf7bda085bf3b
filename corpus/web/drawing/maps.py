"""Maps as SVG: an outline of the country and its neighbours, and dots that are links. No tiles, no script."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from markupsafe import Markup, escape

WIDTH = 520.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A place on the map: its size grows with `weight`."""

    name: str
    lat: float
    lon: float
    link: str
    weight: int = 1
    label: str = "place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Degrees to the picture: equirectangular, true in the middle."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self.squeeze)

    @property
    def squeeze(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A point's place in the picture."""
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def holds(self, dot: Dot) -> bool:
        """Whether a dot lies in the frame."""
        return self.west <= dot.lon <= self.east and self.south <= dot.lat <= self.north


_COUNTRY = Frame(west=123.6, south=37.4, east=131.2, north=43.3)
_LETTERS = {"China": (125.3, 42.3), "South Korea": (127.9, 37.62), "Russia": (130.75, 43.05)}


@cache
def _outline() -> dict[str, list[list[list[float]]]]:
    """The countries' rings (Natural Earth, public domain)."""
    text = (resources.files("corpus.web") / "outline.json").read_text("utf-8")
    countries: dict[str, list[list[list[float]]]] = json.loads(text)["countries"]
    return countries


@cache
def _ground(frame: Frame) -> Markup:
    parts = [Markup('<rect class="sea" width="{:.0f}" height="{:.1f}"/>').format(WIDTH, frame.height)]
    for name, rings in sorted(_outline().items(), key=lambda item: item[0] == "North Korea"):
        path = "".join(
            "M" + "L".join("{:.1f} {:.1f}".format(*frame.at(lon, lat)) for lon, lat in ring) + "Z" for ring in rings
        )
        parts.append(Markup('<path class="{}" d="{}"/>').format("home" if name == "North Korea" else "land", path))
    for name, (lon, lat) in _LETTERS.items():
        x, y = frame.at(lon, lat)
        parts.append(
            Markup('<text class="country" x="{:.0f}" y="{:.0f}" text-anchor="middle">{}</text>').format(x, y, name)
        )
    return Markup("").join(parts)


def draw_map(dots: Sequence[Dot], *, title: str, names: bool = False) -> Markup:
    """The country with these dots, biggest first so that small ones lie on top; "" when none lies in it."""
    frame = _COUNTRY
    inside = sorted((dot for dot in dots if frame.holds(dot)), key=lambda dot: -dot.weight)
    if not inside:
        return Markup("")
    most = max(dot.weight for dot in inside) or 1
    parts = [_ground(frame)]
    for dot in inside:
        x, y = frame.at(dot.lon, dot.lat)
        radius = 3.5 + 8 * math.sqrt(max(dot.weight, 0) / most) if len(inside) > 1 else 6
        text = (
            Markup('<text class="named" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
                *_beside(x, y, radius), dot.name
            )
            if names
            else ""
        )
        name = escape(dot.name)
        parts.append(
            Markup(
                f'<a href="{escape(dot.link)}" aria-label="{name}"><title>{name}</title><circle class="dot'
                f' {escape(dot.label)}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>{text}</a>'
            )
        )
    return Markup('<svg viewBox="0 0 {:.0f} {:.0f}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, frame.height, title, Markup("").join(parts)
    )


def _beside(x: float, y: float, radius: float) -> tuple[float, float, str]:
    """Where a dot's name stands: to its right, or to its left near the right edge."""
    return (x - radius - 4, y + 6, "end") if x > WIDTH * 0.62 else (x + radius + 4, y + 6, "start")
