"""How far a typed text is from a name: slips of the hand, as a keyboard makes them. Knows nothing of a corpus."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.names import fold

_NO_LETTER = re.compile(r"[\W_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(
    (one, other)
    for row, letters in enumerate(_ROWS)
    for column, one in enumerate(letters)
    for down in (-1, 0, 1)
    for across in (-1, 0, 1)
    if 0 <= row + down < len(_ROWS)
    for other in _ROWS[row + down][max(0, column + across) : column + across + 1]
    if other != one
)
# What a slip costs; a letter put for any other costs 1.
SWAPPED, DOUBLED, BESIDE, LOST, PUT_IN, OTHER, AT_THE_START = 0.7, 0.6, 0.7, 0.8, 0.9, 1.0, 0.2
_LOOKED_AT = 60  # names as near as the nearest few are weighed slip by slip


def form_of(name: str) -> str:
    """The form under which names are compared by their letters: no case, accents, spaces and hyphens; a Korean
    syllable as its letters, so that one key struck wrong is one slip.
    """
    if name.isascii():
        return _NO_LETTER.sub("", name.lower())
    return unicodedata.normalize("NFD", fold(name))


def slips_allowed(form: str) -> int:
    """How many slips a text of this length may hold before it could be anything."""
    return 0 if len(form) < 3 else 1 if len(form) < 5 else 2 if len(form) < 12 else 3


def nearest(typed: str, forms: Sequence[str], *, slips: int | None = None) -> list[tuple[float, int]]:
    """(cost, place in `forms`) of the forms that `typed`, a form too, may be a slip of, the cheapest first."""
    allowed = slips_allowed(typed) if slips is None else slips
    if not allowed or len(typed) - allowed > max(map(len, forms), default=0):
        return []
    found = process.extract(typed, forms, scorer=OSA.distance, score_cutoff=allowed, limit=_LOOKED_AT)
    return sorted((typing_cost(typed, form), place) for form, _, place in found)


def typing_cost(typed: str, meant: str) -> float:
    """What the slips cost that turn `meant` into `typed`, at the least."""
    before: list[float] = []
    row = [LOST * count for count in range(len(meant) + 1)]
    for i, letter in enumerate(typed, start=1):
        two_before, before = before, row
        row = [before[0] + PUT_IN]
        for j, wanted in enumerate(meant, start=1):
            put_in = before[j] + (DOUBLED if i > 1 and typed[i - 2] == letter else PUT_IN)
            lost = row[j - 1] + (DOUBLED if j > 1 and meant[j - 2] == wanted else LOST)
            cost = min(put_in, lost, before[j - 1] + _instead(letter, wanted))
            if i > 1 and j > 1 and letter != wanted and letter == meant[j - 2] and typed[i - 2] == wanted:
                cost = min(cost, two_before[j - 2] + SWAPPED)
            row.append(cost)
    first = AT_THE_START if typed[:1] != meant[:1] else 0.0
    return round(row[-1] + first, 3)


def _instead(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    return BESIDE if (letter, wanted) in _BESIDE else OTHER
