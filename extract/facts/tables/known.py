"""Known goods, places and countries by their names in every language, as cells and captions write them.

The names are the knowledge base's, and those of names.tsv. A Russian name is found in any case, a Korean one before its
particle.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from corpus.names import script_of
from models.kb import alias_key, context_aliases, load_base
from models.kb.entries import KnownEntity

LONGEST = 6  # words of a name
_LONGEST_DENSE = 10  # characters of a name in Chinese or Japanese
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDING = re.compile(
    r"(?:ыми|ами|ями|ого|его|ому|ему|ые|ий|ый|ой|ая|ое|ую|ою|ом|ем|ов|ев|ей|ах|ях|ам|ям|[аеёиоуыэюяйь])$"
)
_PARTICLE = re.compile(r"(?:에서는|에서의|에서|으로|에는|에게|까지|부터|산|의|은|는|이|가|을|를|과|와|에|로|도|만)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A known name between `start` and `end` of a text. `text` is the name in its own form (a Russian one in the
    nominative).
    """

    id: str
    label: str
    kind: str
    country: str
    text: str
    start: int
    end: int


def whole_name(text: str, label: str) -> Known | None:
    """What a whole text names among the known "PRODUCT"s or "PLACE"s."""
    for key in _keys(text.strip()):
        found = _index(label).get(key)
        if found is not None:
            entity, name = found
            own = entity.name if name in ("Chinese", "Russian", "North Korean") else _own_form(text.strip(), name, key)
            return _known(entity, own, 0, len(text))
    return None


def _own_form(text: str, name: str, key: str) -> str:
    """A name without what its sentence adds: case, particle, possessive."""
    if _CYRILLIC.search(name):
        return name
    return text[: len(key)] if _HANGUL.search(key) else re.sub(r"['’]s$", "", text)


@lru_cache(maxsize=1024)
def names_within(text: str, label: str) -> tuple[Known, ...]:
    """The known names in a text, in its order, the longest at each place."""
    found: list[Known] = []
    end = 0
    for start, stop in _candidates(text):
        if start < end:
            continue
        known = whole_name(text[start:stop], label)
        if text[stop - 1 : stop + 1] in ("市场", "市場"):  # 平壤市场 is a market, not 平壤市
            continue
        if known is not None and (not known.text.islower() or label == "PRODUCT" or not known.text.isascii()):
            stop += text[stop : stop + 1] in ("市", "郡") and text[stop : stop + 2] not in ("市场", "市場")
            found.append(_known_at(known, text, start, stop))
            end = stop
    return tuple(found)


def head_good(text: str) -> Known | None:
    """The known good that a phrase is a kind of: its last words ("imported rice"), or its first in Russian."""
    words = list(_WORD.finditer(text))
    for first in range(len(words)):
        known = whole_name(text[words[first].start() :], "PRODUCT")
        if known is not None:
            return known
    for last in range(len(words) - 1, 0, -1):
        known = whole_name(text[: words[last - 1].end()], "PRODUCT")
        if known is not None:
            return known
    if _DENSE.search(text) or _HANGUL.search(text):
        for size in range(len(text) - 1, 0, -1):
            for part in (text[-size:], text[:size]):
                if (size > 1 or part in ("米", "쌀", "盐", "鱼", "콩")) and (known := whole_name(part, "PRODUCT")):
                    return known
    return None


def country_of(code: str, text: str) -> Known | None:
    """The country with an ISO 3166 code, by its name in the script of a text."""
    names = [
        name
        for entity in load_base()
        if entity.kind == "country" and entity.country == code
        for name in (*(form for key, form in _extra_names() if key == entity.id), *entity.names)
    ]
    own = next((name for name in names if script_of(name) == script_of(text)), names[0] if names else None)
    return whole_name(own, "PLACE") if own else None


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Where names may stand: runs of words, longest first at each place; runs of characters in Chinese, Japanese."""
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        for last in range(min(len(words), number + LONGEST) - 1, number - 1, -1):
            yield word.start(), words[last].end()
        if _DENSE.search(word[0]):
            for start in range(word.start(), word.end() - 1):
                for stop in range(min(word.end(), start + _LONGEST_DENSE), start + 1, -1):
                    yield start, stop


def _keys(text: str) -> Iterator[str]:
    key = alias_key(text)
    yield key
    if _CYRILLIC.search(key):
        yield _stem(key)
    elif _HANGUL.search(key):
        bare = _PARTICLE.sub("", key)
        if bare != key and len(bare) > 1:
            yield bare
    elif key.isascii() and len(key) > 3:
        for ending in ("s", "es"):
            if key.endswith(ending):
                yield key.removesuffix(ending)
        if key.endswith("ies"):
            yield key[:-3] + "y"
        if key.endswith("'s"):
            yield key[:-2]


def _stem(text: str) -> str:
    """Russian words without their endings, marked so that they meet only one another."""
    return "~" + " ".join(stem if len(stem := _ENDING.sub("", word)) > 2 else word for word in text.split())


@cache
def _index(label: str) -> dict[str, tuple[KnownEntity, str]]:
    entities = {entity.id: entity for entity in load_base() if entity.label == label}
    index: dict[str, tuple[KnownEntity, str]] = {}
    for entity_id, name in _extra_names():
        if entity_id in entities:
            _add(index, entities[entity_id], name)
    for entity in sorted(entities.values(), key=_rank):
        for name in entity.names:
            if label == "PRODUCT" or (label, alias_key(name)) not in _doubtful() or _is_home(entity):
                _add(index, entity, name)
    return index


def is_of_south(place_id: str | None) -> bool:
    """Whether a known place lies in the South."""
    return place_id in _of_south()


@cache
def _of_south() -> frozenset[str]:
    return frozenset(entity.id for entity in load_base() if entity.label == "PLACE" and entity.country == "KR")


def is_abroad(place_id: str | None) -> bool:
    """Whether a known place lies outside of the North, and is not the name of one there, too."""
    return place_id in _abroad()


@cache
def _abroad() -> frozenset[str]:
    return frozenset(entity.id for entity in load_base() if entity.label == "PLACE" and not _is_home(entity))


def _rank(entity: KnownEntity) -> tuple[int, int]:
    """What a shared name means first: a place of the North, a town before a village; a common good."""
    kinds = ("country", "city", "sez", "province", "county", "market", "district", "commodity")
    return (0 if _is_home(entity) else 1, kinds.index(entity.kind) if entity.kind in kinds else len(kinds))


def _is_home(entity: KnownEntity) -> bool:
    return "KP" in entity.country.split("|")


def _add(index: dict[str, tuple[KnownEntity, str]], entity: KnownEntity, name: str) -> None:
    if len(name) < 2 and not _DENSE.search(name) and not _HANGUL.search(name):
        return
    key = alias_key(name)
    index.setdefault(key, (entity, name))
    if _CYRILLIC.search(key):
        index.setdefault(_stem(key), (entity, name))


@cache
def _extra_names() -> tuple[tuple[str, str], ...]:
    with resources.files("extract.facts.tables").joinpath("names.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["id"], form) for row in rows for form in row["forms"].split("|"))


def _doubtful() -> dict[tuple[str, str], str]:
    return context_aliases()


def _known(entity: KnownEntity, text: str, start: int, end: int) -> Known:
    return Known(
        id=entity.id, label=entity.label, kind=entity.kind, country=entity.country, text=text, start=start, end=end
    )


def _known_at(known: Known, text: str, start: int, end: int) -> Known:
    told = text[start:end] if text[end - 1] in "市郡" else known.text
    return replace(known, text=told, start=start, end=end)
