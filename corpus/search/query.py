"""A query as SQL: which articles match, as conditions on `articles a` that its covering indexes can answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from corpus.search.candidates import entities_called
from corpus.store.fulltext import docid_of, match_expression
from corpus.store.reader import Readable
from corpus.times import write_time

# what an article can be narrowed by, and left out by
FACETS = ("label", "entity", "outlet", "kind", "country", "topic", "language", "month", "story")


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What an analyst asks. `text` is searched in full text and, where it is a known name, as that entity.

    `filters` and `exclude` are (facet, value); two filters of one facet are both to hold, except that one article has
    one outlet, kind, country, language and month: there either will do. `fold` gives one hit a story, with its other
    matching articles counted; `names` has all the names in the sentences marked; `sort` is "date" or "relevance".
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
    where they are an entity's, of some time or any: a condition on `entity_articles e`. `met` is what all of `docids`
    are known to meet besides, by which the newest of them are met sooner. Where nothing but a text was asked for, and
    more than MANY articles have it, `have` is about how many; `docids` are then those that name what the text is a
    name of, the others are not listed, and the condition says nothing.
    """

    where: str
    parameters: dict[str, Any]
    expression: str
    named: tuple[str, ...]
    met: str = "1"
    docids: frozenset[int] | None = None
    count: str | None = None
    newest: str | None = None
    have: int = 0


@dataclass(slots=True)
class _Conditions:
    """Conditions so far, with their parameters."""

    letter: str = "p"
    parts: list[str] = field(default_factory=lambda: ["1"])
    parameters: dict[str, Any] = field(default_factory=dict)

    def name(self, value: Any) -> str:
        key = f"{self.letter}{len(self.parameters)}"
        self.parameters[key] = value
        return f":{key}"


def match_articles(db: Readable, query: Query) -> Match:
    """The condition that the articles of a query meet.

    Raises:
        ValueError: a filter is on no facet of ours.
    """
    named = tuple(entities_called(db, query.text)) if query.text else ()
    naming = _naming_any(db, named)
    conditions = _Conditions()
    expression = match_expression(query.text) if query.text else ""
    own = (("label", query.label), ("entity", query.entity), ("outlet", query.outlet))
    filters = [*query.filters, *((facet, value) for facet, value in own if value)]
    outlets = _OutletList(filters)
    narrowed = bool(filters or query.exclude or query.start or query.end)
    if expression and not narrowed and (about := _about_how_many(db, expression)) > 2 * MANY and len(naming) <= BROAD:
        return Match(where="1", parameters={}, expression=expression, named=named, docids=naming, have=about)
    most = BROAD if outlets else ALL if narrowed else LISTED
    having = _having(db, expression, limit=most + 1)
    if len(having) <= most:
        outlets = _OutletList(())
    else:
        if not narrowed and (match := _match_many(db, expression, named, naming)):
            return match
        having = _having(db, expression, outlets)
    docids = having | outlets.of(db, naming) if query.text else None
    listed = [] if _is_dated(query) else [key for key in query.asked_entities if not _is_frequent(db, key)]
    for entity in listed:
        docids = _naming(db, entity) if docids is None else docids & _naming(db, entity)
    filters = [pair for pair in filters if not (pair[0] == "entity" and pair[1] in listed)]
    if docids is not None and len(docids) > BROAD and not outlets:
        outlets = _OutletList(filters)
        docids = outlets.of(db, docids)
    if outlets:
        filters = [pair for pair in filters if pair[0] not in _OF_OUTLETS]
    _add_filters(conditions, filters)
    for facet, value in query.exclude:
        conditions.parts.append(f"not coalesce({_facet(facet)(conditions, [value])}, 0)")
    _add_times(conditions, query)
    newest = _newest_of(db, query, filters) if docids is None and not outlets else None
    return Match(
        where=" and ".join(conditions.parts),
        met=outlets.where or "1",
        parameters={**conditions.parameters, **outlets.parameters, **(newest.parameters if newest else {})},
        expression=expression,
        named=named,
        docids=docids,
        count=_quick_count(query, conditions) if docids is None else None,
        newest=" and ".join(newest.parts) if newest else None,
    )


# A query that matches more articles than this is not ranked; only the newest are folded and counted by facet.
BROAD = 10_000
# Of what has a text alone so many are listed at once. More are counted first, which for a text of several words takes
# nearly as long as listing.
LISTED = 25_000
ALL = 2**62  # more than there are articles
# A text that more articles have than this is counted, and looked for in the newest articles alone.
MANY = 50_000
# Articles that name an entity are listed, unless there are more of them than this, or the time is narrowed: then each
# article is asked whether it does, as the newest that do are soon found.
FREQUENT = 40_000


def _is_dated(query: Query) -> bool:
    return query.start is not None or any(facet == "month" for facet, _ in query.filters)


def _is_frequent(db: Readable, entity: str) -> bool:
    row = db.execute("select articles from entities where id = ?", [entity]).fetchone()
    return row is not None and row[0] > FREQUENT


def _quick_count(query: Query, conditions: _Conditions) -> str | None:
    if conditions.parts == ["1"]:
        return "select rows from row_counts where name = 'articles'"
    alone = len(conditions.parts) == 2 and len(query.asked_entities) == 1 and not (query.text or query.exclude)
    return "select articles from entities where id = :p0" if alone else None


def _newest_of(db: Readable, query: Query, filters: Sequence[tuple[str, str]]) -> _Conditions | None:
    """How `entity_articles` has the articles of a query for one entity, of some time or of any: in their order.

    None for any other query, and while the table lacks something.
    """
    months = [value for facet, value in filters if facet == "month"]
    entities = [value for facet, value in filters if facet == "entity"]
    if len(entities) != 1 or len(filters) > len(months) + 1 or query.exclude or "undated" in months:
        return None
    if db.execute("select exists (select 1 from stale_articles)").fetchone()[0]:
        return None
    conditions = _Conditions(letter="e")
    conditions.parts.append(f"e.entity_id = {conditions.name(entities[0])}")
    if months:
        conditions.parts.append(_by_month(conditions, months, of="e"))
    if query.end and not query.start:
        conditions.parts.append("e.published > ''")  # as an article without a day has it there
    _add_times(conditions, query, of="e")
    return conditions


class _OutletList:
    """The articles of the outlets that filters ask for, as SQL that reads one index; false where they ask for none."""

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        conditions = _Conditions(letter="o")
        _add_filters(conditions, [pair for pair in filters if pair[0] in _OF_OUTLETS])
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


def _about_how_many(db: Readable, expression: str) -> int:
    """About how many articles have a text: a docid is the beginning of a digest, so one in 32 is as any others are."""
    few = f"select count(*) from ({HAVING} and rowid < :below)"
    return 32 * int(db.execute(few, {"text": expression, "below": 2**60 // 32}).fetchone()[0])


def _match_many(db: Readable, expression: str, named: tuple[str, ...], naming: frozenset[int]) -> Match | None:
    """What meets a query that asks for nothing but a text; None where no more than MANY have it.

    To count those that have a word takes a tenth of the time of listing them.
    """
    have = int(db.execute("select count(*) from articles_fts where articles_fts match ?", [expression]).fetchone()[0])
    if have <= MANY or len(naming) > BROAD:
        return None
    return Match(where="1", parameters={}, expression=expression, named=named, docids=naming, have=have)


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


def _add_filters(conditions: _Conditions, filters: Sequence[tuple[str, str]]) -> None:
    """All of several entities, labels or topics; any of several outlets, months and whatever an article has one of."""
    alternatives: dict[str, list[str]] = {}
    for facet, value in filters:
        if facet in _SEVERAL:
            conditions.parts.append(_facet(facet)(conditions, [value]))
        else:
            alternatives.setdefault(facet, []).append(value)
    for facet, values in alternatives.items():
        conditions.parts.append(_facet(facet)(conditions, values))


def _add_times(conditions: _Conditions, query: Query, *, of: str = "a") -> None:
    """The times between which an article is to be published."""
    for operator, moment in ((">=", query.start), ("<", query.end)):
        if moment is not None:
            conditions.parts.append(f"{of}.published {operator} {conditions.name(write_time(moment))}")


def _listed(conditions: _Conditions, values: Sequence[str]) -> str:
    return ", ".join(conditions.name(value) for value in values)


def _by_entity(conditions: _Conditions, values: Sequence[str]) -> str:
    named = f"m.entity_id in ({_listed(conditions, values)})"
    return f"exists (select 1 from mentions m indexed by mentions_entity where {named} and m.article_id = a.id)"


def _by_label(conditions: _Conditions, values: Sequence[str]) -> str:
    labels = _listed(conditions, values)
    return f"exists (select 1 from mentions m where m.article_id = a.id and m.label in ({labels}))"


def _by_outlet(conditions: _Conditions, values: Sequence[str]) -> str:
    return f"a.outlet in ({_listed(conditions, values)})"


def _by_kind(conditions: _Conditions, values: Sequence[str]) -> str:
    return f"a.outlet in (select id from outlets where kind in ({_listed(conditions, values)}))"


def _by_country(conditions: _Conditions, values: Sequence[str]) -> str:
    return f"a.outlet in (select id from outlets where country in ({_listed(conditions, values)}))"


def _by_language(conditions: _Conditions, values: Sequence[str]) -> str:
    return f"a.language in ({_listed(conditions, values)})"


def _by_topic(conditions: _Conditions, values: Sequence[str]) -> str:
    return f"exists (select 1 from json_each(a.topics) where key in ({_listed(conditions, values)}))"


def _by_month(conditions: _Conditions, values: Sequence[str], *, of: str = "a") -> str:
    """Months (2026-03), years (2026), days, or "undated"."""
    either = []
    for value in values:
        if value == "undated":
            either.append("a.published is null")
        else:
            first, after = conditions.name(value), conditions.name(value + "~")
            either.append(f"({of}.published >= {first} and {of}.published < {after})")
    return f"({' or '.join(either)})"


def _by_story(conditions: _Conditions, values: Sequence[str]) -> str:
    return f"a.story_id in ({_listed(conditions, values)})"


_BY_FACET: dict[str, Callable[[_Conditions, Sequence[str]], str]] = {
    "label": _by_label,
    "entity": _by_entity,
    "outlet": _by_outlet,
    "kind": _by_kind,
    "country": _by_country,
    "topic": _by_topic,
    "language": _by_language,
    "month": _by_month,
    "story": _by_story,
}
_SEVERAL = ("label", "entity", "topic")  # of which one article can have several
_OF_OUTLETS = ("outlet", "kind", "country")  # what an article has by its outlet


def _facet(facet: str) -> Callable[[_Conditions, Sequence[str]], str]:
    if facet not in _BY_FACET:
        raise ValueError(f"no facet {facet!r}; there are {', '.join(FACETS)}")
    return _BY_FACET[facet]
