"""Figures as the desk shows them: one observation a row, with every report that tells it and where in it.

The same figure (of one good, place and day) told by several articles is one observation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.read.series import KINDS, SeriesKind
from corpus.search.candidates import entities_called
from corpus.store.reader import Readable

MOST = 5000  # rows of a table that a page reads, the newest first
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


def list_observations(db: Readable, query: ObservationQuery, *, most: int | None = MOST) -> tuple[Observation, ...]:
    """The observations of a query out of its `most` newest rows, or all: newest first, those without a date last."""
    kind = KINDS[query.kind]
    where, values = _conditions(db, query)
    subject, place = _id_columns(query.kind)
    columns = ", ".join(f"f.{name}" for name in kind.columns)
    rows = db.query(
        f"select {columns}, s.id as subject_id, p.id as place_key, {_named('s', kind.subject[0])} as subject_name,"
        f" {_named('p', kind.place)} as place_name, f.article_id, f.field, f.start, f.end,"
        " f.score, a.title, a.outlet, a.published, a.published_precision"
        f" from {kind.table} f join articles a on a.id = f.article_id"
        f" left join visible_entities s on s.id = {subject} left join visible_entities p on p.id = {place}"
        f" where {where}"
        " order by f.date desc nulls last, f.id limit :most",
        {**values, "most": -1 if most is None else most},
    )
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(_key(row, kind), []).append(row)
    return tuple(_observation(kind.columns, told) for told in found.values())


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
    rows = db.execute(
        f"select coalesce(e.id, lower(f.{name})), coalesce(e.name, min(f.{name})), count(*) from {chosen.table} f"
        f" left join visible_entities e on e.id = {key}"
        f" where f.{name} is not null and f.{name} <> '' group by 1 order by 3 desc, 2 limit {OFFERED}"
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
    values = observation.values
    if "commodity" in values:
        unit, quantity = values["unit"], values["quantity"]
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


def _observation(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> Observation:
    newest = sorted(rows, key=lambda row: (row["published"] or "", row["article_id"]), reverse=True)
    first = newest[0]
    reports = {
        row["article_id"]: Report(
            article_id=row["article_id"],
            title=row["title"],
            outlet=row["outlet"],
            published=row["published"],
            published_precision=row["published_precision"],
            field=row["field"],
            start=row["start"],
            end=row["end"],
            score=row["score"],
        )
        for row in newest
    }
    return Observation(
        values={name: first[name] for name in columns},
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


def _called(db: Readable, name: str) -> tuple[list[str], list[str]]:
    """The ids that a name means, by any spelling of it, and all names of theirs in small letters."""
    ids = entities_called(db, name)
    rows = db.execute(
        "select lower(name) from json_each(:ids) j join entities e on e.id = j.value union"
        " select lower(a.alias) from json_each(:ids) j join entity_aliases a on a.entity_id = j.value order by 1",
        {"ids": json.dumps(ids)},
    ).fetchall()
    return ids, [row[0] for row in rows]


def _conditions(db: Readable, query: ObservationQuery) -> tuple[str, dict[str, Any]]:
    kind = KINDS[query.kind]
    subject, place = _id_columns(query.kind)
    parts, values = ["1"], dict[str, Any]()
    for name, key, column in (("subject", subject, kind.subject[0]), ("place", place, kind.place)):
        asked = getattr(query, name)
        if asked and column:
            called, values[name] = _called(db, asked), asked
            values[f"{name}_ids"], values[f"{name}_names"] = (json.dumps(part) for part in called)
            parts.append(
                f"({key} in (select value from json_each(:{name}_ids)) or f.{column} = :{name} collate nocase"
                f" or ({key} is null and lower(f.{column}) in (select value from json_each(:{name}_names))))"
            )
    if query.companion and query.kind == "visits":
        values["companions"] = json.dumps([query.companion.lower(), *_called(db, query.companion)[1]])
        parts.append(
            "exists (select 1 from json_each(f.companions) w where lower(w.value) in"
            " (select value from json_each(:companions)))"
        )
    if query.plants and query.kind == "visits":
        parts.append("p.label = 'FACTORY'")
    if query.since:
        parts.append("coalesce(f.date_end, f.date) >= :since")
        values["since"] = query.since
    if query.until:
        parts.append("f.date <= :until")
        values["until"] = query.until
    return " and ".join(parts), values
