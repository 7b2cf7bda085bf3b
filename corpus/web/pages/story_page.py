"""A story's page: who reported it, and who from whom; also as JSON, CSV and Atom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Response

from corpus.read.article import read_story
from corpus.read.story import view_story
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

RELATIONS = {
    "origin": "first report",
    "same-text": "the same text",
    "copy": "near copy",
    "cut": "shortened copy",
    "wrapped": "copy with more around it",
    "new-version": "later version",
}
LINKS = {
    ("quotation", True): "quotes",
    ("quotation", False): "is quoted by",
    ("translation", True): "translates",
    ("translation", False): "is translated by",
}
WHY = {"agency-credit": "credits the agency", "alone": "no other report of it", "earliest": "the earliest"}
COLUMNS = ("id", "title", "outlet", "published", "url", "language", "relation", "of_id", "score", "why")


async def story_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    key, suffix = request.url_vars["id"], request.url_vars["suffix"]

    def look(db: Readable) -> dict[str, Any]:
        story = read_story(db, key)
        view = view_story(db, story["id"]) if story else None
        return {"story": story, "view": view, "outlets": outlet_names(db)}

    found = await read(datasette, look)
    story, view = found["story"], found["view"]
    if story is None or view is None:
        raise NotFound(f"no story {key}")
    if suffix == ".json":
        return as_json(story)
    if suffix == ".csv":
        return as_csv(story["id"], COLUMNS, ([member[column] for column in COLUMNS] for member in story["members"]))
    if suffix == ".atom":
        return as_atom(request, title=_title(story), page=f"/story/{story['id']}", entries=_entries(found))
    context = {
        **found,
        "title": _title(story),
        "relations": RELATIONS,
        "whys": WHY,
        "links": [(LINKS.get((link.relation, link.outgoing), link.relation), link) for link in view.links],
    }
    return await page(datasette, request, "story", context)


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
