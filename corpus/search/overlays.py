"""Lists that others keep, of sanctions or of firms, laid over the corpus: their entries are matched by the same look-up
as any name, shown beside it, and told when it is first named. Nothing of them is mixed into the knowledge base.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.records import Abort
from corpus.schema.sqlite_library import Database
from corpus.search.candidates import NameQuery, find_candidates
from corpus.search.same_name import NAME_ALONE
from corpus.times import now, write_time

# FollowTheMoney's schemata that are a thing of ours, with its labels.
LABELS_OF = {
    "Person": ("PERSON",),
    **dict.fromkeys(("Organization", "Company", "PublicBody", "LegalEntity"), ("ORG", "FACTORY")),
    "Address": ("PLACE",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlay:
    """A list: the `name` it goes by here, its `title`, `licence` and date (`as_of`), and where it is from."""

    name: str
    title: str
    licence: str
    as_of: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry of a list: its id there, its label, its names (the first is shown) and the programmes it is under."""

    id: str
    label: str
    names: tuple[str, ...]
    programs: str = ""


def read_entries(path: Path) -> Iterator[Entry]:
    """The people and bodies of a file of FollowTheMoney entities, one JSON object a line; other schemata are left.

    Raises:
        Abort: a line is no such entity, or the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Abort(f"{path}: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            schema, own = value["schema"], value["properties"]
            names = tuple(
                dict.fromkeys(str(name) for key in ("name", "alias", "weakAlias") for name in own.get(key, ()))
            )
            key = str(value["id"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Abort(f"{path}: line {number} is no FollowTheMoney entity: {error!r}") from error
        if schema in LABELS_OF and names:
            programs = ", ".join(str(item) for item in (*own.get("program", ()), *own.get("programId", ())))
            yield Entry(id=key, label=LABELS_OF[schema][0], names=names, programs=programs)


def add_overlay(db: Database, overlay: Overlay, entries: Iterable[Entry]) -> int:
    """Make these the entries of a list and match all lists; what was told of an earlier one of that name stays told.
    How many entries are known here.
    """
    told = dict(
        db.execute(
            "select entry_id, told_at from overlay_entries where overlay = ? and told_at not null", [overlay.name]
        ).fetchall()
    )
    with db.atomic():
        db.execute("delete from overlay_entries where overlay = ?", [overlay.name]).close()
        row = (overlay.name, overlay.title, overlay.licence, overlay.as_of, overlay.source)
        db.execute("insert or replace into overlays values (?, ?, ?, ?, ?)", row).close()
        db.conn.executemany(
            "insert or replace into overlay_entries values (?, ?, ?, ?, ?, ?, null, ?)",
            [
                (overlay.name, e.id, e.label, e.names[0], "\n".join(e.names), e.programs, told.get(e.id))
                for e in entries
            ],
        )
    return match_overlays(db)


def remove_overlay(db: Database, name: str) -> bool:
    """Take a list away; whether it was there."""
    with db.atomic():
        db.execute("delete from overlay_entries where overlay = ?", [name]).close()
        return db.execute("delete from overlays where name = ?", [name]).rowcount > 0


def match_overlays(db: Database) -> int:
    """Find again what each entry is here: the one thing that one of its names is beyond doubt; how many were found."""
    rows = db.execute("select overlay, entry_id, label, names, entity_id from overlay_entries").fetchall()
    found = 0
    with db.atomic():
        for overlay, entry, label, names, before in rows:
            entity = _meant(db, names.split("\n"), label)
            found += entity is not None
            if entity != before:
                db.execute(
                    "update overlay_entries set entity_id = ? where overlay = ? and entry_id = ?",
                    [entity, overlay, entry],
                ).close()
    return found


def _meant(db: Database, names: Iterable[str], label: str) -> str | None:
    """The entity that the names mean; None when they mean several, or none is sure."""
    labels = next(labels for labels in LABELS_OF.values() if labels[0] == label)
    best = (find_candidates(db, NameQuery(text=name, labels=labels, limit=1)) for name in names)
    found = {candidates[0].id for candidates in best if candidates and candidates[0].match}
    return found.pop() if len(found) == 1 else None


def first_mentions(db: Database) -> list[dict[str, Any]]:
    """The entries whose thing is named in an article now and was not told of before; from then on they are told.

    `doubt` says that a list's person was found by the name alone.
    """
    rows = list(
        db.query(
            "select o.title, e.overlay, e.entry_id, e.name, e.entity_id, v.name as entity, v.first_seen,"
            " case when v.label = 'PERSON' then :alone else '' end as doubt"
            " from overlay_entries e join overlays o on o.name = e.overlay"
            " join visible_entities v on v.id = e.entity_id where e.told_at is null and v.mentions > 0"
            " order by e.overlay, e.entry_id",
            {"alone": NAME_ALONE},
        )
    )
    with db.atomic():
        for row in rows:
            db.execute(
                "update overlay_entries set told_at = ? where overlay = ? and entry_id = ?",
                [write_time(now()), row["overlay"], row["entry_id"]],
            ).close()
    return rows
