"""Up to six things or searches beside each other by month, as a chart, a table, SVG, CSV and JSON."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, Response

from corpus.read.compared import MOST_SERIES, UNITS, Comparison, Series, compare
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.line_charts import Line, line_chart

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
WORDS = {"independent": "independent reports", "share": "of all articles"}


async def compare_page(datasette: Datasette, request: Request) -> Response:
    """The page; with a suffix the chart as SVG, or the numbers as CSV or JSON."""
    asked = [text.strip()[:200] for text in request.args.getlist("of") if text.strip()]
    if len(asked) > MOST_SERIES:
        raise BadRequest(f"{MOST_SERIES} series can be compared at most, not {len(asked)}")
    unit = request.args.get("by") or UNITS[0]
    if unit not in UNITS:
        raise BadRequest(f"by={unit[:40]} is none of {', '.join(UNITS)}")
    span = {name: request.args.get(name) or "" for name in ("since", "until")}
    for name, month in span.items():
        if month and not _MONTH.fullmatch(month):
            raise BadRequest(f"{name}={month[:40]} is no month: write it as 2026-03")
    found = await read(datasette, lambda db: compare(db, asked, unit=unit, **span))
    suffix = request.url_vars["suffix"]
    if suffix == ".json":
        return as_json(found)
    if suffix == ".csv":
        rows = ((month, *(one.values[at] for one in found.series)) for at, month in enumerate(found.months))
        return as_csv("compare", ("month", *(one.name for one in found.series)), rows)
    chart = _chart(found)
    if suffix == ".svg":
        whole = str(chart).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        return Response(whole, content_type="image/svg+xml; charset=utf-8")
    context = {
        "found": found,
        "asked": asked,
        "span": span,
        "units": UNITS,
        "words": WORDS,
        "most": MOST_SERIES,
        "chart": chart,
        "written": lambda value: _written(found.unit, value),
        "search": _search,
        "address": lambda suffix="", **changes: _address(found, span, suffix, **changes),
    }
    return await page(datasette, request, "compare", context)


def _chart(found: Comparison) -> Any:
    lines = [Line(name=one.name, values=one.values, link=partial(_search, one)) for one in found.series]
    title = ", ".join(one.name for one in found.series)
    unit = WORDS.get(found.unit, found.unit)
    return line_chart(lines, found.months, title=title, unit=unit, written=lambda value: _written(found.unit, value))


def _written(unit: str, value: float) -> str:
    return f"{value:.1%}" if unit == "share" else f"{value:,.10g}"


def _search(one: Series, month: str) -> str:
    """The sentences behind the point of a month."""
    what = {"entity": one.entity} if one.entity else {"q": one.name}
    return f"/search?{urlencode({**what, 'month': month})}"


def _address(
    found: Comparison, span: dict[str, str], suffix: str = "", *, without: str = "", by: str = "", more: str = ""
) -> str:
    asked = [*(one.asked for one in found.series if one.asked != without), *([more] if more else [])]
    values = {"by": by or found.unit, **{name: month for name, month in span.items() if month}}
    return f"/compare{suffix}?{urlencode([*(('of', text) for text in asked), *values.items()])}"


ROUTES = [(r"^/compare(?P<suffix>|\.json|\.csv|\.svg)$", compare_page)]
