"""Hangul taken apart and written in Latin letters: the North's own style, Revised and McCune-Reischauer."""

from __future__ import annotations

from itertools import pairwise

ONSETS = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
VOWELS = tuple("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
# A final consonant sounds as one of seven, whatever is written.
_SEVEN = {
    **dict.fromkeys(("ㄱ", "ㄲ", "ㅋ", "ㄳ", "ㄺ"), "ㄱ"),
    **dict.fromkeys(("ㄴ", "ㄵ", "ㄶ"), "ㄴ"),
    **dict.fromkeys(("ㄷ", "ㅅ", "ㅆ", "ㅈ", "ㅊ", "ㅌ"), "ㄷ"),
    **dict.fromkeys(("ㄹ", "ㄼ", "ㄽ", "ㄾ", "ㅀ"), "ㄹ"),
    **dict.fromkeys(("ㅁ", "ㄻ"), "ㅁ"),
    **dict.fromkeys(("ㅂ", "ㅄ", "ㅍ", "ㄿ"), "ㅂ"),
    "ㅇ": "ㅇ",
    "ㅎ": "",
    "": "",
}

Jamo = tuple[str, str, str]


def is_hangul(character: str) -> bool:
    """Whether a character is a whole Hangul syllable."""
    return "가" <= character <= "힣"


def decompose(syllable: str) -> Jamo:
    """The onset, vowel and sounded final of a Hangul syllable as jamo; a missing final is "".

    Raises:
        ValueError: it is no whole Hangul syllable.
    """
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11172:
        raise ValueError(f"no Hangul syllable: {syllable!r}")
    return ONSETS[index // 588], VOWELS[index % 588 // 28], _SEVEN[CODAS[index % 28]]


def _by_jamo(jamo: tuple[str, ...], spelled: str) -> dict[str, str]:
    """Jamo -> spelling; "-" stands for the silent onset."""
    return {letter: "" if form == "-" else form for letter, form in zip(jamo, spelled.split(), strict=True)}


_DPRK_ONSET = _by_jamo(ONSETS, "k kk n t tt r m p pp s ss - j jj ch kh th ph h")
_RR_ONSET = _by_jamo(ONSETS, "g kk n d tt r m b pp s ss - j jj ch k t p h")
_MR_ONSET = _by_jamo(ONSETS, "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h")
_DPRK_VOWEL = _by_jamo(VOWELS, "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
_RR_VOWEL = _by_jamo(VOWELS, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_MR_VOWEL = _by_jamo(VOWELS, "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i")
_FINAL = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_SYSTEMS = {
    "dprk": (_DPRK_ONSET, _DPRK_VOWEL),
    "rr": (_RR_ONSET, _RR_VOWEL),
    "mr": (_MR_ONSET, _MR_VOWEL),
}


def romanise(text: str, system: str = "dprk") -> list[str]:
    """Each Hangul syllable of one word in Latin letters, lower case, by "dprk", "rr" or "mr"; other characters are
    left out. RR and MR write a word as it sounds, so finals change before nasals and ㄹ; the North's style does not.
    """
    jamo = [decompose(character) for character in text if is_hangul(character)]
    onsets, vowels = _SYSTEMS[system]
    sounded = jamo if system == "dprk" else _assimilate(jamo)
    written = []
    for index, (onset, vowel, coda) in enumerate(sounded):
        before = sounded[index - 1][2] if index else None
        after = sounded[index + 1][0] if index + 1 < len(sounded) else None
        written.append(_onset(onset, before, onsets, system) + vowels[vowel] + _coda(coda, after, system))
    return written


def romanise_vowel(vowel: str) -> str:
    """A vowel jamo in the North's spelling."""
    return _DPRK_VOWEL[vowel]


def _assimilate(jamo: list[Jamo]) -> list[Jamo]:
    """The syllables as they sound together: 국력 is 궁녁, 신라 is 실라."""
    sounded = [list(syllable) for syllable in jamo]
    for left, right in pairwise(sounded):
        coda, onset = left[2], right[0]
        if onset == "ㄹ" and coda in ("ㅁ", "ㅇ", "ㄱ", "ㅂ", "ㄷ"):
            right[0] = onset = "ㄴ"
        if (coda, onset) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
            left[2] = right[0] = "ㄹ"
        elif onset in ("ㄴ", "ㅁ") and coda in _NASAL:
            left[2] = _NASAL[coda]
    return [(onset, vowel, coda) for onset, vowel, coda in sounded]


def _onset(onset: str, before: str | None, onsets: dict[str, str], system: str) -> str:
    written = onsets[onset]
    if onset == "ㄹ":
        return "l" if before == "ㄹ" and system != "dprk" else "r"
    if system == "mr" and before in ("", "ㄴ", "ㄹ", "ㅁ", "ㅇ"):
        if before == "ㄹ" and written != "k" and written != "t" and written != "p":
            return written
        return _VOICED.get(written, written)
    if system == "dprk" and before in ("", "ㄴ", "ㅁ", "ㅇ"):
        return {"k": "g", "t": "d", "p": "b"}.get(written, written)
    return written


def _coda(coda: str, after: str | None, system: str) -> str:
    if after == "ㅇ" and system != "dprk" and coda in ("ㄱ", "ㄷ", "ㅂ", "ㄹ"):
        return {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㄹ": "r"}[coda]
    return _FINAL[coda]
