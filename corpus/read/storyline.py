"""Storylines: events that follow one another about one thing within some days, with what is new in each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.read.event import EventRow, ToldStory, events_of, stories_of
from corpus.store.reader import Readable

GAPS = (7, 30)  # days between two events of one line
SAMPLE = 300  # newest articles of a thing that are looked through
LEAD = 300  # a thing is what an article is about where its headline or its first so many characters name it
MOST_NEW = 8  # names of one event


@dataclass(frozen=True, kw_only=True, slots=True)
class NewName:
    """A thing that no earlier event of the line names."""

    id: str
    label: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An event of a line: the days since the one before (None for the first), and what is new: things that the earlier
    ones do not name, the rarest first, and what `told` of the thing they do not tell.
    """

    event: EventRow
    days: int | None
    names: tuple[NewName, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Storyline:
    """Events about one thing, oldest first, none further than some days from the next."""

    steps: tuple[Step, ...]

    @property
    def first(self) -> str:
        """The day of the first event."""
        return (self.steps[0].event.first_published or "")[:10]

    @property
    def last(self) -> str:
        """The last day of the line."""
        return max(_last_day(step.event) for step in self.steps)


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """A thing that several events of late are about, and how many."""

    id: str
    label: str
    name: str
    events: int
    last: str


# a dateline names places and agencies that the article is not about
_LEADING = "(m.field = 'title' or (m.field = 'text' and m.start < :lead and m.label not in ('PLACE', 'ORG')))"


def storylines(db: Readable, entity_id: str, *, days: int = 30) -> tuple[Storyline, ...]:
    """The lines of a thing, the newest first; an event with none near it is a line of one."""
    events = events_of(db, _about(db, entity_id))
    dated = sorted((event for event in events if event.first_published), key=lambda e: (e.first_published, e.id))
    articles = _articles_of(db, [event.id for event in dated])
    told = _told(db, entity_id, [article for group in articles.values() for article in group])
    names = _names(db, articles, entity_id)
    lines: list[list[EventRow]] = []
    for event in dated:
        if lines and _gap(max(lines[-1], key=_last_day), event) <= days:
            lines[-1].append(event)
        else:
            lines.append([event])
    return tuple(_line(line, articles, told, names) for line in reversed(lines))


def newest_events(db: Readable, entity_id: str, *, limit: int) -> tuple[tuple[EventRow, tuple[ToldStory, ...]], ...]:
    """The newest events about a thing, each with the stories that tell it."""
    events = sorted(events_of(db, _about(db, entity_id)), key=lambda e: (_last_day(e), e.id), reverse=True)
    return tuple((event, stories_of(db, event.id)) for event in events[:limit])


def _about(db: Readable, entity_id: str) -> tuple[str, ...]:
    """The events that are about a thing."""
    rows = db.execute(
        "select distinct v.event_id from (select article_id, story_id from entity_articles where entity_id = :id"
        "  order by published desc limit :sample) n cross join event_members v on v.story_id = n.story_id"
        " where exists (select 1 from mentions m indexed by mentions_in_article"
        " where m.article_id = n.article_id and m.entity_id = :id"
        f"  and {_LEADING}) order by 1",
        {"id": entity_id, "sample": SAMPLE, "lead": LEAD},
    ).fetchall()
    return tuple(row[0] for row in rows)


def _last_day(event: EventRow) -> str:
    return (event.last_published or event.first_published or "")[:10]


def _gap(before: EventRow, event: EventRow) -> int:
    return (date.fromisoformat((event.first_published or "")[:10]) - date.fromisoformat(_last_day(before))).days


def _articles_of(db: Readable, events: Sequence[str]) -> dict[str, list[str]]:
    rows = db.execute(
        "select v.event_id, a.id from json_each(?) j cross join event_members v on v.event_id = j.value"
        " cross join story_members s on s.story_id = v.story_id join articles a on a.id = s.article_id"
        " order by a.published, a.id",
        [json.dumps(events)],
    ).fetchall()
    found: dict[str, list[str]] = {}
    for event, article in rows:
        found.setdefault(event, []).append(article)
    return found


def _names(db: Readable, articles: dict[str, list[str]], but: str) -> dict[str, list[NewName]]:
    """By event the things that its articles name, the rarest first."""
    events = {article: event for event, group in articles.items() for article in group}
    rows = db.execute(
        "select n.article_id, e.id, e.label, e.name, e.stories from json_each(?) j"
        " cross join entity_articles n on n.article_id = j.value join visible_entities e on e.id = n.entity_id"
        " order by e.stories, e.id",
        [json.dumps(list(events))],
    ).fetchall()
    found: dict[str, dict[str, NewName]] = {}
    for article, key, label, name, _ in rows:
        if key != but:
            found.setdefault(events[article], {}).setdefault(key, NewName(id=key, label=label, name=name))
    return {event: list(names.values()) for event, names in found.items()}


# what the tables of figures tell of a thing, in words
_TOLD = (
    "select article_id, kind || coalesce(': ' || product, '') || coalesce(', ' || amount, '') from activity_reports"
    " where entity_id = :id and article_id in (select value from json_each(:ids))",
    "select v.article_id, v.kind || ': ' || coalesce(p.name, v.place) from visits v left join entities p"
    " on p.id = v.place_id where v.article_id in (select value from json_each(:ids))"
    " and v.visitor = (select name from entities where id = :id)",
    "select article_id, flow || coalesce(', ' || partner, '') || ': ' || printf('%,.10g ', amount) || unit"
    " from trade_figures where good_id = :id and article_id in (select value from json_each(:ids))",
    "select article_id, coalesce(place || ': ', '') || printf('%,.10g ', price) || currency"
    " || coalesce(' a ' || unit, '')"
    " from price_quotes where commodity_id = :id and article_id in (select value from json_each(:ids))",
)


def _told(db: Readable, entity_id: str, articles: Iterable[str]) -> dict[str, list[str]]:
    """By article what is told of the thing."""
    asked = {"id": entity_id, "ids": json.dumps(list(articles))}
    found: dict[str, list[str]] = {}
    for statement in _TOLD:
        for article, words in db.execute(statement, asked).fetchall():
            found.setdefault(article, []).append(words)
    return found


def _line(
    events: Iterable[EventRow],
    articles: dict[str, list[str]],
    told: dict[str, list[str]],
    names: dict[str, list[NewName]],
) -> Storyline:
    met: set[str] = set()
    heard: set[str] = set()
    steps: list[Step] = []
    for event in events:
        words = [word for article in articles.get(event.id, ()) for word in told.get(article, ())]
        new = [name for name in names.get(event.id, ()) if name.id not in met]
        fresh = [word for word in dict.fromkeys(words) if word not in heard]
        gap = _gap(steps[-1].event, event) if steps else None
        steps.append(Step(event=event, days=gap, names=tuple(new[:MOST_NEW]), told=tuple(fresh)))
        met.update(name.id for name in new)
        heard.update(fresh)
    return Storyline(steps=tuple(steps))


def followed(db: Readable, *, until: str, days: int, labels: Sequence[str], limit: int = 60) -> tuple[Followed, ...]:
    """What two events or more of the days up to `until` are about, those of most events first."""
    rows = db.query(
        "select e.id, e.label, e.name, count(distinct v.event_id) as events,"
        " substr(max(w.last_published), 1, 10) as last"
        " from (select id, last_published from events where last_published >= :since and last_published <= :until"
        "  order by independent desc, last_published desc limit 400) w"
        " cross join event_members v on v.event_id = w.id cross join story_members s on s.story_id = v.story_id"
        " cross join mentions m on m.article_id = s.article_id"
        f" and {_LEADING} join visible_entities e on e.id = m.entity_id"
        " where e.label in (select value from json_each(:labels)) group by e.id having count(distinct v.event_id) > 1"
        " order by events desc, last desc, e.id limit :limit",
        {
            "since": date.fromordinal(date.fromisoformat(until[:10]).toordinal() - days).isoformat(),
            "until": f"{until[:10]}T99",
            "lead": LEAD,
            "labels": json.dumps(list(labels)),
            "limit": limit,
        },
    )
    return tuple(Followed(**row) for row in rows)
