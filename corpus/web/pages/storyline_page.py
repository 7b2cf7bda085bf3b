"""Storylines: the events about one thing, as lines in time with what is new in each; and what is followed of late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.labels import plurals
from corpus.read.counted import count_words
from corpus.read.entity import Entity, find_entity
from corpus.read.storyline import GAPS, Step, Storyline, followed, storylines
from corpus.read.week import last_day
from corpus.times import now
from corpus.web.asked_thing import asked_label
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.timelines import Moment, draw_timeline
from corpus.web.feeds import Entry, as_atom
from corpus.web.marking import entity_path

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

LINES, STEPS = 12, 40  # of one page: the newest
FOLLOWED = ("FACTORY", "PERSON", "PRODUCT")
COLUMNS = ("line", "event_id", "title", "first_published", "days", "stories", "articles", "independent", "new", "told")


async def storyline_page(datasette: Datasette, request: Request) -> Response:
    """The lines of one thing."""
    key, suffix, days = unquote(request.url_vars["id"]), request.url_vars["suffix"], _days(request)

    def look(db: Readable) -> tuple[Entity | None, tuple[Storyline, ...]]:
        entity = find_entity(db, key)
        return entity, storylines(db, entity.id, days=days) if entity else ()

    entity, lines = await read(datasette, look)
    if entity is None:
        raise NotFound(f"no entity {key}")
    if suffix == ".json":
        return as_json({"entity": entity, "days": days, "lines": lines})
    if suffix == ".csv":
        rows = ((number, *_cells(step)) for number, line in enumerate(lines, 1) for step in line.steps)
        return as_csv(f"storyline-{entity.id.replace('/', '-')}", COLUMNS, rows)
    address = f"/storyline/{quote(entity.id, safe='/~.')}"
    if suffix == ".atom":
        steps = [(line, step) for line in lines for step in reversed(line.steps)]
        steps.sort(key=lambda each: each[1].event.first_published or "", reverse=True)
        entries = [_entry(entity, line, step) for line, step in steps[:50]]
        return as_atom(request, title=f"{entity.name}, what follows", page=f"{address}?days={days}", entries=entries)
    shown = lines[:LINES]
    context: dict[str, Any] = {
        "entity": entity,
        "lines": [(line, line.steps[-STEPS:]) for line in shown],
        "total": len(lines),
        "events": sum(len(line.steps) for line in lines),
        "days": days,
        "gaps": GAPS,
        "chart": draw_timeline([_moments(line) for line in shown], title=f"Events about {entity.name}, by day"),
        "path": address,
    }
    return await page(datasette, request, "storyline", context)


def _days(request: Request) -> int:
    """The days that may lie between two events of a line. Raises BadRequest."""
    asked = request.args.get("days") or str(GAPS[-1])
    if asked not in map(str, GAPS):
        raise BadRequest(f"days={asked[:20]} is none of {', '.join(map(str, GAPS))}")
    return int(asked)


def _moments(line: Storyline) -> list[Moment]:
    return [
        Moment(
            day=date.fromisoformat((step.event.first_published or "")[:10]),
            title=f"{step.event.title or '(no title)'}: {count_words(step.event.independent, 'independent report')}",
            link=f"/event/{step.event.id}",
            weight=step.event.independent,
        )
        for step in line.steps
    ]


def _cells(step: Step) -> Iterable[Any]:
    event = step.event
    own = (event.id, event.title, event.first_published, step.days, event.stories, event.articles, event.independent)
    return (*own, "; ".join(name.name for name in step.names), "; ".join(step.told))


def _entry(entity: Entity, line: Storyline, step: Step) -> Entry:
    new = ", ".join([*step.told, *(name.name for name in step.names)])
    since = f"{count_words(step.days, 'day')} after the one before" if step.days is not None else "a new line"
    return Entry(
        id=f"storyline:{entity.id}:{step.event.id}",
        title=step.event.title or "(no title)",
        link=f"/event/{step.event.id}",
        updated=step.event.first_published,
        author=step.event.first_told_by or "",
        text=f"{since}; new: {new or 'nothing'}",
    )


async def storylines_page(datasette: Datasette, request: Request) -> Response:
    """What several events of late are about; as JSON and CSV too."""
    suffix, days = request.url_vars["suffix"], _days(request)
    label = asked_label(request.args.get("label") or "")

    def look(db: Readable) -> tuple[str, Any]:
        until = last_day(db, now=now()).date().isoformat()
        return until, followed(db, until=until, days=days, labels=(label,) if label else FOLLOWED)

    until, found = await read(datasette, look)
    if suffix == ".json":
        return as_json({"until": until, "days": days, "followed": found})
    columns = ("id", "label", "name", "events", "last")
    if suffix == ".csv":
        return as_csv("storylines", columns, ([getattr(one, name) for name in columns] for one in found))
    context = {
        "found": found,
        "until": until,
        "days": days,
        "gaps": GAPS,
        "label": label,
        "labels": plurals(),
        "path_of": lambda key: f"/storyline{entity_path(key).removeprefix('/entity')}",
    }
    return await page(datasette, request, "storylines", context)


ROUTES = [
    (r"^/storylines(?P<suffix>|\.json|\.csv)$", storylines_page),
    (r"^/storyline/(?P<id>[^?]+)(?P<suffix>\.json|\.csv|\.atom)$", storyline_page),
    (r"^/storyline/(?P<id>[^?]+?)(?P<suffix>)$", storyline_page),
]
