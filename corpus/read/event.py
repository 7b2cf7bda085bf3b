"""Reading events: the list, and one with its stories, their reports, and who has it from whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from corpus.read.story import find_story
from corpus.store.reader import Readable
from corpus.times import write_time


@dataclass(frozen=True, kw_only=True, slots=True)
class EventQuery:
    """Which events: told in this time, naming this entity, of so many stories, outlets or independent reports
    at least; `newest` first, else
    those of most independent reports.
    """

    start: datetime | None = None
    end: datetime | None = None
    entity: str | None = None
    stories: int = 1
    outlets: int = 1
    independent: int = 1
    newest: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """A row of the table `events`; `languages` are ISO 639-1, precisions how much of a time is known."""

    id: str
    title: str | None
    story_id: str
    first_published: str | None
    first_precision: str | None
    last_published: str | None
    last_precision: str | None
    stories: int
    articles: int
    outlets: int
    independent: int
    languages: tuple[str, ...]
    first_told_by: str | None
    first_why: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportView:
    """An article of a story of the event, and its relation to the story."""

    article_id: str
    title: str
    outlet: str
    url: str
    published: str | None
    published_precision: str | None
    language: str | None
    relation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryInEvent:
    """A story of the event, with its reports folded beneath it. It is most like the story `nearest_id`: how likely they
    tell one event (0 to 1), and why.
    """

    story_id: str
    title: str | None
    origin: str | None
    first_published: str | None
    first_precision: str | None
    independent: int
    nearest_id: str | None
    score: float | None
    why: str | None
    reports: tuple[ReportView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationView:
    """A story names a medium as where it has something from; `cited_story` is that medium's own story in the event.
    `leading`: in its headline or lead, so that it does not count as independent.
    """

    story_id: str
    cited_id: str
    cited: str
    cited_story: str | None
    words: str | None
    leading: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EventView:
    """An event with its stories in order of publication, who cites whom, and the ids it had before."""

    event: EventRow
    stories: tuple[StoryInEvent, ...]
    citations: tuple[CitationView, ...]
    formerly: tuple[str, ...]


def precision_of(end: str) -> str:
    """SQL for how much is known of the time of the articles of an event `e` that came first or last (`end`): the least
    of them, as a column `first_precision` or `last_precision`.
    """
    return (
        "(select a.published_precision from event_members m join articles a on a.story_id = m.story_id"
        f" where m.event_id = e.id and a.published = e.{end}_published order by a.published_precision limit 1)"
        f" as {end}_precision"
    )


_COLUMNS = ", ".join(
    precision_of(field.name.removesuffix("_precision")) if field.name.endswith("_precision") else f"e.{field.name}"
    for field in fields(EventRow)
)


def list_events(db: Readable, query: EventQuery) -> tuple[EventRow, ...]:
    """The events that a query asks for: the newest first, or those of most independent reports and then stories."""
    order = "" if not query.newest else "e.last_published desc nulls last, "
    order += "e.independent desc, e.stories desc, e.articles desc, e.first_published desc nulls last, e.id"
    where, values = _asked(query)
    # what is told of each is looked up for those that are shown alone
    rows = db.query(
        f"select {_COLUMNS} from (select e.id from {where} order by {order}"
        f" limit :limit offset :offset) n cross join events e on e.id = n.id order by {order}",
        {**values, "limit": query.limit, "offset": query.offset},
    )
    return tuple(_row(row) for row in rows)


def count_events(db: Readable, query: EventQuery) -> int:
    """How many events a query asks for, shown or not."""
    where, values = _asked(query)
    return int(db.execute(f"select count(*) from {where}", values).fetchone()[0])


def _asked(query: EventQuery) -> tuple[str, dict[str, Any]]:
    """`events e` with the condition that a query sets, and its parameters."""
    conditions = ["e.stories >= :stories", "e.outlets >= :outlets", "e.independent >= :independent"]
    if query.start:
        conditions.append("e.last_published >= :start")
    if query.end:
        conditions.append("e.first_published < :end")
    if query.entity:
        conditions.append(
            "e.id in (select v.event_id from mentions m join articles a on a.id = m.article_id"
            " join event_members v on v.story_id = a.story_id where m.entity_id = :entity)"
        )
    index = "indexed by events_span" if query.start and not query.entity else ""
    return f"events e {index} where {' and '.join(conditions)}", {
        "stories": query.stories,
        "outlets": query.outlets,
        "independent": query.independent,
        "start": write_time(query.start) if query.start else None,
        "end": write_time(query.end) if query.end else None,
        "entity": query.entity,
    }


def events_of(db: Readable, ids: Iterable[str]) -> tuple[EventRow, ...]:
    """The events of these ids, in order of their ids."""
    rows = db.query(
        f"select {_COLUMNS} from json_each(?) j cross join events e on e.id = j.value order by e.id",
        [json.dumps(list(ids))],
    )
    return tuple(_row(row) for row in rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldStory:
    """A story as a line below its event."""

    id: str
    title: str | None
    origin: str | None
    articles: int
    first_published: str | None


def stories_of(db: Readable, event_id: str) -> tuple[ToldStory, ...]:
    """The stories that tell an event, the first one first."""
    rows = db.query(
        "select s.id, s.title, s.origin, s.articles, s.first_published from event_members m join stories s"
        " on s.id = m.story_id where m.event_id = ? order by coalesce(s.first_published, '9999'), s.id",
        [event_id],
    )
    return tuple(ToldStory(**row) for row in rows)


def _row(row: Mapping[str, object]) -> EventRow:
    return EventRow(**{**row, "languages": tuple(str(row["languages"]).split())})  # type: ignore[arg-type]


def find_event(db: Readable, key: str) -> str | None:
    """The event that an id stands for: an event's, one that it had before, a story's or an article's, or an address."""
    if db.execute("select 1 from events where id = ?", [key]).fetchone():
        return key
    story = find_story(db, key)
    row = db.execute("select event_id from event_members where story_id = ?", [story]).fetchone()
    if row:
        return str(row[0])
    moved = db.execute("select successor_id from event_redirects where id = ? and successor_id != id", [key]).fetchone()
    return find_event(db, moved[0]) if moved else None


def event_of_story(db: Readable, story: str) -> EventRow | None:
    """The event that a story tells together with others; None when it is alone."""
    row = next(
        db.query(
            f"select {_COLUMNS} from event_members m join events e on e.id = m.event_id"
            " where m.story_id = ? and e.stories > 1",
            [story],
        ),
        None,
    )
    return _row(row) if row else None


def view_event(db: Readable, event_id: str) -> EventView | None:
    """An event by id, or None when there is none."""
    row = next(db.query(f"select {_COLUMNS} from events e where e.id = ?", [event_id]), None)
    if row is None:
        return None
    former = db.execute("select id from event_redirects where successor_id = ? order by id", [event_id])
    return EventView(
        event=_row(row),
        stories=_stories(db, event_id),
        citations=_citations(db, event_id),
        formerly=tuple(key for (key,) in former.fetchall()),
    )


def _stories(db: Readable, event_id: str) -> tuple[StoryInEvent, ...]:
    reports: dict[str, list[ReportView]] = {}
    members = db.query(
        "select s.story_id, s.article_id, s.relation, a.title, a.outlet, a.url, a.published,"
        " a.published_precision, a.language from event_members e join story_members s on s.story_id = e.story_id"
        " join articles a on a.id = s.article_id where e.event_id = ? order by coalesce(a.published, '9999'), a.id",
        [event_id],
    )
    for member in members:
        story = member.pop("story_id")
        reports.setdefault(story, []).append(ReportView(**member))
    rows = db.query(
        "select m.story_id, s.title, s.origin, s.first_published, (select a.published_precision from articles a"
        "  where a.story_id = s.id and a.published = s.first_published order by a.published_precision limit 1)"
        " as first_precision, s.independent, m.nearest_id, m.score, m.why"
        " from event_members m join stories s on s.id = m.story_id where m.event_id = ?"
        " order by coalesce(s.first_published, '9999'), s.id",
        [event_id],
    )
    return tuple(StoryInEvent(**row, reports=tuple(reports.get(row["story_id"], ()))) for row in rows)


def _citations(db: Readable, event_id: str) -> tuple[CitationView, ...]:
    rows = db.query(
        "select c.story_id, c.cited_id, e.name as cited, c.words, c.leading, (select s.id from event_members o"
        "  join stories s on s.id = o.story_id join articles a on a.id = s.representative_id"
        "  join outlets p on p.id = a.outlet where o.event_id = m.event_id and s.id != c.story_id and exists ("
        "   select 1 from entities n left join entity_aliases x on x.entity_id = n.id where n.id = c.cited_id"
        "   and (n.name = p.name collate nocase or x.alias = p.name collate nocase"
        "    or n.name = s.origin collate nocase or x.alias = s.origin collate nocase))"
        "  order by coalesce(s.first_published, '9999'), s.id limit 1) as cited_story"
        " from event_members m join event_citations c on c.story_id = m.story_id join entities e on e.id = c.cited_id"
        " join stories t on t.id = c.story_id"
        " where m.event_id = ? order by coalesce(t.first_published, '9999'), c.story_id, c.cited_id",
        [event_id],
    )
    return tuple(CitationView(**{**row, "leading": bool(row["leading"])}) for row in rows)
