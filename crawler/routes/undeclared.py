"""Encodings that nobody declared: which one a listing's bytes are most likely in."""

from __future__ import annotations

import re
from collections.abc import Callable

_SAMPLE = 60_000
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3041-\u30fa\u30fc]")
_HAN = re.compile("[\u4e00-\u9fff]")
_CYRILLIC = re.compile("(?<=[\u0400-\u045f])[\u0430-\u045f]")  # a small letter behind another: words, not accents
_ACCENTED = re.compile("(?<=[A-Za-z])[\u00c0-\u017f\u2019\u201d]|[\u00c0-\u017f\u2018\u201c](?=[A-Za-z])")
_STRAY = 0.02  # at most this share of a text's foreign characters may be undecodable


def wide_codec(body: bytes) -> str | None:
    """The codec of text in two bytes a character without a mark, told by where its zeros stand; else None."""
    start = body[:200]
    even, odd = start[0::2], start[1::2]
    for codec, letters, zeros in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if len(zeros) >= 4 and zeros.count(0) * 3 >= len(zeros) and letters.count(0) * 10 <= zeros.count(0):
            return codec
    return None


def likeliest_text(body: bytes) -> str:
    """The text in the encoding in which most of what is not ASCII is what that encoding's readers write."""
    sample = body[:_SAMPLE]
    scored = [(_score(sample, codec, share), codec) for codec, share in _CANDIDATES]
    score, codec = max(scored, key=lambda one: one[0])  # the first of equals: Korean before Chinese
    return body.decode(codec if score > 0 else "utf-8", "replace")


def _score(sample: bytes, codec: str, share: Callable[[str], int]) -> float:
    text = sample.decode(codec, "replace")
    foreign = sum(letter > "\u00a0" for letter in text)
    if not foreign or text.count("\ufffd") > max(1, foreign * _STRAY):
        return 0.0
    return share(text) / foreign


def _common(letters: re.Pattern[str], codec: str, leads: range) -> Callable[[str], int]:
    """Counts those letters that the older character set has in its first rows, where the everyday ones stand."""

    def count(text: str) -> int:
        found = "".join(letters.findall(text)).encode(codec, "ignore")
        return sum(lead in leads for lead in found[::2])

    return count


def _japanese(text: str) -> int:
    """Characters of a text in which kana are as many as they are in Japanese; none of any other."""
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    return kana + han if kana * 6 >= han else 0


_CANDIDATES: tuple[tuple[str, Callable[[str], int]], ...] = (
    ("cp949", _common(_HANGUL, "euc-kr", range(0xB0, 0xC9))),
    ("cp932", _japanese),
    ("euc-jp", _japanese),
    ("gb18030", _common(_HAN, "gb2312", range(0xB0, 0xD8))),
    ("big5", _common(_HAN, "big5", range(0xA4, 0xC7))),
    ("cp1251", lambda text: len(_CYRILLIC.findall(text))),
    ("koi8-r", lambda text: len(_CYRILLIC.findall(text))),
    ("cp1252", lambda text: len(_ACCENTED.findall(text))),
)
