"""Saved searches: the list, each one's feed; saving and forgetting for whoever holds the token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.data_dir import SEARCHES
from corpus.search.address import parse_asked
from corpus.search.hits import find, read_hits
from corpus.search.saved import SavedSearch, forget_search, read_searches, save_search
from corpus.times import now, write_time
from corpus.web.context import page, read
from corpus.web.feeds import as_atom
from corpus.web.pages.search_page import described, entries
from corpus.web.tokens import may_write, require_write

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


def _searches(datasette: Datasette) -> tuple[SavedSearch, ...]:
    data = getattr(datasette, "desk_data", None)
    return read_searches(data) if data else ()


async def saved_page(datasette: Datasette, request: Request) -> Response:
    """The list, and the search to be saved when the address carries one; a POST saves or forgets."""
    if request.method == "POST":
        require_write(datasette, request)
        return await _save(datasette, request)
    asked = parse_asked(request.query_string)
    parts = await read(datasette, lambda db: (described(db, asked.filters), described(db, asked.exclude)))
    searches = [(search, parse_asked(search.query)) for search in _searches(datasette)]
    context = {
        "searches": searches,
        "new": None if asked.is_empty else asked,
        "filters": parts[0],
        "excluded": parts[1],
        "may_write": may_write(datasette, request),
        "file": SEARCHES.name,
    }
    return await page(datasette, request, "saved", context)


async def _save(datasette: Datasette, request: Request) -> Response:
    form = await request.post_vars()
    if form.get("forget"):
        forget_search(datasette.desk_data, form["forget"])
        return Response.redirect("/saved")
    asked = parse_asked(form.get("query", ""))
    name = form.get("name", "").strip()[:120]
    if asked.is_empty or not name:
        raise BadRequest("A saved search needs a name and something to search for.")
    save_search(datasette.desk_data, SavedSearch(name=name, query=asked.parameters(), at=write_time(now())))
    return Response.redirect("/saved")


async def saved_atom(datasette: Datasette, request: Request) -> Response:
    """The feed of one saved search."""
    slug = unquote(request.url_vars["slug"])
    search = next((search for search in _searches(datasette) if search.slug == slug), None)
    if search is None:
        raise NotFound(f"no saved search {slug}")
    asked = parse_asked(search.query)
    results = await read(datasette, lambda db: read_hits(db, find(db, asked.query(limit=50, offset=0))))
    return as_atom(request, title=search.name, page=asked.address(), entries=entries(results))


ROUTES = [(r"^/saved$", saved_page), (r"^/saved/(?P<slug>[^/]+)\.atom$", saved_atom)]
