"""An article's page: marked names, captions, what edits changed, its story, what was taken out of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from corpus.read.article import ArticleView, view_article
from corpus.read.article_figures import article_figures
from corpus.web.article_blocks import text_blocks
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.diffs import diff_lines
from corpus.web.marking import mark_mentions
from corpus.web.pages.search_page import outlet_names
from corpus.web.pages.story_page import RELATIONS

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

_AT = re.compile(r"(?P<field>title|text|caption)\.(?P<start>\d{1,7})-(?P<end>\d{1,7})")
MENTION_COLUMNS = (
    *("id", "article_id", "field", "start", "end", "text", "label", "entity_id", "entity_score", "entity_why"),
    *("source", "score", "sent_start", "sent_end"),
)


async def article_page(datasette: Datasette, request: Request) -> Response:
    """The page."""
    view, outlets = await _article(datasette, request)
    figures = await read(datasette, lambda db: article_figures(db, view.article.id))
    article = view.article
    names = {entity.id: entity.name for entity in view.entities}
    at = _pointed(request.args.get("at") or "")
    context = {
        "view": view,
        "article": article,
        "outlets": outlets,
        "title": mark_mentions(article.title, view.mentions_in("title"), names),
        "blocks": text_blocks(article.text, view.mentions_in("text"), view.tables, names, at=at.get("text")),
        "pointed": next(iter(at), ""),
        "captions": _paragraphs(mark_mentions(article.captions, view.mentions_in("caption"), names)),
        "edits": [(edit, diff_lines(edit.old_text, edit.new_text)) for edit in view.changes if edit.kind == "edited"],
        "link": article.url if article.url.startswith(("https://", "http://")) else "",
        "relations": RELATIONS,
        "figures": [one for one in figures if not one.refused],
        "refused": [one for one in figures if one.refused],
    }
    return await page(datasette, request, "article", context)


async def _article(datasette: Datasette, request: Request) -> tuple[ArticleView, dict[str, str]]:
    """The article that a request names, and the outlets' names. Raises NotFound."""
    key = request.url_vars["id"]
    view, outlets = await read(datasette, lambda db: (view_article(db, key), outlet_names(db)))
    if view is None:
        raise NotFound(f"no article {key}")
    return view, outlets


def _pointed(at: str) -> dict[str, tuple[int, int]]:
    """The field and the code points that an address points to ("text.120-131"); nothing where it is no such part."""
    match = _AT.fullmatch(at)
    return {match["field"]: (int(match["start"]), int(match["end"]))} if match else {}


def _paragraphs(text: Markup) -> list[Markup]:
    """A marked text by its lines. A name never runs over a line's end, so no mark is cut."""
    return [Markup(line) for line in str(text).split("\n") if line.strip()]


async def article_json(datasette: Datasette, request: Request) -> Response:
    """The article, its mentions, its story and its edits as JSON."""
    view, _ = await _article(datasette, request)
    return as_json(view)


async def article_csv(datasette: Datasette, request: Request) -> Response:
    """The mentions in it as CSV."""
    view, _ = await _article(datasette, request)
    rows = ([getattr(mention, column) for column in MENTION_COLUMNS] for mention in view.mentions)
    return as_csv(view.article.id, MENTION_COLUMNS, rows)


ROUTES = [
    (r"^/article/(?P<id>[0-9a-f]{16})\.json$", article_json),
    (r"^/article/(?P<id>[0-9a-f]{16})\.csv$", article_csv),
    (r"^/article/(?P<id>[0-9a-f]{16})$", article_page),
]
