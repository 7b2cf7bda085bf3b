"""Figures of tables that are not sure enough to be published: they are kept with their score, as those of sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields

from corpus.store.derived import BELOW, ExchangeRate, Figure, FigureCandidate, PriceQuote, TradeFigure

_KINDS: dict[type[Figure], str] = {PriceQuote: "price", ExchangeRate: "rate", TradeFigure: "trade"}
_OWN = frozenset(each.name for each in fields(Figure))


def is_sure(figure: Figure, least: float) -> bool:
    """Whether a figure's score reaches a threshold; what has none was told by a rule, and is sure."""
    return figure.score is None or figure.score >= least


def held_back(figures: Iterable[Figure], least: float) -> Iterator[FigureCandidate]:
    """The figures whose score does not reach a threshold, as what was not published."""
    for figure in figures:
        if not is_sure(figure, least):
            slots = {
                each.name: value
                for each in fields(figure)
                if each.name not in _OWN and (value := getattr(figure, each.name)) not in (None, "")
            }
            yield FigureCandidate(
                field=figure.field, start=figure.start, end=figure.end, kind=_KINDS[type(figure)], reason=BELOW,
                score=figure.score or 0.0, slots=json.dumps(slots, ensure_ascii=False, default=str),
            )  # fmt: skip
