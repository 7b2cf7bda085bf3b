"""Query to hits: articles that match, with the sentences in which they do and what to mark in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlite_utils import Database

from corpus.fulltext import query_terms
from corpus.matching import FACETS, Match, Query, entity_ids, match_articles
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


def search(db: Database, query: Query) -> Results:
    """The articles that match, newest first, at most `query.limit` from `query.offset`; an empty query matches all."""
    return read_hits(db, find(db, query))


def find(db: Database, query: Query) -> Found:
    """The articles that match a query, without their texts."""
    match = match_articles(db, query)
    # either index covers the columns, so that no text is read
    rows: list[Any] | None = None
    if "a.docid in" in match.where:
        rows = _rows(db, match, "articles_by_docid", limit=LOOKED_UP + 1)
    if rows is None or len(rows) > LOOKED_UP:
        rows = _rows(db, match, "articles_newest", limit=BROAD, order="order by a.published desc, a.id")
        count = match.count or f"select count(*) from articles a indexed by articles_newest where {match.where}"
        total = db.execute(count, match.parameters).fetchone()[0] if len(rows) == BROAD else len(rows)
    else:
        rows.sort(key=lambda row: row[1])
        rows.sort(key=lambda row: row[2] or "", reverse=True)
        total = len(rows)
        del rows[BROAD:]
    if query.sort == "relevance" and match.expression and total <= BROAD:
        rows = _by_relevance(db, match, rows)
    return Found(query=query, match=match, total=total, rows=tuple(rows))


def _rows(db: Database, match: Match, index: str, *, limit: int, order: str = "") -> list[Any]:
    return db.execute(
        f"select {_COLUMNS} from articles a indexed by {index} where {match.where} {order} limit {limit}",
        match.parameters,
    ).fetchall()


def _by_relevance(db: Database, match: Match, rows: Sequence[Any]) -> list[Any]:
    """The rows by BM25, a word in the title counting three times; those found by name alone last."""
    ranks = dict(
        db.execute(
            "select rowid, bm25(articles_fts, 3.0, 1.0, 1.0) from articles_fts where articles_fts match ?",
            [match.expression],
        ).fetchall()
    )
    return sorted(rows, key=lambda row: ranks.get(row[0], 0.0))


def read_hits(db: Database, found: Found) -> Results:
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


def _hit(db: Database, row: dict[str, Any], query: Query, wanted: Sequence[str], copies: int) -> Hit:
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
