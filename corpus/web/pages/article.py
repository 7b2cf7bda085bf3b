"""An article's page with marked names, versions, story; a story's page; the list of edits."""

from __future__ import annotations

import difflib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from corpus.overview import changes
from corpus.reading import read_article, read_story, read_versions
from corpus.web.context import as_json, page, read
from corpus.web.marking import mark_mentions, plain_text
from corpus.web.pages.search import outlet_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.reader import Readable

RELATIONS = {
    "origin": "first report",
    "same-text": "the same text",
    "copy": "near copy",
    "cut": "shortened copy",
    "wrapped": "copy with more around it",
    "new-version": "later version",
}


async def article_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    key = request.url_vars["id"]

    def look(db: Readable) -> dict[str, Any] | None:
        article = read_article(db, key)
        if article is None:
            return None
        story = read_story(db, article["story_id"])
        return {"article": article, "story": story, "versions": read_versions(db, key), "outlets": outlet_names(db)}

    context = await read(datasette, look)
    if context is None:
        raise NotFound(f"no article {key}")
    article = context["article"]
    names = {entity["id"]: entity["name"] for entity in article["entities"]}
    context.update(
        title=mark_mentions(article["title"], article["mentions"]["title"], names),
        paragraphs=_paragraphs(mark_mentions(article["text"], article["mentions"]["text"], names)),
        captions=_paragraphs(mark_mentions(article["captions"], article["mentions"]["caption"], names)),
        edits=_edits(context["versions"]),
        link=article["url"] if article["url"].startswith(("https://", "http://")) else "",
        relations=RELATIONS,
    )
    return await page(datasette, request, "article", context)


def _paragraphs(text: Markup) -> list[Markup]:
    """A marked text by its lines. A name never runs over a line's end, so no mark is cut."""
    return [Markup(line) for line in str(text).split("\n") if line.strip()]


def _edits(versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each edit took out and put in, newest first."""
    found = []
    for old, new in pairwise(versions):
        found.append(
            {
                "at": new["fetched_at"],
                "lines": diff_lines(f"{old['title']}\n{old['text']}", f"{new['title']}\n{new['text']}"),
                "vanished": sorted(old["names"] - new["names"]),
                "appeared": sorted(new["names"] - old["names"]),
            }
        )
    return found[::-1]


def diff_lines(old: str, new: str) -> list[tuple[str, Markup]]:
    """("gone" or "new", the line with its changed words marked); lines that stayed are left out."""
    before, after = old.splitlines(), new.splitlines()
    lines: list[tuple[str, Markup]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            for was, now in zip(before[a:b], after[c:d], strict=True):
                lines += zip(("gone", "new"), _words(was, now), strict=True)
        elif kind != "equal":
            lines += [("gone", plain_text(line)) for line in before[a:b]]
            lines += [("new", plain_text(line)) for line in after[c:d]]
    return lines


def _words(was: str, now: str) -> tuple[Markup, Markup]:
    old, new = was.split(" "), now.split(" ")
    sides: tuple[list[Markup], list[Markup]] = ([], [])
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words, tag in zip(sides, (old[a:b], new[c:d]), ("del", "ins"), strict=True):
            if words:
                text = plain_text(" ".join(words))
                side.append(text if kind == "equal" else Markup(f"<{tag}>{{}}</{tag}>").format(text))
    return Markup(" ").join(sides[0]), Markup(" ").join(sides[1])


async def article_json(datasette: Datasette, request: Request) -> Response:
    """The article's row, its mentions and its story as JSON."""
    key = request.url_vars["id"]

    def look(db: Readable) -> dict[str, Any] | None:
        article = read_article(db, key)
        return {**article, "story": read_story(db, article["story_id"])} if article else None

    article = await read(datasette, look)
    if article is None:
        raise NotFound(f"no article {key}")
    return as_json(article)


async def story_page(datasette: Datasette, request: Request) -> Response:
    """A story: who reported it, and who from whom."""
    key = request.url_vars["id"]
    found = await read(datasette, lambda db: {"story": read_story(db, key), "outlets": outlet_names(db)})
    if found["story"] is None:
        raise NotFound(f"no story {key}")
    if request.url_vars["suffix"]:
        return as_json(found["story"])
    return await page(datasette, request, "story", {**found, "relations": RELATIONS})


async def changes_page(datasette: Datasette, request: Request) -> Response:
    """Articles edited or withdrawn after publication, newest first."""
    found, outlets = await read(datasette, lambda db: (changes(db, limit=60), outlet_names(db)))
    if request.url_vars["suffix"]:
        return as_json(found)
    diffs = [diff_lines(change.old_text, change.new_text) for change in found]
    return await page(datasette, request, "changes", {"changes": found, "outlets": outlets, "diffs": diffs})


ROUTES = [
    (r"^/article/(?P<id>[0-9a-f]{16})\.json$", article_json),
    (r"^/article/(?P<id>[0-9a-f]{16})$", article_page),
    (r"^/story/(?P<id>[0-9a-f]{16})(?P<suffix>|\.json)$", story_page),
    (r"^/changes(?P<suffix>|\.json)$", changes_page),
]
