"""Numbers as five languages write them: 1만 300, 两万六, 2万3千, 6,8 тысячи, 천오백."""

from __future__ import annotations

import re

_DIGITS = {
    **dict(zip("영일이삼사오육칠팔구", range(10), strict=True)),
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    "零": 0, "공": 0, "륙": 6, "两": 2, "兩": 2,
}  # fmt: skip
_SMALL = {"십": 10, "백": 100, "천": 1000, "十": 10, "百": 100, "千": 1000}
_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPACED = rf"\d{{1,3}}(?: \d{{3}})+(?![\d,])|{_ARABIC}"  # the North writes 6 300
_PIECE = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<sign>[^\d\s,.])")

# Korean writes "1만 300" and "2만 5천"; a space joins only where a scale stands before it.
KOREAN = (
    rf"(?:(?:{_SPACED})(?:[십백천만억조]+ ?(?:{_SPACED})?)*"
    r"|[일이삼사오육칠팔구]?[십백천만][일이삼사오육칠팔구십백천만]*)"
)
HAN = (
    rf"(?:(?:{_ARABIC})(?:[十百千万萬亿億兆]+(?:{_ARABIC})?)*"
    r"|[一二三四五六七八九两兩十百千][一二三四五六七八九两兩十百千万萬亿億零]*)"
)
RUSSIAN = (
    r"(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:,\d+)?"
    r"(?:[ \u00a0](?:тыс(?:\.|яч\w*)|млн\.?|миллион\w*|млрд\.?|миллиард\w*))?"
)
_RUSSIAN_SCALES = (("тыс", 1e3), ("млн", 1e6), ("миллион", 1e6), ("млрд", 1e9), ("миллиард", 1e9))


def east_asian(text: str) -> float | None:
    """The value of a Korean, Chinese or Japanese number; None where it is none.

    A last digit behind 万 or 千 without a scale of its own is of the next one, as it is spoken: 两万六 is 26,000.
    """
    total = section = 0.0
    number: float | None = None
    last_scale = 1.0
    spoken = False
    for match in _PIECE.finditer(text.replace(" ", "")):
        sign = match["sign"]
        if match["arabic"]:
            number, spoken = float(match["arabic"].replace(",", "")), False
        elif sign in _DIGITS:
            number, spoken = float(_DIGITS[sign]), sign not in "零영공〇"
            if not number:
                last_scale = 1.0
        elif sign in _SMALL:
            section += (1.0 if number is None else number) * _SMALL[sign]
            number, last_scale = None, float(_SMALL[sign])
        elif sign in _LARGE:
            whole = section + (number or 0.0)
            total += (whole or 1.0) * _LARGE[sign]
            section, number, last_scale = 0.0, None, float(_LARGE[sign])
        else:
            return None
    if number is not None:
        section += number * (last_scale / 10 if spoken and last_scale >= 100 else 1.0)
    return total + section


def russian(text: str) -> float | None:
    """The value of a Russian number, its decimals after a comma, with its scale word."""
    match = re.match(r"[\d \u00a0]*\d(?:,\d+)?", text)
    if match is None:
        return None
    value = float(re.sub(r"[ \u00a0]", "", match[0]).replace(",", "."))
    rest = text[match.end() :].strip().lower()
    return value * next((scale for word, scale in _RUSSIAN_SCALES if rest.startswith(word)), 1.0)
