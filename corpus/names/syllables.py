"""Korean syllables read from Latin letters, Hangul, Cyrillic or Han, and the sound key that all spellings share.

Each spelling system hides something: the North writes both ㅓ and ㅗ as "o", McCune-Reischauer without breves does too,
newspapers write ㅓ as "u", and Seoul drops an initial ㄹ. The key keeps only what every system shows; what a spelling
does show beyond that (`eo` is never ㅗ) is kept in the reading, and two readings that cannot be one syllable clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from corpus.names.hangul import VOWELS, decompose, is_hangul, romanise_vowel
from corpus.names.tsv import read_rows, words

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
_CODA_CLASS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}

# Spelled onset -> the jamo it can stand for, in any system.
_ONSETS = {
    "": "ㅇ",
    **{"k": "ㄱㅋㄲ", "g": "ㄱ", "kh": "ㅋ", "k'": "ㅋ", "kk": "ㄲ", "gg": "ㄲ"},
    **{"t": "ㄷㅌㄸ", "d": "ㄷ", "th": "ㅌ", "t'": "ㅌ", "tt": "ㄸ", "dd": "ㄸ"},
    **{"p": "ㅂㅍㅃ", "b": "ㅂ", "ph": "ㅍ", "p'": "ㅍ", "pp": "ㅃ", "bb": "ㅃ"},
    **{"j": "ㅈㅉ", "ch": "ㅈㅊㅉ", "ch'": "ㅊ", "jj": "ㅉ", "tch": "ㅉ", "cch": "ㅉ", "ts": "ㅈㅊ"},
    **{"s": "ㅅㅆ", "sh": "ㅅㅆ", "ss": "ㅆ"},
    **{"n": "ㄴㄹ", "r": "ㄹ", "l": "ㄹ", "rh": "ㄹ", "m": "ㅁ", "h": "ㅎ"},
}
# Spelled vowel -> the jamo it can stand for.
_VOWELS = {
    **{"a": "ㅏ", "ae": "ㅐ", "ai": "ㅐ", "ay": "ㅐ", "ya": "ㅑ", "yae": "ㅒ", "e": "ㅔ", "ye": "ㅖ"},
    **{"eo": "ㅓ", "o": "ㅗㅓ", "yeo": "ㅕ", "yo": "ㅛㅕ", "you": "ㅕㅛ"},
    **{"wa": "ㅘ", "wae": "ㅙ", "oe": "ㅚ", "oi": "ㅚ", "wo": "ㅝ", "weo": "ㅝ", "we": "ㅞㅚ", "wi": "ㅟ"},
    **{"u": "ㅜㅡ", "oo": "ㅜ", "ou": "ㅜ", "woo": "ㅜ", "wu": "ㅜ", "eu": "ㅡ", "yu": "ㅠ", "yoo": "ㅠ"},
    **{"ui": "ㅢㅟ", "eui": "ㅢ", "i": "ㅣ", "ee": "ㅣ", "yi": "ㅣ", "ie": "ㅣ"},
    **{"ŏ": "ㅓ", "yŏ": "ㅕ", "wŏ": "ㅝ", "ŭ": "ㅡ", "ŭi": "ㅢ"},
}
# An "h" that only lengthens the vowel, and "ck": Ryoo Kihl-jae, Lee Hyuck. Rarer than the same letters read apart.
_FREE_CODAS = {**{f"h{coda}": coda for coda in ("k", "n", "l", "m", "p", "ng")}, "ck": "k"}
_CODAS = {"": "", "k": "k", "n": "n", "t": "t", "l": "l", "m": "m", "p": "p", "ng": "ng"}
# A final that Revised and McCune-Reischauer carry over to an empty onset: 석은 is Seogeun.
_LIAISON = {"g": "k", "d": "t", "b": "p", "r": "l"}
# Newspaper spellings: "Jung" is 정 as often as 중, "Chul" is 철, "Hee" is 희, "Hyun" is 현.
_U_FOR_EO = words("jung chung sung sun hun suk kun up jun chun buk um chul duk bum sup")
_YU_FOR_YEO = words("kyun yun yul yup ryul ryuk kyung gyung hyun hyung myung byung pyung byun pyun myun hyuk hyup")
_I_FOR_UI = words("hee hi ki gi")
# Hardly a Korean syllable as they stand.
_NEWS_FIRST = words("hee chul duk bum sup kyung gyung hyun hyung myung byung pyung byun pyun myun hyuk hyup")
# Readings of Han characters in Korean: a spelling that falls apart into these is the likelier one.
_SINO = (
    "가각간갈감갑강개객갱거건걸검겁게격견결겸경계고곡곤골공과곽관괄광괘괴굉교구국군굴궁권궐궤귀규균귤극근글금급긍기긴길김"
    "나난날남납낭내녀년념녕노농뇌누눈뉴능니다단달담답당대댁덕도독돈돌동두둔득등라락란람랍랑래랭략량려력련렬렴렵령례로록론"
    "롱뢰료룡루류륙륜률륭륵름릉리린림립마막만말망매맥맹면멸명모목몰몽묘무묵문물미민밀박반발방배백번벌범법벽변별병보복본봉"
    "부북분불붕비빈빙사산살삼상새색생서석선설섬섭성세소속손솔송쇄쇠수숙순술숭슬습승시식신실심십쌍씨아악안알암압앙애액야약"
    "양어억언엄업에여역연열염엽영예오옥온올옹와완왕왜외요욕용우욱운울웅원월위유육윤율융은을음읍응의이익인일임입자작잔잠잡"
    "장재쟁저적전절점접정제조족존졸종좌죄주죽준줄중즉증지직진질집징차착찬찰참창채책처척천철첨첩청체초촉촌총최추축춘출충취"
    "측층치칙친칠침쾌타탁탄탈탐탑탕태택토통퇴투특파판팔패팽편평폐포폭표풍피필하학한할함합항해핵행향허헌험혁현혈협형혜호혹"
    "혼홀홍화확환활황회획횡효후훈훤휘휴흉흑흔흘흠흡흥희"
)
# Syllables that given names are made of: they settle jong-il against jon-gil.
_COMMON = (
    "일은옥애원영연용호철남성수숙순희혁현훈학진정종주준중창천춘충태택평필하해화환광국권규근금기길경강건덕도동두득룡률림만명"
    "모무문미민범병보복봉석선설섭송승식신실심안억업열엽우욱운웅윤의익인임재제조지직찬채향협형홍휘흥"
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
def read_latin(word: str, *, limit: int = 6) -> tuple[tuple[Syllable, ...], ...]:
    """The ways to read a Latin word as Korean syllables, likeliest first; empty when it is none.

    The word is lower case; breves count (ŏ, ŭ), an apostrophe is an aspiration or a border.
    """
    if not word or len(word) > 24:
        return ()
    found = sorted(_readings(word, 0), key=lambda pair: (pair[0], len(pair[1])))
    return tuple(reading for cost, reading in found[:limit] if cost <= found[0][0] + _FAR)


# A reading so much less likely than the best one is no reading.
_FAR = 3.0
_SPLIT_VOWELS = frozenset(("eo", "eu", "ae", "oe", "ui", "wa", "wo", "wi"))


def _readings(word: str, start: int) -> Iterator[tuple[float, tuple[Syllable, ...]]]:
    if start == len(word):
        yield 0.0, ()
        return
    for cost, syllable, end in _syllables_at(word, start):
        for rest_cost, rest in _readings(word, end):
            border = _border_cost(syllable, rest[0]) if rest else 0.0
            yield cost + rest_cost + border, (syllable, *rest)


def _border_cost(left: Syllable, right: Syllable) -> float:
    """A consonant goes with the vowel after it (ki-mun), but "ng" is a final (jong-un, not jon-gun); "eo" is one
    vowel, not two.
    """
    if right.onset == "" and left.coda == "":
        return 3.0 if left.vowel[-1] + right.vowel[0] in _SPLIT_VOWELS else 0.0
    if right.onset == "" and left.coda != "ng":
        return 1.0
    return 1.0 if left.coda == "n" and right.onsets == {"ㄱ"} else 0.0


def _syllables_at(word: str, start: int) -> Iterator[tuple[float, Syllable, int]]:
    table = _spelling_table()
    inside = start > 0 and word[start - 1] in "aeiouŏŭnmlg"
    for end in range(start + 1, min(len(word), start + 9) + 1):
        for cost, kind, syllable in table.get(word[start:end], ()):
            if kind == "carried" and word[end : end + 1] not in _VOWEL_LETTERS:
                continue
            if kind == "last" and end < len(word):
                continue
            if inside and word.startswith("ch", start):
                syllable = replace(syllable, onsets=frozenset("ㅊ"))  # ㅈ would be voiced there: j
            yield cost, syllable, end + 1 if word[end : end + 1] == "'" else end


_VOWEL_LETTERS = tuple("aeiouwyŏŭ")


@lru_cache(maxsize=1)
def _spelling_table() -> dict[str, list[tuple[float, str, Syllable]]]:
    """Every spelled syllable -> (cost, where it may stand, syllable). "carried": before a vowel; "last": at the end."""
    table: dict[str, list[tuple[float, str, Syllable]]] = {}
    for onset, vowel in product(_ONSETS, _VOWELS):
        endings = [(coda, sound, 0.0, "") for coda, sound in _CODAS.items()]
        endings += [(coda, sound, 0.5, "carried") for coda, sound in _LIAISON.items()]
        endings += [(coda, sound, 0.6, "") for coda, sound in _FREE_CODAS.items()]
        if vowel in ("o", "a", "u"):
            endings.append(("h", "", 0.0, "last"))  # Oh, Roh, Huh
        for coda, sound, cost, kind in endings:
            spelled = onset + vowel + coda
            syllable = _spelled(onset, vowel, sound, spelled)
            table.setdefault(spelled, []).append((cost + _rarity(syllable), kind, syllable))
    for row in read_rows("free_spellings.tsv"):
        table.setdefault(row["spelled"], []).append((0.2, "", of_hangul(row["hangul"])))
    return table


def _rarity(syllable: Syllable) -> float:
    sound = (syllable.onset, syllable.vowel, syllable.coda)
    if sound in _COMMON_SOUNDS:
        return 0.0
    return 0.4 if sound in _SINO_SOUNDS else 2.5


def _spelled(onset: str, vowel: str, coda: str, text: str) -> Syllable:
    others: frozenset[str] = frozenset()
    onsets, vowels = frozenset(_ONSETS[onset]), frozenset(_VOWELS[vowel])
    if onset == "ch" and "eo" in vowel:
        onsets = frozenset("ㅊ")  # Revised, where ㅈ would be j
    main = _VOWEL_CLASS[_VOWELS[vowel][0]]
    if text in _U_FOR_EO:
        others, vowels = frozenset(("o",)), vowels | {"ㅓ"}
    elif text in _YU_FOR_YEO:
        others, vowels = frozenset(("yo",)), vowels | {"ㅕ"}
    elif text in _I_FOR_UI:
        others, vowels = frozenset(("ui",)), vowels | {"ㅢ"}
    if text in _NEWS_FIRST:
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


def looks_korean(word: str) -> bool:
    """Whether a Latin word is likely Korean or Chinese: up to three syllables, each the reading of a Han character."""
    readings = read_latin(word)
    best = readings[0] if readings else ()
    return 1 <= len(best) <= 3 and all((s.onset, s.vowel, s.coda) in _SINO_SOUNDS for s in best)


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


def readings_clash(
    a: Sequence[Syllable], b: Sequence[Syllable], *, dropped: tuple[bool, bool] = (False, False)
) -> str | None:
    """Why two rows of syllables cannot be one name, or None. `dropped` says of each whether it may have been written
    the South's way, without an initial ㄹ or ㄴ.
    """
    if len(a) != len(b):
        return f"{len(a)} against {len(b)} syllables"
    for left, right in zip(a, b, strict=True):
        if not left.vowels & right.vowels:
            return f"another vowel: {'/'.join(sorted(left.vowels))} against {'/'.join(sorted(right.vowels))}"
        if not _onsets_meet(left.onsets, right.onsets, dropped):
            return f"another initial: {'/'.join(sorted(left.onsets))} against {'/'.join(sorted(right.onsets))}"
    return None


_LIQUID = frozenset("ㄴㄹ")


def _onsets_meet(left: frozenset[str], right: frozenset[str], dropped: tuple[bool, bool]) -> bool:
    if left & right or (left & _LIQUID and right & _LIQUID):
        return True
    if dropped[0] and "ㅇ" in left and right & _LIQUID:
        return True
    return dropped[1] and "ㅇ" in right and bool(left & _LIQUID)
