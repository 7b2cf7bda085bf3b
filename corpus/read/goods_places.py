"""Goods and places: what is made where, sold where, shipped where to or from, each row with who says so.

Three sources: the tables of figures (what plants made, what was priced, what was traded), what the base knows of
makers, and sentences that say it outright ("apples from Sinuiju").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.read.said_goods import SaidOfGood, said_of_goods
from corpus.read.who_makes import IN_TIME, Telling, find_good, good_words, written_forms
from corpus.search.suggestions import Suggestion
from corpus.store.reader import Readable, like_text

RELATIONS = ("makes", "comes from", "sells", "ships")
MOST = 500  # rows of one answer
MOST_NAMED = 30  # goods whose known makers are shown where makers are asked for, but neither a good nor a place is
NEAR = 8  # goods with the words asked for in a longer name that are offered


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsQuery:
    """Which rows: of a place with all that lies in it (an id), of a good with its kinds (any name of it), of a relation
    out of RELATIONS, told of from one day to another, both included; of no time also what the base knows.
    """

    place: str = ""
    good: str = ""
    relation: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsRow:
    """A good and a place: `who` makes it there, if a plant does; `detail` is an amount, a price or the flow of trade.

    `basis` is "reported", "said" (outright, in a sentence) or "known" (to the base); `told` is who tells it, the newest
    first, `last` when it was told of last, up to `last_end`.
    """

    relation: str
    good: str
    good_id: str | None
    place: str
    place_id: str | None
    who: str
    who_id: str | None
    detail: str
    basis: str
    last: str | None
    last_end: str | None
    told: tuple[Telling, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundGoods:
    """The rows of a query; in how many articles, the newest, it was looked for what sentences say; and goods `near` the
    one asked for: those with its words in a longer name, which are no kinds of it, the most told of first.
    """

    rows: tuple[GoodsRow, ...]
    looked_through: int
    near: tuple[Suggestion, ...]


def list_goods(db: Readable, query: GoodsQuery) -> FoundGoods:
    """The rows of a query, what was told last first, then what is only known; MOST of them at most.

    Where it asks for makers of nothing in particular, what is known is of the goods that most stories name.
    """
    inside = _inside(db, query.place) if query.place else ()
    goods = find_good(db, query.good) if query.good else None
    ids, words = (set(goods.ids), {*goods.words, goods.text.lower()}) if goods else (set[str](), set[str]())
    parts: list[Iterable[GoodsRow]] = [_made(db, query, inside)]
    parts += [_figures(db, query, inside, table) for table in ("price_quotes", "trade_figures")]
    said, looked_through = _said(db, query, inside, ids) if ids or not goods else ([], 0)
    parts.append(said)
    if not query.since and not query.until:
        nothing = query.relation == "makes" and not goods and not query.place
        parts.append(_known(db, inside, _most_named(db) if nothing else ids))
    rows = [
        row
        for part in parts
        for row in part
        if not goods or row.good_id in ids or (row.good_id is None and row.good.lower() in words)
    ]
    found = _joined(row for row in rows if not query.relation or row.relation == query.relation)
    found.sort(key=lambda row: (row.last or "", row.basis, row.good, row.place), reverse=True)
    return FoundGoods(
        rows=tuple(found[:MOST]),
        looked_through=looked_through,
        near=_near(db, goods.text, ids) if goods else (),
    )


def _near(db: Readable, text: str, ids: set[str]) -> tuple[Suggestion, ...]:
    """Goods in whose names stand the words asked for; of one that an id names, its name's."""
    called = db.execute("select name from entities where id = ?", [text]).fetchone()
    asked = good_words(called[0] if called else text)
    if not asked:
        return ()
    rows = db.execute(
        "select id, name, kind, stories from visible_entities where label = 'PRODUCT'"
        " and exists (select 1 from json_each(?) j where name like j.value escape '\\')"
        " and (mentions > 0 or exists (select 1 from entity_relations r where r.object_id = visible_entities.id"
        " and r.relation = 'makes')) order by stories desc, name",
        [json.dumps([f"%{like_text(form)}%" for form in written_forms(asked[0])])],
    ).fetchall()
    return tuple(
        Suggestion(text=name, cost=0, by=name, id=key, label="PRODUCT", kind=kind, stories=stories)
        for key, name, kind, stories in rows
        if key not in ids and set(asked) <= set(good_words(name))
    )[:NEAR]


def _inside(db: Readable, place: str) -> tuple[str, ...]:
    """A place and all that lies in it: places and plants."""
    rows = db.execute(
        "with recursive inside(id) as (select :place union select c.id from inside i join entities c"
        " on c.parent_id = i.id and c.parent_id is not null where c.label in ('PLACE', 'FACTORY'))"
        " select id from inside",
        {"place": place},
    ).fetchall()
    return tuple(sorted(row[0] for row in rows))


def _joined(rows: Iterable[GoodsRow]) -> list[GoodsRow]:
    """Rows that say the same made one, with all who tell it."""
    found: dict[tuple[str, ...], list[GoodsRow]] = {}
    for row in rows:
        key = (row.relation, row.good_id or row.good.lower(), row.place_id or row.place.lower(), row.who_id or "")
        found.setdefault((*key, row.basis, row.detail), []).append(row)
    joined = []
    for same in found.values():
        newest = max(same, key=lambda row: row.last or "")
        told = {telling.article_id: telling for row in sorted(same, key=_last, reverse=True) for telling in row.told}
        values = {name: getattr(newest, name) for name in GoodsRow.__slots__}
        joined.append(GoodsRow(**{**values, "told": tuple(told.values())}))
    return joined


def _last(row: GoodsRow) -> str:
    return row.last or ""


def _made(db: Readable, query: GoodsQuery, inside: tuple[str, ...]) -> Iterator[GoodsRow]:
    """What plants are reported to make, or to send abroad."""
    rows = db.query(
        "select r.kind, r.product, r.amount, e.id as who_id, e.name as who, p.id as place_id,"
        " coalesce(p.name, '') as place, r.date, r.date_end, a.id as article_id, a.outlet, r.field, r.start, r.end"
        " from activity_reports r join visible_entities e on e.id = r.entity_id join articles a on a.id = r.article_id"
        f" left join entities p on p.id = e.parent_id where r.product is not null and {IN_TIME}"
        f" and (:all or e.id in (select value from json_each(:inside))) order by r.date desc limit {MOST}",
        _values(query, inside),
    )
    for row in rows:
        yield GoodsRow(
            relation="ships" if row["kind"] == "export" else "makes", good=row["product"], good_id=None,
            place=row["place"], place_id=row["place_id"], who=row["who"], who_id=row["who_id"],
            detail=row["amount"] or "", basis="reported", last=row["date"],
            last_end=row["date_end"], told=(_telling(row),),
        )  # fmt: skip


def _figures(db: Readable, query: GoodsQuery, inside: tuple[str, ...], table: str) -> Iterator[GoodsRow]:
    """What was priced somewhere, and what was traded with whom."""
    prices = table == "price_quotes"
    good, place = ("commodity", "place") if prices else ("good", "partner")
    rows = db.query(
        f"select coalesce(g.name, r.{good}) as good, r.{good}_id as good_id, coalesce(p.name, r.{place}) as place,"
        f" r.{place}_id as place_id, {'r.kind' if prices else 'r.flow'} as detail, r.date, r.date_end,"
        f" a.id as article_id,"
        f" a.outlet, r.field, r.start, r.end from {table} r join articles a on a.id = r.article_id"
        f" left join entities g on g.id = r.{good}_id left join entities p on p.id = r.{place}_id"
        f" where r.{good} is not null and r.{place} is not null and {IN_TIME}"
        f" and (:all or r.{place}_id in (select value from json_each(:inside))) order by r.date desc limit {4 * MOST}",
        _values(query, inside),
    )
    for row in rows:
        yield GoodsRow(
            relation="sells" if prices else "ships", good=row["good"], good_id=row["good_id"], place=row["place"],
            place_id=row["place_id"], who="", who_id=None, detail=row["detail"] or "", basis="reported",
            last=row["date"], last_end=row["date_end"], told=(_telling(row),),
        )  # fmt: skip


def _most_named(db: Readable) -> set[str]:
    """The goods with known makers that most stories name."""
    rows = db.execute(
        "select e.id from visible_entities e where e.label = 'PRODUCT' and e.mentions > 0 and exists (select 1"
        " from entity_relations r where r.object_id = e.id and r.relation = 'makes')"
        " order by e.stories desc, e.mentions desc, e.id limit ?",
        [MOST_NAMED],
    ).fetchall()
    return {row[0] for row in rows}


def _known(db: Readable, inside: tuple[str, ...], goods: set[str]) -> Iterator[GoodsRow]:
    """What the base knows of makers: of those in the place, or of those of the good."""
    rows = db.query(
        "select g.id as good_id, g.name as good, e.id as who_id, e.name as who, p.id as place_id,"
        " coalesce(p.name, '') as place from entity_relations r join visible_entities e on e.id = r.subject_id"
        " and e.label = 'FACTORY' join visible_entities g on g.id = r.object_id and g.label = 'PRODUCT'"
        " left join entities p on p.id = e.parent_id where r.relation = 'makes'"
        " and (e.id in (select value from json_each(:inside)) or g.id in (select value from json_each(:goods)))"
        " order by g.name, e.name",
        {"inside": json.dumps(inside), "goods": json.dumps(sorted(goods))},
    )
    for row in rows:
        if not inside or row["who_id"] in inside:
            yield GoodsRow(relation="makes", detail="", basis="known", last=None, last_end=None, told=(), **row)


def _said(db: Readable, query: GoodsQuery, inside: tuple[str, ...], goods: set[str]) -> tuple[list[GoodsRow], int]:
    """What sentences say outright, and how many articles were looked through for it."""
    places = (query.place, *(key for key in inside if key != query.place)) if query.place else ()
    found, articles = said_of_goods(db, places=places, goods=goods, since=query.since, until=query.until)
    ids = json.dumps(sorted({key for one in found for key in (one.good_id, one.place_id)}))
    rows = db.execute("select e.id, e.name from json_each(?) j cross join entities e on e.id = j.value", [ids])
    names: dict[str, str] = dict(rows.fetchall())
    return [_said_row(one, names) for one in found], articles


def _said_row(one: SaidOfGood, names: dict[str, str]) -> GoodsRow:
    told = Telling(article_id=one.article_id, outlet=one.outlet, field=one.field, start=one.start, end=one.end)
    return GoodsRow(
        relation=one.relation, good=names[one.good_id], good_id=one.good_id, place=names[one.place_id],
        place_id=one.place_id, who="", who_id=None, detail="", basis="said", last=(one.published or "")[:10] or None,
        last_end=None, told=(told,),
    )  # fmt: skip


def _telling(row: dict[str, object]) -> Telling:
    return Telling(**{name: row[name] for name in Telling.__slots__})  # type: ignore[arg-type]


def _values(query: GoodsQuery, inside: tuple[str, ...]) -> dict[str, object]:
    return {"all": not query.place, "inside": json.dumps(inside), "since": query.since, "until": query.until}
