"""Figures as the desk shows them: one observation a row, with every report that tells it and where in it.

The same figure (of one good, place and day) told by several articles is one observation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.read.names_called import names_called
from corpus.read.series import KINDS, SeriesKind
from corpus.store.fulltext import docid_of
from corpus.store.reader import Readable
from corpus.store.settled import settled

MOST = 5000  # rows of a table that a page reads, the newest first
# Korean counters, as an English page says them
COUNTERS = {
    **{"병": "bottle", "개": "piece", "마리": "head", "켤레": "pair", "갑": "pack", "봉지": "bag", "포대": "sack"},
    **{"마대": "sack", "통": "can", "권": "volume", "단": "bundle", "장": "sheet", "벌": "set", "모": "block"},
    **{"되": "doe", "판": "tray", "대": "unit", "곽": "box", "알": "piece", "㎥": "m3"},
}
OFFERED = 300  # values that a list to choose from holds, the most frequent first


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationQuery:
    """Which figures: of a table of `KINDS`, of what and where (a name or an id), between two days, both included; of
    visits, those with this `companion`, or to `plants` alone.
    """

    kind: str
    subject: str = ""
    place: str = ""
    companion: str = ""
    plants: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An article that tells a figure, and the words that do: `start` and `end` in code points of its `field`."""

    article_id: str
    title: str
    outlet: str
    published: str | None
    published_precision: str | None
    field: str
    start: int
    end: int
    score: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """A figure: the columns of its kind as its newest report tells them, the things that it is of under the names that
    the corpus gives them, and its reports, the newest first.
    """

    values: dict[str, Any]
    subject: str
    subject_id: str | None
    place: str
    place_id: str | None
    reports: tuple[Report, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(report.outlet for report in self.reports))


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A value to narrow figures by: the id or name to ask for, what it is called, and its number of rows."""

    value: str
    text: str
    rows: int


def list_observations(
    db: Readable, query: ObservationQuery, *, most: int | None = MOST, told: int | None = None
) -> tuple[Observation, ...]:
    """The observations of a query out of its `most` newest rows, or all: newest first, those without a date last.

    With `told`, only the first so many have their reports, whose articles take longest to read.
    """
    kind = KINDS[query.kind]
    rows = _rows(db, query, most=most)
    published = _published(db, rows)
    places = _places_of_names(kind)
    found: dict[tuple[Any, ...], list[_Row]] = {}
    for row in rows:
        if row.article in published:
            found.setdefault(_key(row, places), []).append(row)
    groups = [_newest_first(rows, published) for rows in found.values()]
    shown = groups if told is None else groups[:told]
    articles = _articles(db, {row.article for rows in shown for row in rows})
    return (
        *(_observation(kind.columns, rows, _reports(rows, articles, published)) for rows in shown),
        *(_observation(kind.columns, rows, ()) for rows in groups[len(shown) :]),
    )


def values_before(
    db: Readable, query: ObservationQuery, *, subjects: Iterable[str]
) -> dict[tuple[str, str, str, str], list[dict[str, Any]]]:
    """The columns of a query's MOST newest rows by what is shown of them: subject (one of these), place, measure and
    kind; newest first.
    """
    found: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    columns, wanted = KINDS[query.kind].columns, frozenset(subjects)
    for row in _rows(db, query, most=MOST):
        if row.subject in wanted:
            values = dict(zip(columns, row.values, strict=True))
            found.setdefault((row.subject, row.place, measure_in(values), values["kind"]), []).append(values)
    return found


class _Row(NamedTuple):
    """A row of figures: the columns of its kind, where it is told, and the things that it is of, named and by id."""

    values: tuple[Any, ...]
    article: str
    told: tuple[str, int, int, float | None]  # the field, the words' start and end in it, the score
    subject: str
    subject_id: str | None
    place: str
    place_id: str | None


def _rows(db: Readable, query: ObservationQuery, *, most: int | None) -> list[_Row]:
    """The newest rows of a query, without what their articles say."""
    kind = KINDS[query.kind]
    where, values = _conditions(db, query)
    subject, place = _id_columns(query.kind)
    columns = ", ".join(f"f.{name}" for name in kind.columns)
    rows = db.execute(
        f"select {columns}, {subject}, {place}, f.article_id, f.field, f.start, f.end, f.score from {kind.table} f"
        f" where {where} order by f.date desc nulls last, f.id limit :most",
        {**values, "most": -1 if most is None else most},
    ).fetchall()
    many = len(kind.columns)
    # thousands of rows are of a few hundred things
    names = _names(db, {key for row in rows for key in row[many : many + 2] if key})
    at_subject, at_place = _places_of_names(kind)
    return [
        _Row(
            row[:many],
            row[many + 2],
            row[many + 3 :],
            names.get(row[many]) or row[at_subject] or "",
            row[many] if row[many] in names else None,
            "" if at_place is None else names.get(row[many + 1]) or row[at_place] or "",
            row[many + 1] if row[many + 1] in names else None,
        )
        for row in rows
    ]


def _names(db: Readable, ids: Iterable[str]) -> dict[str, str]:
    """What these things are called, those that are shown."""
    sql = "select e.id, e.name from json_each(?) j cross join visible_entities e on e.id = j.value"
    return dict(db.execute(sql, [json.dumps(sorted(ids))]).fetchall())


def _places_of_names(kind: SeriesKind) -> tuple[int, int | None]:
    """Where among a kind's columns stand what a figure is of and where."""
    return kind.columns.index(kind.subject[0]), kind.columns.index(kind.place) if kind.place else None


def _published(db: Readable, rows: Iterable[_Row]) -> dict[str, str | None]:
    """When the articles of these rows were published, from an index; those that are gone are left out."""
    docids = {docid_of(row.article) for row in rows}
    return dict(
        db.execute(
            "select a.id, a.published from json_each(?) j cross join articles a indexed by articles_by_docid"
            " on a.docid = j.value",
            [json.dumps(sorted(docids))],
        ).fetchall()
    )


def _articles(db: Readable, ids: Iterable[str]) -> dict[str, tuple[str, str, str | None]]:
    """Title, outlet and precision of these articles."""
    rows = db.execute(
        "select a.id, a.title, a.outlet, a.published_precision from json_each(?) j cross join articles a"
        " on a.docid = j.value",
        [json.dumps(sorted(map(docid_of, ids)))],
    )
    return {row[0]: row[1:] for row in rows.fetchall()}


def count_rows(db: Readable, query: ObservationQuery) -> int:
    """How many rows a query has in all, copies of a figure counted each."""
    return settled(db, ("figures", query), lambda: _count_rows(db, query))


def _count_rows(db: Readable, query: ObservationQuery) -> int:
    where, values = _conditions(db, query)
    counted = f"select count(*) from {KINDS[query.kind].table} f where {where}"
    return int(db.execute(counted, values).fetchone()[0])


def offers(db: Readable, kind: str, *, of: str) -> tuple[Offer, ...]:
    """What a kind's figures can be narrowed by, the OFFERED most frequent; `of` is "subject" or "place"."""
    return settled(db, ("offers", kind, of), lambda: _offers(db, kind, of))


def _offers(db: Readable, kind: str, of: str) -> tuple[Offer, ...]:
    chosen = KINDS[kind]
    name = chosen.subject[0] if of == "subject" else chosen.place
    if name is None:
        return ()
    key = _id_columns(kind)[0 if of == "subject" else 1]
    # counted by an index of names first, so that the entity of each is looked up once
    rows = db.execute(
        "select coalesce(e.id, lower(g.name)), coalesce(e.name, min(g.name)), sum(g.rows) from"
        f" (select {key} as id, f.{name} as name, count(*) as rows from {chosen.table} f"
        f"  where f.{name} is not null and f.{name} <> '' group by 1, 2) g left join visible_entities e on e.id = g.id"
        f" group by 1 order by 3 desc, 2 limit {OFFERED}"
    ).fetchall()
    return tuple(Offer(value=value, text=text, rows=count) for value, text, count in rows)


def drawn(observations: Iterable[Observation], kind: str) -> tuple[str, tuple[Observation, ...]]:
    """The observations that one axis can hold, and what it measures ("KPW a kg"): those in the most frequent unit."""
    value = KINDS[kind].value
    dated = [one for one in observations if value and one.values["date"] and one.values[value] is not None]
    if not dated:
        return "", ()
    (measure, _), *_ = Counter(measure_of(one) for one in dated).most_common(1)
    return measure, tuple(one for one in dated if measure_of(one) == measure)


def measure_of(observation: Observation) -> str:
    """What the number of an observation counts: "KPW a kg", "KPW a USD", "t"."""
    return measure_in(observation.values)


def measure_in(values: Mapping[str, Any]) -> str:
    """What the number of a figure with these columns counts."""
    if "commodity" in values:
        unit, quantity = COUNTERS.get(values["unit"], values["unit"]), values["quantity"]
        each = f"{quantity:g} {unit}" if quantity not in (None, 1) else unit
        return f"{values['currency']} a {each}" if unit else str(values["currency"])
    if "base" in values:
        return f"{values['quote']} a {values['base']}"
    return str(values.get("unit") or "")


def _key(row: _Row, places: tuple[int, int | None]) -> tuple[Any, ...]:
    """What makes two rows one observation: the same figure of the same things, whatever they are called."""
    values = list(row.values)
    at_subject, at_place = places
    values[at_subject] = row.subject_id or row.subject.lower()
    if at_place is not None:
        values[at_place] = row.place_id or row.place.lower()
    return tuple(values)


def _newest_first(rows: list[_Row], published: Mapping[str, str | None]) -> list[_Row]:
    if len(rows) == 1:
        return rows
    return sorted(rows, key=lambda row: (published[row.article] or "", row.article), reverse=True)


def _reports(
    rows: Iterable[_Row],
    articles: Mapping[str, tuple[str, str, str | None]],
    published: Mapping[str, str | None],
) -> Iterator[Report]:
    """The reports of an observation, of each article that tells it one, in the order of the rows."""
    for row in {row.article: row for row in rows}.values():
        title, outlet, precision = articles[row.article]
        field, start, end, score = row.told
        yield Report(
            article_id=row.article,
            title=title,
            outlet=outlet,
            published=published[row.article],
            published_precision=precision,
            field=field,
            start=start,
            end=end,
            score=score,
        )


def _observation(columns: tuple[str, ...], rows: list[_Row], reports: Iterable[Report]) -> Observation:
    first = rows[0]
    values = dict(zip(columns, first.values, strict=True))
    if "companions" in values:
        told = values["companions"]
        values["companions"] = json.loads(told) if told and told != "[]" else []
    return Observation(
        values=values,
        subject=first.subject,
        subject_id=first.subject_id,
        place=first.place,
        place_id=first.place_id,
        reports=tuple(reports),
    )


def _id_columns(kind: str) -> tuple[str, str]:
    """The columns with the ids of what a figure is of and where, "null" where the table has none."""
    chosen = KINDS[kind]
    subject = next((f"f.{name}" for name in chosen.subject if name.endswith("_id")), "null")
    return subject, f"f.{chosen.place}_id" if chosen.place else "null"


def _conditions(db: Readable, query: ObservationQuery) -> tuple[str, dict[str, Any]]:
    kind = KINDS[query.kind]
    subject, place = _id_columns(query.kind)
    parts, values = ["1"], dict[str, Any]()
    for name, key, column in (("subject", subject, kind.subject[0]), ("place", place, kind.place)):
        asked = getattr(query, name)
        if asked and column:
            called, values[name] = names_called(db, asked), asked
            values[f"{name}_ids"], values[f"{name}_names"] = (json.dumps(part) for part in called)
            # asked of an index of names and ids alone: a whole row takes longer to read than twenty of its entries
            parts.append(
                f"f.id in (select f.id from {kind.table} f where"
                f" {key} in (select value from json_each(:{name}_ids)) or f.{column} = :{name} collate nocase"
                f" or ({key} is null and lower(f.{column}) in (select value from json_each(:{name}_names))))"
            )
    if query.companion and query.kind == "visits":
        values["companions"] = json.dumps([query.companion.lower(), *names_called(db, query.companion)[1]])
        parts.append(
            "exists (select 1 from json_each(f.companions) w where lower(w.value) in"
            " (select value from json_each(:companions)))"
        )
    if query.plants and query.kind == "visits":
        parts.append("exists (select 1 from visible_entities p where p.id = f.place_id and p.label = 'FACTORY')")
    if query.since:
        parts.append("coalesce(f.date_end, f.date) >= :since")
        # none of these begins earlier: so the walk from the newest on ends there, and not with the oldest of all
        ends = f"{kind.table} indexed by {kind.table}_ends"
        parts.append(f"f.date >= (select min(date) from {ends} where coalesce(date_end, date) >= :since)")
        values["since"] = query.since
    if query.until:
        parts.append("f.date <= :until")
        values["until"] = query.until
    return " and ".join(parts), values
