"""Which known name an unknown one is likely a slip of, and which are only somewhat like it. Knows nothing of a file.

A slip leaves most letters as they were, and the word that it spoils is none that known names are made of: "Hyesn" is a
slip of Hyesan, while "Kumya Foodstuff Factory" is no slip of the Kumcup Foodstuff Factory but another one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from corpus.names.text import fold_words, script_of
from corpus.search.slips import form_of, nearest, slips_allowed, typing_cost

# Slips for each letter that make a name a likely one; by `bench/suggestions.py`.
NEAR_SHARE = 0.2
_SHORTEST = 4  # letters of a word that is respelled
_EACH = 6  # spellings tried of a word
_TRIED = 24  # of a whole name
_MOST_WORDS = 12  # of a name that is respelled


@dataclass(frozen=True, kw_only=True, slots=True)
class Respelled:
    """A name with the words that no known name has put right: `cost` are the slips that this takes."""

    text: str
    cost: float


class NameWords(NamedTuple):
    """Words of names in Latin letters, folded: those that known names are made of, and those that may be meant."""

    known: frozenset[str]
    meant: tuple[str, ...]


def words_of(names: Iterable[str], seen: Iterable[str] = ()) -> NameWords:
    """The words of known names, and of those that were only seen: they may be meant, but may be slips themselves."""
    known, more = _words(names), _words(seen)
    return NameWords(frozenset(known), tuple(sorted(word for word in known | more if len(word) >= _SHORTEST)))


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names if script_of(name) == "latin" for word in fold_words(name)}


def is_likely_slip(typed: str, name: str, words: NameWords) -> bool:
    """Whether a text that nothing is called is likely a known name with a slip or two."""
    form, meant = form_of(typed), form_of(name)
    if not form or typing_cost(form, meant) > NEAR_SHARE * len(form):
        return False
    own = set(fold_words(name))
    other = [word for word in fold_words(typed) if word not in own]
    # words parted elsewhere ("Kim Chek", "Kimchek") are no other words
    return not (other and all(word in words.known for word in other) and len(other) <= len(own))


def respelled(typed: str, words: NameWords) -> list[Respelled]:
    """The name with each word that no known name has replaced by those that it may be a slip of, the likeliest first.

    Nothing for a name of one word, one of which no word is known, and one with a word that is a slip of none.
    """
    parts = typed.split()
    if not 1 < len(parts) <= _MOST_WORDS or script_of(typed) != "latin":
        return []
    choices = [_spellings(part, words) for part in parts]
    if not all(choices) or not any(choice[0] == (0.0, part) for choice, part in zip(choices, parts, strict=True)):
        return []
    found = [
        Respelled(text=" ".join(word for _, word in chosen), cost=round(sum(cost for cost, _ in chosen), 3))
        for chosen in itertools.islice(itertools.product(*choices), _EACH**3)
    ]
    limit = NEAR_SHARE * len(form_of(typed))
    return sorted((each for each in found if 0 < each.cost <= limit), key=lambda each: each.cost)[:_TRIED]


def _spellings(part: str, words: NameWords) -> list[tuple[float, str]]:
    """(cost, word) of what a word may be meant as: itself where it is known, or no word that could be put right."""
    inner = fold_words(part)
    if all(word in words.known or not word.isalpha() for word in inner):
        return [(0.0, part)]
    form = "".join(inner)
    if len(form) < _SHORTEST or not form.isalpha():
        return []
    found = nearest(form, words.meant, slips=min(2, slips_allowed(form)))
    as_written = str.capitalize if part[:1].isupper() else str
    return [(cost, as_written(words.meant[place])) for cost, place in found[:_EACH]]
