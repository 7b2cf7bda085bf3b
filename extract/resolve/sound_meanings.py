"""What a Korean name means, syllable by syllable, so that a name that was transcribed meets one that was translated:
Chilsong Pass is Seven Stars Pass, and Hwangchol the iron works of Hwanghae.

morphemes.tsv of `corpus.names` holds what the signs and short words of which names are made mean, in Korean and Han.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.names.hangul import is_hangul
from corpus.names.syllables import Syllable, hangul_syllables, read_latin, sound_key
from corpus.names.tsv import read_rows
from extract.resolve.common_nouns import meanings_of

_LONGEST = 3  # syllables of the longest word
_FEWEST, _MOST = 2, 6  # syllables of a name that is told to mean something


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    """The sound of a morpheme, or its sign -> the forms of what it means."""
    found: dict[str, set[str]] = {}
    for row in read_rows("morphemes.tsv"):
        meant = {form for word in row["english"].split() for form in forms_of(word)}
        for korean in row["korean"].split():
            found.setdefault(_key(hangul_syllables(korean)), set()).update(meant)
        for sign in row["han"].split():
            found.setdefault(sign, set()).update(meant)
    for row in read_rows("common_nouns.tsv"):
        meant = {form for word in row["english"].split() for form in forms_of(word)}
        for korean in row["korean"].split():
            if len(korean) <= _LONGEST:
                found.setdefault(_key(hangul_syllables(korean)), set()).update(meant)
    return {sound: frozenset(forms) for sound, forms in found.items()}


def forms_of(word: str) -> frozenset[str]:
    """The forms under which an English word's meaning is met."""
    return frozenset(form for form in meanings_of(word) if form[0] == "=") | {f"={word}"}


def _key(syllables: Sequence[Syllable]) -> str:
    return sound_key(syllables)


@lru_cache(maxsize=20_000)
def _parts(spelled: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a name as sounds of one syllable each, or its signs in Han."""
    if spelled and is_hangul(spelled[0]):
        return (tuple(spelled),)
    if spelled and "\u3400" <= spelled[0] <= "\u9fff":
        return (tuple(spelled),)
    return tuple(tuple(_key((s,)) for s in reading) for reading in read_latin(spelled)[:3])


def told_by_sound(spelled: str, words: Sequence[Iterable[str]], *, short: Sequence[str] = ()) -> bool:
    """Whether a Korean name is made of what all of `words` mean, each given by its forms; one of them may instead be
    left to the first syllable of one of `short`, names in Latin letters, as in Hwangchol of Hwanghae.
    """
    if not words:
        return False
    wanted = [frozenset(forms) for forms in words]
    heads = {key for name in short for reading in read_latin(name)[:2] if reading for key in (_key(reading[:1]),)}
    ways = (parts for parts in _parts(spelled) if _FEWEST <= len(parts) <= _MOST)
    return any(_covers(parts, wanted, heads, bool(short)) for parts in ways)


def _covers(parts: Sequence[str], wanted: list[frozenset[str]], heads: set[str], needs_head: bool) -> bool:
    """Whether the parts, taken one to three together, use up what is wanted, each once."""
    if not parts:
        return not wanted and not needs_head
    for size in range(min(_LONGEST, len(parts)), 0, -1):
        meant = _meaning(parts[:size])
        for place, forms in enumerate(wanted):
            if meant & forms and _covers(parts[size:], wanted[:place] + wanted[place + 1 :], heads, needs_head):
                return True
    return needs_head and _sound(parts[0]) in heads and _covers(parts[1:], wanted, heads, False)


def _sound(part: str) -> str:
    return _key(hangul_syllables(part)) if is_hangul(part[0]) else part


def _meaning(parts: Sequence[str]) -> frozenset[str]:
    if is_hangul(parts[0][0]):
        return _table().get(_key(hangul_syllables("".join(parts))), frozenset())
    if parts[0][0] >= "\u3400":
        return _table().get("".join(parts), frozenset())
    return _table().get(".".join(parts), frozenset())
