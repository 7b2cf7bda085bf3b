"""Numbers in words, of five languages, as figures: three, 삼백, 二百 and сто are 3, 300, 200 and 100."""

from __future__ import annotations

import re

_ENGLISH = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_RANKS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6}
_WORDS = re.compile(
    rf"\b(?:a |\d+ |(?:{'|'.join(_ENGLISH)})[ -])?(?:{'|'.join((*_ENGLISH, *_POWERS, *_RANKS))})"
    rf"(?: (?:{'|'.join(_POWERS)}))?\b"
)
_RUSSIAN = {
    "два": 2, "две": 2, "двух": 2, "три": 3, "трёх": 3, "трех": 3, "четыре": 4, "пять": 5, "пяти": 5, "шесть": 6,
    "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "десяти": 10, "двенадцать": 12, "пятнадцать": 15,
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "сто": 100, "двести": 200, "триста": 300,
    "пятьсот": 500, "третий": 3, "третья": 3, "третьего": 3, "четвёртый": 4, "пятый": 5,
}  # fmt: skip
_RUSSIAN_WORD = re.compile(rf"\b(?:{'|'.join(_RUSSIAN)})\b")
_SINO = "一二三四五六七八九"
_SIGNS = {
    **{sign: at + 1 for at, sign in enumerate(_SINO)}, **{sign: at + 1 for at, sign in enumerate("일이삼사오육칠팔구")},
    "륙": 6, "两": 2, "〇": 0, "零": 0,
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "십": 10, "백": 100, "천": 1000, "만": 10**4}
_COUNTED = (
    "명|대|척|톤|년|개|호|프로|퍼센트|키로|킬로|배|원|딸라|달러|정보|세대|층|살|주년|차|번|시간|분|일"
    "|월|와트|마리|메터|미터"
)
_KOREAN = re.compile(rf"(?<![가-힣])[일이삼사오육륙칠팔구십백천만]+(?= ?여?(?:{_COUNTED}))")
_NATIVE = {
    "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20,
    "스물": 20, "서른": 30, "마흔": 40, "쉰": 50,
}  # fmt: skip
_KOREAN_NATIVE = re.compile(
    rf"(?<![가-힣])({'|'.join(_NATIVE)})(?= ?(?:명|대|척|개|살|시|시간|마리|배|번|집|채|곳|달|가지|사람)|째)"
)
_HAN = re.compile(
    r"[〇零一二三四五六七八九十百千万萬两]{2,}|第?[二三四五六七八九十两]+(?=[个個名辆艘隻吨年月日号層层家座条台人元岁歳次倍枚])"
    r"(?!月山)|第[一二三四五六七八九十]+"
)


def in_figures(text: str) -> str:
    """A text with its numbers in figures; "one" and "first" stay, which count nothing in most sentences."""
    text = _WORDS.sub(lambda match: _english(match.group()), text)
    text = _RUSSIAN_WORD.sub(lambda match: str(_RUSSIAN[match.group()]), text)
    text = _KOREAN.sub(lambda match: _signs(match.group()), text)
    text = _KOREAN_NATIVE.sub(lambda match: str(_NATIVE[match[1]]), text)
    return _HAN.sub(lambda match: _signs(match.group().removeprefix("第")), text)


def _english(words: str) -> str:
    total = 0
    for word in re.split("[ -]", words):
        if word in _POWERS:
            total = max(1, total) * _POWERS[word]
        else:
            total += _ENGLISH.get(word) or _RANKS.get(word) or (int(word) if word.isdigit() else 0)
    return str(total)


def _signs(signs: str) -> str:
    """A number in Han or Hangul: 二百五十, 이백오십, and a year sign by sign."""
    if not any(sign in _TENS for sign in signs):
        return "".join(str(_SIGNS[sign]) for sign in signs)
    total = part = digit = 0
    for sign in signs:
        if sign in _SIGNS:
            digit = _SIGNS[sign]
        elif _TENS[sign] == 10**4:
            total, part, digit = (total + max(1, part + digit)) * 10**4, 0, 0
        else:
            part, digit = part + max(1, digit) * _TENS[sign], 0
    return str(total + part + digit)
