"""The outline of the map: countries around Korea out of world-atlas (Natural Earth, public domain), as a small file.

npm pack world-atlas && tar xzf world-atlas-*.tgz
python bench/make_outline.py package/countries-10m.json > corpus/web/outline.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# ISO 3166 numeric, as world-atlas names them
COUNTRIES = {"408": "North Korea", "410": "South Korea", "156": "China", "643": "Russia", "392": "Japan"}
WEST, EAST, SOUTH, NORTH = 123.6, 131.2, 37.4, 43.3
TOLERANCE = 0.02  # degrees, about 2 km: what a picture of this size can show


def main(path: str) -> None:
    atlas = json.loads(Path(path).read_text("utf-8"))
    arcs = [_decode(arc, atlas["transform"]) for arc in atlas["arcs"]]
    outlines = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        name = COUNTRIES.get(geometry.get("id", ""))
        if name:
            rings = [ring for polygon in _polygons(geometry) for ring in (_ring(part, arcs) for part in polygon[:1])]
            kept = [_thin(_clip(ring)) for ring in rings]
            outlines[name] = [ring for ring in kept if len(ring) > 3]
    source = (
        "Natural Earth 1:10m, public domain, by way of world-atlas 2.0.2; clipped and thinned by bench/make_outline.py"
    )
    json.dump({"source": source, "bounds": [WEST, SOUTH, EAST, NORTH], "countries": outlines}, sys.stdout)
    print()


def _decode(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[float, float]]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def _ring(parts: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in parts:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _clip(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Sutherland and Hodgman's clipping to the map's frame, a little outside it."""
    for axis, bound, keep_above in (
        (0, WEST - 0.3, True),
        (0, EAST + 0.3, False),
        (1, SOUTH - 0.3, True),
        (1, NORTH + 0.3, False),
    ):
        clipped: list[tuple[float, float]] = []
        for before, point in zip([ring[-1], *ring], ring, strict=False) if ring else ():
            inside, was = ((p[axis] >= bound) == keep_above for p in (point, before))
            if inside != was:
                share = (bound - before[axis]) / (point[axis] - before[axis])
                clipped.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                clipped.append(point)
        ring = clipped
    return ring


def _thin(ring: list[tuple[float, float]]) -> list[list[float]]:
    """Points nearer to the last kept one than the tolerance are left out."""
    kept: list[list[float]] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > TOLERANCE:
            kept.append([round(x, 3), round(y, 3)])
    return kept


if __name__ == "__main__":
    main(sys.argv[1])
