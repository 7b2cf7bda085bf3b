"""FollowTheMoney: articles, mentions, people, organisations, companies and places as entities, for OpenAleph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from followthemoney import model
from followthemoney.proxy import EntityProxy

from corpus.exporters.package import Written
from corpus.exporters.source import VISIBLE, Source, batched
from corpus.labels import LABELS
from corpus.records import digest
from corpus.times import shown_time

FILE = "entities.ftm.json"
# a mention resolves to people and bodies alone; which places an article names is said by a link
_PLACES = """
    select distinct m.article_id, m.entity_id from mentions m join visible_entities e on e.id = m.entity_id
    where e.label = 'PLACE' order by 1, 2
"""
_PLAIN = re.compile("[a-z]+/[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# goods have no schema and are mentions alone; some organisations have a closer one by their kind
SCHEMATA = {label.name: label.schema for label in LABELS.values() if label.schema}
_BY_KIND = {
    **dict.fromkeys(("company", "trading_company", "shipping_company", "bank", "insurance"), "Company"),
    **dict.fromkeys(("ministry", "government", "customs", "military"), "PublicBody"),
}


def write(source: Source, folder: Path) -> list[Written]:
    """Write one entity a line. An article's and a mention's id is "article-" or "mention-" and that in the corpus."""
    count = 0
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as out:
        for proxy in _proxies(source):
            out.write(json.dumps(proxy.to_dict(), ensure_ascii=False) + "\n")
            count += 1
    return [Written(path=FILE, rows=count, meaning="FollowTheMoney entities")]


def _proxies(source: Source) -> Iterator[EntityProxy]:
    for row in _dicts(source, "entities", where=VISIBLE):
        if row["label"] in SCHEMATA:
            yield _entity(source, row)
    for row in _dicts(source, "articles"):
        yield _article(source, row)
    for row in _dicts(source, "mentions"):
        yield _mention(source, row)
    for article, entity in batched(source.db, _PLACES):
        values = {"document": f"article-{article}", "entity": entity_key(entity), "role": "names the place"}
        yield _filled(_proxy("Documentation", f"documentation-{article}-{digest(entity)}"), values)


def _entity(source: Source, row: dict[str, Any]) -> EntityProxy:
    schema = _schema(row["label"], row["kind"])
    proxy = _proxy(schema, entity_key(row["id"]))
    aliases = source.db.execute("select alias from entity_aliases where entity_id = ? order by alias", [row["id"]])
    values = {
        "name": row["name"],
        "alias": [alias for (alias,) in aliases if alias != row["name"]],
        "country": row["country"] and row["country"].split("|"),
        "wikidataId": row["wikidata"],
        "notes": [f"jangmadang id: {row['id']}", row["note"]],
    }
    if schema == "Address":
        values |= {"full": row["name"], "latitude": _text(row["lat"]), "longitude": _text(row["lon"])}
    elif row["parent_id"]:
        values["addressEntity"] = entity_key(row["parent_id"])
    return _filled(proxy, values)


def _article(source: Source, row: dict[str, Any]) -> EntityProxy:
    outlet = source.db.execute("select name, homepage from outlets where id = ?", [row["outlet"]]).fetchone()
    name, homepage = outlet or (row["outlet"], None)
    values = {
        "title": row["title"],
        "sourceUrl": row["url"],
        "publishedAt": _as_known(row["published"], row["published_precision"]),
        "retrievedAt": row["updated_at"],
        "author": json.loads(row["authors"]),
        "language": row["language"],
        "publisher": name,
        "publisherUrl": homepage,
        "bodyText": row.get("text"),
    }
    return _filled(_proxy("Article", f"article-{row['id']}"), values)


def _as_known(published: str | None, precision: str | None) -> str | None:
    """A time of publication as FollowTheMoney writes one of which only the day, the month or the year is known."""
    return published if not published or precision in (None, "minute") else shown_time(published, precision)


def _mention(source: Source, row: dict[str, Any]) -> EntityProxy:
    values = {"document": f"article-{row['article_id']}", "name": row["text"]}
    entity = source.db.execute("select label, kind from visible_entities where id = ?", [row["entity_id"]]).fetchone()
    label, kind = entity or (row["label"], None)
    if label in SCHEMATA:
        values["detectedSchema"] = _schema(label, kind)
        if entity and label != "PLACE":
            values["resolved"] = entity_key(row["entity_id"])
    return _filled(_proxy("Mention", f"mention-{row['id']}"), values)


def entity_key(id: str) -> str:
    """The FollowTheMoney id of an entity: these hold letters, digits, dots and hyphens; others are digested."""
    return f"entity-{id.replace('/', '.') if _PLAIN.fullmatch(id) else digest(id)}"


def _schema(label: str, kind: str | None) -> str:
    return _BY_KIND.get(kind or "", SCHEMATA[label]) if label == "ORG" else SCHEMATA[label]


def _proxy(schema: str, key: str) -> EntityProxy:
    return model.get_proxy({"id": key, "schema": schema, "properties": {}})


def _filled(proxy: EntityProxy, values: dict[str, Any]) -> EntityProxy:
    """The entity with its properties; the library cleans values and leaves out what it finds invalid."""
    for name, value in values.items():
        if value is not None:
            proxy.add(name, value)
    return proxy


def _dicts(source: Source, table: str, *, where: str = "") -> Iterator[dict[str, Any]]:
    names = source.tables[table].names
    return (dict(zip(names, row, strict=True)) for row in source.rows(table, where=where))


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)
