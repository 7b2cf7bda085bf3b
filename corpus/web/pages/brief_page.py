"""The brief as a page: what is new in some days; also as JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from datasette.utils.asgi import BadRequest, Response

from corpus.read.brief import Brief, brief_days, read_brief
from corpus.times import now
from corpus.web.context import as_json, page, read
from corpus.web.periods import asked_day

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

MOST_DAYS = 366


async def brief_page(datasette: Datasette, request: Request) -> Response:
    """The brief of `days` up to the day `until`, both included."""
    args = request.args
    days, until = args.get("days") or "7", asked_day(args, "until")
    if not (days.isascii() and days.isdigit() and len(days) < 4 and 1 <= int(days) <= MOST_DAYS):
        raise BadRequest(f"days={days[:40]} is no number from 1 to {MOST_DAYS}")
    last = date.fromisoformat(until) if until else None

    def look(db: Readable) -> Brief:
        return read_brief(db, brief_days(db, days=int(days), until=last, now=now()))

    found = await read(datasette, look)
    if request.url_vars["suffix"] == ".json":
        return as_json(found)
    return await page(datasette, request, "brief", {"brief": found, "days": int(days), "until": until})


ROUTES = [(r"^/brief(?P<suffix>|\.json)$", brief_page)]
