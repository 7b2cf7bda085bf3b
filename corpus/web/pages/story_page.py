"""A story's page: who reported it, and who from whom; also as JSON, CSV and Atom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from corpus.read.event import EventRow, event_of_story
from corpus.read.story import MemberView, StoryView, find_story, view_story
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
COLUMNS = (
    *("article_id", "title", "outlet", "published", "published_precision", "url", "language"),
    *("relation", "of_id", "score", "why"),
)


async def story_page(datasette: Datasette, request: Request) -> Response:
    """The page; the JSON is what `jangmadang story --json` prints."""
    key, suffix = request.url_vars["id"], request.url_vars["suffix"]

    def look(db: Readable) -> tuple[StoryView | None, dict[str, str], EventRow | None]:
        found = find_story(db, key)
        return (view_story(db, found), outlet_names(db), event_of_story(db, found)) if found else (None, {}, None)

    view, outlets, event = await read(datasette, look)
    if view is None:
        raise NotFound(f"no story {key}")
    story = view.story
    if suffix == ".json":
        return as_json(view)
    if suffix == ".csv":
        return as_csv(story.id, COLUMNS, ([getattr(member, column) for column in COLUMNS] for member in view.members))
    if suffix == ".atom":
        entries = [_entry(member, outlets) for member in reversed(view.members)]
        return as_atom(request, title=_title(view), page=f"/story/{story.id}", entries=entries)
    context = {
        "story": story,
        "event": event,
        "view": view,
        "outlets": outlets,
        "title": _title(view),
        "relations": RELATIONS,
        "whys": WHY,
        "apart": addresses_apart(view.members),
        "links": [(LINKS.get((link.relation, link.outgoing), link.relation), link) for link in view.links],
    }
    return await page(datasette, request, "story", context)


def addresses_apart(members: Sequence[MemberView]) -> dict[str, str]:
    """By article the part of its address that tells it from others of one outlet, headline and day."""
    same = Counter((one.outlet, one.title, (one.published or "")[:10]) for one in members)
    return {
        one.article_id: re.sub(r"^\w+://[^/]+", "", one.url) or one.url
        for one in members
        if same[one.outlet, one.title, (one.published or "")[:10]] > 1
    }


def _title(view: StoryView) -> str:
    return view.story.title or next((member.title for member in view.members if member.title), "(no title)")


def _entry(member: MemberView, outlets: Mapping[str, str]) -> Entry:
    return Entry(
        id=f"article:{member.article_id}",
        title=member.title or "(no title)",
        link=f"/article/{member.article_id}",
        updated=member.published,
        author=outlets.get(member.outlet, member.outlet),
        text=RELATIONS.get(member.relation, member.relation),
    )


ROUTES = [(r"^/story/(?P<id>[0-9a-f]{16})(?P<suffix>|\.json|\.csv|\.atom)$", story_page)]
