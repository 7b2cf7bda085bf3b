"""How names sound that the knowledge base does not hold: one ship, firm or farm has other ids in other languages and
beside other words ("삼흥전자지갑", "Samhung e-wallet"), and its first two syllables in common.

Ids of such names are made of their syllables, whatever the script; what is left in its own letters is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.names import name_keys
from corpus.names.kana import korean_of_kana

PROVISIONAL = "/x."
# so many letters of a name of another language, which mostly is inflected further on ("Лазурит", "Lazurit")
LETTERS = 5
_SYLLABLES = re.compile(r"[a-z]+(?:[.-][a-z]+)+")
_KANA = re.compile(r"[ァ-ヴー・]{3,}")
_CYRILLIC = re.compile(r"[а-яё]{4,}")
_LATIN = re.compile(r"[a-z]{5,}")


@lru_cache(maxsize=1 << 15)
def sounds_of(entity_id: str) -> tuple[str, ...]:
    """What an entity's name begins with by its sound, as one spelling; nothing for what is made of common words."""
    stem, _, tail = entity_id.partition(PROVISIONAL)
    if not tail:  # a known one: the word that its plant is called by
        word = stem.partition("/")[2].partition("-")[0]
        return _beginnings(name_keys(word, "ORG"))
    run = tail.partition("_")[0].partition("+")[0]
    if _SYLLABLES.fullmatch(run):
        return _beginnings([run])
    if kana := _KANA.match(run):
        words = korean_of_kana(kana[0])
        return _beginnings([key for word in words[:2] for key in name_keys(" ".join(word), "ORG")])
    if _CYRILLIC.match(run):
        return _beginnings(name_keys(run, "PLACE"))
    return (run[:LETTERS],) if run == tail and _LATIN.fullmatch(run) else ()


def _beginnings(keys: Iterable[str]) -> tuple[str, ...]:
    """The first two syllables of each reading, and of a person's the first two of the given name and the surname."""
    found: list[str] = []
    for key in keys:
        run = key.partition("_")[0]
        if _SYLLABLES.fullmatch(run):
            syllables = [_plain(each) for each in re.split("[.-]", run)]
            found.append(".".join(syllables[:2]))
            if "-" in run:  # which of two words is the surname is a guess for what is no person
                found.append(".".join([*syllables[1:], syllables[0]][:2]))
        elif _LATIN.fullmatch(run):
            found.append(run[:LETTERS])
    return tuple(dict.fromkeys(found))


def _plain(syllable: str) -> str:
    """A syllable without what spellings tell apart each in its own way."""
    return syllable.replace("ng", "n").replace("u", "o")
