"""What an unknown plant is and where it lies: by its own name, else by what sentences say of it; with its basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.names import read_thing
from corpus.names.syllables import sound_key
from extract.resolve.base import BaseIndex
from extract.resolve.said import place_key

ADMIN = ("county", "city", "district", "province")
FAR = "~~"  # before the key of the county that the beginning of an article names, not the plant's sentence
NEAR = "~"  # before the key of a place that a sentence names at a plant without saying what kind of place it is


@dataclass(frozen=True, kw_only=True, slots=True)
class Lie:
    """Where a plant lies: the id of a known place, and what tells so."""

    place_id: str
    basis: str


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, str, frozenset[str]], ...]:
    lines = resources.files("extract.resolve").joinpath("plant_kinds.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return tuple((kind, head, frozenset(words.split())) for kind, head, words, _ in rows)


def plant_kind(names: Iterable[str]) -> str | None:
    """The kind that a plant's names tell by their nouns, the first that any tells; None when they tell none."""
    for name in sorted(names):
        thing = read_thing(name)
        for kind, head, words in _kinds():
            # a farm machine factory is no farm
            if words & thing.words or (head in thing.heads and "factory" not in thing.heads):
                return kind
    return None


def plant_place(names: Iterable[str], marks: Sequence[str], base: BaseIndex) -> Lie | None:
    """Where a plant lies: the known place that its name begins with, else the one that most sentences name at it.

    A county that sentences name right at it outweighs a name that is another county's, too.
    """
    counted = Counter(key for mark in marks for key in mark.split("+") if key)
    told = _told(counted, base)
    for name in sorted(names):
        place = _place_in_name(name, base)
        if place and (told is None or told.basis == _ARTICLE or not _elsewhere(place, told.place_id, base)):
            return Lie(place_id=place, basis="its name")
    return told


_ARTICLE = "the beginning of an article"


def _told(counted: Counter[str], base: BaseIndex) -> Lie | None:
    """The known place that most sentences name at a plant; those that say what kind of place it is come first."""
    for key, count in sorted(counted.items(), key=lambda pair: (pair[0].count(NEAR), -pair[1], pair[0])):
        place = _known_place(key.strip(NEAR), base)
        if place and key.startswith(FAR):
            return Lie(place_id=place, basis=_ARTICLE)
        if place:
            return Lie(place_id=place, basis=f"sentences of {count} article{'s' if count > 1 else ''}")
    return None


def _elsewhere(one: str, other: str, base: BaseIndex) -> bool:
    """Whether neither of two places lies in the other."""
    return other not in base.around(one) and one not in base.around(other)


def _place_in_name(name: str, base: BaseIndex) -> str:
    """The known place whose name a plant's name begins with, or holds as a part of its own."""
    for _, readings in read_thing(name).runs:
        for reading in readings[:3]:
            if place := _known_place(sound_key(reading), base):
                return place
    first = name.partition(" ")[0]
    if key := place_key(first):
        return _known_place(key, base)
    known = [place for place in base.find_exact(first, "PLACE").ids if base.entities[place].kind in ADMIN]
    return known[0] if len(known) == 1 else ""


def _known_place(key: str, base: BaseIndex) -> str:
    """The administrative place of the North that bears a name, by its key; of several the smallest unit but a ri."""
    known = [base.entities[place] for place, _ in base.keys_of("PLACE").get(key, ())]
    ranked = sorted({(ADMIN.index(e.kind), e.id) for e in known if e.kind in ADMIN and e.country == "KP"})
    return ranked[0][1] if ranked and "." in key else ""
