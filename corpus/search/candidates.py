"""A name to the entities that it may mean, best first, with what speaks for each: the one look-up for everyone.

Search, `entity`, the pages, `match` and reconciliation all ask here, so what one of them finds the others find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.labels import LABELS
from corpus.names import name_keys, read_good, script_of
from corpus.names.conflicts import compare, hangul_conflict
from corpus.search.near_names import is_likely_slip, respelled
from corpus.search.places_renamed import holds_places, with_other_names
from corpus.search.suggestions import name_words, suggest_names
from corpus.store.reader import Readable, like_text

EXACT, SPELLED, NEAR, LIKELY_SLIP, PART, SLIP = 95.0, 85.0, 50.0, 45.0, 40.0, 30.0
SURE = 85.0
LONGEST = 400  # characters of a name that is looked up in other spellings; of those known the longest has 114


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
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NameQuery:
    """A name, of these labels (none given: of any), and property values that the entity should have."""

    text: str
    labels: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = 5


def find_candidates(db: Readable, query: NameQuery, *, guess: bool = True) -> list[Candidate]:
    """The entities that a name may mean, best first; one is a match when it is sure and no other is as sure.

    Names written so come first, then those that are spelled otherwise, then those of which it may be a short form.
    Where there is none of these, names that have the place at its beginning under another of the place's names; where
    there is none, either, and with `guess`, names that hold it, and names of which it may be a slip. A text longer
    than LONGEST is no name's other spelling.
    """
    text = unicodedata.normalize("NFC", query.text.strip())
    if len(text) > LONGEST:
        return _decided(_candidates(db, _by_text(db, text), query))[: query.limit]
    labels = query.labels or tuple(LABELS)
    found = _candidates(db, (*_by_text(db, text), *_by_keys(db, text, labels)), query)
    found = found or _candidates(db, _by_place(db, text, labels), query)
    if not found and guess:
        found = _candidates(db, (*_by_part(db, text), *_by_slips(db, text, labels)), query)
    return _decided(found)[: query.limit]


def entities_called(db: Readable, name: str) -> list[str]:
    """The ids of the entities that bear this name, most-mentioned first.

    Where no name is written so, the one entity whose name it is beyond doubt in another spelling, if there is one.
    """
    found = entity_ids(db, name)
    if found or len(name) > LONGEST or _ASKS_MORE.search(name):
        return found
    query, labels = NameQuery(text=name.strip().strip('"')), tuple(LABELS)
    spelled = _candidates(db, _by_keys(db, query.text, labels), query)
    sure = _decided(spelled or _candidates(db, _by_place(db, query.text, labels), query))
    return [each.id for each in sure if each.match]


_ASKS_MORE = re.compile(r"[()*]|(?:^|\s)(?:AND|OR|NOT|-\S*)(?:\s|$)|\S\s*\"\s*\S")  # a query, and no name


def entity_ids(db: Readable, name: str) -> list[str]:
    """The ids of the entities that bear this name, in any script and case; most-mentioned first.

    An id, or one that was merged away, is found as well.
    """
    bare = name.strip().strip('"')
    rows = db.execute(
        "select e.id from visible_entities e where e.id = :name or e.id in"
        " (select entity_id from entity_aliases where alias = :name collate nocase)"
        " or e.id in (select successor_id from entity_redirects where id = :name)"
        " order by e.mentions desc, e.id",
        {"name": unicodedata.normalize("NFC", bare)},
    ).fetchall()
    return [row[0] for row in rows]


def _decided(found: list[Candidate]) -> list[Candidate]:
    if found and found[0].score >= SURE and (len(found) == 1 or found[0].score - found[1].score >= 5):
        return [replace(found[0], match=True), *found[1:]]
    return found


Scored = tuple[str, float, str]  # an entity, how surely it is meant, and why


def _candidates(db: Readable, scored: Iterable[Scored], query: NameQuery) -> list[Candidate]:
    """The entities with the best of their scores, best first."""
    best: dict[str, tuple[float, str]] = {}
    for entity, score, why in scored:
        if score > best.get(entity, (0.0, ""))[0]:
            best[entity] = (score, why)
    made = [_candidate(db, key, score, why, query) for key, (score, why) in best.items()]
    found = [each for each in made if each is not None and (not query.labels or each.label in query.labels)]
    return sorted(found, key=lambda candidate: (-candidate.score, -candidate.stories, candidate.id))


def _by_text(db: Readable, text: str) -> list[Scored]:
    """Entities with this id or this very name, in any case."""
    rows = db.execute(
        "select id from entities where id = :text union select entity_id from entity_aliases"
        " where alias = :text collate nocase union select successor_id from entity_redirects where id = :text"
        " union select id from entities where name = :text",
        {"text": text},
    )
    return [(row[0], 100.0 if row[0] == text else EXACT, "a name of it") for row in rows.fetchall()]


_CROWDED = 60  # a key that more entities share than this says nothing


def _by_keys(db: Readable, text: str, labels: Sequence[str]) -> list[Scored]:
    """Entities one of whose names shares a key with the text, and is the same name or one that it is short for."""
    found: dict[str, Scored] = {}
    for label in labels:
        for key in name_keys(text, label):
            for entity in _with_key(db, label, key):
                if entity not in found and (scored := _compared(db, text, label, entity)) is not None:
                    found[entity] = scored
    return list(found.values())


def _with_key(db: Readable, label: str, key: str) -> list[str]:
    """The entities that can be met under a key: by the base's names, and by those of the corpus."""
    rows = db.execute(
        "select entity_id from entity_keys where label = ?1 and key = ?2 union"
        " select n.entity_id from name_blocks b cross join names n on n.label = b.label and n.text = b.text"
        " where b.label = ?1 and b.key = ?2 and n.entity_id is not null",
        [label, key],
    ).fetchall()
    return [row[0] for row in rows] if len(rows) <= _CROWDED else []


def _compared(db: Readable, text: str, label: str, entity: str) -> Scored | None:
    """What the names of an entity say of the text; None when each conflicts with it."""
    rows = db.execute(
        "select alias from entity_aliases where entity_id = ?1 and source != 'rule' union"
        " select name from entities where id = ?1",
        [entity],
    ).fetchall()
    if hangul_conflict(text, (alias for (alias,) in rows), label):
        return None
    own, words_alone = script_of(text), label == "PRODUCT" and not read_good(text).runs
    best: tuple[bool, bool, str] | None = None
    for (alias,) in rows:
        foreign = script_of(alias) != own
        if foreign and words_alone:
            continue  # 섬유 is fibre and textile: words are not looked up through their translation
        relation = compare(text, alias, label).relation
        if relation in ("same", "near"):
            best = min(best or (True, True, alias), (relation != "same", foreign, alias))
    if best is None:
        return None
    if best[0]:
        return entity, NEAR, f"may be short for “{best[2]}”"
    return entity, SPELLED, f"“{best[2]}” spelled another way"


def _by_place(db: Readable, text: str, labels: Sequence[str]) -> list[Scored]:
    """Entities one of whose names is the text with its place under another of the place's names."""

    def places(name: str) -> list[str]:
        found = (*_by_text(db, name), *_by_keys(db, name, ("PLACE",)))
        return [entity for entity, score, _ in found if score >= SPELLED and holds_places(db, entity)]

    best: dict[str, Scored] = {}
    for name, place in with_other_names(db, text, places):
        for entity, score, _ in (*_by_text(db, name), *_by_keys(db, name, labels)):
            if score >= SPELLED and entity != place:
                best.setdefault(entity, (entity, SPELLED, f"“{name}” by another name of its place"))
        if best:
            break
    return list(best.values())


def _by_part(db: Readable, text: str) -> list[Scored]:
    """Entities one of whose names holds the text."""
    if len(text) < 2:
        return []
    rows = db.execute(
        "select distinct entity_id from entity_aliases where alias like ? escape '\\' limit 50",
        [f"%{like_text(text)}%"],
    )
    return [(row[0], PART, "part of a name of it") for row in rows.fetchall()]


def _by_slips(db: Readable, text: str, labels: Sequence[str]) -> Iterator[Scored]:
    """Entities of whose names the text may be a slip: over PART where that is likely, else below."""
    words = name_words(db)
    for each in suggest_names(db, text, labels=labels):
        score = LIKELY_SLIP if is_likely_slip(text, each.by, words) else SLIP
        yield each.id or "", score - each.cost, f"“{each.by}” mistyped"
    for spelling in respelled(text, words):
        for entity, score, _ in (*_by_text(db, spelling.text), *_by_keys(db, spelling.text, labels)):
            if score >= SPELLED:
                yield entity, LIKELY_SLIP - spelling.cost, f"“{spelling.text}” mistyped"


def _candidate(db: Readable, key: str, score: float, why: str, query: NameQuery) -> Candidate | None:
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
        why=why,
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
    escaped = like_text(unicodedata.normalize("NFC", prefix))
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
