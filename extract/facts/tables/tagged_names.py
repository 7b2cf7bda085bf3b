"""Whom names in tables stand for, where the knowledge base does not write them so: what the article's mentions of these
names were resolved to.

A cell "祥原水泥联合企业" is tagged and resolved as any name of the text is, by its meaning or its sound; the tables'
reader itself knows names only as the base has them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from corpus.store.derived import ActivityReport, ExchangeRate, Figure, NamedMention, PriceQuote, TradeFigure, Visit
from extract.facts.passage.linked_names import market_towns
from models.kb import alias_key

# Of each sort of figure: the name, the slot of whom it stands for, what labels such a name may have.
_NAMED: dict[type[Figure], tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    PriceQuote: (("commodity", "commodity_id", ("PRODUCT",)), ("place", "place_id", ("PLACE",))),
    ExchangeRate: (("place", "place_id", ("PLACE",)),),
    TradeFigure: (("good", "good_id", ("PRODUCT",)), ("partner", "partner_id", ("PLACE",))),
    ActivityReport: (("plant", "entity_id", ("FACTORY", "ORG", "PLACE")),),
    Visit: (("place", "place_id", ("FACTORY", "ORG", "PLACE")),),
}


def with_resolved_names(figures: Iterable[Figure], mentions: Sequence[NamedMention]) -> list[Figure]:
    """Figures, each name in them that stands for nothing known by now with what the mentions of this name stand for,
    and markets with the identity of their town, by which prices are told.
    """
    of = _resolved(mentions)
    return [replace(figure, **slots) if (slots := _found(figure, of)) else figure for figure in figures]


def _found(figure: Figure, of: dict[tuple[str, str], str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, slot, labels in _NAMED.get(type(figure), ()):
        text = getattr(figure, name)
        if text and getattr(figure, slot) is None:
            keys = ((label, alias_key(text)) for label in labels)
            if (known := next((of[key] for key in keys if key in of), None)) is not None:
                found[slot] = known
    if isinstance(figure, PriceQuote | ExchangeRate) and (town := market_towns().get(figure.place_id or "")):
        found["place_id"] = town
    return found


def _resolved(mentions: Sequence[NamedMention]) -> dict[tuple[str, str], str]:
    """What each name stands for most often in an article, by label; what the base knows before what is new."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention["entity_id"]:
            counts[mention["label"], alias_key(mention["text"])][mention["entity_id"]] += 1
    return {
        name: min(ids, key=lambda each: ("/x." in each, -ids[each], each)) for name, ids in counts.items()
    }  # fmt: skip
