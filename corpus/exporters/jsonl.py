"""JSON Lines: one article with its mentions a line, and the entities beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlite_utils import Database

_JSON_COLUMNS = ("authors", "topics", "removed")


def write(db: Database, folder: Path) -> dict[str, int]:
    """Write articles.jsonl and entities.jsonl; returns their line counts."""
    return {"articles.jsonl": _articles(db, folder), "entities.jsonl": _entities(db, folder)}


def _articles(db: Database, folder: Path) -> int:
    count = 0
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for row in db.query("select * from articles order by id"):
            article = {key: json.loads(value) if key in _JSON_COLUMNS else value for key, value in row.items()}
            del article["docid"]
            article["mentions"] = list(
                db.query("select * from mentions where article_id = ? order by field, start", [row["id"]])
            )
            count += _write_line(lines, article)
    return count


def _entities(db: Database, folder: Path) -> int:
    count = 0
    with (folder / "entities.jsonl").open("w", encoding="utf-8") as lines:
        for entity in db.query("select * from entities order by id"):
            entity["aliases"] = list(
                db.query("select alias, script, source from entity_aliases where entity_id = ?", [entity["id"]])
            )
            count += _write_line(lines, entity)
    return count


def _write_line(lines: Any, record: dict[str, Any]) -> int:
    lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 1
