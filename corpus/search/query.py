"""A query as SQL: which articles match, as conditions on `articles a` that its covering indexes can answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from corpus.search.candidates import entities_called
from corpus.search.conditions import (
    FACETS,
    OF_MENTIONS,
    OF_OUTLETS,
    Conditions,
    add_filters,
    add_times,
    by_month,
    facet_condition,
)
from corpus.store.fulltext import docid_of, match_expression
from corpus.store.reader import Readable
from corpus.store.settled import settled

__all__ = ["BROAD", "FACETS", "HAVING", "Match", "Query", "article_count", "first_values", "match_articles"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What an analyst asks. `text` is searched in full text and, where it is a known name, as that entity.

    `filters` and `exclude` are (facet, value); two filters of one facet are both to hold, except that one article has
    one outlet, kind, country, language and month: there either will do. `fold` gives one hit a story, with its other
    matching articles counted; `names` has all the names in the sentences marked; `sort` is "date" or "relevance".
    With `estimate`, as on a page, the total of a broad query may be worked out from a sample, and it is folded and
    counted by facet over its first alone.
    """

    text: str = ""
    label: str | None = None
    entity: str | None = None
    outlet: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    limit: int = 20
    offset: int = 0
    filters: tuple[tuple[str, str], ...] = ()
    exclude: tuple[tuple[str, str], ...] = ()
    sort: str = "date"
    fold: bool = False
    names: bool = False
    estimate: bool = False

    @property
    def asked_entities(self) -> tuple[str, ...]:
        """The entities asked for by id."""
        return (
            *((self.entity,) if self.entity else ()),
            *(value for facet, value in self.filters if facet == "entity"),
        )

    @property
    def asked_labels(self) -> tuple[str, ...]:
        """The labels asked for."""
        return (*((self.label,) if self.label else ()), *(value for facet, value in self.filters if facet == "label"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A condition on `articles a` with its parameters, and the articles among which it is to hold (None: all of them).

    `expression` is what full text was asked for, `named` are the entities that the text names; `count` is a quicker
    way to how many match, where the query asks for nothing, or for one entity alone; `newest` is one to the newest,
    where they are an entity's, of some time or any: a condition on `entity_articles e`. Of a text that many articles
    have, `have` is about how many that meet the condition, of `meeting` that do at all; `docids` are then those that
    name what the text is a name of, and the others are not listed; `of_outlets`: the condition asks for an article's
    outlet alone. `about`: this estimate is to do for the total.
    """

    where: str = "1"
    parameters: dict[str, Any] = field(default_factory=dict)
    expression: str
    named: tuple[str, ...]
    docids: frozenset[int] | None = None
    count: str | None = None
    newest: str | None = None
    have: int = 0
    meeting: int = 0
    of_outlets: bool = False
    about: bool = False


def match_articles(db: Readable, query: Query) -> Match:
    """The condition that the articles of a query meet.

    Raises:
        ValueError: a filter is on no facet of ours.
    """
    named = tuple(entities_called(db, query.text)) if query.text else ()
    naming = _naming_any(db, named)
    conditions = Conditions()
    expression = match_expression(query.text) if query.text else ""
    own = (("label", query.label), ("entity", query.entity), ("outlet", query.outlet))
    filters = [*query.filters, *((facet, value) for facet, value in own if value)]
    outlets = _OutletList(filters)
    if expression and (
        match := _match_many(db, query, filters, Match(expression=expression, named=named, docids=naming))
    ):
        return match
    most = BROAD if outlets else ALL
    having = _having(db, expression, limit=most + 1)
    if len(having) <= most:
        outlets = _OutletList(())
    else:
        having = _having(db, expression, outlets)
    docids = having | outlets.of(db, naming) if query.text else None
    newest = _newest_of(db, query, filters) if not query.text else None
    listed = [] if newest or _is_dated(query) else [key for key in query.asked_entities if not _is_frequent(db, key)]
    for entity in listed:
        docids = _naming(db, entity) if docids is None else docids & _naming(db, entity)
    filters = [pair for pair in filters if not (pair[0] == "entity" and pair[1] in listed)]
    if docids is not None and len(docids) > BROAD and not outlets:
        outlets = _OutletList(filters)
        docids = outlets.of(db, docids)
    if outlets:
        filters = [pair for pair in filters if pair[0] not in OF_OUTLETS]
    _add_conditions(conditions, query, filters)
    return Match(
        where=" and ".join(conditions.parts),
        parameters={**conditions.parameters, **(newest.parameters if newest else {})},
        expression=expression,
        named=named,
        docids=docids,
        count=_quick_count(db, query, conditions) if docids is None else None,
        newest=" and ".join(newest.parts) if newest else None,
    )


# A query that matches more articles than this is not ranked; only the newest so many are folded and counted by facet.
BROAD = 10_000
ALL = 2**62  # more than there are articles
# A text that more articles have than this is counted, and looked for in the newest articles alone. So is one asked for
# together with an outlet, a time and the like, where more than ESTIMATED have both and an estimate will do.
MANY = 50_000
ESTIMATED = 3_000
SAMPLED = 32  # one article in so many is looked at for an estimate
# Articles that name an entity are listed, unless there are more of them than this, or the time is narrowed: then each
# article is asked whether it does, as the newest that do are soon found.
FREQUENT = 40_000


def _is_dated(query: Query) -> bool:
    return query.start is not None or any(facet == "month" for facet, _ in query.filters)


def _is_frequent(db: Readable, entity: str) -> bool:
    row = db.execute("select articles from entities where id = ?", [entity]).fetchone()
    return row is not None and row[0] > FREQUENT


def _quick_count(db: Readable, query: Query, conditions: Conditions) -> str | None:
    if conditions.parts == ["1"]:
        return "select rows from row_counts where name = 'articles'"
    alone = len(conditions.parts) == 2 and len(query.asked_entities) == 1 and not (query.text or query.exclude)
    return (
        "select articles from entities where id = :p0" if alone and _is_frequent(db, query.asked_entities[0]) else None
    )


def _newest_of(db: Readable, query: Query, filters: Sequence[tuple[str, str]]) -> Conditions | None:
    """How `entity_articles` has the articles of a query for one entity, of some time or of any: in their order.

    None for any other query, and while the table lacks something.
    """
    months = [value for facet, value in filters if facet == "month"]
    entities = [value for facet, value in filters if facet == "entity"]
    if len(entities) != 1 or len(filters) > len(months) + 1 or query.exclude or "undated" in months:
        return None
    if db.execute("select exists (select 1 from stale_articles)").fetchone()[0]:
        return None
    conditions = Conditions(letter="e")
    conditions.parts.append(f"e.entity_id = {conditions.name(entities[0])}")
    if months:
        conditions.parts.append(by_month(conditions, months, of="e"))
    if query.end and not query.start:
        conditions.parts.append("e.published > ''")  # as an article without a day has it there
    add_times(conditions, query.start, query.end, of="e")
    return conditions


class _OutletList:
    """The articles of the outlets that filters ask for, as SQL that reads one index; false where they ask for none."""

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        conditions = Conditions(letter="o")
        add_filters(conditions, [pair for pair in filters if pair[0] in OF_OUTLETS])
        self.where = " and ".join(conditions.parts[1:])
        self.sql = (
            f"select a.docid from articles a indexed by articles_of_outlet where {self.where}" if self.where else ""
        )
        self.parameters = conditions.parameters

    def __bool__(self) -> bool:
        return bool(self.sql)

    def docids(self, db: Readable) -> frozenset[int]:
        """The articles."""
        return frozenset(first_values(db, self.sql, self.parameters))

    def of(self, db: Readable, docids: frozenset[int]) -> frozenset[int]:
        """Those of some articles that are theirs; all of them where no outlet is asked for."""
        if not self:
            return docids
        if len(docids) > BROAD:
            return docids & self.docids(db)
        sql = "select a.docid from json_each(:docids) j cross join articles a indexed by articles_by_docid"
        return frozenset(
            first_values(db, f"{sql} on a.docid = j.value where {self.where}", _given(docids, **self.parameters))
        )


def _having(db: Readable, expression: str, outlets: _OutletList | None = None, *, limit: int = -1) -> frozenset[int]:
    """The articles that have a text, of the outlets if any are asked for; of more than `limit`, any so many."""
    if not expression:
        return frozenset()
    # with the plus sign each match is looked up in the list, else each of the list in the matches
    among = f" and +rowid in ({outlets.sql})" if outlets else ""
    parameters = {**(outlets.parameters if outlets else {}), "text": expression, "limit": limit}
    return frozenset(first_values(db, f"{HAVING}{among} limit :limit", parameters))


def _about_how_many(db: Readable, expression: str, naming: frozenset[int], conditions: Conditions | None = None) -> int:
    """About how many articles have a text or are among those `naming` its thing, and meet conditions if there are any:
    a docid is the beginning of a digest, so one in SAMPLED is as any others are.
    """
    few = f"{HAVING} and rowid < :below"
    parameters = conditions.parameters if conditions else {}
    below = 2**60 // SAMPLED
    asked = {**parameters, "text": expression, "below": below}
    if conditions:
        few = (
            "select f.rowid from articles_fts f cross join articles a indexed by articles_by_docid on a.docid = f.rowid"
            f" where f.articles_fts match :text and f.rowid < :below and {' and '.join(conditions.parts)}"
        )
    if not naming:
        return SAMPLED * int(db.execute(f"select count(*) from ({few})", asked).fetchone()[0])
    sample = frozenset(docid for docid in naming if docid < below)
    if conditions:
        sql = "select a.docid from json_each(:docids) j cross join articles a indexed by articles_by_docid"
        where = " and ".join(conditions.parts)
        sample = frozenset(first_values(db, f"{sql} on a.docid = j.value where {where}", _given(sample, **parameters)))
    return SAMPLED * len(sample.union(first_values(db, few, asked)))


def count_text(db: Readable, expression: str, *, known: int | None = None) -> int:
    """How many articles have a text; what is `known` is remembered."""
    counted = "select count(*) from articles_fts where articles_fts match ?"

    def count() -> int:
        return known if known is not None else int(db.execute(counted, [expression]).fetchone()[0])

    return settled(db, ("text", expression), count)


def _match_many(db: Readable, query: Query, filters: Sequence[tuple[str, str]], text: Match) -> Match | None:
    """What meets a query for a text that many articles have, as `text` says it; None where too few do, or what else is
    asked for is not seen in an article's own columns.

    To count those that have a word takes a tenth of the time of listing them.
    """
    asked = {facet for facet, _ in (*filters, *query.exclude)}
    narrowed = bool(asked or query.start or query.end)
    # those that name a thing are listed; where there are so many, their number is left to the estimate
    naming = text.docids if text.docids and len(text.docids) > BROAD else frozenset()
    if asked & set(OF_MENTIONS) or ((narrowed or naming) and not query.estimate):
        return None
    have = _about_how_many(db, text.expression, naming)
    every = article_count(db)
    if not narrowed:
        return replace(text, have=have, meeting=every, about=bool(naming)) if have > MANY else None
    if have <= BROAD:
        return None
    conditions = Conditions()
    _add_conditions(conditions, query, filters)
    both = _about_how_many(db, text.expression, naming, conditions)
    # BROAD or fewer are ranked, of which there may be a quarter less than the estimate
    if both <= (BROAD * 5 // 4 if query.sort == "relevance" else ESTIMATED):
        return None
    return replace(
        text,
        where=" and ".join(conditions.parts),
        parameters=conditions.parameters,
        have=both,
        meeting=every * both // have,
        of_outlets=asked <= set(OF_OUTLETS) and not (query.start or query.end),
        about=True,
    )


def article_count(db: Readable) -> int:
    """How many articles there are."""
    return int(db.execute("select rows from row_counts where name = 'articles'").fetchone()[0])


HAVING = "select rowid from articles_fts where articles_fts match :text"


def _given(docids: frozenset[int], **parameters: Any) -> dict[str, Any]:
    return {**parameters, "docids": json.dumps(sorted(docids))}


def _naming_any(db: Readable, entities: Sequence[str]) -> frozenset[int]:
    """The articles that name one of some entities."""
    return frozenset[int]().union(*(_naming(db, entity) for entity in entities))


def first_values(db: Readable, sql: str, parameters: Any = ()) -> Iterator[Any]:
    """The first column of each row. A row each: one value with all of them may be longer than a page may ask for."""
    return map(itemgetter(0), db.execute(sql, parameters))


def _naming(db: Readable, entity: str) -> frozenset[int]:
    """The articles that name an entity, as docids: an article's is the number that its id begins with."""
    rows = db.execute("select distinct article_id from mentions where entity_id = ?", [entity]).fetchall()
    return frozenset(docid_of(row[0]) for row in rows)


def _add_conditions(conditions: Conditions, query: Query, filters: Sequence[tuple[str, str]]) -> None:
    """What these filters, and the query besides them, ask of an article."""
    add_filters(conditions, filters)
    for facet, value in query.exclude:
        conditions.parts.append(f"not coalesce({facet_condition(facet)(conditions, [value])}, 0)")
    add_times(conditions, query.start, query.end)
