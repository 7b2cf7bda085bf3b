"""How alike two names sound, whatever script or romanisation either is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.names import fold

# What romanisations of one sound write differently, longest first: MR, the South's and the North's, pinyin, Russian.
_AS_ONE = (
    *(("tch", "c"), ("dzh", "c"), ("sch", "s"), ("ch", "c"), ("zh", "c"), ("ts", "c"), ("dz", "c"), ("sh", "s")),
    *(("ph", "p"), ("th", "t"), ("kh", "k"), ("ck", "k"), ("ng", "n"), ("eo", "o"), ("eu", "u"), ("ae", "e")),
    *(("oe", "e"), ("ui", "i"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("j", "c"), ("z", "c"), ("q", "c")),
    *(("x", "s"), ("b", "p"), ("d", "t"), ("g", "k"), ("f", "p"), ("v", "w"), ("r", "l"), ("y", ""), ("'", "")),
)
_ONE = dict(_AS_ONE)
_UNIT = re.compile(r"ng(?![aeiouy])|" + "|".join(sound for sound, _ in _AS_ONE if sound != "ng"))
_VOWELS = frozenset("aeiou")
_WEAK = frozenset("hw")
_NEAR = {frozenset(pair): cost for pair, cost in (("ln", 0.4), ("mn", 0.4), ("sc", 0.5), ("kh", 0.5), ("tc", 0.6))}
_LONGEST = 28


@lru_cache(maxsize=50_000)
def as_heard(latin: str) -> str:
    """A word in Latin letters in the letters that all romanisations of its sound share."""
    sounds = _UNIT.sub(lambda match: _ONE[match.group()], fold(latin).replace(" ", ""))
    return re.sub(r"(.)\1+", r"\1", sounds)[:_LONGEST]


def alike(one: Iterable[str], other: Iterable[str]) -> float:
    """How alike the readings of two names sound at best, between 0 and 1."""
    others = {as_heard(latin) for latin in other}
    return max((_alike(x, y) for x in {as_heard(latin) for latin in one} for y in others if x and y), default=0.0)


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return max(0.0, 1.0 - _distance(one, other) / max(2.0, (len(one) + len(other)) / 2))


def _distance(one: str, other: str) -> float:
    """What it costs to change one word into the other, vowels and breath being cheap."""
    row = [0.0]
    for letter in other:
        row.append(row[-1] + _alone(letter))
    for letter in one:
        before, row = row, [row[0] + _alone(letter)]
        for place, facing in enumerate(other):
            row.append(
                min(
                    before[place] + _instead(letter, facing),
                    before[place + 1] + _alone(letter),
                    row[place] + _alone(facing),
                )
            )
    return row[-1]


def _alone(letter: str) -> float:
    return 0.5 if letter in _VOWELS else 0.25 if letter in _WEAK else 1.0


def _instead(letter: str, facing: str) -> float:
    if letter == facing:
        return 0.0
    if letter in _VOWELS and facing in _VOWELS:
        return 0.35
    return _NEAR.get(frozenset((letter, facing)), 1.0)


def worst_of_best(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> float:
    """How alike the least alike word of the shorter name is with the word of the other that sounds most like it."""
    few, many = sorted((one, other), key=len)
    return min((max(alike(word, facing) for facing in many) for word in few), default=0.0)
