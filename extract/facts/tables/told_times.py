"""Days, months, quarters and years as heads, cells and captions name them, in five languages.

What a head leaves out (the year, the month) is filled in later from what stands around it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RU = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_EN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_RU = (
    r"(?:январ[ьяюе]|янв|феврал[ьяюе]|февр|фев|март[ауе]?|мар|апрел[ьяюе]|апр|ма[йяюе]|июн[ьяюе]|июл[ьяюе]|август[ауе]?|авг"
    r"|сентябр[ьяюе]|сент|сен|октябр[ьяюе]|окт|ноябр[ьяюе]|нояб|ноя|декабр[ьяюе]|дек)"
)
_Y = r"(?P<y>(?:19|20)\d\d)"
_UNTIL = r"\s?(?:-|–|—|~|〜|～|∼|to|through|and|по|부터|から|至|到)\s?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A time as it was told between `start` and `end`: what is None was left out. Months run to `last_month`, days to
    `last_day`; `weekday` counts from Monday, 0.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    weekday: int | None = None

    @property
    def whole_year(self) -> bool:
        """Whether only a year was told."""
        return self.month is None and self.day is None and self.weekday is None

    def filled(self, other: Told | None) -> Told:
        """This time with what it leaves out taken from another."""
        if other is None or self.weekday is not None:
            return self
        told = self
        if told.year is None and other.year is not None:
            told = replace(told, year=other.year)
        if told.month is None and told.day is not None and other.month is not None:
            told = replace(told, month=other.month)
        return told


def bounds(told: Told, day: date | None) -> tuple[date, date] | None:
    """First and last day of a time (inclusive); what it leaves out is the latest such time that has come by `day`."""
    try:
        return _bounds(told, day)
    except ValueError:  # the 31st of a month that has none
        return None


def _bounds(told: Told, day: date | None) -> tuple[date, date] | None:
    if told.weekday is not None:
        when = day - timedelta(days=(day.weekday() - told.weekday) % 7) if day else None
        return (when, when) if when else None
    if told.month is None and told.day is None:
        return (date(told.year, 1, 1), date(told.year, 12, 31)) if told.year else None
    if told.month is None:
        if day is None or told.day is None:
            return None
        month = day if told.day <= day.day else day.replace(day=1) - timedelta(days=1)
        first = date(month.year, month.month, told.day)
        return first, first.replace(day=told.last_day or told.day)
    year = told.year
    if year is None:
        if day is None:
            return None
        year = day.year if (told.last_month or told.month, told.day or 1) <= (day.month, day.day) else day.year - 1
    if told.day is None:
        end = told.last_month or told.month
        return date(year, told.month, 1), date(year, end, monthrange(year, end)[1])
    last = date(year, told.last_month or told.month, told.last_day or told.day)
    return date(year, told.month, told.day), last


def read_times(text: str, *, cell: bool = False) -> list[Told]:
    """The times told in a text, in its order. In a cell, "3.4" and "10/12" are days as well."""
    found: list[Told] = []
    taken: list[tuple[int, int]] = []
    for pattern in (*_FORMS, *(_CELL_FORMS if cell else ())):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            told = _told(match)
            if told is not None:
                taken.append(match.span())
                found.append(told)
    return sorted(found, key=lambda told: told.start)


def _told(match: re.Match[str]) -> Told | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    month = _month(groups.get("m") or groups.get("mn"))
    last_month = _month(groups.get("m2") or groups.get("mn2"))
    if "q" in groups:
        quarter = _QUARTERS.get(groups["q"].lower(), 0)
        month, last_month = 3 * quarter - 2, 3 * quarter
    elif "h" in groups:
        half = _HALVES.get(groups["h"].lower(), 0)
        month, last_month = 6 * half - 5, 6 * half
    if (month is not None and not 1 <= month <= 12) or (last_month is not None and not 1 <= last_month <= 12):
        return None
    if "quarters" in groups:
        month, last_month = 1, 3 * _QUARTERS.get(groups["quarters"], 0)
    elif "first" in groups:
        month, last_month = 1, _COUNTS.get(groups["first"].lower()) or int(groups["first"])
    day, last_day = groups.get("d"), groups.get("d2")
    if groups.get("half", "").lower() == "first":  # the second ends with the month, and is told as the month
        day, last_day = "1", "15"
    if day is not None and not 1 <= int(day) <= 31:
        return None
    year = groups.get("y") or (str(1911 + int(groups["juche"])) if "juche" in groups else None)
    weekday = next((n for n, name in enumerate(_DAYS) if name == groups.get("w", "").lower()), None)
    return Told(
        start=match.start(),
        end=match.end(),
        year=int(year) if year else None,
        month=month,
        day=int(day) if day else None,
        last_month=last_month,
        last_day=int(last_day) if last_day else None,
        weekday=weekday,
    )


def _month(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdigit():
        return int(word)
    if word in _HAN:
        return _HAN.index(word) + 1
    word = word.lower()
    for names in (_EN, _RU):
        found = [number for number, name in enumerate(names, 1) if word.startswith(name)]
        if found:
            return found[-1] if len(found) == 1 or names is _EN else _longest(word, names)
    return None


def _longest(word: str, names: tuple[str, ...]) -> int:
    return max((n for n, name in enumerate(names, 1) if word.startswith(name)), key=lambda n: len(names[n - 1]))


_QUARTERS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4, "1st": 1, "2nd": 2},
    **{"3rd": 3, "4th": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "一": 1, "二": 2, "三": 3, "四": 4},
    **{"两": 2, "兩": 2},
}
_HALVES = {
    "first": 1,
    "second": 2,
    "1st": 1,
    "2nd": 2,
    "1": 1,
    "2": 2,
    "상": 1,
    "하": 2,
    "上": 1,
    "下": 2,
    "i": 1,
    "ii": 2,
    "перв": 1,
    "втор": 2,
}
_COUNTS = {
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10},
    **{"eleven": 11, "одиннадцать": 11},
}
_NO_DIGIT = r"(?<![\d.,/])"
_COUNTED = "前后後連连续續続近每个個"  # after these a number counts quarters
_NOT_BEFORE = r"(?! ?(?:назад|до)\b)"
_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NO_DIGIT}{_Y}[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})(?!\d)",
        rf"{_NO_DIGIT}{_Y}[./] ?(?P<m>\d{{1,2}})\.?{_UNTIL}(?:\d{{4}}[./])?(?P<m2>\d{{1,2}})(?![\d./])[월月]?",
        rf"{_NO_DIGIT}{_Y}\. ?(?P<m>\d{{1,2}})\. ?(?P<d>\d{{1,2}})\.?(?!\d)",
        rf"{_NO_DIGIT}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_Y}(?: ?г(?:ода?|\.)?)?(?!\d)",
        # Korean, Chinese, Japanese
        rf"(?:(?:{_Y} ?[년年] ?)|(?:주체 ?(?P<juche>\d{{2,3}})(?: ?\([^)]*\))?년? ?))?"
        rf"(?<!\d)(?P<m>\d{{1,2}}) ?[월月] ?(?P<d>\d{{1,2}}) ?[일日号號]"
        rf"(?:{_UNTIL}(?:(?P<m2>\d{{1,2}}) ?[월月] ?)?(?P<d2>\d{{1,2}}) ?[일日号號])?",
        rf"(?:{_Y} ?[년年] ?)?(?<!\d)(?P<m>\d{{1,2}}) ?[월月] ?(?P<d>\d{{1,2}}){_UNTIL}(?P<d2>\d{{1,2}}) ?[일日号號]",
        rf"(?:{_Y} ?[년年] ?)?(?<!\d)(?P<m>\d{{1,2}}) ?[월月]?{_UNTIL}(?P<m2>\d{{1,2}}) ?[월月](?!\d)",
        rf"(?:{_Y} ?[년年] ?)?(?P<q>[1-4])(?: ?[·./] ?4)? ?분기",
        rf"(?:{_Y} ?年 ?)?(?<![之此以])前 ?(?P<quarters>[二两兩三23]) ?[个個]?季度",
        # "连续三季度" and "3四半期連続" count quarters, "2024季度报" names none
        rf"(?:{_Y} ?年 ?)?(?<![\d一二三四十{_COUNTED}])(?<![{_COUNTED}] )第? ?(?P<q>[一二三四1-4])"
        rf" ?(?:季度|四半期)(?! ?(?:連続|ぶり))",
        rf"(?:{_Y} ?[년年] ?)?(?P<h>[상上하下])(?:반기|반년|半年|半期)",
        rf"(?:{_Y} ?年 ?)?前(?P<first>\d{{1,2}}) ?个?月",
        rf"(?:{_Y} ?[년年] ?)?(?<!\d)(?P<m>\d{{1,2}}) ?[월月](?:분|份|分)?(?! ?\d)",
        rf"(?:{_Y} ?年 ?)?(?<![一二三四五六七八九十个個])(?P<mn>十[一二]|[一二三四五六七八九十])月份?",
        rf"{_Y} ?[년年](?:度|도)?",
        # years of Juche count from 1912 on: "主体113年" is 2024; where the other year stands behind, that one counts
        r"(?:주체|主体|主體|チュチェ|\bjuche|\bчучхе) ?(?P<juche>\d{2,3})(?!\d)(?: ?[년年](?:度|도)?)?(?! ?[(（])",
        r"(?<![\d.,月월])(?P<d>\d{1,2})[일日号號](?!간|間)",
        # English
        rf"\b(?P<mn>{_MONTH_EN})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_UNTIL}(?P<d2>\d{{1,2}}))?(?!\d|,\d)"
        rf"(?:,? (?:\(\w+\),? )?{_Y})?\b",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_UNTIL}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<mn>{_MONTH_EN})\.?"
        rf"(?:,? {_Y})?(?![a-z])",
        rf"\bfirst (?P<first>two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?) months(?: of)?(?: {_Y})?",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<mn>{_MONTH_EN})\.?(?:,? {_Y})?(?![a-z])",
        rf"\b(?P<mn>{_MONTH_EN})\.?{_UNTIL}(?P<mn2>{_MONTH_EN})\.?(?! \d{{1,2}}\b)(?:,? (?:of )?{_Y})?(?![a-z])",
        rf"\b(?P<q>first|second|third|fourth|1st|2nd|3rd|4th) quarter(?:,? (?:of )?{_Y})?",
        rf"\bQ(?P<q>[1-4])[ ,']*{_Y}?(?!\d)",
        rf"\b(?P<half>first|second) half of (?P<mn>{_MONTH_EN})\.?(?:,? {_Y})?(?![a-z])",
        rf"\b(?P<h>first|second|1st|2nd) half(?:,? (?:of )?{_Y})?",
        rf"(?<!\d){_Y} ?[Qq](?P<q>[1-4])(?!\d)",
        rf"(?<!\d){_Y} ?H(?P<h>[12])(?!\d)",
        rf"(?<![\w.])(?P<q>[1-4])Q[ ,']*{_Y}?(?!\d)",
        rf"(?<![\w.])(?P<h>[12])H[ ,']*{_Y}?(?!\d)",
        rf"\bH(?P<h>[12])[ ,']*{_Y}?(?!\d)",
        rf"\b(?P<mn>january|february|march|april|june|july|august|september|october|november|december"
        rf"|(?<!\w)May(?= ?(?:$|[,;)]|(?:19|20)\d\d))|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
        rf"(?:,? (?:of )?{_Y})?(?![a-z])",
        r"\b(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
        # Russian
        rf"\b(?P<d>\d{{1,2}}){_UNTIL}(?P<d2>\d{{1,2}}) (?P<mn>{_MONTH_RU})(?: {_Y}(?: ?г(?:ода?|\.)?)?)?(?![а-я])",
        rf"\b(?P<d>\d{{1,2}}) (?P<mn>{_MONTH_RU})(?: {_Y}(?: ?г(?:ода?|\.)?)?)?(?![а-я])",
        rf"\b(?P<mn>{_MONTH_RU})\.?{_UNTIL}(?P<mn2>{_MONTH_RU})\.?(?: {_Y}(?: ?г(?:ода?|\.)?)?)?(?![а-я])",
        rf"\b(?P<q>I|II|III|IV|[1-4])(?:-[йм])? (?:квартал[еа]?|кв\.)(?: {_Y}(?: ?г(?:ода?|\.)?)?)?",
        rf"(?:\bза|\bпервы[ех]) (?P<first>два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|\d\d?)"
        rf" месяц\w*\b{_NOT_BEFORE}(?: {_Y}(?: ?г(?:ода?|\.)?)?)?",
        # "6 месяцев назад", "срок 2 мес." are no first months: "за" says so, or nothing stands beside them
        rf"\bза (?P<first>[2-9]|1[01]) мес\.{_NOT_BEFORE}(?: {_Y}(?: ?г(?:ода?|\.)?)?)?",
        rf"^ ?(?P<first>[2-9]|1[01]) мес(?:яц\w*|\.)(?: {_Y}(?: ?г(?:ода?|\.)?)?)? ?$",
        rf"\b(?P<h>перв|втор|I|II|[12])(?:-[ейго]+|[а-я]*) полугоди[еяи](?: {_Y}(?: ?г(?:ода?|\.)?)?)?",
        rf"(?<![а-я])(?P<mn>{_MONTH_RU})\.?(?: {_Y}(?: ?г(?:ода?|\.)?)?)?(?![а-я])",
        rf"(?<![\d.,$-]){_Y}(?: ?г(?:ода?|\.)?)?(?![,.]\d|\d| (?:won|tons?|tonnes?)\b)",
    )
)
_CELL_FORMS = (
    re.compile(r"^(?P<m>\d{1,2})\.(?P<d>\d{1,2})(?:[~-](?P<d2>\d{1,2}))?\.?$"),
    re.compile(r"^(?P<m>\d{1,2})/(?P<d>\d{1,2})$"),
    re.compile(rf"^May(?: {_Y})?$"),
    re.compile(rf"^{_Y}[.-](?P<m>\d{{1,2}})$"),
)
