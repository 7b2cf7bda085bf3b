"""The sentences behind a plant's reported activity; also as JSON, CSV and Atom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.read.entity import Entity, find_entity
from corpus.read.plants import ACTIVITIES, ActivitySentence, activity_sentences, reported_kinds
from corpus.store.leaving import leaving
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names
from corpus.web.periods import month_alone

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

SHOWN, MOST_ROWS = 100, 5000
COLUMNS = (
    *("article_id", "title", "outlet", "published", "published_precision", "story_id"),
    *("kind", "month", "date", "date_end", "status", "side", "field", "sentence"),
)


async def activity_page(datasette: Datasette, request: Request) -> Response:
    """The sentences that report an activity of a plant, newest first; `kind` and `month` narrow them."""
    key, suffix = unquote(request.url_vars["id"]), request.url_vars["suffix"]
    kind, month = request.args.get("kind") or "", month_alone(request.args.get("month") or "")
    if kind and kind not in ACTIVITIES:
        raise BadRequest(f"kind={kind[:40]} is none of {', '.join(ACTIVITIES)}")
    limit = MOST_ROWS if suffix == ".csv" else SHOWN

    def look(db: Readable) -> dict[str, Any] | None:
        entity = find_entity(db, key)
        if entity is None:
            return None
        rows = activity_sentences(db, entity.id, kind=kind, month=month, limit=limit)
        return {"entity": entity, "rows": rows, "kinds": reported_kinds(db, entity.id), "outlets": outlet_names(db)}

    context = await read(datasette, look)
    if context is None:
        raise NotFound(f"no entity {key}")
    entity, rows = context["entity"], leaving(context["rows"])
    if suffix == ".json":
        return as_json({"entity": entity, "sentences": rows})
    if suffix == ".csv":
        return as_csv("activity", COLUMNS, ([getattr(row, column) for column in COLUMNS] for row in rows))
    address = _address(entity.id, kind, month)
    if suffix == ".atom":
        title = f"{entity.name}, {kind or 'activity'}"
        entries = [_entry(row, entity, context["outlets"]) for row in rows]
        return as_atom(request, title=title, page=address(""), entries=entries)
    return await page(
        datasette,
        request,
        "activity",
        {**context, "kind": kind, "month": month, "address": address, "full": len(rows) == SHOWN},
    )


def _address(key: str, kind: str, month: str) -> Any:
    parameters = urlencode([pair for pair in (("kind", kind), ("month", month)) if pair[1]])
    return lambda suffix: f"/activity/{key}{suffix}{'?' + parameters if parameters else ''}"


def _entry(row: ActivitySentence, entity: Entity, outlets: Mapping[str, str]) -> Entry:
    return Entry(
        id=f"{entity.id}:{row.kind}:{row.article_id}:{row.start}",
        title=f"{entity.name}: {row.kind}",
        link=f"/article/{row.article_id}",
        updated=row.published,
        author=outlets.get(row.outlet, row.outlet),
        text=row.sentence,
    )


ROUTES = [(r"^/activity/(?P<id>[^?]+?)(?P<suffix>|\.json|\.csv|\.atom)$", activity_page)]
