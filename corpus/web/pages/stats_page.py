"""What is in the corpus, as counts; also as JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.labels import plurals
from corpus.read.stats import Stats, corpus_stats
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.pages.search_page import outlet_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

COUNTED = ("mentions", "entities", "outlets", "languages", "outdated", "outcomes")


async def stats_page(datasette: Datasette, request: Request) -> Response:
    """The page; the JSON is what `jangmadang stats --json` prints."""
    suffix = request.url_vars["suffix"]
    stats, outlets = await read(datasette, lambda db: (corpus_stats(db), outlet_names(db)))
    if suffix == ".json":
        return as_json(stats)
    if suffix == ".csv":
        return as_csv("stats", ("counted", "by", "count"), _rows(stats))
    return await page(datasette, request, "stats", {"stats": stats, "outlets": outlets, "label_names": plurals()})


def _rows(stats: Stats) -> list[tuple[str, str, int]]:
    """A row for each count; what is counted as a whole is by nothing."""
    whole = [("articles", "", stats.articles), ("stories", "", stats.stories)]
    return whole + [(name, by, count) for name in COUNTED for by, count in getattr(stats, name).items()]


ROUTES = [(r"^/stats(?P<suffix>|\.json|\.csv)$", stats_page)]
