"""The sentences that name two things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from corpus.exporters.found_sentences import sentences_file
from corpus.read.entity import Entity
from corpus.read.together import SAMPLE, SharedSentence, shared_sentences
from corpus.store.leaving import leaving
from corpus.web.asked_thing import asked_entity
from corpus.web.context import as_csv, as_file, as_json, page, read
from corpus.web.pages.search_page import outlet_names
from corpus.web.periods import asked_span

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

SHOWN = 100
COLUMNS = ("article_id", "title", "outlet", "url", "published", "story_id", "field", "start", "sentence")


async def together_page(datasette: Datasette, request: Request) -> Response:
    """The page, for `of` and `with`; as JSON, CSV and files to cite from too."""
    suffix, (since, until) = request.url_vars["suffix"], asked_span(request.args)
    keys = [(request.args.get(name) or "").strip()[:200] for name in ("of", "with")]

    def look(db: Readable) -> tuple[list[Entity], tuple[SharedSentence, ...], dict[str, str]]:
        both = [entity for key in keys if (entity := asked_entity(db, key))]
        if len(both) < 2:
            raise NotFound("two things are needed: /together?of=ID&with=ID")
        found = shared_sentences(db, both[0].id, both[1].id, since=since, until=until)
        return both, found, outlet_names(db)

    both, found, outlets = await read(datasette, look)
    if suffix in (".docx", ".md"):
        name = f"{both[0].name} and {both[1].name}"
        sentences = [(one.article_id, one.sentence) for one in found]
        body = await read(datasette, lambda db: sentences_file(db, name, sentences, suffix[1:]))
        return as_file("together", suffix[1:], body)
    if suffix == ".json":
        return as_json({"of": both[0], "other": both[1], "sentences": found})
    if suffix == ".csv":
        return as_csv("together", COLUMNS, ([getattr(one, name) for name in COLUMNS] for one in leaving(found)))
    asked = {"of": both[0].id, "with": both[1].id, "since": since, "until": until}
    context: dict[str, Any] = {
        "both": both,
        "found": found[:SHOWN],
        "total": len(found),
        "stories": len({one.story_id for one in found}),
        "outlets": outlets,
        "sample": SAMPLE,
        "since": since,
        "until": until,
        "address": lambda suffix="": f"/together{suffix}?{urlencode({k: v for k, v in asked.items() if v})}",
        "articles": "/search?" + urlencode([("entity", entity.id) for entity in both]),
    }
    return await page(datasette, request, "together", context)


ROUTES = [(r"^/together(?P<suffix>|\.json|\.csv|\.docx|\.md)$", together_page)]
