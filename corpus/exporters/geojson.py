"""GeoJSON: the places and plants that articles name, with counts, for QGIS and web maps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.exporters.package import Written
from corpus.exporters.source import VISIBLE, Source
from corpus.labels import LABELS

FILE = "places.geojson"
_PROPERTIES = (
    *("id", "label", "name", "kind", "status", "country", "parent_id", "wikidata", "geonames"),
    *("first_seen", "last_seen", "mentions", "articles", "stories"),
)


def write(source: Source, folder: Path) -> list[Written]:
    """Write one feature for each place and plant; its rows are the features."""
    count = 0
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        for feature in features(source):
            out.write(",\n" if count else "\n")
            out.write(json.dumps(feature, ensure_ascii=False))
            count += 1
        out.write("\n]}\n")
    return [Written(path=FILE, rows=count, meaning="Places and plants with counts")]


def features(source: Source) -> Iterator[dict[str, Any]]:
    """A Feature for each place and plant that is named. A plant without a point of its own is shown at its place, and
    `point_of` names that; what has no point either way has no geometry, which GeoJSON allows.
    """
    names = source.tables["entities"].names
    shown = [label.name for label in LABELS.values() if label.point]
    wanted = f"t.label in (select value from json_each(?)) and t.mentions > 0 and {VISIBLE}"
    for row in source.rows("entities", where=wanted, values=[json.dumps(shown)]):
        entity = dict(zip(names, row, strict=True))
        key, *point = _point(source, entity["id"]) or (None,)
        properties = {name: entity[name] for name in _PROPERTIES} | {"point_of": None if key == entity["id"] else key}
        geometry = {"type": "Point", "coordinates": point} if point else None
        yield {"type": "Feature", "id": entity["id"], "geometry": geometry, "properties": properties}


def _point(source: Source, key: str | None) -> tuple[str, float, float] | None:
    """(whose, longitude, latitude): of an entity, else of the nearest place around it below a country."""
    passed: set[str] = set()
    while key and key not in passed:
        passed.add(key)
        row = source.db.execute("select lat, lon, parent_id, kind from entities where id = ?", [key]).fetchone()
        if row is None or (len(passed) > 1 and row[3] in ("country", "province")):
            return None
        if row[0] is not None and row[1] is not None:
            return key, row[1], row[0]
        key = row[2]
    return None
