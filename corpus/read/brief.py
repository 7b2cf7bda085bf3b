"""The brief: what is new in some days, each line with the sentence or the address that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlencode

from corpus.labels import plurals
from corpus.read.edits import changes
from corpus.read.event import EventQuery, list_events
from corpus.read.observations import Observation, ObservationQuery, list_observations, measure_of, values_before
from corpus.read.week import outlets_in_trouble
from corpus.search.snippets import FIELD_COLUMNS, make_snippet
from corpus.store.reader import Readable
from corpus.times import write_time

LINES = 12  # of a section


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefLine:
    """A line: what is new, where it is told, the sentence that tells it (no part of what may leave with `noarchive`),
    the page of the desk that shows more, and the article's own address ("" where it rests on several).
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("sentence",)

    text: str
    detail: str = ""
    sentence: str = ""
    path: str = ""
    url: str = ""
    noarchive: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefSection:
    """A part of the brief; `left_out` is how many lines more there would be, `path` the desk's page that has them."""

    title: str
    lines: tuple[BriefLine, ...]
    left_out: int = 0
    path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is new from `since` to `until` (stored times), in the articles published then; empty parts are left out."""

    since: str
    until: str
    articles: int
    sections: tuple[BriefSection, ...]


Later = Callable[[], BriefLine]  # a line that is made when it is shown


def read_brief(db: Readable, *, until: datetime, days: int = 7, lines: int = LINES) -> Brief:
    """The brief of the days before a time, with so many lines a section at most."""
    since, end = write_time(until - timedelta(days=days)), write_time(until)
    # days are told both included, times up to the last of them
    span = urlencode({"since": since[:10], "until": write_time(until - timedelta(seconds=1))[:10]})
    names = dict(db.execute("select id, name from outlets").fetchall())
    parts: tuple[tuple[str, Iterable[BriefLine | Later], str], ...] = (
        ("Events", _events(db, until - timedelta(days=days), until), f"/events?{span}"),
        ("Plants", _plants(db, since, end), f"/plants?{span}"),
        ("Visits", _visits(db, since, end), f"/visits?{span}"),
        ("Prices and rates", _prices(db, since, end), f"/prices?{span}"),
        *(
            (f"Named for the first time: {plurals()[label]}", found, f"/entities?label={label}&new=yes&{span}")
            for label, found in _new_names(db, since, end).items()
        ),
        ("Edited or withdrawn", _edits(db, since, end), f"/changes?{span}"),
        ("Outlets in trouble", _outlets(db, names), "/"),
    )
    sections = []
    for title, found, path in parts:
        every = list(found)
        if every:
            shown = (one if isinstance(one, BriefLine) else one() for one in every[:lines])
            named = tuple(replace(line, detail=_outlet_names(line.detail, names)) for line in shown)
            left = max(0, len(every) - lines)
            sections.append(BriefSection(title=title, lines=named, left_out=left, path=path))
    count = db.execute(
        "select count(*) from articles indexed by articles_newest where published >= ? and published < ?", [since, end]
    ).fetchone()[0]
    return Brief(since=since, until=end, articles=count, sections=tuple(sections))


def _events(db: Readable, since: datetime, until: datetime) -> Iterator[BriefLine]:
    for event in list_events(db, EventQuery(start=since, end=until, limit=50)):
        told = "1 outlet" if event.outlets == 1 else f"{event.outlets} outlets"
        independent = f", {event.independent} independent reports" if event.independent > 1 else ""
        yield BriefLine(text=event.title or "(no title)", detail=f"{told}{independent}", path=f"/event/{event.id}")


def _plants(db: Readable, since: str, until: str) -> Iterator[Later]:
    """A line for each plant and activity of which an article tells, the newest sentence of each."""
    rows = db.query(
        f"select r.plant, r.entity_id, r.kind, r.product, r.amount, {_TOLD}, e.name"
        " from articles a indexed by articles_newest join activity_reports r on r.article_id = a.id"
        " left join visible_entities e on e.id = r.entity_id"
        " where a.published >= ? and a.published < ? and coalesce(r.status, 'now') <> 'history'"
        " order by a.published desc, a.id, r.start",
        [since, until],
    )
    met = set()
    for row in rows:
        key = (row["entity_id"] or row["plant"], row["kind"])
        if key not in met:
            met.add(key)
            made = ", ".join(filter(None, (row["product"], row["amount"])))
            text = f"{row['name'] or row['plant']}: {row['kind']}{f' ({made})' if made else ''}"
            yield partial(_told_line, db, row, text)


def _visits(db: Readable, since: str, until: str) -> Iterator[Later]:
    rows = db.query(
        f"select r.visitor, r.place, r.kind, {_TOLD}"
        " from articles a indexed by articles_newest join visits r on r.article_id = a.id"
        " where a.published >= ? and a.published < ? and r.status = 'now' order by a.published desc, a.id, r.start",
        [since, until],
    )
    met = set()
    for row in rows:
        key = (row["visitor"].casefold(), row["place"].casefold())
        if key not in met:
            met.add(key)
            yield partial(_told_line, db, row, f"{row['visitor']} at {row['place']}: {row['kind']}")


# where a row of figures is told; an index of articles has the outlet
_TOLD = "r.field, r.sent_start, r.sent_end, a.id, a.outlet"


def _told_line(db: Readable, row: dict[str, Any], text: str) -> BriefLine:
    """A line with the sentence that tells it, which is read now: a section has a few of hundreds."""
    told = next(db.query("select url, noarchive, title, text, captions from articles where id = ?", [row["id"]]))
    return BriefLine(
        text=text,
        detail=row["outlet"],
        sentence=_sentence(row | told),
        path=f"/article/{row['id']}?at={row['field']}.{row['sent_start']}-{row['sent_end']}#at",
        url=told["url"],
        noarchive=bool(told["noarchive"]),
    )


def _sentence(row: dict[str, Any]) -> str:
    text = row[FIELD_COLUMNS[row["field"]]]
    return make_snippet(row["field"], text, row["sent_start"], row["sent_end"], ()).text.strip()


def _prices(db: Readable, since: str, until: str) -> Iterator[BriefLine]:
    """The newest value of each good or money and place in these days, with the one before it."""
    for kind, number in (("prices", "price"), ("rates", "rate")):
        newest: dict[tuple[str, str, str, str], Observation] = {}
        for one in list_observations(db, ObservationQuery(kind=kind, since=since[:10], until=until[:10])):
            if one.values["date"] >= since[:10]:
                newest.setdefault((one.subject, one.place, measure_of(one), one.values["kind"]), one)
        every = ObservationQuery(kind=kind, until=until[:10])
        earlier = values_before(db, every, subjects={subject for subject, *_ in newest}) if newest else {}
        for key, last in newest.items():
            subject, place, measure, state = key
            before = next((one for one in earlier.get(key, ()) if one["date"] < last.values["date"]), None)
            was = f"; {before[number]:,.10g} on {before['date']}" if before else ""
            report = last.reports[0]
            yield BriefLine(
                text=f"{subject}{f' in {place}' if place else ''}: {last.values[number]:,.10g} {measure}"
                f"{'' if state == 'market' else f' ({state})'} on {last.values['date']}{was}",
                detail=", ".join(last.outlets),
                path=f"/article/{report.article_id}?at={report.field}.{report.start}-{report.end}#at",
            )


def _new_names(db: Readable, since: str, until: str) -> dict[str, list[BriefLine]]:
    """Lines of names that the knowledge base does not have, by label, in the order of the labels."""
    rows = db.query(
        "select id, label, name, stories from visible_entities where first_seen >= ? and first_seen < ?"
        " and mentions > 0 and status = 'provisional' order by stories desc, mentions desc, id",
        [since, until],
    )
    found: dict[str, list[BriefLine]] = {label: [] for label in plurals()}
    for row in rows:
        told = "1 story" if row["stories"] == 1 else f"{row['stories']} stories"
        found[row["label"]].append(BriefLine(text=row["name"], detail=told, path=f"/entity/{row['id']}"))
    return found


def _outlet_names(detail: str, names: Mapping[str, str]) -> str:
    """The detail of a line, its outlets by their names."""
    return ", ".join(names.get(part, part) for part in detail.split(", "))


def _edits(db: Readable, since: str, until: str) -> Iterator[BriefLine]:
    for change in changes(db, since=since):
        if change.at < until:
            gone = f": names that vanished: {', '.join(text for text, _ in change.vanished)}" if change.vanished else ""
            yield BriefLine(
                text=f"{change.title or '(no title)'}{gone}",
                detail=f"{change.kind}, {change.outlet}",
                path=f"/article/{change.article_id}#edits",
                url=change.url,
            )


def _outlets(db: Readable, names: Mapping[str, str]) -> Iterator[BriefLine]:
    run = outlets_in_trouble(db)
    for outlet in run.outlets if run else ():
        yield BriefLine(text=names.get(outlet.id, outlet.id), detail=outlet.status)
