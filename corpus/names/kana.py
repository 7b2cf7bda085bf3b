"""Names in Japanese letters: Korean ones in kana (キム・ジョンウン), Japanese ones in Han, as Latin words.

japanese.tsv holds Japanese surnames and given names by how they are spelled; its rows are those of IPADIC 2.7.0 (the
package ipadic; free to copy with its notice).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from corpus.names.tsv import read_rows

_ROWS = {
    "": "アa イi ウu エe オo",
    "k": "カa キi クu ケe コo",
    "g": "ガa ギi グu ゲe ゴo",
    "s": "サa スu セe ソo",
    "z": "ザa ズu ゼe ゾo",
    "t": "タa テe トo",
    "d": "ダa デe ドo",
    "n": "ナa ニi ヌu ネe ノo",
    "h": "ハa ヒi フu ヘe ホo",
    "b": "バa ビi ブu ベe ボo",
    "p": "パa ピi プu ペe ポo",
    "m": "マa ミi ムu メe モo",
    "y": "ヤa ユu ヨo",
    "r": "ラa リi ルu レe ロo",
    "w": "ワa",
}
_MORA = {sign[0]: onset + sign[1:] for onset, row in _ROWS.items() for sign in row.split()}
_MORA |= {"シ": "shi", "ジ": "ji", "チ": "chi", "ヂ": "ji", "ツ": "tsu", "ヅ": "zu", "ヲ": "o", "ン": "n", "ヴ": "vu"}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_BESIDE_I = ("sh", "j", "ch")
# A sign that may be a Korean final: キム is 김, パク 박; and what ッ and ン may be.
_FINALS = {"ク": "k", "ム": "m", "ル": "l", "プ": "p", "ッ": "t", "ン": "n"}
_SURNAMES = {"チェ": ["choe", "chae"]}  # where the signs hide what the Latin letters show
_PARTED = re.compile(r"[・･\s=＝]+")
_LONG = re.compile(r"(?<=o)[uo]|(?<=u)u|(?<=[aeio])h(?![aeiouy])")


def hepburn(kana: str) -> str:
    """Kana as Latin letters in lower case, long vowels as short ones."""
    return _LONG.sub("", "".join(_morae(_katakana(kana))).replace("-", ""))


def short_vowels(spelled: str) -> str:
    """A Japanese word in Latin letters, however it writes long vowels."""
    return _LONG.sub("", spelled)


def _katakana(text: str) -> str:
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)


def _morae(kana: str) -> list[str]:
    """The signs as spelled; a doubled consonant by its letter."""
    spelled: list[str] = []
    for sign in kana:
        if sign in _SMALL and spelled:
            spelled[-1] = _with_small(spelled[-1], _SMALL[sign])
        elif sign == "ッ":
            spelled.append("-")
        elif sign != "ー":
            spelled.append(_MORA.get(sign, ""))
    return spelled


def _with_small(mora: str, small: str) -> str:
    """A sign with a small vowel after it: キャ kya, チョ cho, ウォ wo, ファ hwa, ティ ti."""
    onset, vowel = mora[:-1], mora[-1:]
    if small.startswith("y"):
        return onset + (small[1:] if onset in _BESIDE_I else small)
    if onset in _BESIDE_I or vowel in ("e", "o"):  # チェ, ティ, トゥ
        return onset + small
    return ("w" if onset == "" else f"{onset}w") + small if vowel == "u" else f"{onset}y{small}"


def korean_of_kana(name: str) -> list[list[str]]:
    """A Korean name in kana as lower-case Latin words, in each way that its signs can be meant; at most 24."""
    segments = [part for part in _PARTED.split(_katakana(name)) if part]
    choices = [_SURNAMES.get(part) or _korean_word(part) for part in segments]
    return [list(choice) for choice in product(*choices)][:24] if all(choices) else []


def _korean_word(kana: str) -> list[str]:
    """The ways to read one word of a Korean name."""
    forms = [""]
    signs = [sign for sign in kana if sign != "ー"]
    for place, sign in enumerate(signs):
        following = signs[place + 1] if place + 1 < len(signs) else ""
        if sign in _SMALL:
            forms = [_with_small(form, _SMALL[sign]) for form in forms]
            continue
        spelled = _MORA.get(sign, "")
        choices = [spelled] if sign != "ッ" else []
        if place and sign in _FINALS and following not in _SMALL:
            final = _FINALS[sign]
            choices = [final, *(["ng"] if sign == "ン" else []), *(["k", "p"] if sign == "ッ" else []), *choices]
        if spelled.endswith("e") and sign != "エ" and following not in _SMALL:
            choices.append(f"{spelled[:-1]}ae")
        forms = [form + choice for form in forms for choice in dict.fromkeys(choices)][:16]
    return [form for form in forms if form]


@lru_cache(maxsize=1)
def _japanese() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Surnames and given names in Han -> how they are spelled, the likelier first."""
    surnames: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    for row in read_rows("japanese.tsv"):
        for table, column in ((surnames, "surnames"), (given, "given")):
            for han in row[column].split():
                table.setdefault(han, []).append(row["spelled"])
    return surnames, given


def japanese_words(name: str) -> list[list[str]]:
    """A Japanese person's name in Han as lower-case Latin words, surname first; none where it is not known."""
    surnames, given = _japanese()
    plain = "".join(_PARTED.split(name))
    for cut in (2, 3):
        if plain[:cut] in surnames and plain[cut:] in given:
            return [[one, other] for one in surnames[plain[:cut]][:2] for other in given[plain[cut:]][:3]]
    return []


def japanese_surname(han: str) -> list[str]:
    """How a Japanese surname in Han is spelled; none where it is not known."""
    return _japanese()[0].get(han, [])
