"""Names to entities by name keys: candidates for a name, best first, with what speaks for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.labels import LABELS
from corpus.names import name_keys
from corpus.search.hits import Query, Results, search
from corpus.search.query import entity_ids
from corpus.store.reader import Readable

EXACT, SAME_KEY, LATER_KEY, PART = 95.0, 85.0, 62.0, 40.0
SURE = 85.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An entity that a name may mean. `score` is 0 to 100; `features` say what it is made of."""

    id: str
    name: str
    label: str
    kind: str | None
    parent: str | None
    stories: int
    score: float
    features: tuple[tuple[str, float], ...]
    match: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NameQuery:
    """A name, of these labels (none given: of any), and property values that the entity should have."""

    text: str
    labels: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = 5


def find_candidates(db: Readable, query: NameQuery) -> list[Candidate]:
    """The entities that a name may mean, best first; one is a match when it is sure and no other is as sure."""
    scores: dict[str, float] = {}
    labels = query.labels or tuple(LABELS)
    text = unicodedata.normalize("NFC", query.text.strip())
    for entity, score in (*_by_text(db, text), *_by_keys(db, text, labels)):
        scores[entity] = max(score, scores.get(entity, 0.0))
    if not scores:
        scores = dict(_by_part(db, text))
    found = [
        candidate
        for key, score in scores.items()
        if (candidate := _candidate(db, key, score, query)) is not None and candidate.label in labels
    ]
    found.sort(key=lambda candidate: (-candidate.score, -candidate.stories, candidate.id))
    return _decided(found)[: query.limit]


def entities_called(db: Readable, name: str) -> list[str]:
    """The ids of the entities that bear this name, most-mentioned first.

    Where no name is written so, the one entity whose name it is beyond doubt in another spelling, if there is one.
    """
    found = entity_ids(db, name)
    return found or [each.id for each in find_candidates(db, NameQuery(text=name)) if each.match]


def search_names(db: Readable, query: Query) -> Results:
    """The articles that match; where none does and the text is a name in a spelling that nobody wrote, those that name
    the thing.
    """
    results = search(db, query)
    if results.total or query.entity or not query.text or not (called := entities_called(db, query.text)):
        return results
    return search(db, replace(query, text="", entity=called[0]))


def _decided(found: list[Candidate]) -> list[Candidate]:
    if found and found[0].score >= SURE and (len(found) == 1 or found[0].score - found[1].score >= 5):
        return [replace(found[0], match=True), *found[1:]]
    return found


def _by_text(db: Readable, text: str) -> list[tuple[str, float]]:
    """Entities with this id or this very name, in any case."""
    rows = db.execute(
        "select id from entities where id = :text union select entity_id from entity_aliases"
        " where alias = :text collate nocase union select successor_id from entity_redirects where id = :text"
        " union select id from entities where name = :text",
        {"text": text},
    )
    return [(row[0], 100.0 if row[0] == text else EXACT) for row in rows.fetchall()]


def _by_keys(db: Readable, text: str, labels: Sequence[str]) -> list[tuple[str, float]]:
    """Entities with a name that shares a key with the text; the best keys of both say most."""
    found = []
    for label in labels:
        for rank, key in enumerate(name_keys(text, label)):
            rows = db.execute("select entity_id, rank from entity_keys where label = ? and key = ?", [label, key])
            for entity, other in rows.fetchall():
                found.append((entity, SAME_KEY if rank + other == 0 else LATER_KEY - 6 * (rank + other - 1)))
    return found


def _by_part(db: Readable, text: str) -> list[tuple[str, float]]:
    """Entities one of whose names holds the text."""
    if len(text) < 2:
        return []
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = db.execute(
        "select distinct entity_id from entity_aliases where alias like ? escape '\\' limit 50", [f"%{escaped}%"]
    )
    return [(row[0], PART) for row in rows.fetchall()]


def _candidate(db: Readable, key: str, score: float, query: NameQuery) -> Candidate | None:
    row = next(
        db.query(
            "select e.*, p.name as parent from visible_entities e left join entities p on p.id = e.parent_id"
            " where e.id = ?",
            [key],
        ),
        None,
    )
    if row is None:
        return None
    features = [("name", score)]
    for name, value in query.properties:
        agrees = _agrees(db, row, name, value)
        if agrees is not None:
            features.append((name, float(agrees)))
            score = min(100.0, score + 3) if agrees else score * 0.6
    return Candidate(
        id=key,
        name=row["name"],
        label=row["label"],
        kind=row["kind"],
        parent=row["parent"],
        stories=row["stories"],
        score=round(score, 1),
        features=tuple(features),
    )


def _agrees(db: Readable, row: Mapping[str, Any], name: str, value: str) -> bool | None:
    """Whether an entity has this value for a property; None when it has none, or there is no such property."""
    own = row.get(name)
    if not own:
        return None
    if name in ("parent_id", "maker_id"):
        meant = {value, *(candidate.id for candidate in find_candidates(db, NameQuery(text=value)))}
        return str(own) in meant
    return str(own).casefold() == value.casefold()


def suggest(db: Readable, prefix: str, *, offset: int = 0, limit: int = 12) -> list[dict[str, Any]]:
    """Entities with an id or a name that begins so, in any case; the most-reported first."""
    escaped = unicodedata.normalize("NFC", prefix).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return list(
        db.query(
            "select e.id, e.name, e.label, e.kind, p.name as parent from visible_entities e"
            " left join entities p on p.id = e.parent_id where e.id = :prefix"
            " or e.name like :like escape '\\' or e.id in"
            " (select entity_id from entity_aliases where alias like :like escape '\\')"
            " order by e.id = :prefix desc, e.name = :prefix desc, e.stories desc, e.name limit :limit offset :offset",
            {"prefix": prefix, "like": f"{escaped}%", "limit": limit, "offset": offset},
        )
    )
