"""What the gazetteer looks for: patterns for spaCy's span ruler and for the character matcher, out of the knowledge base.

Each pattern is `{"label", "pattern", "id"}`; `id` is the known entity's, or "" where several entities share the name.
A name that is also a word, a surname or a name of another label is *guarded*: it counts only with support from its context
(see `models.components.settle`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from models.kb import Alias, KnownEntity, ambiguous_aliases, context_aliases, load_base

Pattern = dict[str, str]

# One-word names that are surnames, given names or English words; lower case.
_SURNAMES = [
    "kim",
    "ri",
    "pak",
    "choe",
    "jong",
    "kang",
    "jo",
    "yun",
    "jang",
    "rim",
    "han",
    "o",
    "so",
    "sin",
    "kwon",
    "hwang",
    "an",
    "song",
    "jon",
    "hong",
    "ko",
    "mun",
    "ryang",
    "son",
    "pae",
    "paek",
    "ho",
    "ryu",
    "nam",
    "sim",
    "ro",
    "ha",
    "kwak",
    "song",
    "cha",
    "chu",
    "u",
    "ku",
    "min",
    "jin",
    "ji",
    "om",
    "won",
    "chon",
    "pang",
    "kong",
    "hyon",
    "ham",
    "pyon",
    "thae",
    "son",
    "lee",
    "park",
    "choi",
    "jung",
    "cho",
    "jeong",
    "lim",
    "oh",
    "seo",
    "shin",
    "kwon",
    "ahn",
    "yoo",
    "moon",
    "yang",
    "bae",
    "baek",
    "heo",
    "ryu",
    "noh",
    "ha",
    "kwak",
    "cha",
    "joo",
    "woo",
    "koo",
    "min",
    "jin",
    "ji",
    "um",
    "won",
    "bang",
    "gong",
    "sol",
    "un",
    "il",
    "hui",
    "hyok",
    "chol",
    "myong",
    "yong",
    "kyong",
    "sun",
    "suk",
    "ok",
    "jae",
    "ung",
    "guk",
    "hak",
    "gun",
    "su",
    "sok",
    "thaek",
    "phil",
]
_WORDS = [
    "chairman",
    "sun",
    "hope",
    "star",
    "victory",
    "friendship",
    "spring",
    "arch",
    "moon",
    "peace",
    "unity",
    "sky",
    "dawn",
    "ray",
    "lotus",
    "mirae",
    "post",
    "times",
    "mail",
    "diplomat",
    "guardian",
    "economist",
    "mercury",
    "reading",
    "mobile",
    "nice",
    "man",
    "male",
    "chad",
    "jordan",
    "georgia",
    "turkey",
    "china",
    "guinea",
    "cuba",
    "togo",
    "cook",
    "marshal",
    "new",
    "north",
    "south",
    "east",
    "west",
    "un",
    "pact",
    "customs",
    "treasury",
    "cabinet",
    "politburo",
    "interior",
    "state",
    "defense",
    "defence",
]
_GUARDED_WORDS = frozenset(_SURNAMES) | frozenset(_WORDS) - {"china", "cuba", "cabinet", "politburo", "un"}
_TYPE_NOUN = re.compile(r" (County|District|City|Province|Port|River|Island|Village|Township|Market|Station|Region)$")
# Commodity names that are more often something else; lower case. Only the model may find them.
_LOOSE_COMMODITIES = frozenset(
    [
        "lead",
        "tin",
        "down",
        "lime",
        "arms",
        "rye",
        "coke",
        "pens",
        "coats",
        "scales",
        "tools",
        "gold",
        "salt",
        "sand",
        "oats",
        "hops",
        "silver",
        "diamonds",
        "oil",
        "iron",
        "gas",
        "ice",
        "time",
        "rose",
        "rail",
        "rails",
        "oxygen",
        "air",
        "water",
        "fish",
        "birds",
        "horses",
        "dogs",
        "cats",
        "plants",
        "flowers",
        "trees",
        "paper",
        "books",
        "glass",
        "light",
        "lights",
        "parts",
        "plates",
        "bows",
        "tops",
        "wood",
        "stone",
        "stones",
        "earth",
        "pearl",
        "pearls",
        "ships",
        "boats",
        "vessels",
        "cars",
        "vehicles",
        "weapons",
        "missiles",
        "munitions",
        "machinery",
        "machines",
        "equipment",
        "electricity",
        "power",
        "energy",
        "food",
        "foodstuffs",
        "medicine",
        "drugs",
        "software",
        "works",
        "art",
        "arts",
        "games",
        "seeds",
        "bags",
        "boards",
        "cells",
        "chips",
        "screens",
        "mobile",
        "phones",
        "hair",
    ]
)


def _aliases(entity: KnownEntity) -> Iterator[Alias]:
    yield from entity.aliases


def _guarded(text: str, label: str, homographs: frozenset[str]) -> bool:
    words = text.split()
    if text.lower() in homographs:
        return True
    if len(words) > 1:
        return False
    if label in ("PERSON", "PRODUCT"):
        return True
    return text.lower() in _GUARDED_WORDS or len(text) < 4 or not text[0].isupper()


def _variants(text: str) -> set[str]:
    """The spellings of one Latin name that running text shows: curly apostrophes, type nouns in lower case, capitals."""
    found = {text}
    type_noun = _TYPE_NOUN.search(text)
    if type_noun:
        found.add(text[: type_noun.start()] + type_noun.group().lower())
    for spelling in list(found):
        found.add(spelling.replace("'", "’"))
    return found


def _names(script: tuple[str, ...]) -> dict[tuple[str, str], set[str]]:
    """(label, alias) -> known ids, of all aliases in the given scripts."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in load_base():
        for alias in entity.aliases:
            if alias.script in script:
                found[entity.label, alias.text].add(entity.id)
    return found


def _homographs(names: dict[tuple[str, str], set[str]]) -> frozenset[str]:
    """Lower-case aliases that stand for more than one label, or that the knowledge base says need context."""
    labels: dict[str, set[str]] = defaultdict(set)
    for label, text in names:
        labels[text.lower()].add(label)
    shared = {text for text, seen in labels.items() if len(seen) > 1}
    return frozenset(shared | {alias.lower() for _, alias in context_aliases()})


def _is_commodity(label: str, text: str) -> bool:
    return label == "PRODUCT" and text == text.lower()


def _single_id(ids: set[str]) -> str:
    return next(iter(ids)) if len(ids) == 1 else ""


def latin_patterns(*, guarded: bool) -> list[Pattern]:
    """Patterns of the Latin-script names (no commodities), the guarded ones or the others; sorted."""
    names = _names(("latin",))
    homographs = _homographs(names)
    found: dict[tuple[str, str], str] = {}
    for (label, text), ids in names.items():
        if not _is_commodity(label, text) and _guarded(text, label, homographs) == guarded:
            for variant in _variants(text):
                found[label, variant] = _single_id(ids)
    return [{"label": label, "pattern": text, "id": known} for (label, text), known in sorted(found.items())]


def commodity_patterns() -> list[Pattern]:
    """Lower-case patterns of the goods that mean a good wherever they stand; sorted."""
    found: dict[str, str] = {}
    for (label, text), ids in _names(("latin",)).items():
        if _is_commodity(label, text) and text not in _LOOSE_COMMODITIES:
            found[text] = _single_id(ids)
    return [{"label": "PRODUCT", "pattern": text, "id": known} for text, known in sorted(found.items())]


def script_patterns() -> list[Pattern]:
    """Patterns of the names in Hangul, Han, Kana and Cyrillic; one-character names are left out; sorted."""
    ambiguous = ambiguous_aliases()
    found: dict[str, Pattern] = {}
    for (label, text), ids in sorted(_names(("hangul", "han", "kana", "cyrillic")).items()):
        if len(text) > 1 and text not in found:
            known = "" if (label, text) in ambiguous else _single_id(ids)
            found[text] = {"label": label, "pattern": text, "id": known}
    return list(found.values())
