"""Pairs of entities that may be one thing and wait for a person. rapidfuzz orders them; it decides none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from corpus.decisions.queue import Doubt
from corpus.names.conflicts import compare
from corpus.store.resolution import Entities, NameRow
from extract.resolve.name_blocks import met_keys
from extract.resolve.naming import Naming

# A key that more names share than this tells nothing.
CROWDED = 40


def doubts_of(touched: Iterable[str], entities: Entities, naming: Naming) -> Iterator[Doubt]:
    """The doubts about the touched entities, each pair perhaps several times."""
    apart = naming.rulings.apart
    for key in touched:
        for name in entities.names_of(key):
            for other, label, score, why in _doubts_of_name(name, entities, naming):
                pair = (min(key, other), max(key, other))
                if other != key and pair not in apart and _open(pair, naming):
                    yield Doubt(a=key, b=other, label=label, score=score, why=why)


def _open(pair: tuple[str, str], naming: Naming) -> bool:
    """Two known entities are two; a hidden one is of no interest."""
    known = [key in naming.base.entities for key in pair]
    return not all(known) and not naming.rulings.hidden.intersection(pair)


def _doubts_of_name(name: NameRow, entities: Entities, naming: Naming) -> Iterator[tuple[str, str, float, str]]:
    for candidate in filter(None, name.candidates.split("|")):
        yield candidate, name.label, 0.9, f"“{name.text}” may mean either"
    for key in met_keys(name.text, name.label):
        others = entities.names_with_key(name.label, key)
        if len(others) <= CROWDED:
            for other in others:
                if other.entity_id and other.entity_id != name.entity_id:
                    yield from _near(name, other.text, other.entity_id)
        if name.natural_id not in naming.base.entities:
            for known, alias in naming.base.keys_of(name.label).get(key, ())[:CROWDED]:
                yield from _near(name, alias, known)


def _near(name: NameRow, other: str, entity_id: str) -> Iterator[tuple[str, str, float, str]]:
    comparison = compare(name.text, other, name.label)
    if comparison.relation in ("near", "same"):
        score = round(fuzz.token_sort_ratio(name.text.casefold(), other.casefold()) / 100, 4)
        yield entity_id, name.label, score, f"“{name.text}” and “{other}”: {comparison.why}"
