"""Paste and screen: a text or a list of names held against the corpus; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from corpus.search.screening import LONGEST, Listing, Screened, screen_names, screen_text
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.marking import Span, mark_text
from corpus.web.uploads import Sent, sent_text

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

COLUMNS = ("known", "id", "label", "name", "spelled", "times", "stories", "listed", "meant")


async def screen_page(datasette: Datasette, request: Request) -> Response:
    """The form; a POST is answered with what its text names, as a page, JSON or CSV."""
    suffix = request.url_vars["suffix"]
    sent = await sent_text(request) if request.method == "POST" else Sent("")
    found = await read(datasette, lambda db: _screened(db, sent)) if sent.text.strip() else None
    if suffix == ".json":
        return as_json(found or {})
    if suffix == ".csv" or request.args.get("as") == "csv":
        return as_csv("screened", COLUMNS, _rows(found))
    spans = found.spans if found else ()
    context = {
        "text": sent.text,
        "found": found,
        "longest": LONGEST,
        "marked": mark_text(sent.text, [Span(start=s, end=e, label=label, entity=key) for s, e, label, key in spans]),
    }
    return await page(datasette, request, "screen", context)


def _screened(db: Readable, sent: Sent) -> Screened:
    return screen_names(db, sent.names) if sent.names else screen_text(db, sent.text)


def _entries(listed: Sequence[Listing]) -> str:
    return "; ".join(f"{one.title}: {one.entry_id}{f' (? {one.doubt})' if one.doubt else ''}" for one in listed)


def _rows(found: Screened | None) -> list[tuple[object, ...]]:
    if found is None:
        return []
    known = [
        (
            *("yes", one.id, one.label, one.name, "; ".join(one.spelled), one.times, one.stories),
            *(_entries(one.listed), ""),
        )
        for one in found.known
    ]
    unknown = [
        (
            *("no", "", "", one.text, one.text, one.times, ""),
            _entries(one.listed),
            "; ".join(name for _, name in one.meant),
        )
        for one in found.unknown
    ]
    return [*known, *unknown]


ROUTES = [(r"^/screen(?P<suffix>|\.json|\.csv)$", screen_page)]
