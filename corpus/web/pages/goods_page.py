"""Goods and places: what is made, sold or shipped where, each row with who says so; as JSON and CSV too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, Response

from corpus.read.entity import Entity, find_entity
from corpus.read.goods_places import RELATIONS, FoundGoods, GoodsQuery, list_goods
from corpus.web.asked_thing import asked_entity
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.pages.search_page import outlet_names
from corpus.web.periods import asked_span

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

SHOWN = 200
COLUMNS = ("relation", "good", "good_id", "place", "place_id", "who", "who_id", "detail", "basis", "last")


async def goods_page(datasette: Datasette, request: Request) -> Response:
    """The page, for a place (`in`), a good (`of`) or neither."""
    suffix, asked = request.url_vars["suffix"], _asked(request)

    def look(db: Readable) -> dict[str, Any]:
        place = asked_entity(db, asked["in"], labels=("PLACE", "FACTORY"))
        query = GoodsQuery(
            place=place.id if place else "",
            good=asked["of"],
            relation=asked["relation"],
            since=asked["since"],
            until=asked["until"],
        )
        good = find_entity(db, asked["of"]) if asked["of"] else None
        return {
            "place": place,
            "good": good.name if good else asked["of"],
            "found": list_goods(db, query),
            "outlets": outlet_names(db),
        }

    context = await read(datasette, look)
    found: FoundGoods = context["found"]
    rows = found.rows
    if suffix == ".json":
        return as_json({"goods": rows, "looked_through": found.looked_through, "near": found.near})
    if suffix == ".csv":
        cells = (
            (
                *(getattr(row, name) for name in COLUMNS),
                *(" ".join(dict.fromkeys(getattr(told, key) for told in row.told)) for key in ("outlet", "article_id")),
            )
            for row in rows
        )
        return as_csv("goods", (*COLUMNS, "outlets", "articles"), cells)
    context.update(
        rows=rows[:SHOWN],
        total=len(rows),
        asked=asked,
        relations=RELATIONS,
        address=_address_of(asked, context["place"]),
    )
    return await page(datasette, request, "goods", context)


def _asked(request: Request) -> dict[str, str]:
    """What an address asks for. Raises BadRequest for a relation or a day that is none."""
    since, until = asked_span(request.args)
    found = {name: (request.args.get(name) or "").strip()[:200] for name in ("of", "in", "relation")}
    if found["relation"] and found["relation"] not in RELATIONS:
        raise BadRequest(f"relation={found['relation'][:40]} is none of {', '.join(RELATIONS)}")
    return {**found, "since": since, "until": until}


def _address_of(asked: dict[str, str], place: Entity | None) -> Callable[..., str]:
    def address(suffix: str = "", **changes: str) -> str:
        values = {**asked, "in": place.id if place else "", **changes}
        parameters = urlencode({key: value for key, value in values.items() if value})
        return f"/goods{suffix}{'?' + parameters if parameters else ''}"

    return address


ROUTES = [(r"^/goods(?P<suffix>|\.json|\.csv)$", goods_page)]
