"""Series beside each other: how often things are named, and searches found, by month, on the same months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.read.entity import UNDATED, find_entity, months
from corpus.search.candidates import entities_called
from corpus.search.facets import count_facets
from corpus.search.hits import find
from corpus.search.names_meant import names_meant
from corpus.search.query import Query
from corpus.search.suggestions import Suggestion
from corpus.store.reader import Readable

MOST_SERIES = 6
UNITS = ("stories", "articles", "mentions", "independent", "share")


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """An entity (`entity` is its id) or a search, as it was `asked` for; `values` are its counts month by month."""

    name: str
    asked: str
    entity: str
    label: str
    values: tuple[float, ...]
    total: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Series over the same months ("2026-03", without gaps), counted in one of `UNITS`; what was not found, and what
    each such name may have meant.
    """

    unit: str
    months: tuple[str, ...]
    series: tuple[Series, ...]
    unknown: tuple[str, ...]
    suggestions: dict[str, tuple[Suggestion, ...]]


def compare(
    db: Readable, asked: Sequence[str], *, unit: str = "stories", since: str = "", until: str = ""
) -> Comparison:
    """The series of entities (ids or names) and of searches ("search: coal port"), MOST_SERIES of them at most.

    A share is that of a month's articles. Of a search articles are counted, whatever the unit: where it
    finds more than 10,000 the newest so many. The months are those asked for, as far as there are articles; without a
    bound, those from the first to the last in which anything was found.
    """
    counted: list[tuple[str, str, str, str, Mapping[str, float]]] = []
    unknown = []
    for text in list(dict.fromkeys(asked))[:MOST_SERIES]:
        words = text.removeprefix("search:").strip()
        if words != text.strip():
            facets = count_facets(db, find(db, Query(text=words)))["month"]
            counted.append((words, text, "", "", {facet.value: facet.count for facet in facets}))
            continue
        entity = find_entity(db, text) or next((find_entity(db, key) for key in entities_called(db, text)[:1]), None)
        if entity is None:
            unknown.append(text)
            continue
        if entity.id in {key for _, _, key, *_ in counted}:
            continue
        column = "articles" if unit == "share" else unit
        found = {month.month: getattr(month, column) for month in months(db, entity.id)}
        counted.append((entity.name, entity.id, entity.id, entity.label, found))
    met = [month for *_, values in counted for month in values if month not in ("", UNDATED, "undated")]
    span = _span([*met, *_asked(db, since, until)] if counted else [])
    span = [month for month in span if (not since or month >= since) and (not until or month <= until)]
    whole = _articles(db) if unit == "share" else {}
    return Comparison(
        unit=unit,
        months=tuple(span),
        series=tuple(
            _series(name, key, entity, label, values, span, whole) for name, key, entity, label, values in counted
        ),
        unknown=tuple(unknown),
        suggestions={text: names_meant(db, text) for text in unknown},
    )


def _series(
    name: str, asked: str, entity: str, label: str, found: Mapping[str, float], span: Sequence[str],
    whole: Mapping[str, int],
) -> Series:  # fmt: skip
    values = tuple(found.get(month, 0) / (whole.get(month) or 1) if whole else found.get(month, 0) for month in span)
    return Series(name=name, asked=asked, entity=entity, label=label, values=values, total=sum(values))


def _span(months_met: Sequence[str]) -> list[str]:
    """Every month from the first to the last."""
    if not months_met:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (min(months_met), max(months_met)))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def _asked(db: Readable, since: str, until: str) -> list[str]:
    """The ends asked for, no further out than the oldest and the newest article."""
    ends = "select substr(min(published), 1, 7), substr(max(published), 1, 7) from articles indexed by articles_newest"
    first, last = db.execute(ends).fetchone()
    return [min(max(month, first), last) for month in (since, until) if month and first]


def _articles(db: Readable) -> dict[str, int]:
    rows = db.execute(
        "select substr(published, 1, 7), count(*) from articles indexed by articles_newest"
        " where published is not null group by 1"
    )
    return dict(rows.fetchall())
