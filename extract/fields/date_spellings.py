"""Days in other spellings, put into plain figures: years of an era, full-width and Chinese figures, days in words.

Each rule is a pattern, what it is read as, and an example of both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.fields.date_languages import FIGURES, LANGUAGES, Spelling

# The year before an era's first one.
_ERAS = {
    **{"令和": 2018, "㋿": 2018, "R": 2018, "平成": 1988, "㍻": 1988, "H": 1988, "昭和": 1925, "㍼": 1925, "S": 1925},
    **{"大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911, "단기": -2333, "檀紀": -2333},
}
_HAN = {**dict(zip("〇一二三四五六七八九", range(10), strict=True)), "○": 0, "零": 0, "元": 1}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_ROMAN = {
    name: n for n, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_RUSSIAN = [
    "первого",
    "второго",
    "третьего",
    "четвертого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
    "тринадцатого",
    "четырнадцатого",
    "пятнадцатого",
    "шестнадцатого",
    "семнадцатого",
    "восемнадцатого",
    "девятнадцатого",
    "двадцатого",
]
_DAYS_IN_WORDS = {
    **{word: n for n, word in enumerate(_ORDINALS, 1)},
    **{word: n for n, word in enumerate(["tenth", "eleventh", "twelfth"], 10)},
    **{f"{word}th": n for n, word in enumerate(_TEENS[3:], 13)},
    **{f"twenty {word}": n for n, word in enumerate(_ORDINALS, 21)},
    **{"twentieth": 20, "thirtieth": 30, "thirty first": 31, "premier": 1},
    **{word: n for n, word in enumerate(_RUSSIAN, 1)},
    **{f"двадцать {word}": n for n, word in enumerate(_RUSSIAN[:9], 21)},
    **{"тридцатого": 30, "тридцать первого": 31},
}
_YEARS_IN_WORDS = {
    **{word: n for n, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{tens: n for n, tens in ((20, "twenty"), (30, "thirty"))},
    **{f"twenty {word}": n for n, word in enumerate(_UNITS, 21)},
}
_FULL_WIDTH: dict[int, int | str | None] = {
    **str.maketrans("０１２３４５６７８９．／－：ＲＨＳ", "0123456789./-:RHS"),
    **FIGURES,
}
_MAY_DIFFER = re.compile(
    r"[^\W\d_]*(?:first|second|third|th|ieth|premier)\b|\b[ivx]+\b|\b[RHS]\d|two thousand|\btwenty\b"
    r"|\btime\b|\beastern\b|\bpacific\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain spelling, and where each of its characters begins and ends in the text as it was written."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def written(self, start: int, end: int, original: str) -> str:
        """The words of the original that the characters from `start` to `end` stand for."""
        if self.starts is None or self.ends is None or start >= end:
            return original[start:end]
        return original[self.starts[start] : self.ends[end - 1]]


@lru_cache(maxsize=4096)
def plain_spelling(text: str) -> Plain:
    """The text with days of other spellings in plain figures; all other characters are kept."""
    if text.isascii() and not _MAY_DIFFER.search(text):
        return Plain(text)
    plain = text.translate(_FULL_WIDTH)
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    changed = False
    for rule in SPELLINGS:
        for match in reversed(list(rule.pattern.finditer(plain))):
            read = rule.read(match)
            if read is None or read == match[0]:
                continue
            start, end = match.span()
            first, last = starts[start], ends[end - 1]
            plain = plain[:start] + read + plain[end:]
            starts[start:end], ends[start:end] = [first] * len(read), [last] * len(read)
            changed = True
    return Plain(plain, tuple(starts), tuple(ends)) if changed else Plain(plain)


def _han(written: str) -> int | None:
    """The value of a number below 200 in figures or Chinese numerals: 十一, 廿七, 二十七, 11."""
    if written.isdigit():
        return int(written)
    if written.startswith("一百"):
        rest = written[2:].lstrip("零〇")
        below = _han(rest) if rest else 0
        return None if below is None else 100 + below
    tens = next((sign for sign in written if sign in _TENS), None)
    if tens is None:
        return int("".join(str(_HAN[sign]) for sign in written))
    before, _, after = written.partition(tens)
    if len(before) > 1 or len(after) > 1 or (before and tens != "十"):
        return None
    return (_HAN[before] * 10 if before else _TENS[tens]) + (_HAN[after] if after else 0)


def _era(match: re.Match[str]) -> str | None:
    year = _han(match["year"]) if not match["year"].isdigit() else int(match["year"])
    return None if year is None else f"{_ERAS[match['era']] + year}"


def _short_era(match: re.Match[str]) -> str:
    return f"{_ERAS[match['era']] + int(match['year'])}-{match['month']}-{match['day']}"


def _han_day(match: re.Match[str]) -> str | None:
    year = "".join(str(_HAN.get(sign, sign)) for sign in match["year"])
    month, day = _han(match["month"]), _han(match["day"]) if match["day"] else None
    if month is None or (match["day"] and day is None):
        return None
    return f"{year}年{month}月" + (f"{day}日" if day else "")


def _words(written: str) -> str:
    """Words in small letters, one space between them."""
    return re.sub(r"[\s-]+", " ", written.lower().replace("ё", "е"))


def _any_of(words: dict[str, int]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("\\ ", r"[\s-]") for word in longest) + ")"


_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec)\.?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
_NUMERAL = r"(?:[十廿卅〇○零一二三四五六七八九]{1,3}|\d{1,2})"
_HUNDRED = "一百[零〇]?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?"
_DAY_WORDS = rf"(?P<day>{_any_of(_DAYS_IN_WORDS)}|\d{{1,2}}(?:st|nd|rd|th))"


def _day(written: str) -> str:
    return str(_DAYS_IN_WORDS.get(_words(written)) or re.sub(r"\D", "", written))


_SINO = dict(zip("일이삼사오육칠팔구", range(1, 10), strict=True)) | {"유": 6, "영": 0, "공": 0}
_SINO_NUMERAL = "[일이삼사오육칠팔구유시십]{1,3}"


def _sino(written: str) -> int | None:
    """The value of a number below 100 in Korean words: 이십삼, 십일; 시 and 유 are ten and six in months' names."""
    tens, ten, units = written.replace("시", "십").partition("십")
    if len(tens) > 1 or len(units) > 1 or units == "십":
        return None
    return ((_SINO[tens] if tens else 1) * 10 if ten else _SINO.get(tens, 0)) + (_SINO[units] if units else 0)


def _sino_day(match: re.Match[str]) -> str | None:
    year, month = _sino(match["year"]) if match["year"] else 0, _sino(match["month"])
    day = _sino(match["day"]) if match["day"] else None
    if year is None or not month or (match["day"] and not day):
        return None
    return f"{2000 + year}년 {month}월" + (f" {day}일" if day else "")


SPELLINGS = (
    *LANGUAGES,
    Spelling(
        re.compile(
            rf"이천(?P<year>{_SINO_NUMERAL})?\s?년\s?(?P<month>{_SINO_NUMERAL})\s?월(?:\s?(?P<day>{_SINO_NUMERAL})\s?일)?"
        ),
        _sino_day,
        ("이천이십육년 십일월 이십삼일", "2026년 11월 23일"),
    ),
    Spelling(
        re.compile(
            r"(?:中華)?(?P<era>令和|㋿|平成|㍻|昭和|㍼|大正|明治|民國|民国|단기|檀紀)\s?"
            rf"(?P<year>元|\d{{1,4}}|{_HUNDRED}|{_NUMERAL})(?=\s?[年년)）]|[./-]\d)"
        ),
        _era,
        ("令和8年11月27日", "2026年11月27日"),
    ),
    Spelling(
        re.compile(
            r"(?<![A-Za-z\d./-])(?P<era>[RHS])\s?(?P<year>\d{1,2})(?P<bar>[./-])\s?"
            r"(?P<month>1[0-2]|0?[1-9])(?P=bar)\s?(?P<day>3[01]|[12]\d|0?[1-9])(?![\d./-])"
        ),
        _short_era,
        ("R8.11.27", "2026-11-27"),
    ),
    Spelling(
        re.compile(
            r"(?<![\d(（])(?P<year>(?:19|20)\d\d)\s?[년年]?\s?[(（]\s?(?:(?:주체|主体|主體|Juche|チュチェ)\s?)?\d{2,4}"
            r"\s?[년年]?\s?[)）]\s?[년年]?(?=\s?\d{1,2}\s?[월月]|\s?[十一二三四五六七八九]{1,2}月)"
        ),
        lambda match: f"{match['year']}年",
        ("2026년(주체115) 11월 27일", "2026年11월 27일"),
    ),
    Spelling(
        re.compile(
            rf"(?P<year>[〇○零一二三四五六七八九]{{4}}|(?:19|20)\d\d)\s?年\s?(?P<month>{_NUMERAL})\s?月"
            rf"(?:\s?(?P<day>{_NUMERAL})\s?[日号號])?"
        ),
        _han_day,
        ("二〇二六年十一月二十七日", "2026年11月27日"),
    ),
    Spelling(
        re.compile(
            r"\b(?P<day>\d{1,2})(?P<bar>[.\s/-])\s?(?P<month>i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})(?P=bar)\s?(?=(?:19|20)\d\d)",
            re.IGNORECASE,
        ),
        lambda match: f"{match['day']}.{_ROMAN[match['month'].lower()]}.",
        ("14.ix.2026", "14.9.2026"),
    ),
    Spelling(
        re.compile(
            rf"(?P<month>\b{_MONTHS})(?P<between>,?\s(?:[\w-]+,?\s){{0,3}}?(?:in the year\s)?)"
            rf"(?:two\sthousand(?:\sand)?|twenty(?=[\s-](?:t[ehw]|\w+teen|elev)))[\s-](?P<year>{_any_of(_YEARS_IN_WORDS)})\b"
            r"(?![\s-]\w*(?:st|nd|rd|th)\b)",
            re.IGNORECASE,
        ),
        lambda match: f"{match['month']}{match['between']}{2000 + _YEARS_IN_WORDS[_words(match['year'])]}",
        ("June twenty twenty-six", "June 2026"),
    ),
    Spelling(
        re.compile(
            rf"\b(?:(?:the|le)\s)?{_DAY_WORDS}\s(?:(?:day\s)?of\s)?(?P<month>{_MONTHS})\b"
            r"(?:,?\s(?:of\s)?(?=(?:19|20)\d\d))?",
            re.IGNORECASE,
        ),
        lambda match: f"{_day(match['day'])} {match['month']}" + (" " if match[0][-1].isspace() else ""),
        ("the twenty-first of June 2026", "21 June 2026"),
    ),
    Spelling(
        re.compile(rf"\b(?P<month>{_MONTHS})\s(?:the\s)?{_DAY_WORDS}\b", re.IGNORECASE),
        lambda match: f"{match['month']} {_day(match['day'])}",
        ("June the twenty-first, 2026", "June 21, 2026"),
    ),
)
