"""Query to hits: articles that match, with the sentences in which they do and what to mark in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Any

from corpus.search.newest_first import newest_first
from corpus.search.query import (
    BROAD,
    FACETS,
    HAVING,
    Match,
    Query,
    article_count,
    count_text,
    first_values,
    match_articles,
)
from corpus.search.snippets import (
    FIELD_COLUMNS,
    Snippet,
    make_snippet,
    mention_snippets,
    named_in,
    sentence_bounds,
    term_snippets,
    with_names,
)
from corpus.search.suggestions import Suggestion
from corpus.store.fulltext import docid_of, query_terms, searched_as
from corpus.store.reader import Readable

__all__ = [
    "BROAD",
    "FACETS",
    "FIELD_COLUMNS",
    "Found",
    "Hit",
    "Match",
    "Query",
    "Results",
    "Snippet",
    "find",
    "make_snippet",
    "read_hits",
    "search",
    "sentence_bounds",
]

# Where an estimate will do, a query that matches no more articles than this is folded and counted by facet over all of
# them, ...
WHOLE = 3_000
# ... any other over so many. Else both are BROAD.
SEEN = 1_000
# Up to so many are looked up one by one; beyond, the newest are met sooner by walking from the newest article.
LOOKED_UP = 25_000
# of so many articles the docids fit into one value, whose size a page's connection bounds
ONE_VALUE = 100_000
WALKED = 8  # as many articles are walked past in the time in which one is looked up, ...
REMEMBERED = 16  # ... and as many of those that somebody has walked past before in the time of one that nobody has
# so many matches of a text are gone through in the time in which one article is asked whether it has it
GONE_THROUGH = 220
_COLUMNS = "a.docid, a.id, a.published, a.story_id, a.outlet, a.language, a.topics"
# Either index covers the columns, so that no text is read.
_INDEXED = "articles a indexed by articles_newest"
_NEWEST = f"from {_INDEXED} where {{}} order by a.published desc, a.id"
_ASKED_EACH = (
    "select f.rowid from json_each(:docids) j cross join articles_fts f on f.rowid = j.value"
    " where f.articles_fts match :text"
)
_ONE_WORD = re.compile(r'"\w+"')
_COUNTED = (
    "select count(*), json_group_array(rowid) filter (where rowid in (select value from json_each(:docids)))"
    " from articles_fts where articles_fts match :text"
)
_GONE_THROUGH = f"{HAVING} and +rowid in (select value from json_each(:docids))"
_AMONG = (
    "from json_each(:docids) j cross join articles a indexed by articles_by_docid on a.docid = j.value"
    " where {} order by a.published desc, a.id"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that matches, with up to three sentences that say why; `copies` others of its story match too."""

    id: str
    title: str
    url: str
    outlet: str
    published: str | None
    published_precision: str | None
    story_id: str | None
    snippets: tuple[Snippet, ...]
    copies: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """How many articles match in all, the hits of this page, and the entities that the query names.

    `stories` counts the stories among the articles seen; `seen` are fewer than `total` for a broad query. Where `about`
    is set, the total was worked out from a sample of the articles; `ranked` says whether the best come first.
    `suggestions` say what may have been meant, where hardly anything matches. `searched_as` are the plain words that
    were looked for where the query's operators do not fit together, as in "rice OR NOT market"; else "".
    `longer` are the things with a name that begins with the whole text and goes on, and that are not searched for.
    """

    total: int
    hits: tuple[Hit, ...]
    entities: tuple[str, ...]
    stories: int = 0
    seen: int = 0
    suggestions: tuple[Suggestion, ...] = ()
    longer: tuple[Suggestion, ...] = ()
    searched_as: str = ""
    about: bool = False
    ranked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What matches a query, before any text is read. `rows` are (docid, id, published, story, outlet, language,
    topics as JSON), in the order asked for: all of at most BROAD, else the newest so many; where an estimate will do,
    all of at most WHOLE, else the first SEEN. `about` and `ranked` are those of `Results`.
    """

    query: Query
    match: Match
    total: int
    rows: tuple[Any, ...]
    about: bool = False
    ranked: bool = False


def search(db: Readable, query: Query) -> Results:
    """The articles that match, newest first, at most `query.limit` from `query.offset`; an empty query matches all."""
    return read_hits(db, find(db, query))


def find(db: Readable, query: Query, *, seen: int | None = None) -> Found:
    """The articles that match a query, without their texts; of a broad one the first, so many as are to be `seen`, else
    as many as its page needs at least.
    """
    match = match_articles(db, query)
    if seen is None:
        seen = min(BROAD, max(SEEN, query.offset + query.limit)) if query.estimate else BROAD
    ranked = query.sort == "relevance" and bool(match.expression) and not match.have
    if match.have:
        rows, total = _walk_text(db, match, seen)
    elif match.docids is None:
        rows, total = _walk(db, match, seen)
    else:
        rows, total = _walk_among(db, match, match.docids, seen, ranked=ranked)
    return Found(
        query=query, match=match, total=total, rows=tuple(rows), about=match.about, ranked=ranked and total <= BROAD
    )


def _whole(seen: int) -> int:
    """So many matches are looked at to the last."""
    return min(BROAD, max(WHOLE, seen))


def _walk(db: Readable, match: Match, seen: int) -> tuple[list[Any], int]:
    """The newest matches, met walking from the newest article, and how many there are."""
    newest = _walked(db, match, limit=_whole(seen) + 1)
    if len(newest) <= _whole(seen):
        return _in_order(db, newest), len(newest)
    among = f"entity_articles e where {match.newest}" if match.newest else f"{_INDEXED} where {match.where}"
    count = match.count or f"select count(*) from {among}"
    return _in_order(db, newest[:seen]), db.execute(count, match.parameters).fetchone()[0]


def _walk_text(db: Readable, match: Match, seen: int) -> tuple[list[Any], int]:
    """The newest articles that have a text which many have, and how many do: of the newest articles so many are looked
    at that enough will have it.
    """
    naming = match.docids or frozenset()
    counted = len(naming) <= BROAD  # else the estimate has them
    if naming and match.about and counted:
        naming = frozenset(row[0] for row in _among(db, naming, match, "a.docid"))
    walk = _newest_meeting(db, match)
    newest: list[int] = []
    have = set(naming)
    among = match.meeting * seen // match.have
    while True:
        among += among // 4 + 1
        more = list(islice(walk, among - len(newest)))
        unknown = [docid for docid in more if docid not in naming]
        have.update(_with_text(db, match, unknown, counted=not (match.about or newest)))
        newest += more
        found = [docid for docid in newest if docid in have]
        if len(found) >= seen or len(newest) < among:
            break
        among *= 2
    rows = _in_order(db, found[:seen])
    if match.about and not counted:
        return rows, match.have
    total = match.have if match.about else count_text(db, match.expression)
    return rows, total + len(naming) - len(_with_text(db, match, list(naming)))


def _newest_meeting(db: Readable, match: Match) -> Iterator[int]:
    """The articles that meet the condition of a match, newest first."""
    if match.where == "1":
        return newest_first(db).walk(db)
    if not match.of_outlets:
        return first_values(db, f"select a.docid {_NEWEST.format(match.where)}", match.parameters)
    sql = f"select a.outlet from (select value as outlet from json_each(:met)) a where {match.where}"
    return newest_first(db).walk_outlets(
        db, lambda met: set(first_values(db, sql, {**match.parameters, "met": json.dumps(met)}))
    )


def _with_text(db: Readable, match: Match, docids: list[int], *, counted: bool = False) -> set[int]:
    """Those of some articles that have the text of a match: all that have it are gone through, and by the way `counted`
    if wanted, or each is asked where the text is one word that very many have; of other texts that may take seconds.
    """
    having = article_count(db) * match.have // max(match.meeting, 1)
    each = _ONE_WORD.fullmatch(match.expression) and len(docids) * GONE_THROUGH < having
    found: set[int] = set()
    if counted and not each and len(docids) <= ONE_VALUE:
        given = {"text": match.expression, "docids": json.dumps(docids)}
        total, having = db.execute(_COUNTED, given).fetchone()
        count_text(db, match.expression, known=total)
        return set(json.loads(having))
    for at in range(0, len(docids), ONE_VALUE):
        given = {"text": match.expression, "docids": json.dumps(docids[at : at + ONE_VALUE])}
        found.update(first_values(db, _ASKED_EACH if each else _GONE_THROUGH, given))
    return found


def _walk_among(
    db: Readable, match: Match, docids: frozenset[int], seen: int, *, ranked: bool
) -> tuple[list[Any], int]:
    """The same among some articles. A row's columns take longer to read than its place: those of the first suffice."""
    if len(docids) <= _whole(seen):
        rows = _among(db, docids, match, _COLUMNS)
        return _by_rank(rows, _ranks(db, match)) if ranked else rows, len(rows)
    if ranked and (best := _best(db, match, docids, seen)):
        return best
    if match.where == "1" and _is_walked(db, docids, seen):
        walk = newest_first(db).walk(db)
        return _in_order(db, list(islice((docid for docid in walk if docid in docids), seen))), len(docids)
    if len(docids) <= LOOKED_UP:
        newest = [row[0] for row in _among(db, docids, match, "a.docid")]
    else:
        newest = [docid for docid in _walked(db, match) if docid in docids]
    return _in_order(db, newest if len(newest) <= _whole(seen) else newest[:seen]), len(newest)


def _is_walked(db: Readable, docids: frozenset[int], seen: int) -> bool:
    """Whether the newest of some articles are sooner met walking from the newest of all than by looking up each."""
    steps = article_count(db) * seen // len(docids)
    new = max(0, steps - len(newest_first(db).docids))
    return new + steps // REMEMBERED < WALKED * len(docids)


def _best(db: Readable, match: Match, docids: frozenset[int], seen: int) -> tuple[list[Any], int] | None:
    """The best of the matches, and how many there are; None for more than BROAD, which are not ranked."""
    if match.where == "1":
        return None if len(docids) > BROAD else (_best_of(db, match, docids, seen), len(docids))
    if len(docids) <= LOOKED_UP:
        newest = [row[0] for row in _among(db, docids, match, "a.docid")]
    else:
        newest = [docid for docid in _walked(db, match) if docid in docids]
    if len(newest) > BROAD:
        return None
    ranks = _ranks(db, match)
    best = sorted(newest, key=lambda docid: ranks.get(docid, 0.0))  # of equal ones, as all by name alone, the newest
    best = best if len(best) <= _whole(seen) else best[:seen]
    return _by_rank(_among(db, best, None, _COLUMNS), ranks), len(newest)


def _best_of(db: Readable, match: Match, docids: frozenset[int], seen: int) -> list[Any]:
    """The best of more articles than are to be seen, all of which match; of equal ones the newest."""
    ranks = _ranks(db, match)
    last = nsmallest(seen, (ranks.get(docid, 0.0) for docid in docids))[-1]
    # those that are no worse than the last one seen: of equal ones their rows tell which are the newest
    best = [docid for docid in docids if ranks.get(docid, 0.0) <= last]
    return _by_rank(_among(db, best, None, _COLUMNS), ranks)[:seen]


def _walked(db: Readable, match: Match, *, limit: int = -1) -> list[int]:
    """The articles that match, newest first."""
    if match.newest:
        sql = f"select e.article_id from entity_articles e where {match.newest} order by e.published desc, e.article_id"
        return [docid_of(key) for key in first_values(db, f"{sql} limit {limit}", match.parameters)]
    return list(first_values(db, f"select a.docid {_NEWEST.format(match.where)} limit {limit}", match.parameters))


def _in_order(db: Readable, docids: Sequence[int]) -> list[Any]:
    """The rows of these articles, in their order."""
    rows = {row[0]: row for row in _among(db, docids, None, _COLUMNS)}
    return [rows[docid] for docid in docids]


def _among(db: Readable, docids: Collection[int], match: Match | None, columns: str) -> list[Any]:
    """These columns of these articles, as far as they match, newest first."""
    where, parameters = (match.where, match.parameters) if match else ("1", {})
    given = {**parameters, "docids": json.dumps(list(docids))}
    return db.execute(f"select {columns} {_AMONG.format(where)}", given).fetchall()


def _ranks(db: Readable, match: Match) -> dict[int, float]:
    """BM25 of each article that has the text, the best lowest; a word in the title counts three times."""
    ranked = "select rowid, bm25(articles_fts, 3.0, 1.0, 1.0) from articles_fts where articles_fts match ?"
    return dict(db.execute(ranked, [match.expression]).fetchall())


def _by_rank(rows: Sequence[Any], ranks: dict[int, float]) -> list[Any]:
    """The rows by rank; of equal ones the newest first, those found by name alone last."""
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
        searched_as=searched_as(query.text),
        about=found.about,
        ranked=found.ranked,
    )


def _folded(rows: Sequence[Any]) -> list[Any]:
    """The first row of each story."""
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(row[3] or row[1], row)
    return list(first.values())


def _hit(db: Readable, row: dict[str, Any], query: Query, wanted: Sequence[str], copies: int) -> Hit:
    mentions = named_in(db, row["id"])
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
        published_precision=row["published_precision"],
        story_id=row["story_id"],
        snippets=tuple(snippets[:3]),
        copies=copies,
    )
