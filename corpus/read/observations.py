"""Figures as the desk shows them: one observation a row, with every report that tells it and where in it.

The same figure (of one good, place and day) told by several articles is one observation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.read.names_called import names_called
from corpus.read.series import KINDS, SeriesKind
from corpus.store.fulltext import docid_of
from corpus.store.reader import Readable

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
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row["article_id"] in published:
            row["published"] = published[row["article_id"]]
            found.setdefault(_key(row, kind), []).append(row)
    groups = list(found.values())
    shown = groups if told is None else groups[:told]
    articles = _articles(db, {row["article_id"] for rows in shown for row in rows})
    return (
        *(_observation(kind.columns, rows, articles) for rows in shown),
        *(_observation(kind.columns, rows, {}) for rows in groups[len(shown) :]),
    )


def values_before(
    db: Readable, query: ObservationQuery, *, subjects: Iterable[str]
) -> dict[tuple[str, str, str, str], list[dict[str, Any]]]:
    """The columns of a query's MOST newest rows by what is shown of them: subject (one of these), place, measure and
    kind; newest first.
    """
    found: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for row in _rows(db, query, most=MOST, subjects=json.dumps(list(subjects))):
        key = (row["subject_name"], row["place_name"], measure_in(row), row["kind"])
        found.setdefault(key, []).append(row)
    return found


def _rows(
    db: Readable, query: ObservationQuery, *, most: int | None, subjects: str | None = None
) -> list[dict[str, Any]]:
    """The newest rows of a query, without what their articles say; `subjects` are a JSON list of names shown."""
    kind = KINDS[query.kind]
    where, values = _conditions(db, query)
    subject, place = _id_columns(query.kind)
    columns = ", ".join(f"f.{name}" for name in kind.columns)
    newest = (
        f"select {columns}, s.id as subject_id, p.id as place_key, {_named('s', kind.subject[0])} as subject_name,"
        f" {_named('p', kind.place)} as place_name, f.article_id, f.field, f.start, f.end, f.score"
        f" from {kind.table} f"
        f" left join visible_entities s on s.id = {subject} left join visible_entities p on p.id = {place}"
        f" where {where} order by f.date desc nulls last, f.id limit :most"
    )
    if subjects is not None:
        newest = f"select * from ({newest}) where subject_name in (select value from json_each(:subjects))"
    return list(db.query(newest, {**values, "most": -1 if most is None else most, "subjects": subjects}))


def _published(db: Readable, rows: Iterable[dict[str, Any]]) -> dict[str, str | None]:
    """When the articles of these rows were published, from an index; those that are gone are left out."""
    docids = {docid_of(row["article_id"]) for row in rows}
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
    where, values = _conditions(db, query)
    place = _id_columns(query.kind)[1]
    joined = f" left join visible_entities p on p.id = {place}" if query.plants else ""
    counted = f"select count(*) from {KINDS[query.kind].table} f{joined} where {where}"
    return int(db.execute(counted, values).fetchone()[0])


def offers(db: Readable, kind: str, *, of: str) -> tuple[Offer, ...]:
    """What a kind's figures can be narrowed by, the OFFERED most frequent; `of` is "subject" or "place"."""
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


def _key(row: dict[str, Any], kind: SeriesKind) -> tuple[Any, ...]:
    """What makes two rows one observation: the same figure of the same things, whatever they are called."""
    names = {kind.subject[0]: row["subject_id"] or row["subject_name"].lower()}
    if kind.place:
        names[kind.place] = row["place_key"] or row["place_name"].lower()
    return tuple(names.get(name, row[name]) for name in kind.columns)


def _named(entity: str, column: str | None) -> str:
    """SQL for what a thing is called: its entity's name, else the words of the figure, "" for none."""
    return f"coalesce({entity}.name, f.{column}, '')" if column else "''"


def _observation(
    columns: tuple[str, ...], rows: list[dict[str, Any]], articles: Mapping[str, tuple[str, str, str | None]]
) -> Observation:
    newest = sorted(rows, key=lambda row: (row["published"] or "", row["article_id"]), reverse=True)
    first = newest[0]
    reports = {}
    for row in newest if articles else ():
        title, outlet, precision = articles[row["article_id"]]
        reports[row["article_id"]] = Report(
            article_id=row["article_id"],
            title=title,
            outlet=outlet,
            published=row["published"],
            published_precision=precision,
            field=row["field"],
            start=row["start"],
            end=row["end"],
            score=row["score"],
        )
    return Observation(
        values={name: json.loads(first[name] or "[]") if name == "companions" else first[name] for name in columns},
        subject=first["subject_name"],
        subject_id=first["subject_id"],
        place=first["place_name"],
        place_id=first["place_key"],
        reports=tuple(reports.values()),
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
            parts.append(
                f"({key} in (select value from json_each(:{name}_ids)) or f.{column} = :{name} collate nocase"
                f" or ({key} is null and lower(f.{column}) in (select value from json_each(:{name}_names))))"
            )
    if query.companion and query.kind == "visits":
        values["companions"] = json.dumps([query.companion.lower(), *names_called(db, query.companion)[1]])
        parts.append(
            "exists (select 1 from json_each(f.companions) w where lower(w.value) in"
            " (select value from json_each(:companions)))"
        )
    if query.plants and query.kind == "visits":
        parts.append("p.label = 'FACTORY'")
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
