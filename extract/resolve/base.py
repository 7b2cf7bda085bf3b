"""The knowledge base as resolution asks it: by the exact name, then by name keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.names import fold, name_keys, read_good, read_place, script_of
from corpus.names.conflicts import compare, hangul_conflict
from corpus.names.foreign import chinese_syllables, hangul_of_han
from corpus.names.places import ADMIN
from corpus.names.tsv import read_rows
from models.kb import KnownEntity, load_base

_BRACKETS = re.compile(r"\s*\([^)]*\)")
# Which labels a name may turn out to bear when the base knows it under no entity of its own label.
NEIGHBOURS = {"ORG": ("FACTORY",), "FACTORY": ("ORG",)}
SCORES = {"seen": 1.0, "rule": 0.9, "unverified": 0.8}
KEY_SCORE = 0.85


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The known entities that a name may mean: none, one, or several when the name is ambiguous."""

    ids: tuple[str, ...] = ()
    score: float = 0.0
    why: str = ""


NOTHING = Found()


class BaseIndex:
    """Known entities by name. Build it once; the key index of a label is made when it is first asked."""

    def __init__(self, entities: Iterable[KnownEntity]) -> None:
        self.entities: dict[str, KnownEntity] = {entity.id: entity for entity in entities}
        self._by_key: dict[str, dict[str, list[tuple[str, str]]]] = {}

    @cached_property
    def exact(self) -> dict[tuple[str, str], dict[str, float]]:
        """(label, folded name) -> the entities of that name, with how far the name is believed."""
        index: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for entity in self.entities.values():
            names = [(entity.name, 1.0), *((alias.text, SCORES[alias.basis]) for alias in entity.aliases)]
            names += [(_BRACKETS.sub("", entity.name), 1.0)]
            for name, score in names:
                folded = index[entity.label, fold(name) or name]
                folded[entity.id] = max(score, folded.get(entity.id, 0.0))
        return dict(index)

    @cached_property
    def written(self) -> dict[tuple[str, str], list[str]]:
        """(label, name in lower case with its spaces) -> the entities of that name."""
        index: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in self.entities.values():
            for name in {name.casefold() for name in entity.names}:
                index[entity.label, name].append(entity.id)
        return dict(index)

    def find(self, name: str, label: str) -> Found:
        """The known entities of a label (or of a neighbouring one) that a name means."""
        for tried in (label, *NEIGHBOURS.get(label, ())):
            found = self._exact(name, tried)
            if found.ids:
                return found
        return self._keyed(name, label)

    def find_exact(self, name: str, label: str) -> Found:
        """The known entities of a label that bear this very name, however it is spaced and hyphenated."""
        return self._exact(name, label)

    def find_written(self, name: str, label: str) -> Found:
        """The known entities of a label that are written in this very way, spaces and hyphens included."""
        ids = self.written.get((label, name.casefold()), [])
        return Found(ids=tuple(sorted(ids)), score=1.0, why="a name of it") if ids else NOTHING

    def _exact(self, name: str, label: str) -> Found:
        ids = self.exact.get((label, fold(name) or name))
        if not ids:
            return NOTHING
        best = max(ids.values())
        # a name that one entity bears in a source is not shared with those that got it by rule
        chosen = sorted(key for key, score in ids.items() if score == best or score >= 0.9)
        return Found(ids=tuple(chosen), score=best, why="a name of it" if best == 1.0 else "a name made by rule")

    def _keyed(self, name: str, label: str) -> Found:
        index = self.keys_of(label)
        ids: dict[str, None] = {}
        for key in name_keys(name, label):
            if label != "PERSON" and label != "PRODUCT" and len(key) < 4 and "." not in key:
                continue  # one syllable is no name to find another spelling of
            for known, alias in index.get(key, ()):
                if label == "PRODUCT" and not read_good(name).runs and script_of(name) != script_of(alias):
                    continue  # 섬유 is fibre and textile: words are not looked up through their translation
                if known in ids or kind_clashes(name, self.entities[known]):
                    continue
                if label == "PLACE" and script_of(name) == "latin" and _says_what_it_is(alias):
                    continue  # 溫泉 is Onchon, and as Chinese say it any spa
                if hangul_conflict(name, self.entities[known].names, label):
                    continue
                if compare(name, alias, label).relation == "same":
                    ids[known] = None
            if ids:
                break
        return Found(ids=tuple(sorted(ids)), score=KEY_SCORE, why="spelled another way") if ids else NOTHING

    def within(self, one: str, other: str) -> bool:
        """Whether a place lies in another, both given by a key of their names."""
        places = self.keys_of("PLACE")
        outer = {known for known, _ in places.get(other, ())}
        return any(outer & self.around(known) for known, _ in places.get(one, ()))

    def around(self, key: str) -> set[str]:
        """A place and those that it lies in."""
        found: set[str] = set()
        while key in self.entities and key not in found:
            found.add(key)
            key = self.entities[key].parent_id or ""
        return found

    def keys_of(self, label: str) -> dict[str, list[tuple[str, str]]]:
        """Name key -> (entity, name) of a label's entities; names made by rule are left to their keys."""
        if label not in self._by_key:
            index: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for entity in self.entities.values():
                if entity.label != label:
                    continue
                seen = [entity.name, *(alias.text for alias in entity.aliases if alias.basis != "rule")]
                for name in seen:
                    for key in name_keys(name, label):
                        index[key].append((entity.id, name))
            self._by_key[label] = dict(index)
        return self._by_key[label]


def kind_clashes(name: str, known: KnownEntity) -> bool:
    """Whether a place name says that it is something else than a known place: Mexico City is not Mexico, a ri is not
    the county of that name. The cities that are provinces of their own may be called either.
    """
    stated = read_place(name)[0].kind if known.label == "PLACE" else ""
    if stated not in ADMIN or stated == known.kind:
        return False
    return {stated, known.kind} != {"city", "province"} and {stated, known.kind} != {"ri", "town"}


@lru_cache(maxsize=1)
def _han_nouns() -> frozenset[tuple[str, str]]:
    """The sounds, in Korean and in Chinese, of the nouns that common_nouns.tsv has in Han."""
    words = {word for row in read_rows("common_nouns.tsv") for word in row["chinese"].split() if len(word) > 1}
    return frozenset((hangul_of_han(word), "".join(chinese_syllables(word))) for word in words)


@lru_cache(maxsize=10_000)
def _says_what_it_is(name: str) -> bool:
    """Whether a place's name in Han is a common noun, whose Chinese sound any place of that kind may have."""
    if script_of(name) != "han":
        return False
    return (hangul_of_han(name), "".join(chinese_syllables(name))) in _han_nouns()


@lru_cache(maxsize=1)
def base_index() -> BaseIndex:
    """The index over the base that ships with the package."""
    return BaseIndex(load_base())
