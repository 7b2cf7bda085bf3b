"""Korean syllables read from Latin letters, Hangul, Cyrillic or Han, and the sound key that all spellings share.

Each spelling system hides something: the North writes both ㅓ and ㅗ as "o", McCune-Reischauer without breves does too,
newspapers write ㅓ as "u", and Seoul drops an initial ㄹ. The key keeps only what every system shows; what a spelling
does show beyond that (`eo` is never ㅗ) is kept in the reading, and two readings that cannot be one syllable clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from corpus.names.hangul import VOWELS, decompose, is_hangul, romanise_vowel
from corpus.names.tables import words

SoundKey = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Syllable:
    """One syllable: its sound classes and the jamo that its spelling allows (`onsets`, `vowels`)."""

    onset: str
    vowel: str
    coda: str
    onsets: frozenset[str]
    vowels: frozenset[str]
    others: frozenset[str] = frozenset()  # vowel classes that newspapers also write this way


_ONSET_CLASS = {
    **dict.fromkeys("ㄱㄲㅋ", "k"),
    **dict.fromkeys("ㄷㄸㅌ", "t"),
    **dict.fromkeys("ㅂㅃㅍ", "p"),
    **dict.fromkeys("ㅈㅉㅊ", "c"),
    **dict.fromkeys("ㅅㅆ", "s"),
    "ㄴ": "n",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅇ": "",
    "ㅎ": "h",
}
# The North's spelling of a vowel is its class: it tells the fewest apart.
_VOWEL_CLASS = {vowel: romanise_vowel(vowel) for vowel in VOWELS}
# Syllables that given names are made of: they settle jong-il against jon-gil.
_COMMON = (
    "일은옥애원영연용호철남성수숙순희혁현훈학진정종주준중창천춘충태택평필하해화환광국권규근금기길경강건덕도동두득룡률림만명모무문미민범병보복봉석선설섭송승식신실심안억업"
    "열엽우욱운웅윤의익인임재제조지직찬채향협형홍휘흥"
)


def of_hangul(character: str) -> Syllable:
    """The syllable that a Hangul character writes."""
    onset, vowel, coda = decompose(character)
    return Syllable(
        onset=_ONSET_CLASS[onset],
        vowel=_VOWEL_CLASS[vowel],
        coda=_CODA_CLASS[coda],
        onsets=frozenset(onset),
        vowels=frozenset(vowel),
    )


def hangul_syllables(text: str) -> tuple[Syllable, ...]:
    """The syllables of the Hangul characters in a text."""
    return tuple(of_hangul(character) for character in text if is_hangul(character))


_SINO_SOUNDS = frozenset(sound for sound in ((s.onset, s.vowel, s.coda) for s in hangul_syllables(_SINO)))
_COMMON_SOUNDS = frozenset((s.onset, s.vowel, s.coda) for s in hangul_syllables(_COMMON))


@lru_cache(maxsize=200_000)
def read_latin(word: str, *, limit: int = 8) -> tuple[tuple[Syllable, ...], ...]:
    """The ways to read a Latin word as Korean syllables, likeliest first; empty when it is none.

    The word is lower case; breves count (ŏ, ŭ), an apostrophe is an aspiration or a border.
    """
    if not word or len(word) > 24:
        return ()
    found = sorted(_readings(word, 0), key=lambda pair: (pair[0], len(pair[1])))
    return tuple(reading for _, reading in found[:limit])


def _readings(word: str, start: int) -> Iterator[tuple[float, tuple[Syllable, ...]]]:
    if start == len(word):
        yield 0.0, ()
        return
    for cost, syllable, end in _syllables_at(word, start):
        for rest_cost, rest in _readings(word, end):
            border = _border_cost(syllable, rest[0]) if rest else 0.0
            yield cost + rest_cost + border, (syllable, *rest)


def _border_cost(left: Syllable, right: Syllable) -> float:
    """A consonant goes with the vowel after it (ki-mun), but "ng" is a final (jong-un, not jon-gun)."""
    if right.onset == "" and left.coda not in ("", "ng"):
        return 1.0
    return 1.0 if left.coda == "n" and right.onsets == {"ㄱ"} else 0.0


@lru_cache(maxsize=50_000)
def _syllables_at(word: str, start: int) -> tuple[tuple[float, Syllable, int], ...]:
    found: list[tuple[float, Syllable, int]] = []
    for onset in _SPELLED_ONSETS:
        if not word.startswith(onset, start):
            continue
        at_vowel = start + len(onset)
        for vowel in _SPELLED_VOWELS:
            if not word.startswith(vowel, at_vowel):
                continue
            found.extend(_closed(word, start, onset, vowel))
    return tuple(found)


def _closed(word: str, start: int, onset: str, vowel: str) -> Iterator[tuple[float, Syllable, int]]:
    """The syllables with this onset and vowel, with each final that the word allows there."""
    at_coda = start + len(onset) + len(vowel)
    endings = [(coda, cls, 0.0) for coda, cls in _CODAS.items() if word.startswith(coda, at_coda)]
    endings += [(coda, cls, 0.5) for coda, cls in _LIAISON.items() if word.startswith(coda, at_coda)]
    if word.startswith("h", at_coda) and at_coda + 1 == len(word):
        endings.append(("h", "", 0.0))  # Oh, Roh, Huh
    for coda, cls, cost in endings:
        end = at_coda + len(coda)
        if end < len(word) and word[end] == "'":
            end += 1
        syllable = _spelled(onset, vowel, cls, word[start:end])
        sound = (syllable.onset, syllable.vowel, syllable.coda)
        if sound not in _SINO_SOUNDS:
            cost += 2.5
        elif sound not in _COMMON_SOUNDS:
            cost += 0.4
        yield cost, syllable, end


def _spelled(onset: str, vowel: str, coda: str, text: str) -> Syllable:
    others: frozenset[str] = frozenset()
    onsets, vowels = frozenset(_ONSETS[onset]), frozenset(_VOWELS[vowel])
    main = _VOWEL_CLASS[_VOWELS[vowel][0]]
    plain = text.strip("'")
    if plain in _U_FOR_EO:
        others, vowels = frozenset(("o",)), vowels | {"ㅓ"}
    elif plain in _YU_FOR_YEO:
        others, vowels = frozenset(("yo",)), vowels | {"ㅕ"}
    elif plain in _I_FOR_UI and coda == "":
        others, vowels = frozenset(("ui",)), vowels | {"ㅢ"}
    if plain in _NEWS_FIRST:
        main, others = next(iter(others)), frozenset((main,))
    return Syllable(
        onset=_ONSET_CLASS[_ONSETS[onset][0]],
        vowel=main,
        coda=coda,
        onsets=onsets,
        vowels=vowels,
        others=others,
    )


def sound_key(syllables: Sequence[Syllable]) -> str:
    """The key of a row of syllables, "coson" for 조선: finals as they sound before the next syllable, ㄴ and ㄹ as one,
    and both silent before i and y.
    """
    return ".".join("".join(sound) for sound in _joined([(s.onset, s.vowel, s.coda) for s in syllables]))


def sound_keys(syllables: Sequence[Syllable], *, limit: int = 4) -> tuple[str, ...]:
    """The key of a row of syllables, then those that a newspaper spelling may also mean."""
    choices = [[s.vowel, *sorted(s.others)] for s in syllables]
    keys: dict[str, None] = {}
    for vowels in product(*choices):
        sounds = [(s.onset, vowel, s.coda) for s, vowel in zip(syllables, vowels, strict=True)]
        keys[".".join("".join(sound) for sound in _joined(sounds))] = None
        if len(keys) == limit:
            break
    return tuple(keys)


_BEFORE_NASAL = {"k": "ng", "t": "n", "p": "m"}


def _joined(sounds: list[SoundKey]) -> list[SoundKey]:
    joined = []
    for index, (onset, vowel, coda) in enumerate(sounds):
        after = sounds[index + 1][0] if index + 1 < len(sounds) else ""
        if after in ("n", "l", "m"):
            coda = _BEFORE_NASAL.get(coda, coda)
            if coda == "l" and after != "m":
                coda = "n"
        if onset in ("n", "l"):
            onset = "" if vowel.startswith(("i", "y")) else "n"
        joined.append((onset, vowel, coda))
    return joined


def readings_clash(a: Sequence[Syllable], b: Sequence[Syllable], *, seoul: bool = False) -> str | None:
    """Why two rows of syllables cannot be one name, or None. `seoul`: one of them may have lost an initial ㄹ or ㄴ."""
    if len(a) != len(b):
        return f"{len(a)} against {len(b)} syllables"
    for left, right in zip(a, b, strict=True):
        if not left.vowels & right.vowels:
            return f"another vowel: {'/'.join(sorted(left.vowels))} against {'/'.join(sorted(right.vowels))}"
        if not _onsets_meet(left, right, seoul):
            return f"another initial: {'/'.join(sorted(left.onsets))} against {'/'.join(sorted(right.onsets))}"
    return None


_LIQUID = frozenset("ㄴㄹ")


def _onsets_meet(left: Syllable, right: Syllable, seoul: bool) -> bool:
    if left.onsets & right.onsets:
        return True
    if left.onset == right.onset:
        return True
    liquids = bool(left.onsets & _LIQUID), bool(right.onsets & _LIQUID)
    if all(liquids):
        return True
    return seoul and any(liquids) and "ㅇ" in left.onsets | right.onsets
