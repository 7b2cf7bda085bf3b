"""An article's page: marked names, captions, what edits changed, its story, what was taken out of the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from corpus.read.article import FIELDS, read_article, read_story, read_versions
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.diffs import diff_lines
from corpus.web.marking import mark_mentions
from corpus.web.pages.search_page import outlet_names
from corpus.web.pages.story_page import RELATIONS

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

MENTION_COLUMNS = (
    *("id", "article_id", "field", "start", "end", "text", "label", "entity_id", "entity_score", "entity_why"),
    *("source", "score", "sent_start", "sent_end"),
)


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


async def article_csv(datasette: Datasette, request: Request) -> Response:
    """The mentions in it as CSV."""
    key = request.url_vars["id"]
    article = await read(datasette, lambda db: read_article(db, key))
    if article is None:
        raise NotFound(f"no article {key}")
    rows = [mention for field in FIELDS for mention in article["mentions"][field]]
    return as_csv(key, MENTION_COLUMNS, ([row[column] for column in MENTION_COLUMNS] for row in rows))


ROUTES = [
    (r"^/article/(?P<id>[0-9a-f]{16})\.json$", article_json),
    (r"^/article/(?P<id>[0-9a-f]{16})\.csv$", article_csv),
    (r"^/article/(?P<id>[0-9a-f]{16})$", article_page),
]
