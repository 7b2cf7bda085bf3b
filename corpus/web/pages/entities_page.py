"""Indexes of entities: people, places, goods, plants and organisations with counts, small charts, first and last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, Response

from corpus.labels import LABELS, plurals
from corpus.read.beside_text import NEWEST
from corpus.read.counted import count_words
from corpus.read.entity_index import (
    BESIDE_SORTS,
    LOOKED_AT,
    NO_COUNTRY,
    SORTS,
    STATUSES,
    EntityIndex,
    IndexQuery,
    index_choices,
    list_entities,
)
from corpus.read.period_counts import MOST_BY_DAYS
from corpus.read.together import WITHIN
from corpus.web.asked_thing import asked_entity, asked_label
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.svg import sparkline
from corpus.web.feeds import Entry, as_atom
from corpus.web.marking import entity_path
from corpus.web.periods import asked_span
from corpus.web.wording import day_span, long_day

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

PAGE = 100
MOSTLY_BESIDE = 0.5  # from this share of its newest articles on a row says that it is named beside the text
LEAST = 2  # stories that the page asks for, where it says which names stand together: one alone may be chance
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
    "told": "In the text",
}
BESIDE_HEADS = {"together": "Together", "unexpected": "Times the expected"}
SORTABLE = {**SORTS, **BESIDE_SORTS}
COLUMNS = (
    *("id", "label", "name", "kind", "status", "country", "parent_id", "parent", "first_seen", "last_seen"),
    *("mentions", "articles", "stories", "together", "expected", "weight", "beside_text", "told"),
)


async def entities_page(datasette: Datasette, request: Request) -> Response:
    """The page of an index; as JSON, CSV and Atom too."""
    query, at = _asked(request)
    suffix = request.url_vars["suffix"]
    wanted = {"": query, ".atom": replace(query, sort="first", limit=50, offset=0)}.get(
        suffix, replace(query, limit=EVERY, offset=0)
    )

    def look(db: Readable) -> dict[str, Any]:
        beside = asked_entity(db, query.beside)
        asked = replace(wanted, beside=beside.id) if beside else wanted
        return {
            "found": list_entities(db, asked),
            "choices": index_choices(db, query.label) if not suffix else {},
            "beside": beside,
        }

    context = await read(datasette, look)
    found, heads = context["found"], {**HEADS, **(BESIDE_HEADS if context["beside"] else {})}
    if context["beside"]:
        query = replace(query, beside=context["beside"].id)
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
        return as_atom(request, title=_title(query, found).lower(), page=_address(query), entries=entries)
    context.update(
        query=query,
        title=_title(query, found),
        by_months=found.counted_since is not None
        and (found.counted_since, found.counted_until) != (query.since, query.until),
        most_by_days=MOST_BY_DAYS,
        no_country=NO_COUNTRY,
        noun=(LABELS[query.label].noun, LABELS[query.label].plural) if query.label else ("name", "names"),
        rows=found.entities,
        total=found.total,
        at=at,
        pages=-(-found.total // PAGE),
        labels=plurals(),
        heads={key: (name, _address(query, sort=key) if key in SORTABLE else "") for key, name in heads.items()},
        sparks=[sparkline(row.months, title=f"{row.name} by month") for row in found.entities],
        search=lambda row, both=False: _search(row.id, query, found, both=both),
        within=WITHIN,
        mostly_beside=MOSTLY_BESIDE,
        usual_least=LEAST,
        looked_at=LOOKED_AT,
        newest=NEWEST,
        address=lambda suffix="", **changes: _address(query, suffix, **changes),
    )
    return await page(datasette, request, "entities", context)


def _asked(request: Request) -> tuple[IndexQuery, int]:
    """The query of an address, and its page. Raises BadRequest for a label, status, month or page that is none."""
    args = request.args
    label = asked_label(args.get("label") or "")
    since, until = asked_span(args)
    within = args.get("within") or WITHIN[0]
    if within not in WITHIN:
        raise BadRequest(f"within={within[:40]} is none of {', '.join(WITHIN)}")
    status = args.get("status") or ""
    if status and status not in STATUSES:
        raise BadRequest(f"status={status[:40]} is none of {', '.join(STATUSES)}")
    at = _number(args.get("page") or "1", "page={} is no page")
    least = _number(args.get("least") or str(LEAST if not request.url_vars["suffix"] else 1), "least={} is no number")
    sort, beside = args.get("sort") or "", (args.get("with") or "").strip()[:200]
    sorts = {**SORTS, **BESIDE_SORTS} if beside else SORTS
    return IndexQuery(
        label=label,
        kind=(args.get("kind") or "")[:60],
        country=(args.get("country") or "").upper()[:10],
        status=status,
        text=(args.get("name") or "").strip()[:100],
        beside=beside,
        within=within,
        least=least,
        since=since,
        until=until,
        new=args.get("new") == "yes",
        sort=sort if sort in sorts else _usual(beside),
        limit=PAGE,
        offset=(at - 1) * PAGE,
    ), at


def _number(text: str, wrong: str) -> int:
    """A whole number from 1. Raises BadRequest with `wrong` for anything else."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text)):
        raise BadRequest(wrong.format(text[:40]))
    return int(text)


def _usual(beside: str) -> str:
    """How a list is ordered where nothing is said."""
    return "unexpected" if beside else "told"


def _address(query: IndexQuery, suffix: str = "", *, at: int = 1, **changes: str) -> str:
    values = {
        "label": query.label,
        "kind": query.kind,
        "country": query.country,
        "status": query.status,
        "name": query.text,
        "with": query.beside,
        "within": query.within if query.beside and query.within != WITHIN[0] else "",
        # a file has every row unless its address says otherwise
        "least": str(query.least) if query.beside and query.least != (1 if suffix else LEAST) else "",
        "since": query.since,
        "until": query.until,
        "new": "yes" if query.new else "",
        "sort": query.sort if query.sort != _usual(query.beside) else "",
        "page": str(at) if at > 1 else "",
        **changes,
    }
    parameters = urlencode({key: value for key, value in values.items() if value})
    return f"/entities{suffix}{'?' + parameters if parameters else ''}"


def _counted(query: IndexQuery, found: EntityIndex) -> tuple[str, str]:
    """The days that a list is of: those counted, which are whole months where the days asked for are not counted."""
    if found.counted_since is None or found.counted_until is None:
        return query.since, query.until
    return found.counted_since, found.counted_until


def _title(query: IndexQuery, found: EntityIndex) -> str:
    since, until = _counted(query, found)
    what = plurals().get(query.label, "names").capitalize()
    new = " that the knowledge base does not have" if query.status == "provisional" else ""
    new += " named for the first time" if query.new else ""
    if since and until:
        return f"{what}{new}, {day_span(since, until)}"
    span = f" from {long_day(since)}" if since else f" to {long_day(until)}" if until else ""
    return f"{what}{new}{span}"


def _search(entity: str, query: IndexQuery, found: EntityIndex, *, both: bool) -> str:
    """The sentences behind a row's counts."""
    span = {} if query.new else {"since": query.since, "until": query.until}
    if both and query.within == "sentence":
        asked: list[tuple[str, str]] = [("of", query.beside), ("with", entity)]
        return f"/together?{urlencode([*asked, *((key, day) for key, day in span.items() if day)])}"
    values = [("entity", entity), *([("entity", query.beside)] if both else [])]
    if not both and not query.new:
        span = dict(zip(("since", "until"), _counted(query, found), strict=True))
    return f"/search?{urlencode([*values, *((key, day) for key, day in span.items() if day)])}"


ROUTES = [(r"^/entities(?P<suffix>|\.json|\.csv|\.atom)$", entities_page)]
