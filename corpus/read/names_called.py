"""What a name that is asked for means in a table of figures: ids of things, and every name that they have."""

from __future__ import annotations

import json

from corpus.search.candidates import entities_called
from corpus.store.reader import Readable


def names_called(db: Readable, name: str) -> tuple[list[str], list[str]]:
    """The ids that a name means, by any spelling of it, and all names of theirs in small letters. An office that nobody
    is called by ("premier") means those who hold it.
    """
    ids = entities_called(db, name) or _in_office(db, name)
    rows = db.execute(
        "select lower(name) from json_each(:ids) j join entities e on e.id = j.value union"
        " select lower(a.alias) from json_each(:ids) j join entity_aliases a on a.entity_id = j.value order by 1",
        {"ids": json.dumps(ids)},
    ).fetchall()
    return ids, [row[0] for row in rows]


def _in_office(db: Readable, office: str) -> list[str]:
    """Who holds an office whose name begins so, of North Korea's people; "leader" means the leaders too."""
    rows = db.execute(
        "select e.id from visible_entities e where e.label = 'PERSON' and coalesce(e.country, 'KP') = 'KP' and"
        " (e.kind = :office or e.id in (select subject_id from entity_relations where relation = 'holds office'"
        " and lower(substr(role, 1, length(:office))) = :office"
        " and substr(role, length(:office) + 1, 1) in ('', ' ', ',')))"
        " order by e.mentions desc, e.id",
        {"office": office.strip().lower()},
    ).fetchall()
    return [row[0] for row in rows]
