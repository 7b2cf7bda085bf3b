"""Which known names a text holds, in any script, by label and country: what says that a text is about the North."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from models.components import korean_borders

LONGEST_NAME = 5  # words
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
NON_LATIN = re.compile(r"[\u0400-\u04ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Shorter names of other scripts stand inside too many words: two syllables of Hangul or Han, four letters of Cyrillic.
_SHORTEST = {"hangul": 2, "han": 2, "kana": 3, "cyrillic": 4}
_PLACED = ("PLACE", "FACTORY", "ORG", "PERSON")


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name in a script without blanks or with endings; guarded where it is also a word."""

    size: int
    label: str
    found: str
    guarded: bool


def names_in(text: str) -> Iterator[str]:
    """Label and country ("FACTORY:KP") or HS chapter ("PRODUCT:27") of each known name, longest names first."""
    yield from _latin_names(WORD.findall(text))
    if NON_LATIN.search(text):
        last = -1
        for end, name in _automaton().iter_long(text):
            if end - name.size + 1 > last and _is_meant(text, end - name.size + 1, end + 1, name):
                last = end
                yield name.found


def _is_meant(text: str, start: int, end: int, name: _Name) -> bool:
    """Whether a name is no part of another word: Cyrillic ones begin a word; short Hangul ones do, end as a name may
    end, and have a cue beside them where they are words, too (시중은행, a commercial bank, is no county).
    """
    before = text[start - 1 : start]
    if "\u0400" <= text[start] <= "\u04ff":
        return not before.isalpha()
    if korean_borders.HANGUL.match(text, start) and name.size < 3:
        if korean_borders.name_end(text, start, end, name.label, "") is None:
            return False
        return not name.guarded or korean_borders.has_cue(text, start, end, name.label)
    return True


def _latin_names(words: list[str]) -> Iterator[str]:
    names, first = latin_names(), _first_words()
    start = 0
    while start < len(words):
        if words[start].lower().removesuffix("'s").removesuffix("’s") not in first:
            start += 1
            continue
        for size in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            name = " ".join(words[start : start + size]).removesuffix("'s").removesuffix("’s")
            found = names.get(name) or names.get(name.lower())
            if found is not None:
                yield found
                start += size - 1
                break
        start += 1


@cache
def _first_words() -> frozenset[str]:
    """What Latin names begin with, in small letters."""
    return frozenset(name.split(" ", 1)[0].lower().removesuffix("'s").removesuffix("’s") for name in latin_names())


@cache
def latin_names() -> dict[str, str]:
    """Latin names of the knowledge base, each with its label and country, or a good's HS chapter.

    Short names of places and the like are left out. Goods are in small letters.
    """
    from models.kb import load_base  # only who asks for topics pays for reading the knowledge base

    names: dict[str, str] = {}
    for entity in load_base():
        texts = (entity.name, *(alias.text for alias in entity.aliases if alias.script == "latin"))
        if entity.label == "PRODUCT" and entity.hs_code:
            for name in texts:
                names.setdefault(" ".join(WORD.findall(name.lower())), f"PRODUCT:{entity.hs_code[:2]}")
        elif entity.label in _PLACED:
            for name in texts:
                if len(name) >= 4 and name[0].isupper() and (entity.label != "PERSON" or " " in name or "-" in name):
                    names.setdefault(" ".join(WORD.findall(name)), f"{entity.label}:{(entity.country or '').upper()}")
    return names


@cache
def _automaton() -> ahocorasick.Automaton:
    """The names in other scripts; Cyrillic ones by their stems, since they are declined."""
    from models.kb import alias_key, context_aliases, load_base

    words = context_aliases()
    found = ahocorasick.Automaton()
    for entity in load_base():
        country = (entity.country or "").upper()
        kind = f"PRODUCT:{entity.hs_code[:2]}" if entity.label == "PRODUCT" else f"{entity.label}:{country}"
        if entity.label not in _PLACED and not entity.hs_code:
            continue
        for alias in entity.aliases:
            text = alias.text
            if len(text) < _SHORTEST.get(alias.script, 99):
                continue
            if alias.script == "cyrillic" and len(text) > 5 and text[-1] in "аяоеьйы":
                text = text[:-1]
            guarded = (entity.label, alias_key(alias.text)) in words
            found.add_word(text, _Name(len(text), entity.label, kind, guarded))
    found.make_automaton()
    return found
