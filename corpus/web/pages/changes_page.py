"""The list of edits and withdrawals, with the names that moved; also as JSON, CSV and Atom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.labels import plurals
from corpus.read.edits import KINDS, SHOWN, SIDES, Change, ChangeFilter, changes
from corpus.store.leaving import leaving
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.diffs import diff_lines
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

MOST_ROWS = 5000
COLUMNS = ("article_id", "outlet", "url", "title", "at", "kind")


async def changes_page(datasette: Datasette, request: Request) -> Response:
    """Articles edited or withdrawn after publication, newest first; the JSON is `jangmadang changes --json`."""
    suffix = request.url_vars["suffix"]
    limit = MOST_ROWS if suffix == ".csv" else SHOWN
    which = _which(request)
    found, outlets = await read(datasette, lambda db: (changes(db, limit=limit, which=which), outlet_names(db)))
    if suffix == ".json":
        return as_json(found)
    found = found if suffix == "" else leaving(found)
    if suffix == ".csv":
        return as_csv("changes", (*COLUMNS, "vanished", "appeared"), (_row(change) for change in found))
    if suffix == ".atom":
        entries = [_entry(change, outlets) for change in found]
        return as_atom(request, title="edits and withdrawals", page="/changes", entries=entries)
    diffs = [diff_lines(change.old_text, change.new_text) for change in found]
    context = {
        **{"changes": found, "outlets": outlets, "diffs": diffs, "full": len(found) == SHOWN, "which": which},
        **{"kinds": KINDS, "sides": SIDES, "label_names": plurals()},
    }
    return await page(datasette, request, "changes", context)


def _which(request: Request) -> ChangeFilter:
    """What the address narrows the changes by; what there is not narrows nothing."""
    asked = {name: request.args.get(name) or "" for name in ("outlet", "kind", "side", "label")}
    known = {"kind": KINDS, "side": SIDES, "label": tuple(plurals())}
    return ChangeFilter(**{name: value for name, value in asked.items() if value in known.get(name, (value,))})


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
