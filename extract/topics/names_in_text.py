"""Which known names a text holds, in any script, by label and country: what says that a text is about the North."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ahocorasick

LONGEST_NAME = 5  # words
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
NON_LATIN = re.compile(r"[\u0400-\u04ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Shorter names of other scripts stand inside too many words: two syllables of Hangul or Han, four letters of Cyrillic.
_SHORTEST = {"hangul": 2, "han": 2, "kana": 3, "cyrillic": 4}
_PLACED = ("PLACE", "FACTORY", "ORG", "PERSON")


def names_in(text: str) -> Iterator[str]:
    """Label and country ("FACTORY:KP") or HS chapter ("PRODUCT:27") of each known name, longest names first."""
    yield from _latin_names(WORD.findall(text))
    if NON_LATIN.search(text):
        last = -1
        for end, (size, found) in _automaton().iter_long(text):
            if end - size + 1 > last and _is_apart(text, end - size + 1, end + 1):
                last = end
                yield found


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether a name is no middle of a word: Cyrillic ones begin a word, short Hangul ones too."""
    before = text[start - 1 : start]
    if "\u0400" <= text[start] <= "\u04ff":
        return not before.isalpha()
    if "\uac00" <= text[start] <= "\ud7a3" and end - start < 3:
        return not "\uac00" <= before <= "\ud7a3"
    return True


def _latin_names(words: list[str]) -> Iterator[str]:
    names = latin_names()
    start = 0
    while start < len(words):
        for size in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            name = " ".join(words[start : start + size]).removesuffix("'s").removesuffix("’s")
            found = names.get(name) or names.get(name.lower())
            if found is not None:
                yield found
                start += size - 1
                break
        start += 1


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
    from models.kb import load_base

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
            found.add_word(text, (len(text), kind))
    found.make_automaton()
    return found
