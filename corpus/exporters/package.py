"""The data package: datapackage.json (Frictionless) and a README with the data dictionary, for each export."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus.exporters.folder import PACKAGE_FILE, README_FILE
from corpus.exporters.increments import Stock
from corpus.exporters.source import Source
from corpus.exporters.tables import Column

LAYOUT = 1  # of the files; an increment fits only exports of its own layout
_TEXTS = "The articles' texts belong to their publishers and are not licensed; do not pass them on."
_FACTS = (
    "Facts, offsets and contexts of at most 25 words. Coordinates and names come in part from GeoNames and other "
    "sources under CC BY 4.0, some names from dictionaries under CC BY-SA 4.0: docs/knowledge-base.md names them all."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A file of an export: its path in the folder, its rows, and its columns if it is a table."""

    path: str
    rows: int
    meaning: str = ""
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()


def describe(source: Source, stock: Stock, *, format: str, since: str | None) -> dict[str, Any]:
    """A package without its resources: what the corpus holds at this cursor, from when to when, made by what."""
    first, last = source.db.execute("select min(published), max(published) from articles").fetchone()
    package = {
        "name": "jangmadang-corpus",
        "title": "Jangmadang: news on North Korea's economy, with the names in it",
        "description": f"{_FACTS} {_TEXTS if source.text else 'The articles are left out; their addresses are in.'}",
        "version": stock.cursor,
        "created": stock.at,
        "licenses": [{"name": "CC-BY-SA-4.0", "title": "Facts and names; the texts are not licensed", "path": _CC}],
        "sources": _rows(source, "select name as title, homepage as path from outlets order by id"),
        "jangmadang": {
            "program": version("jangmadang"),
            "layout": LAYOUT,
            "format": format,
            "text": source.text,
            "cursor": stock.cursor,
            "since": since,
            "published": [first, last],
            "pipelines": _values(source, "select distinct pipeline from mentions order by 1"),
            "extractors": _values(source, "select distinct method from articles order by 1"),
            "rows": {name: source.db.execute(f"select count(*) from {name}").fetchone()[0] for name in source.tables},
        },
    }
    return package


_CC = "https://creativecommons.org/licenses/by-sa/4.0/"


def finish(folder: Path, package: dict[str, Any], written: Sequence[Written]) -> dict[str, Any]:
    """Write datapackage.json and README.md for the files in a folder, and return the whole package."""
    package = {**package, "resources": [_resource(folder, file) for file in sorted(written, key=lambda f: f.path)]}
    (folder / PACKAGE_FILE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / README_FILE).write_text(_readme(package), "utf-8")
    return package


def _resource(folder: Path, file: Written) -> dict[str, Any]:
    path = folder / file.path
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    resource: dict[str, Any] = {
        "name": _slug(file.path),
        "path": file.path,
        "description": file.meaning,
        "format": path.suffix.removeprefix("."),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "records": file.rows,
    }
    if file.columns:
        fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in file.columns]
        # what Frictionless reads as a table; of a Parquet file it then knows no digest, and an empty file is none
        readable = path.suffix in (".csv", ".jsonl") and path.stat().st_size > 0
        resource |= {"type": "table", "rows": file.rows} if readable else {"type": "file"}
        resource["schema"] = {"fields": fields} | ({"primaryKey": list(file.key)} if file.key else {})
    return resource


def _slug(path: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in path.lower())


def _readme(package: dict[str, Any]) -> str:
    """What a person reads first: what this is, how to cite it, and the data dictionary."""
    ours = package["jangmadang"]
    kind = f"What is new, changed and gone since cursor {ours['since']}" if ours["since"] else "A full export"
    lines = [f"# {package['title']}", "", package["description"], ""]
    lines += [f"{kind}, made by jangmadang {ours['program']}. Cursor of this state: `{ours['cursor']}`.", ""]
    lines += ["Cite it with the cursor, as CITATION.cff of the program says. Digests are in datapackage.json.", ""]
    described: set[str] = set()
    for resource in package["resources"]:
        lines.append(f"- `{resource['path']}`: {resource['records']:,} records, {resource['bytes']:,} bytes")
    for resource in package["resources"]:
        heading = resource["description"]
        if "schema" not in resource or heading in described:
            continue
        described.add(heading)
        lines += [
            "",
            f"## {heading}",
            "",
            f"`{resource['path']}`",
            "",
            "| column | type | meaning |",
            "| --- | --- | --- |",
        ]
        lines += [f"| `{f['name']}` | {f['type']} | {f['description']} |" for f in resource["schema"]["fields"]]
    return "\n".join(lines) + "\n"


def _rows(source: Source, sql: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if value} for row in source.db.query(sql)]


def _values(source: Source, sql: str) -> list[str]:
    return [row[0] for row in source.db.execute(sql).fetchall()]
