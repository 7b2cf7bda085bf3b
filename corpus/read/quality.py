"""How sure the extraction is of an outlet's texts, and its worst pages."""

from __future__ import annotations

import json
from dataclasses import dataclass

from corpus.store.reader import Readable

LOW = 0.8  # a score below which a page is worth a look


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtfulPage:
    """An article with its score and what speaks against its text, the strongest first."""

    id: str
    title: str
    url: str
    published: str | None
    published_precision: str | None
    certainty: float
    doubts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletQuality:
    """An outlet's articles, how many were `judged`, how many of these scored below `LOW`, the mean, the worst."""

    outlet: str
    articles: int
    judged: int
    low: int
    mean: float | None
    worst: tuple[DoubtfulPage, ...]


def outlet_quality(db: Readable, outlet: str, *, limit: int = 20) -> OutletQuality:
    """How sure the extraction is of an outlet's texts, with the `limit` articles that it is least sure of."""
    articles, judged, low, mean = db.execute(
        "select count(*), count(certainty), count(case when certainty < ?2 then 1 end), avg(certainty)"
        " from articles where outlet = ?1",
        [outlet, LOW],
    ).fetchone()
    rows = db.query(
        "select id, title, url, published, published_precision, certainty, doubts from articles"
        " where outlet = ? and certainty is not null order by certainty, id limit ?",
        [outlet, limit],
    )
    return OutletQuality(
        outlet=outlet,
        articles=articles,
        judged=judged,
        low=low,
        mean=round(mean, 3) if mean is not None else None,
        worst=tuple(DoubtfulPage(**{**row, "doubts": tuple(json.loads(row["doubts"]))}) for row in rows),
    )
