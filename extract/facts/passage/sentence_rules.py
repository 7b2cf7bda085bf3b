"""The rules for one English sentence, as the passage reader uses them: where they read a figure, they know its good,
measure and kind best; what they leave open, the passage fills.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corpus.store.derived import ExchangeRate, Figure, PriceQuote, TradeFigure
from extract.facts.en.prices import read_prices
from extract.facts.en.rates import read_rates
from extract.facts.en.trade import read_trade
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import Line
from extract.facts.tagged_sentences import Name, Sentence

_READERS: dict[str, Callable[[Sentence], Sequence[Figure]]] = {
    "price": read_prices,
    "rate": read_rates,
    "trade": read_trade,
}
_TABLES: dict[type[Figure], str] = {PriceQuote: "price", ExchangeRate: "rate", TradeFigure: "trade"}


def rule_figures(article: Mapping[str, Any], candidates: Sequence[Candidate]) -> list[Figure]:
    """What the rules read in the sentences of candidates that nothing refuses, each sentence by itself."""
    lines = {(each.line.field, each.line.start): each.line for each in candidates if not each.refused}
    tables = {each.table for each in candidates if not each.refused}
    found: list[Figure] = []
    for line in lines.values():
        sentence = _as_sentence(article, line)
        for table, reader in _READERS.items():
            if table in tables:
                found += reader(sentence)
    return found


def _as_sentence(article: Mapping[str, Any], line: Line) -> Sentence:
    names = tuple(
        Name(
            id=name.mention or "", start=name.start - line.start, end=name.end - line.start, text=name.text,
            label=name.label, entity_id=name.entity_id, country=name.country, kind=name.kind,
        )
        for name in line.names
        if name.mention
    )  # fmt: skip
    return Sentence(
        article_id=article["id"], field=line.field, start=line.start, text=line.text, names=names,
        day=article["day"], home=True,
    )  # fmt: skip


def with_rules(candidates: Sequence[Candidate], figures: Sequence[Figure]) -> list[Candidate]:
    """The candidates with what the rules say of them, as a feature and in slots that the passage left open."""
    return [_with_rule(each, _same_place(each, figures)) for each in candidates]


def _same_place(candidate: Candidate, figures: Sequence[Figure]) -> Figure | None:
    for figure in figures:
        if figure.field != candidate.line.field or _TABLES[type(figure)] != candidate.table:
            continue
        if figure.start < candidate.mark.end and candidate.mark.start < figure.end:
            return figure
    return None


def _with_rule(candidate: Candidate, figure: Figure | None) -> Candidate:
    if figure is None or candidate.refused:
        return candidate
    slots = dict(candidate.slots)
    if isinstance(figure, PriceQuote) and figure.price == slots["price"]:
        if (figure.unit and not candidate.features.get("unit_own")) or (figure.unit and figure.unit != slots["unit"]):
            slots |= {"quantity": figure.quantity, "unit": figure.unit}
        if str(slots["commodity"]).lower() != figure.commodity.lower() and candidate.features.get("own_good"):
            slots |= {"commodity": figure.commodity, "commodity_id": figure.commodity_id}
    return replace(candidate, slots=slots, features={**candidate.features, "by_rule": 1.0})
