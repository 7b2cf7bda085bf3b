"""Query to hits: articles that match, with the sentences in which they do and what to mark in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from corpus.fulltext import query_terms
from corpus.matching import FACETS, Match, Query, entity_ids, match_articles
from corpus.reader import Readable
from corpus.snippets import (
    FIELD_COLUMNS,
    Snippet,
    make_snippet,
    mention_snippets,
    sentence_bounds,
    term_snippets,
    with_names,
)

__all__ = [
    "FACETS",
    "FIELD_COLUMNS",
    "Found",
    "Hit",
    "Match",
    "Query",
    "Results",
    "Snippet",
    "entity_ids",
    "find",
    "make_snippet",
    "read_hits",
    "search",
    "sentence_bounds",
]

# Of a query that matches more articles than this the newest so many are folded and counted by facet, and none ranked.
BROAD = 10_000
# Up to so many are looked up one by one; beyond, the newest are met sooner by walking from the newest article.
LOOKED_UP = 25_000
_COLUMNS = "a.docid, a.id, a.published, a.story_id, a.outlet, a.language, a.topics"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that matches, with up to three sentences that say why; `copies` others of its story match too."""

    id: str
    title: str
    url: str
    outlet: str
    published: str | None
    story_id: str | None
    snippets: tuple[Snippet, ...]
    copies: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """How many articles match in all, the hits of this page, and the entities that the query names.

    `stories` counts the stories among the articles seen; `seen` are fewer than `total` for a very broad query.
    """

    total: int
    hits: tuple[Hit, ...]
    entities: tuple[str, ...]
    stories: int = 0
    seen: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What matches a query, before any text is read. `rows` are (docid, id, published, story, outlet, language,
    topics as JSON), in the order asked for, at most BROAD of them.
    """

    query: Query
    match: Match
    total: int
    rows: tuple[Any, ...]


def search(db: Readable, query: Query) -> Results:
    """The articles that match, newest first, at most `query.limit` from `query.offset`; an empty query matches all."""
    return read_hits(db, find(db, query))


def find(db: Readable, query: Query) -> Found:
    """The articles that match a query, without their texts."""
    match = match_articles(db, query)
    if match.docids is not None and len(match.docids) > LOOKED_UP:
        rows, total = _walk_among(db, match, match.docids)
    elif match.docids is not None or "a.docid in" in match.where:
        rows, total = _look_up(db, match)
    else:
        rows, total = _walk(db, match)
    if query.sort == "relevance" and match.expression and total <= BROAD:
        rows = _by_relevance(db, match, rows)
    return Found(query=query, match=match, total=total, rows=tuple(rows))


# Either index covers the columns, so that no text is read.
_NEWEST = "from articles a indexed by articles_newest where {} order by a.published desc, a.id"
_BY_DOCID = "from articles a indexed by articles_by_docid where {}"


def _look_up(db: Readable, match: Match) -> tuple[list[Any], int]:
    """The newest of few matches, each looked up, and how many there are."""
    where, parameters = match.where, match.parameters
    if match.docids is not None:
        where = f"a.docid in (select value from json_each(:docids)) and {where}"
        parameters = {**parameters, "docids": json.dumps(sorted(match.docids))}
    rows = db.execute(f"select {_COLUMNS} {_BY_DOCID.format(where)} limit {LOOKED_UP + 1}", parameters).fetchall()
    if len(rows) > LOOKED_UP:
        return _walk(db, match)
    rows.sort(key=lambda row: row[1])
    rows.sort(key=lambda row: row[2] or "", reverse=True)
    return rows[:BROAD], len(rows)


def _walk(db: Readable, match: Match) -> tuple[list[Any], int]:
    """The newest of many matches, met walking from the newest article, and how many there are."""
    rows = db.execute(f"select {_COLUMNS} {_NEWEST.format(match.where)} limit {BROAD}", match.parameters).fetchall()
    if len(rows) < BROAD:
        return rows, len(rows)
    count = match.count or f"select count(*) from articles a indexed by articles_newest where {match.where}"
    return rows, db.execute(count, match.parameters).fetchone()[0]


def _walk_among(db: Readable, match: Match, docids: frozenset[int]) -> tuple[list[Any], int]:
    """The same among the articles whose text matches."""
    cursor = db.execute(f"select {_COLUMNS} {_NEWEST.format(match.where)}", match.parameters)
    rows = list(islice((row for row in cursor if row[0] in docids), BROAD))
    cursor.close()
    if len(rows) < BROAD or match.where == "1":
        return rows, len(rows) if len(rows) < BROAD else len(docids)
    every = db.execute(
        f"select a.docid from articles a indexed by articles_newest where {match.where}", match.parameters
    )
    return rows, sum(row[0] in docids for row in every.fetchall())


def _by_relevance(db: Readable, match: Match, rows: Sequence[Any]) -> list[Any]:
    """The rows by BM25, a word in the title counting three times; those found by name alone last."""
    ranks = dict(
        db.execute(
            "select rowid, bm25(articles_fts, 3.0, 1.0, 1.0) from articles_fts where articles_fts match ?",
            [match.expression],
        ).fetchall()
    )
    return sorted(rows, key=lambda row: ranks.get(row[0], 0.0))


def read_hits(db: Readable, found: Found) -> Results:
    """The page of hits that a query asks for."""
    query = found.query
    stories = Counter(row[3] or row[1] for row in found.rows)
    page = list(islice(_folded(found.rows) if query.fold else found.rows, query.offset, query.offset + query.limit))
    wanted = query.asked_entities or found.match.named
    hits = []
    for row in page:
        article = next(db.query("select * from articles where docid = ?", [row[0]]))
        copies = stories[row[3] or row[1]] - 1 if query.fold else 0
        hits.append(_hit(db, article, query, wanted, copies))
    return Results(
        total=found.total,
        hits=tuple(hits),
        entities=found.match.named,
        stories=len(stories),
        seen=len(found.rows),
    )


def _folded(rows: Sequence[Any]) -> list[Any]:
    """The first row of each story."""
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(row[3] or row[1], row)
    return list(first.values())


def _hit(db: Readable, row: dict[str, Any], query: Query, wanted: Sequence[str], copies: int) -> Hit:
    mentions = list(db.query("select * from mentions where article_id = ? order by field, start", [row["id"]]))
    labels = query.asked_labels
    named = [m for m in mentions if m["entity_id"] in wanted or (not wanted and m["label"] in labels)]
    snippets = mention_snippets(row, named) if named else term_snippets(row, query_terms(query.text))
    if query.names:
        snippets = [with_names(snippet, mentions) for snippet in snippets[:3]]
    return Hit(
        id=row["id"],
        title=row["title"],
        url=row["url"],
        outlet=row["outlet"],
        published=row["published"],
        story_id=row["story_id"],
        snippets=tuple(snippets[:3]),
        copies=copies,
    )
