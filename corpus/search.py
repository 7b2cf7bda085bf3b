"""Query to hits: articles that match, with the sentences in which they do and what to mark in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from corpus.fulltext import match_expression, query_terms
from corpus.times import write_time

FIELD_COLUMNS = {"title": "title", "text": "text", "caption": "captions"}
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\s\u00a0]+|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What an analyst asks. `text` is searched in full text and, where it is a known name, as that entity."""

    text: str = ""
    label: str | None = None
    entity: str | None = None
    outlet: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """A sentence (or a title) with the parts to mark: (start, end, label or "") in code points of `text`."""

    field: str
    text: str
    marks: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that matches, with up to three sentences that say why."""

    id: str
    title: str
    url: str
    outlet: str
    published: str | None
    story_id: str | None
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """How many articles match in all, the hits of this page, and the entities that the query names."""

    total: int
    hits: tuple[Hit, ...]
    entities: tuple[str, ...]


def search(db: Database, query: Query) -> Results:
    """The articles that match, newest first, at most `query.limit` from `query.offset`; an empty query matches all."""
    named = tuple(entity_ids(db, query.text)) if query.text else ()
    where, parameters = _conditions(query, named)
    total = db.execute(f"select count(*) from articles a where {where}", parameters).fetchone()[0]
    rows = db.query(
        f"select * from articles a where {where}"
        " order by a.published desc nulls last, a.id limit :limit offset :offset",
        {**parameters, "limit": query.limit, "offset": query.offset},
    )
    wanted = (query.entity,) if query.entity else named
    return Results(total=total, hits=tuple(_hit(db, row, query, wanted) for row in rows), entities=named)


def entity_ids(db: Database, name: str) -> list[str]:
    """The ids of the entities that bear this name, in any script and case; most-mentioned first.

    An id, or one that was merged away, is found as well.
    """
    bare = name.strip().strip('"')
    rows = db.execute(
        "select e.id from entities e where e.status not in ('hidden', 'merged') and (e.id = :name or e.id in"
        " (select entity_id from entity_aliases where alias = :name collate nocase)"
        " or e.id in (select successor_id from entity_redirects where id = :name))"
        " order by e.mentions desc, e.id",
        {"name": unicodedata.normalize("NFC", bare)},
    ).fetchall()
    return [row[0] for row in rows]


def _conditions(query: Query, named: Sequence[str]) -> tuple[str, dict[str, Any]]:
    conditions, parameters = ["1"], dict[str, Any]()
    if query.text:
        expression = match_expression(query.text)
        either = []
        if expression:
            either.append("a.docid in (select rowid from articles_fts where articles_fts match :match)")
            parameters["match"] = expression
        for index, entity in enumerate(named):
            either.append(f"a.id in (select article_id from mentions where entity_id = :named{index})")
            parameters[f"named{index}"] = entity
        conditions.append(f"({' or '.join(either)})" if either else "0")
    if query.label or query.entity:
        inner = ["1"]
        if query.label:
            inner.append("label = :label")
            parameters["label"] = query.label
        if query.entity:
            inner.append("entity_id = :entity")
            parameters["entity"] = query.entity
        conditions.append(f"a.id in (select article_id from mentions where {' and '.join(inner)})")
    for condition, value in (
        ("a.outlet = :outlet", query.outlet),
        ("a.published >= :start", write_time(query.start) if query.start else None),
        ("a.published < :end", write_time(query.end) if query.end else None),
    ):
        if value is not None:
            conditions.append(condition)
            parameters[condition.rsplit(":", 1)[1]] = value
    return " and ".join(conditions), parameters


def _hit(db: Database, row: dict[str, Any], query: Query, wanted: Sequence[str]) -> Hit:
    mentions = list(db.query("select * from mentions where article_id = ? order by field, start", [row["id"]]))
    terms = query_terms(query.text)
    named = [m for m in mentions if m["entity_id"] in wanted or (not wanted and m["label"] == query.label)]
    snippets = _mention_snippets(row, named) if named else _term_snippets(row, terms, mentions)
    return Hit(
        id=row["id"],
        title=row["title"],
        url=row["url"],
        outlet=row["outlet"],
        published=row["published"],
        story_id=row["story_id"],
        snippets=tuple(snippets[:3]),
    )


def _mention_snippets(row: dict[str, Any], mentions: Sequence[dict[str, Any]]) -> list[Snippet]:
    """The sentences that hold these mentions, body before captions before the title."""
    order = {"text": 0, "caption": 1, "title": 2}
    sentences: dict[tuple[str, int, int], list[tuple[int, int, str]]] = {}
    for mention in sorted(mentions, key=lambda m: (order[m["field"]], m["start"])):
        bounds = (mention["field"], mention["sent_start"], mention["sent_end"])
        sentences.setdefault(bounds, []).append((mention["start"], mention["end"], mention["label"]))
    return [
        make_snippet(field, row[FIELD_COLUMNS[field]], start, end, marks)
        for (field, start, end), marks in sentences.items()
    ]


def make_snippet(field: str, text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]) -> Snippet:
    """The sentence `text[start:end]` on one line, its marks moved to count from its start."""
    moved = tuple((s - start, e - start, label) for s, e, label in marks if start <= s and e <= end)
    return Snippet(field=field, text=re.sub(r"\s", " ", text[start:end]), marks=moved)


def _term_snippets(row: dict[str, Any], terms: Sequence[str], mentions: Sequence[dict[str, Any]]) -> list[Snippet]:
    """The sentences that hold most of the words asked for; the title when no sentence does."""
    if not terms:
        return [Snippet(field="title", text=row["title"], marks=())] if row["title"] else []
    whole = _term_pattern(" ".join(terms))
    anything = re.compile("|".join(_term_pattern(term).pattern for term in sorted(terms, key=len, reverse=True)), re.I)
    found: list[tuple[tuple[bool, int], Snippet]] = []
    for field in ("text", "caption", "title"):
        text = row[FIELD_COLUMNS[field]]
        for start, end in sentence_bounds(text):
            plain = _plain(text[start:end])
            matches = list(anything.finditer(plain))
            if matches:
                rank = (whole.search(plain) is None, -len({match.group().lower() for match in matches}))
                marks = [(start + match.start(), start + match.end(), "") for match in matches]
                found.append((rank, make_snippet(field, text, start, end, marks)))
    best = min((rank for rank, _ in found), default=None)
    return [snippet for rank, snippet in found if rank == best]


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, by punctuation alone: for showing, not for counting."""
    bounds, start = [], 0
    for gap in [*_SENTENCE_END.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            bounds.append((start, end))
        start = gap.end() if gap else end
    return bounds


def _term_pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"\W+".join(re.escape(word) for word in _plain(term).split()), re.I)


def _plain(text: str) -> str:
    """The text without diacritics, as the index folds them; of the same length, so that offsets hold."""
    return "".join(_base(character) for character in text)


def _base(character: str) -> str:
    if character < "\u00c0" or "\uac00" <= character <= "\ud7a3":
        return character
    decomposed = unicodedata.normalize("NFD", character)
    return decomposed[0] if len(decomposed) > 1 and unicodedata.combining(decomposed[1]) else character
