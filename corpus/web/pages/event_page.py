"""An event's page: the stories that tell it, who said it first, who has it from whom; and the list of events.

Also as JSON, CSV and Atom.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from corpus.read.counted import count_words
from corpus.read.event import EventQuery, EventRow, EventView, find_event, list_events, view_event
from corpus.web.citations import draw_citations
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names
from corpus.web.pages.story_page import RELATIONS
from corpus.web.periods import asked_span

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

WHY = {
    "alone": "nobody else tells it",
    "earliest": "the earliest report",
    "cited": "the earliest report has it from there",
}
COLUMNS = ("story_id", "title", "origin", "first_published", "independent", "nearest_id", "score", "why")
LISTED = (
    *("id", "title", "first_published", "last_published", "stories", "articles", "outlets", "independent"),
    *("languages", "first_told_by", "first_why"),
)
A_PAGE = 30
EVERY = 5000  # events of one CSV or JSON answer


async def event_page(datasette: Datasette, request: Request) -> Response:
    """The page; the JSON is what `jangmadang event --json` prints."""
    key, suffix = request.url_vars["id"], request.url_vars["suffix"]

    def look(db: Readable) -> tuple[EventView | None, dict[str, str]]:
        found = find_event(db, key)
        return view_event(db, found) if found else None, outlet_names(db)

    view, outlets = await read(datasette, look)
    if view is None:
        raise NotFound(f"no event {key}")
    event = view.event
    if suffix == ".json":
        return as_json(view)
    if suffix == ".csv":
        return as_csv(event.id, COLUMNS, ([getattr(story, column) for column in COLUMNS] for story in view.stories))
    if suffix == ".atom":
        entries = [
            Entry(
                id=f"story:{story.story_id}",
                title=story.title or "(no title)",
                link=f"/story/{story.story_id}",
                updated=story.first_published,
                author=story.origin or "",
                text=story.why or "",
            )
            for story in reversed(view.stories)
        ]
        return as_atom(request, title=_title(event), page=f"/event/{event.id}", entries=entries)
    context = {
        "event": event,
        "view": view,
        "outlets": outlets,
        "title": _title(event),
        "numbers": {story.story_id: number for number, story in enumerate(view.stories, 1)},
        "relations": RELATIONS,
        "whys": WHY,
        "chart": draw_citations(view) if len(view.stories) > 1 else "",
    }
    return await page(datasette, request, "event", context)


async def events_page(datasette: Datasette, request: Request) -> Response:
    """The events, those with most independent reports first; `stories` and `independent` ask for so many stories and
    independent reports at least."""
    suffix = request.url_vars["suffix"]
    number = _whole(request.args.get("page"), 1)
    least, independent = (_whole(request.args.get(name), 1) for name in ("stories", "independent"))
    entity = request.args.get("entity") or None
    since, until = asked_span(request.args)
    order = "newest" if request.args.get("sort") == "newest" else "biggest"
    size = EVERY if suffix in (".json", ".csv") else A_PAGE

    def look(db: Readable) -> tuple[EventRow, ...]:
        query = EventQuery(
            stories=least,
            independent=independent,
            entity=entity,
            start=_day(since),
            end=_day(until, after=1),
            newest=order == "newest" or suffix == ".atom",
            limit=size + 1,
            offset=(number - 1) * size,
        )
        return list_events(db, query)

    found = await read(datasette, look)
    shown = found[:size]
    asked: dict[str, object] = {
        "stories": least if least > 1 else "",
        "independent": independent if independent > 1 else "",
    }
    asked |= {"entity": entity, "since": since, "until": until}
    asked["sort"] = "newest" if order == "newest" else ""
    if suffix == ".json":
        return as_json(shown)
    if suffix == ".csv":
        return as_csv("events", LISTED, ([_cell(event, column) for column in LISTED] for event in shown))
    if suffix == ".atom":
        entries = [
            Entry(
                id=f"event:{event.id}",
                title=_title(event),
                link=f"/event/{event.id}",
                updated=event.last_published,
                author=event.first_told_by or "",
                text=f"{count_words(event.stories, 'story', 'stories')},"
                f" {count_words(event.independent, 'independent report')}",
            )
            for event in shown
        ]
        return as_atom(request, title="events", page=_address(asked), entries=entries)
    context = {
        "events": shown,
        "number": number,
        "more": len(found) > A_PAGE,
        "least": least,
        "independent": independent,
        "since": since,
        "until": until,
        "order": order,
        "entity": entity,
        "address": lambda suffix="", **changes: _address({**asked, **changes}, suffix),
        "titles": {event.id: _title(event) for event in shown},
    }
    return await page(datasette, request, "events", context)


def _address(asked: Mapping[str, object], suffix: str = "") -> str:
    parameters = urlencode({key: value for key, value in asked.items() if value})
    return f"/events{suffix}{'?' + parameters if parameters else ''}"


def _day(day: str, *, after: int = 0) -> datetime | None:
    """The beginning of a day, or of one after it; None for ""."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=after) if day else None


def _whole(text: str | None, least: int) -> int:
    """A whole number of an address, `least` where there is none; no page is further than the ten-thousandth."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else least
    return max(least, min(number, 10_000))


def _cell(event: EventRow, column: str) -> object:
    value = getattr(event, column)
    return " ".join(value) if isinstance(value, tuple) else value


def _title(event: EventRow) -> str:
    return event.title or "(no title)"


ROUTES = [
    (r"^/event/(?P<id>[0-9a-f]{16})(?P<suffix>|\.json|\.csv|\.atom)$", event_page),
    (r"^/events(?P<suffix>|\.json|\.csv|\.atom)$", events_page),
]
