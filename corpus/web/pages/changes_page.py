"""The list of edits and withdrawals, with the names that moved; also as JSON, CSV and Atom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.labels import plurals
from corpus.read.desk_documents import ChangesDocument
from corpus.read.edits import KINDS, PRESSES, SHOWN, SIDES, Change, ChangeFilter, changes
from corpus.read.seen_again import SeenAgain, pages_seen_again
from corpus.read.week import outlets_met
from corpus.store.leaving import leaving
from corpus.store.presses import of_state
from corpus.web.asked_thing import asked_entity
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.diffs import diff_lines
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names
from corpus.web.periods import asked_span

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

MOST_ROWS = 5000
ASKED = ("outlet", "press", "entity", "kind", "side", "label")
COLUMNS = ("article_id", "outlet", "url", "title", "at", "kind")


async def changes_page(datasette: Datasette, request: Request) -> Response:
    """Articles edited or withdrawn after publication, newest first; the JSON is `jangmadang changes --json`."""
    suffix = request.url_vars["suffix"]
    limit = MOST_ROWS if suffix == ".csv" else SHOWN
    asked = _which(request)
    context = await read(datasette, lambda db: _look(db, asked, limit))
    found, outlets = context["changes"], context["outlets"]
    if suffix == ".json":
        return as_json(ChangesDocument(changes=found, seen=_seen(datasette, context)))
    found = found if suffix == "" else leaving(found)
    if suffix == ".csv":
        return as_csv("changes", (*COLUMNS, "vanished", "appeared"), (_row(change) for change in found))
    if suffix == ".atom":
        entries = [_entry(change, outlets) for change in found]
        return as_atom(request, title="edits and withdrawals", page=_address(asked), entries=entries)
    diffs = [diff_lines(change.old_text, change.new_text) for change in found]
    context |= {
        **{"changes": found, "diffs": diffs, "full": len(found) == SHOWN, "which": asked},
        "seen": _seen(datasette, context),
        **{"kinds": KINDS, "sides": SIDES, "presses": PRESSES, "label_names": plurals()},
        "address": lambda suffix="": _address(asked, suffix),
    }
    return await page(datasette, request, "changes", context)


def _seen(datasette: Datasette, context: Mapping[str, Any]) -> SeenAgain | None:
    return pages_seen_again(datasette.desk_data, outlets=context["looked_at"])


def _which(request: Request) -> dict[str, str]:
    """What the address narrows the changes by. Raises BadRequest for what there is not."""
    asked = {name: (request.args.get(name) or "").strip()[:200] for name in ASKED}
    asked["label"] = asked["label"].upper()
    known = {"kind": KINDS, "side": SIDES, "label": tuple(plurals()), "press": PRESSES}
    for name, values in known.items():
        if asked[name] and asked[name] not in values:
            raise BadRequest(f"{name}={asked[name][:40]} is none of {', '.join(values)}")
    since, until = asked_span(request.args)
    return {**asked, "since": since, "until": until}


def _look(db: Readable, asked: dict[str, str], limit: int) -> dict[str, Any]:
    """The changes asked for. Raises NotFound for an outlet or a thing that there is not."""
    outlets, met = outlet_names(db), outlets_met(db)
    offered = {key: outlets.get(key, key) for key in sorted({*met, *filter(None, [asked["outlet"]])})}
    has = db.execute("select 1 from articles where outlet = ? limit 1", [asked["outlet"]]).fetchone()
    if asked["outlet"] and not has and asked["outlet"] not in outlets:
        raise NotFound(f"no outlet {asked['outlet']}")
    entity = asked_entity(db, asked["entity"])
    which = ChangeFilter(
        **{**asked, "entity": entity.id if entity else "", "until": f"{asked['until']}T99" if asked["until"] else ""}
    )
    looked_at = [asked["outlet"]] if asked["outlet"] else _of_press(db, asked["press"]) if asked["press"] else None
    return {
        "looked_at": looked_at,
        "outlets": outlets,
        "offered": offered,
        "entity": entity,
        "changes": changes(db, limit=limit, which=which),
    }


def _of_press(db: Readable, press: str) -> list[str]:
    rows = db.execute(f"select o.id, {of_state('o')} from outlets o").fetchall()
    return [key for key, state in rows if bool(state) == (press == "state media")]


def _address(asked: dict[str, str], suffix: str = "") -> str:
    parameters = urlencode({key: value for key, value in asked.items() if value})
    return f"/changes{suffix}{'?' + parameters if parameters else ''}"


def _row(change: Change) -> list[str]:
    return [*(getattr(change, column) for column in COLUMNS), _names(change.vanished), _names(change.appeared)]


def _names(pairs: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(text for text, _ in pairs)


def _entry(change: Change, outlets: Mapping[str, str]) -> Entry:
    moved = (("names that vanished", change.vanished), ("names that appeared", change.appeared))
    return Entry(
        id=f"change:{change.article_id}:{change.at}",
        title=f"{change.kind}: {change.title or '(no title)'}",
        link=f"/article/{change.article_id}#edits",
        updated=change.at,
        author=outlets.get(change.outlet, change.outlet),
        text="\n".join(f"{what}: {_names(names)}" for what, names in moved if names),
    )


ROUTES = [(r"^/changes(?P<suffix>|\.json|\.csv|\.atom)$", changes_page)]
