"""Review in the browser: doubtful merges one by one, decided with a key; only for whoever holds the token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest, Response

from corpus.decisions.file import Decision, add_decisions, read_decisions, undo_decision
from corpus.decisions.queue import Reviewer, open_doubts, two_sides
from corpus.times import now
from corpus.web.context import page, read
from corpus.web.pages.search_page import outlet_names
from corpus.web.tokens import COOKIE, require_write, takes_token

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

VERDICTS = ("same", "different", "hide", "rename")
NOT_THERE = "one of the two is not in the corpus"


async def review_page(datasette: Datasette, request: Request) -> Response:
    """The next doubt, or the two entities asked for; a POST is a verdict."""
    token = takes_token(datasette, request)
    if token is not None:
        response = Response.redirect("/review")
        response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return response
    require_write(datasette, request)
    if request.method == "POST":
        return await _decide(datasette, request)
    skip = request.args.get("skip") or "0"
    at = int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 8 else 0
    a, b = request.args.get("a") or "", request.args.get("b") or ""
    decided = read_decisions(datasette.desk_data)

    def look(db: Readable) -> dict[str, Any]:
        outlets = outlet_names(db)
        if a or b:
            sides = two_sides(db, a, b)
            if sides is None:
                raise BadRequest(NOT_THERE)
            return {"sides": sides, "doubt": None, "outlets": outlets}
        waiting = open_doubts(db, decided)
        doubt = waiting[at % len(waiting)] if waiting else None
        sides = two_sides(db, doubt.a, doubt.b) if doubt else None
        return {"sides": sides, "doubt": doubt, "waiting": len(waiting), "outlets": outlets}

    context = await read(datasette, look)
    context.update(skip=at, decided=decided[::-1][:12], decisions=len(decided))
    return await page(datasette, request, "review", context)


async def _decide(datasette: Datasette, request: Request) -> Response:
    """Write what the form says and go on to the next."""
    form = await request.post_vars()
    data = datasette.desk_data
    try:
        if form.get("undo"):
            undo_decision(data, form["undo"])
        else:
            a, b = form.get("a", ""), form.get("b", "")
            if await read(datasette, lambda db: two_sides(db, a, b)) is None:
                raise BadRequest(NOT_THERE)
            add_decisions(data, [_decision(form)])
    except ValueError as error:
        raise BadRequest(str(error)) from error
    skip = form.get("skip", "0")
    return Response.redirect(f"/review?skip={skip}" if skip.isdigit() and skip != "0" else "/review")


def _decision(form: Mapping[str, str]) -> Decision:
    """What a form decides: of the pair, or of one side ("hide b"). Raises ValueError for what it cannot decide."""
    verdict, _, side = form.get("verdict", "").partition(" ")
    a, b, label, why = (form.get(name, "") for name in ("a", "b", "label", "why"))
    if verdict not in VERDICTS:
        raise ValueError(f"unknown verdict {verdict!r}; known are {', '.join(VERDICTS)}")
    reviewer = Reviewer(who="browser", at=now())
    if verdict in ("same", "different"):
        return reviewer.decide(verdict, a, b, label=label, why=why or form.get("because", ""))
    name = form.get("name", "") if verdict == "rename" else ""
    return reviewer.decide(verdict, b if side == "b" else a, name, label=label, why=why)


ROUTES = [(r"^/review$", review_page)]
