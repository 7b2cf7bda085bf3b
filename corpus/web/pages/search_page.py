"""Search: one box, facets to narrow by and leave out, sentences as results; also as JSON, CSV and Atom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest, Response

from corpus.exporters.found_sentences import sentences_file
from corpus.labels import plurals
from corpus.search.address import PAGE, Asked, parse_asked
from corpus.search.did_you_mean import with_names
from corpus.search.facets import SAMPLE, count_facets
from corpus.search.hits import Hit, Results, find, read_hits
from corpus.search.query import Query
from corpus.search.suggestions import complete_name
from corpus.store.leaving import leaving
from corpus.web.asked_thing import asked_label
from corpus.web.context import as_csv, as_file, as_json, page, plain, read
from corpus.web.feeds import Entry, as_atom
from corpus.web.periods import asked_span, check_month
from corpus.web.wording import month_name

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

MOST_ROWS = 5000  # of a CSV file; more is an export's work
MOST_CITED = 500  # articles of a file to cite from
FACET_NAMES = {
    "entity": "Named",
    "label": "Kind of name",
    "topic": "Topic",
    "kind": "Kind of source",
    "outlet": "Outlet",
    "country": "Country of source",
    "language": "Language",
    "month": "Month",
}


def _asked(request: Request) -> Asked:
    """What an address asks for, its time as days. Raises BadRequest for a time, a label or a page that is none."""
    since, until = asked_span(request.args)
    number = request.args.get("page") or "1"
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 6 and int(number)):
        raise BadRequest(f"page={number[:40]} is no page")
    asked = parse_asked(request.query_string)
    return replace(asked, filters=_known(asked.filters), exclude=_known(asked.exclude), since=since, until=until)


def _known(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The filters, labels as they are written here. Raises BadRequest for a label or a month that there is not."""
    for facet, value in pairs:
        if facet == "month":
            check_month(value)
    return tuple((facet, asked_label(value) if facet == "label" else value) for facet, value in pairs)


async def search_page(datasette: Datasette, request: Request) -> Response:
    """The search page."""
    asked = _asked(request)

    def look(db: Readable) -> dict[str, Any]:
        found = find(db, asked.query(estimate=True))
        results = with_names(db, found.query, read_hits(db, found))
        return {
            "results": results,
            "facets": count_facets(db, found),
            "outlets": outlet_names(db),
            "filters": described(db, asked.filters),
            "excluded": described(db, asked.exclude),
            "known": known_entities(db, results.entities),
        }

    context = await read(datasette, look)
    results: Results = context["results"]
    rows = results.stories if asked.fold else min(results.total, results.seen)
    context.update(asked=asked, pages=-(-rows // PAGE), facet_names=FACET_NAMES, label_names=plurals(), sampled=SAMPLE)
    return await page(datasette, request, "search", context)


async def search_json(datasette: Datasette, request: Request) -> Response:
    """The same page of results as JSON, with the facets' counts."""
    asked = _asked(request)

    def look(db: Readable) -> dict[str, Any]:
        found = find(db, asked.query(estimate=True))
        return {"results": with_names(db, found.query, read_hits(db, found)), "facets": count_facets(db, found)}

    found = await read(datasette, look)
    return as_json(
        {"address": asked.address(), "page": asked.page, **plain(leaving(found["results"])), "facets": found["facets"]}
    )


async def suggest_json(datasette: Datasette, request: Request) -> Response:
    """Names for what is being typed into the search box: those that begin so, then those it may be a slip of."""
    typed = (request.args.get("q") or "").strip()[:100]
    found = await read(datasette, lambda db: complete_name(db, typed)) if typed else []
    return as_json(found)


async def search_csv(datasette: Datasette, request: Request) -> Response:
    """The results as CSV, a row for each sentence."""
    asked = _asked(request)
    query: Query = asked.query(limit=MOST_ROWS, offset=0)
    results = leaving(await read(datasette, lambda db: read_hits(db, find(db, query))))
    columns = (
        *("article_id", "published", "published_precision", "outlet", "title", "url", "story_id", "copies"),
        *("field", "sentence", "names"),
    )
    return as_csv("search", columns, (row for hit in results.hits for row in _sentence_rows(hit)))


async def search_file(datasette: Datasette, request: Request) -> Response:
    """The sentences found, each with its citation, for a text: Word or Markdown."""
    asked, form = _asked(request), request.url_vars["form"]
    query: Query = asked.query(limit=MOST_CITED, offset=0)

    def look(db: Readable) -> bytes:
        hits = read_hits(db, find(db, query)).hits
        sentences = ((hit.id, snippet.text) for hit in hits for snippet in hit.snippets)
        return sentences_file(db, asked.text or asked.parameters() or "Articles", sentences, form)

    return as_file("search", form, await read(datasette, look))


def _sentence_rows(hit: Hit) -> list[tuple[Any, ...]]:
    head = (hit.id, hit.published, hit.published_precision, hit.outlet, hit.title, hit.url, hit.story_id, hit.copies)
    return [
        (*head, s.field, s.text, "; ".join(dict.fromkeys(s.text[start:end] for start, end, *_ in s.names)))
        for s in hit.snippets
    ] or [(*head, "", "", "")]


async def search_atom(datasette: Datasette, request: Request) -> Response:
    """The newest results as an Atom feed."""
    asked = _asked(request)
    results = await read(datasette, lambda db: read_hits(db, find(db, asked.query(limit=50, offset=0))))
    return as_atom(
        request,
        title=f"Search: {asked.text or asked.parameters() or 'everything'}",
        page=asked.address(),
        entries=entries(results),
    )


def entries(results: Results) -> list[Entry]:
    """Hits as a feed's entries, without texts that may not leave."""
    return [
        Entry(
            id=f"article:{hit.id}",
            title=hit.title or "(no title)",
            link=f"/article/{hit.id}",
            updated=hit.published,
            author=hit.outlet,
            text="\n".join(snippet.text for snippet in hit.snippets),
        )
        for hit in leaving(results.hits)
    ]


def outlet_names(db: Readable) -> dict[str, str]:
    """Outlets' names by id."""
    return dict(db.execute("select id, name from outlets").fetchall())


def described(db: Readable, pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Filters with what to call them."""
    return [{"facet": facet, "value": value, "text": _described(db, facet, value)} for facet, value in pairs]


def _described(db: Readable, facet: str, value: str) -> str:
    tables = {"entity": "entities", "outlet": "outlets"}
    if facet in tables:
        row = db.execute(f"select name from {tables[facet]} where id = ?", [value]).fetchone()
        return str(row[0]) if row else value
    if facet == "month":
        return month_name(value)
    return plurals().get(value, value) if facet == "label" else value


def known_entities(db: Readable, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The entities that a query names, to offer their pages."""
    marks = ", ".join("?" for _ in ids[:5])
    return list(db.query(f"select id, label, name, stories from visible_entities where id in ({marks})", list(ids[:5])))


ROUTES = [
    (r"^/search$", search_page),
    (r"^/search\.json$", search_json),
    (r"^/suggest\.json$", suggest_json),
    (r"^/search\.csv$", search_csv),
    (r"^/search\.(?P<form>docx|md)$", search_file),
    (r"^/search\.atom$", search_atom),
]
