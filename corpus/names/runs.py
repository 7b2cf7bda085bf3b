"""What names of plants, organisations and goods share: proper parts, brackets, plurals, Korean words taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, product

from corpus.names.syllables import Syllable, hangul_syllables, sound_key
from corpus.names.vocabulary import HEADS, KOREAN, WORDS

Reading = tuple[Syllable, ...]
# a proper part of a name: its plain letters and the ways to read them as Korean (none: it is not Korean)
Run = tuple[str, tuple[Reading, ...]]
# nouns in -oe, whose plural takes an s alone; of potatoes and heroes it takes es
_IN_OE = frozenset(
    ["aloe", "canoe", "floe", "foe", "hoe", "horseshoe", "oboe", "overshoe", "shoe", "snowshoe", "toe", "woe"]
)
_BRACKETS = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]")


def split_brackets(name: str) -> tuple[str, frozenset[str]]:
    """The name without its brackets, and what stood in them; an acronym there says nothing new."""
    text = _BRACKETS.sub("", name).strip()
    if not text:
        return name, frozenset()
    inside = frozenset(match.strip().casefold() for match in _BRACKETS.findall(name) if not _is_acronym(match.strip()))
    return text, inside


def _is_acronym(text: str) -> bool:
    return text.isupper() and len(text) <= 8


def join_run(run: Sequence[Run]) -> Run:
    """Neighbouring proper words as one: Nae Kohyang is Naekohyang."""
    plain = "".join(part for part, _ in run)
    if not all(readings for _, readings in run):
        return plain, ()
    choices = islice(product(*(readings[:3] for _, readings in run)), 6)
    return plain, tuple(sum(choice, ()) for choice in choices)


def run_keys(run: Run) -> list[str]:
    """The keys of a proper part, best first."""
    plain, readings = run
    keys = {sound_key(reading): None for reading in readings[:3]}
    return [*keys][:4] or [plain]


def joined_keys(runs: Iterable[Run], *, most: int) -> list[str]:
    """The keys of several proper parts together, best first; few are looked at of what could be billions."""
    choices = islice(product(*(run_keys(run) for run in runs)), 256)
    return list({"+".join(sorted(choice)): None for choice in choices})[:most]


def singular(word: str) -> str:
    """An English noun without its plural ending."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word[:-1] in _IN_OE:
        return word[:-1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def take_korean(word: str) -> tuple[Run | None, list[str]]:
    """A Korean word as its proper part, if it has one, and the words of the vocabulary that follow it, in order."""
    found: list[str] = []
    rest = word
    while rest:
        form = next((form for form in KOREAN if rest.endswith(form) and _may_end(form, rest, found)), None)
        if form is None:
            break
        found.append(form)
        rest = rest[: -len(form)]
    if rest:
        return (rest, (hangul_syllables(rest),)), found[::-1]
    return None, found[::-1]


def _may_end(form: str, rest: str, found: list[str]) -> bool:
    """One syllable is a word when it is all there is, or the head at the end of a longer name."""
    if len(form) > 1:
        return True
    if form == rest:
        return form in WORDS or form in HEADS
    return not found and form in HEADS and len(rest) > 3
