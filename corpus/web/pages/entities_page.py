"""Indexes of entities: people, places, goods, plants and organisations with counts, small charts, first and last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.labels import LABELS, plurals
from corpus.read.entity import find_entity
from corpus.read.entity_index import SORTS, IndexQuery, index_choices, list_entities
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.svg import sparkline
from corpus.web.feeds import Entry, as_atom
from corpus.web.marking import entity_path
from corpus.web.wording import count_words, month_name

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

PAGE = 100
EVERY = 20_000  # rows of one CSV or JSON answer
HEADS = {
    "name": "Name",
    "kind": "Kind",
    "in": "In",
    "first": "First",
    "last": "Last",
    "mentions": "Mentions",
    "articles": "Articles",
    "stories": "Stories",
}
COLUMNS = (
    *("id", "label", "name", "kind", "status", "country", "parent_id", "parent", "first_seen", "last_seen"),
    *("mentions", "articles", "stories"),
)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


async def entities_page(datasette: Datasette, request: Request) -> Response:
    """The page of an index; as JSON, CSV and Atom too."""
    query, at = _asked(request)
    suffix = request.url_vars["suffix"]
    wanted = {"": query, ".atom": replace(query, sort="first", limit=50, offset=0)}.get(
        suffix, replace(query, limit=EVERY, offset=0)
    )

    def look(db: Readable) -> dict[str, Any]:
        beside = find_entity(db, query.beside) if query.beside else None
        if query.beside and beside is None:
            raise NotFound(f"no entity {query.beside}")
        return {
            "found": list_entities(db, wanted),
            "choices": index_choices(db, query.label) if not suffix else {},
            "beside": beside,
        }

    context = await read(datasette, look)
    found = context["found"]
    if suffix == ".json":
        return as_json(found)
    if suffix == ".csv":
        return as_csv("entities", COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in found.entities))
    if suffix == ".atom":
        entries = [
            Entry(
                id=row.id,
                title=f"{row.name} ({row.label.lower()})",
                link=entity_path(row.id),
                updated=row.first_seen,
                author="Jangmadang",
                text=count_words(row.stories, "story", "stories"),
            )
            for row in found.entities
        ]
        return as_atom(request, title=_title(query).lower(), page=_address(query), entries=entries)
    context.update(
        query=query,
        title=_title(query),
        noun=(LABELS[query.label].noun, LABELS[query.label].plural) if query.label else ("name", "names"),
        rows=found.entities,
        total=found.total,
        at=at,
        pages=-(-found.total // PAGE),
        labels=plurals(),
        heads={key: (name, _address(query, sort=key) if key in SORTS else "") for key, name in HEADS.items()},
        sparks=[sparkline(row.months, title=f"{row.name} by month") for row in found.entities],
        search=lambda row: _search(row.id, query),
        address=lambda suffix="", **changes: _address(query, suffix, **changes),
    )
    return await page(datasette, request, "entities", context)


def _asked(request: Request) -> tuple[IndexQuery, int]:
    """The query of an address, and its page. Raises BadRequest for a label, a month or a page that is none."""
    args = request.args
    label = (args.get("label") or "").upper()
    if label and label not in LABELS:
        raise BadRequest(f"label={label[:40]} is none of {', '.join(LABELS)}")
    for name in ("since", "until"):
        if (asked := args.get(name) or "") and not _MONTH.fullmatch(asked):
            raise BadRequest(f"{name}={asked[:40]} is no month: write it as 2026-03")
    number = args.get("page") or "1"
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 6 and int(number)):
        raise BadRequest(f"page={number[:40]} is no page")
    at, sort = int(number), args.get("sort") or ""
    return IndexQuery(
        label=label,
        kind=(args.get("kind") or "")[:60],
        country=(args.get("country") or "").upper()[:10],
        text=(args.get("name") or "").strip()[:100],
        beside=(args.get("with") or "")[:200],
        since=args.get("since") or "",
        until=args.get("until") or "",
        new=args.get("new") == "yes",
        sort=sort if sort in SORTS else "stories",
        limit=PAGE,
        offset=(at - 1) * PAGE,
    ), at


def _address(query: IndexQuery, suffix: str = "", *, at: int = 1, **changes: str) -> str:
    values = {
        "label": query.label,
        "kind": query.kind,
        "country": query.country,
        "name": query.text,
        "with": query.beside,
        "since": query.since,
        "until": query.until,
        "new": "yes" if query.new else "",
        "sort": query.sort if query.sort != "stories" else "",
        "page": str(at) if at > 1 else "",
        **changes,
    }
    parameters = urlencode({key: value for key, value in values.items() if value})
    return f"/entities{suffix}{'?' + parameters if parameters else ''}"


def _title(query: IndexQuery) -> str:
    what = plurals().get(query.label, "names").capitalize()
    new = " named for the first time" if query.new else ""
    span = [month_name(month) for month in (query.since, query.until) if month]
    times: Sequence[str] = ("from " if query.since else "to ", *span[:1], *(f" to {month}" for month in span[1:]))
    return f"{what}{new}{' ' + ''.join(times) if span else ''}"


def _search(entity: str, query: IndexQuery) -> str:
    """The sentences behind a row's counts."""
    values = [("entity", entity), *([("entity", query.beside)] if query.beside else [])]
    if not query.new:
        values += [("since", f"{query.since}-01")] if query.since else []
        values += [("until", f"{query.until}-31")] if query.until else []
    return f"/search?{urlencode(values)}"


ROUTES = [(r"^/entities(?P<suffix>|\.json|\.csv|\.atom)$", entities_page)]
