"""The brief: what is new in some days, each line with the sentence or the address that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlencode

from corpus.labels import plurals
from corpus.read.edits import ChangeFilter, changes, count_changes
from corpus.read.entity_index import IndexQuery, count_entities, list_entities
from corpus.read.event import EventQuery, count_events, list_events
from corpus.read.observations import Observation, ObservationQuery, list_observations, measure_of, values_before
from corpus.read.plants import FactoryQuery, count_factories
from corpus.read.week import last_day, outlets_in_trouble
from corpus.search.snippets import FIELD_COLUMNS, make_snippet
from corpus.store.reader import Readable
from corpus.store.settled import settled
from corpus.times import parse_time, write_time

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
    """A part of the brief. `path` is the desk's page that lists all of it; `total` how many rows that list has, and
    `listed` what they are ("events"). `more`: the list or the part itself has more than these lines.
    """

    title: str
    lines: tuple[BriefLine, ...]
    total: int = 0
    listed: str = ""
    path: str = ""
    more: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is new from the day `since` to the day `until`, both included, in the articles published then; empty parts
    are left out.
    """

    since: str
    until: str
    articles: int
    sections: tuple[BriefSection, ...]


Later = Callable[[], BriefLine]  # a line that is made when it is shown


def brief_days(db: Readable, *, days: int, until: date | None, now: datetime) -> tuple[date, date]:
    """The first and the last day of a brief, both included: so many up to `until`, else up to the newest article's."""
    last = min(until or (last_day(db, now=now) - timedelta(seconds=1)).date(), date.max - timedelta(days=1))
    return date.fromordinal(max(1, last.toordinal() - days + 1)), last


def read_brief(db: Readable, span: tuple[date, date], *, lines: int = LINES) -> Brief:
    """The brief of the days of `brief_days`, with so many lines a section at most."""
    return settled(db, ("brief", span, lines), lambda: _read_brief(db, span, lines))


def _read_brief(db: Readable, span: tuple[date, date], lines: int) -> Brief:
    first, last = (day.isoformat() for day in span)
    start, after = (datetime.combine(day, time.min, UTC) for day in (span[0], span[1] + timedelta(days=1)))
    since, end = write_time(start), write_time(after)
    address = urlencode({"since": first, "until": last})
    names = dict(db.execute("select id, name from outlets").fetchall())
    happened = EventQuery(start=start, end=after, limit=lines)
    reported = FactoryQuery(since=first, until=last)
    parts: list[tuple[str, Iterable[BriefLine | Later], int, str, str]] = [
        ("Events", _events(db, happened), count_events(db, happened), "events", f"/events?{address}"),
        ("Plants", _plants(db, since, end), count_factories(db, reported), "plants", f"/plants?{address}"),
    ]
    for title, kind, told in (
        ("Visits", "visits", _visits(db, since, end)),
        ("Prices", "prices", _figures(db, "prices", "price", first, last)),
        ("Exchange rates", "rates", _figures(db, "rates", "rate", first, last)),
    ):
        total = len(list_observations(db, ObservationQuery(kind=kind, since=first, until=last), most=None, told=0))
        parts.append((title, told, total, "observations", f"/{kind}?{address}"))
    for label, plural in plurals().items():
        query = IndexQuery(label=label, status=NEW, since=first, until=last, new=True, limit=lines)
        path = f"/entities?label={label}&status={NEW}&new=yes&{address}"
        title = f"Named for the first time and not in the knowledge base: {plural}"
        parts.append((title, _new_names(db, query), count_entities(db, query), plural, path))
    edited = ChangeFilter(since=since, until=end)
    edits = _edits(db, edited, lines)
    parts += [
        ("Edited or withdrawn", edits, count_changes(db, edited), "changes", f"/changes?{address}"),
        ("Outlets in trouble", _outlets(db, names, start, after), 0, "", "/"),
    ]
    sections = []
    for title, found, total, listed, path in parts:
        every = list(found)
        if every:
            shown = (one if isinstance(one, BriefLine) else one() for one in every[:lines])
            named = tuple(replace(line, detail=_outlet_names(line.detail, names)) for line in shown)
            more = len(every) > lines or total > len(named)
            sections.append(BriefSection(title=title, lines=named, total=total, listed=listed, path=path, more=more))
    count = db.execute(
        "select count(*) from articles indexed by articles_newest where published >= ? and published < ?", [since, end]
    ).fetchone()[0]
    return Brief(since=first, until=last, articles=count, sections=tuple(sections))


def _events(db: Readable, query: EventQuery) -> Iterator[BriefLine]:
    for event in list_events(db, query):
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


def _figures(db: Readable, kind: str, number: str, since: str, until: str) -> Iterator[BriefLine]:
    """The newest value of each good or money and place in these days, with the one before it."""
    newest: dict[tuple[str, str, str, str], Observation] = {}
    for one in list_observations(db, ObservationQuery(kind=kind, since=since, until=until)):
        newest.setdefault((one.subject, one.place, measure_of(one), one.values["kind"]), one)
    every = ObservationQuery(kind=kind, until=until)
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


NEW = "provisional"  # the status of names that the knowledge base does not have


def _new_names(db: Readable, query: IndexQuery) -> Iterator[BriefLine]:
    for row in list_entities(db, query).entities:
        if row.beside_text == 1:
            continue  # who took the pictures or sent the article
        told = "1 story" if row.stories == 1 else f"{row.stories} stories"
        yield BriefLine(text=row.name, detail=told, path=f"/entity/{row.id}")


def _outlet_names(detail: str, names: Mapping[str, str]) -> str:
    """The detail of a line, its outlets by their names."""
    return ", ".join(names.get(part, part) for part in detail.split(", "))


def _edits(db: Readable, which: ChangeFilter, lines: int) -> Iterator[BriefLine]:
    for change in changes(db, which=which, limit=lines):
        gone = f": names that vanished: {', '.join(text for text, _ in change.vanished)}" if change.vanished else ""
        yield BriefLine(
            text=f"{change.title or '(no title)'}{gone}",
            detail=f"{change.kind}, {change.outlet}",
            path=f"/article/{change.article_id}#edits",
            url=change.url,
        )


def _outlets(db: Readable, names: Mapping[str, str], start: datetime, after: datetime) -> Iterator[BriefLine]:
    """The outlets that the last pass had trouble with, where these days hold it or the newest article that it knew."""
    run = outlets_in_trouble(db)
    if run and start <= (at := parse_time(run.finished_at)) and last_day(db, now=at) <= after:
        for outlet in run.outlets:
            yield BriefLine(text=names.get(outlet.id, outlet.id), detail=outlet.status)
