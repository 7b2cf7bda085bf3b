"""A story's page: who reported it, and who from whom; also as JSON, CSV and Atom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Response

from corpus.reading import read_story
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search import outlet_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

RELATIONS = {
    "origin": "first report",
    "same-text": "the same text",
    "copy": "near copy",
    "cut": "shortened copy",
    "wrapped": "copy with more around it",
    "new-version": "later version",
}
COLUMNS = ("id", "title", "outlet", "published", "url", "language", "relation", "of_id", "score", "why")


async def story_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    key, suffix = request.url_vars["id"], request.url_vars["suffix"]
    found = await read(datasette, lambda db: {"story": read_story(db, key), "outlets": outlet_names(db)})
    story: dict[str, Any] | None = found["story"]
    if story is None:
        raise NotFound(f"no story {key}")
    if suffix == ".json":
        return as_json(story)
    if suffix == ".csv":
        return as_csv(story["id"], COLUMNS, ([member[column] for column in COLUMNS] for member in story["members"]))
    if suffix == ".atom":
        return as_atom(request, title=_title(story), page=f"/story/{story['id']}", entries=_entries(found))
    return await page(datasette, request, "story", {**found, "title": _title(story), "relations": RELATIONS})


def _title(story: dict[str, Any]) -> str:
    return str(story["title"] or story["members"][0]["title"] or "(no title)")


def _entries(found: dict[str, Any]) -> list[Entry]:
    """The members, newest first."""
    return [
        Entry(
            id=f"article:{member['id']}",
            title=member["title"] or "(no title)",
            link=f"/article/{member['id']}",
            updated=member["published"],
            author=found["outlets"].get(member["outlet"], member["outlet"]),
            text=RELATIONS.get(member["relation"], member["relation"]),
        )
        for member in reversed(found["story"]["members"])
    ]


ROUTES = [(r"^/story/(?P<id>[0-9a-f]{16})(?P<suffix>|\.json|\.csv|\.atom)$", story_page)]
