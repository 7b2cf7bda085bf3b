"""An article as its page shows it: fields with their names, versions, story, what was taken out of the page."""

from __future__ import annotations

import json
from typing import Any

from corpus.store.reader import Readable

FIELDS = ("title", "text", "caption")


def read_article(db: Readable, key: str) -> dict[str, Any] | None:
    """An article's row with its lists read, its outlet, and its mentions by field; None when there is none."""
    row = next(db.query("select * from articles where id = ?", [key]), None)
    if row is None:
        return None
    for column in ("authors", "topics", "removed"):
        row[column] = json.loads(row[column])
    outlet = next(db.query("select * from outlets where id = ?", [row["outlet"]]), None)
    mentions = list(db.query("select * from mentions where article_id = ? order by field, start", [key]))
    return {
        **row,
        "outlet_row": outlet or {"id": row["outlet"], "name": row["outlet"], "kind": None, "country": None},
        "mentions": {field: [m for m in mentions if m["field"] == field] for field in FIELDS},
        "entities": _entities(db, key),
    }


def _entities(db: Readable, key: str) -> list[dict[str, Any]]:
    """The entities it names, the most-mentioned first."""
    return list(
        db.query(
            "select e.id, e.label, e.name, count(*) as mentions from mentions m"
            " join visible_entities e on e.id = m.entity_id"
            " where m.article_id = ? group by e.id order by mentions desc, e.name",
            [key],
        )
    )


def read_story(db: Readable, story_id: str | None) -> dict[str, Any] | None:
    """A story's row and its members, earliest first, each with its relation; None when there is none."""
    row = next(db.query("select * from stories where id = ?", [story_id]), None)
    if row is None:
        moved = db.execute("select successor_id from story_redirects where id = ?", [story_id]).fetchone()
        return read_story(db, moved[0]) if moved and moved[0] != story_id else None
    members = db.query(
        "select a.id, a.title, a.outlet, a.published, a.url, a.language, m.relation, m.of_id, m.score, m.why"
        " from story_members m join articles a on a.id = m.article_id where m.story_id = ?"
        " order by a.published nulls last, a.id",
        [row["id"]],
    )
    return {**row, "members": list(members)}


def read_versions(db: Readable, key: str) -> list[dict[str, Any]]:
    """The texts an edited article has had, oldest first, each with the names in it."""
    versions = list(db.query("select * from article_versions where article_id = ? order by fetched_at", [key]))
    for version in versions:
        version["names"] = set(
            db.execute(
                "select text, label from version_mentions where article_id = ? and fetched_at = ?",
                [key, version["fetched_at"]],
            ).fetchall()
        )
    return versions
