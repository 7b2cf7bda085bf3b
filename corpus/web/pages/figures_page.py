"""Prices, rates, trade and visits: small charts by place and a table, each figure a link to the words that tell it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from corpus.files import joined
from corpus.read.counted import count_words
from corpus.read.observations import (
    MOST,
    Observation,
    ObservationQuery,
    Report,
    count_rows,
    drawn,
    list_observations,
    measure_of,
    offers,
)
from corpus.read.series import KINDS
from corpus.read.visit_counts import VisitCounts, companions_of, count_visits
from corpus.store.settled import settled
from corpus.web.context import as_csv, as_json, page, plain, read
from corpus.web.drawing.dot_charts import DatedDot, dot_chart, frame_of
from corpus.web.drawing.svg import Bar, bar_chart
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names
from corpus.web.periods import asked_span
from corpus.web.wording import day_span, month_name, whole_year

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

CHARTS = 12  # places with a chart of their own
SHOWN = 300  # rows of the table; the CSV holds all
LONGEST = 20  # years that a chart of months is drawn out to because they were asked for
LATEST = 1000  # rows read where nothing is counted or drawn of them


@dataclass(frozen=True, kw_only=True, slots=True)
class FiguresPage:
    """How a kind of figures is shown: its title, what its subject and its place are called, the table's columns."""

    title: str
    lead: str
    subject: str
    place: str
    columns: tuple[tuple[str, str], ...]


PAGES = {
    "prices": FiguresPage(
        title="Prices",
        lead="What goods cost, as articles and their tables tell it.",
        subject="Good",
        place="Place",
        columns=(("commodity", "Good"), ("place", "Place"), ("kind", "Kind")),
    ),
    "rates": FiguresPage(
        title="Exchange rates",
        lead="What foreign money cost in won.",
        subject="Money",
        place="Place",
        columns=(("base", "Money"), ("place", "Place"), ("kind", "Kind")),
    ),
    "trade": FiguresPage(
        title="Trade",
        lead="What North Korea bought and sold; the flow is seen from the North.",
        subject="Good",
        place="Partner",
        columns=(("flow", "Flow"), ("good", "Good"), ("partner", "Partner")),
    ),
    "visits": FiguresPage(
        title="Visits",
        lead="Who went where, with whom; visits told of the past are marked as history.",
        subject="Visitor",
        place="Place or plant",
        columns=(
            *(("visitor", "Visitor"), ("companions", "With"), ("place", "Place or plant")),
            *(("kind", "Kind"), ("status", "Time")),
        ),
    ),
}


async def figures_page(datasette: Datasette, request: Request) -> Response:
    """The page of a kind of figures; as JSON, CSV and Atom too."""
    kind, suffix = request.url_vars["kind"], request.url_vars["suffix"]
    query = _asked(request, kind)

    def look(db: Readable) -> dict[str, Any]:
        if suffix:
            most = LATEST if suffix == ".atom" else None
            return {"observations": list_observations(db, query, most=most), "outlets": outlet_names(db)}
        most = MOST if query.subject or kind == "visits" else LATEST
        rows = count_rows(db, query)

        def shown() -> dict[str, Any]:
            return _shown(list_observations(db, query, most=most, told=None if query.subject else SHOWN), query)

        opening = query == ObservationQuery(kind=kind)  # the page as it opens, which is kept
        return {
            **(settled(db, ("figures shown", kind), shown) if opening else shown()),
            "rows": rows,
            "read": min(rows, most),
            "subjects": offers(db, kind, of="subject"),
            "places": offers(db, kind, of="place"),
            "outlets": outlet_names(db),
        }

    context = await read(datasette, look)
    observations: tuple[Observation, ...] = context["observations"]
    if suffix == ".json":
        return as_json(
            {"query": query, "observations": [{**plain(one), "outlets": one.outlets} for one in observations]}
        )
    if suffix == ".csv":
        columns = tuple(column for name in KINDS[kind].columns for column in _heads(kind, name))
        rows = ((*_cells(one, kind), len(one.reports), " ".join(one.outlets), _ids(one)) for one in observations)
        return as_csv(kind, (*columns, "reports", "outlets", "articles"), rows)
    if suffix == ".atom":
        entries = [_entry(one, kind, context["outlets"]) for one in observations[:100]]
        return as_atom(request, title=PAGES[kind].title.lower(), page=_address(query), entries=entries)
    context.update(
        query=query,
        kind=kind,
        about=PAGES[kind],
        number=KINDS[kind].value,
        measures=[measure_of(one) for one in observations],
        link=report_link,
        said=_said,
        address=lambda suffix="", **changes: _address(query, suffix, **changes),
    )
    return await page(datasette, request, "figures", context)


def _shown(observations: Sequence[Observation], query: ObservationQuery) -> dict[str, Any]:
    """What a page shows of the observations of its query: the first of them, their charts and counts."""
    measure, charts, silent = _charts(observations, query)
    counts = count_visits(observations) if query.kind == "visits" else None
    return {
        "observations": observations[:SHOWN],
        "total": len(observations),
        "measure": measure,
        "charts": charts,
        "silent": silent,
        "counts": counts,
        "months": _months(counts, query) if counts else "",
    }


def report_link(report: Report) -> str:
    """The address of the words that tell a figure, in their article."""
    return f"/article/{report.article_id}?at={report.field}.{report.start}-{report.end}#at"


def _asked(request: Request, kind: str) -> ObservationQuery:
    """The query of an address. Raises BadRequest for a day that is none."""
    args = request.args
    since, until = asked_span(args)
    subject, place = ((args.get(name) or "").strip()[:200] for name in ("of", "in"))
    return ObservationQuery(
        kind=kind,
        subject=subject,
        place=place,
        companion=(args.get("with") or "").strip()[:200] if kind == "visits" else "",
        plants=kind == "visits" and args.get("plants") == "yes",
        since=since,
        until=until,
    )


def _address(query: ObservationQuery, suffix: str = "", **changes: str) -> str:
    values = {
        "of": query.subject,
        "with": query.companion,
        "in": query.place,
        "plants": "yes" if query.plants else "",
        "since": query.since,
        "until": query.until,
        **changes,
    }
    parameters = urlencode({key: value for key, value in values.items() if value})
    return f"/{query.kind}{suffix}{'?' + parameters if parameters else ''}"


def _charts(observations: Sequence[Observation], query: ObservationQuery) -> tuple[str, list[tuple[str, Any]], str]:
    """What is measured; a chart for each of the places with most figures, all with the same axes, which span the time
    asked for, none unless one thing is asked for; and the days from its beginning on that nothing is drawn of.
    """
    measure, chosen = drawn(observations, query.kind) if query.subject else ("", ())
    if not chosen:
        return "", [], ""
    by_place: dict[str, list[DatedDot]] = {}
    for one in chosen:
        by_place.setdefault(one.place or "no place told", []).append(_dot(one, query.kind))
    dots = dict(sorted(by_place.items(), key=lambda item: (-len(item[1]), item[0]))[:CHARTS])
    since, until = (date.fromisoformat(day) if day else None for day in (query.since, query.until))
    every = [dot for each in dots.values() for dot in each]
    frame = frame_of(every, since=since, until=until)
    charts = [(name, dot_chart(dots[name], frame, title=f"{name}, {measure}")) for name in dots]
    first = min(dot.day for dot in every)
    silent = day_span(query.since, (first - timedelta(days=1)).isoformat()) if since and since < first else ""
    return measure, charts, silent


def _months(counts: VisitCounts, query: ObservationQuery) -> Any:
    """Visits by month, each bar leading to those of its month."""
    found = dict(counts.months)
    if not found:
        return ""
    bars = [
        Bar(
            name=month_name(month),
            value=found.get(month, 0),
            title=f"{month_name(month)}: {count_words(found.get(month, 0), 'visit')}",
            link=_address(query, since=month, until=month),
        )
        for month in whole_year(*_ends(found, query))
    ]
    return bar_chart(bars, title="Visits by month", unit="visits")


def _ends(months: Collection[str], query: ObservationQuery) -> tuple[str, str]:
    """The first and the last month of a chart: those with visits, and those asked for if that makes no LONGEST."""
    asked = [day[:7] for day in (query.since, query.until) if day]
    first, last = min([*months, *asked]), max([*months, *asked])
    return (first, last) if int(last[:4]) - int(first[:4]) <= LONGEST else (min(months), max(months))


def _dot(observation: Observation, kind: str) -> DatedDot:
    value = float(observation.values[KINDS[kind].value or ""])
    day = date.fromisoformat(observation.values["date"])
    told = ", ".join(observation.outlets)
    return DatedDot(
        day=day,
        value=value,
        title=f"{day.day} {day:%b} {day.year}: {value:,.10g} {measure_of(observation)} ({told})",
        link=report_link(observation.reports[0]),
    )


def _said(one: Observation, name: str) -> str:
    """A cell of the table: a thing's own name, companions one behind the other."""
    value = one.values[name]
    if name == "companions":
        return ", ".join(companions_of(one))
    names = {"commodity": one.subject, "good": one.subject, "place": one.place, "partner": one.place}
    return names.get(name) or ("" if value is None else str(value))


def _things(one: Observation, kind: str) -> dict[str, tuple[str, str | None]]:
    """The columns of a kind whose values are things that the corpus has: the name and the id of each."""
    chosen = KINDS[kind]
    found = {chosen.place: (one.place, one.place_id)} if chosen.place else {}
    return {**found, chosen.subject[0]: (one.subject, one.subject_id)} if len(chosen.subject) > 1 else found


def _heads(kind: str, name: str) -> tuple[str, ...]:
    """The columns of a CSV for one of a kind's: of a thing its name, its id, and how the newest report writes it."""
    chosen = KINDS[kind]
    things = {chosen.place, *(chosen.subject[:1] if len(chosen.subject) > 1 else ())}
    return (name, f"{name}_id", f"{name}_written") if name in things else (name,)


def _cells(one: Observation, kind: str) -> Iterator[object]:
    """What stands under `_heads`."""
    things = _things(one, kind)
    for name in KINDS[kind].columns:
        if name in things:
            yield from things[name]
        yield joined(one.values[name])


def _ids(observation: Observation) -> str:
    return " ".join(report.article_id for report in observation.reports)


def _entry(one: Observation, kind: str, outlets: dict[str, str]) -> Entry:
    report = one.reports[0]
    told = " · ".join(filter(None, (_said(one, name) for name, _ in PAGES[kind].columns)))
    number = KINDS[kind].value
    amount = f": {one.values[number]:,.10g} {measure_of(one)}" if number else ""
    return Entry(
        id=f"{kind}:{report.article_id}:{report.field}:{report.start}",
        title=f"{told}{amount}",
        link=report_link(report),
        updated=report.published,
        author=outlets.get(report.outlet, report.outlet),
        text=f"of {one.values['date'] or 'no day told'}",
    )


ROUTES = [(r"^/(?P<kind>prices|rates|trade|visits)(?P<suffix>|\.json|\.csv|\.atom)$", figures_page)]
