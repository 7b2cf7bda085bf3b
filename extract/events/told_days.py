"""The single days that a headline and lead tell, in five languages, in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

# a day told further back than this is history; the next days are announced ones
BACK, AHEAD = 45, 30
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_RU = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_EN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_RU = r"(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:я|а)"
# by language: groups m (month), d (day), w (weekday); each with an example
FORMS = {
    "en": (
        rf"\b(?P<m>{_EN})\.? (?P<d>\d{{1,2}})\b(?!,? ?\d{{3}})|\b(?P<d2>\d{{1,2}}) (?P<m2>{_EN})\b"
        rf"|\b(?P<w>{'|'.join(WEEKDAYS)})\b",
        "March 2",
    ),
    "ru": (rf"\b(?P<d>\d{{1,2}}) (?P<m>{_RU})\b", "2 марта"),
    "ko": (r"(?:(?P<m>\d{1,2})월 ?|(?P<t>이달|오는) ?)?(?<![\d.,])(?P<d>\d{1,2})일(?!간| ?동안|째)", "3월 2일"),
    "zh": (r"(?:(?P<m>\d{1,2})月)?(?<![\d.,])(?P<d>\d{1,2})日", "3月2日"),
    "ja": (r"(?:(?P<m>\d{1,2})月)?(?<![\d.,])(?P<d>\d{1,2})日(?!間)", "3月2日"),
}
_PATTERNS = {language: re.compile(form) for language, (form, _) in FORMS.items()}


def told_days(text: str, language: str, published: date | None) -> frozenset[date]:
    """The days near its publication that a text tells; none without a day of publication."""
    pattern = _PATTERNS.get(language)
    if published is None or pattern is None:
        return frozenset()
    found = (_day(match, published) for match in pattern.finditer(text.lower()))
    first, last = published - timedelta(days=BACK), published + timedelta(days=AHEAD)
    return frozenset(day for day in found if day is not None and first <= day <= last)


def _day(match: re.Match[str], published: date) -> date | None:
    groups = {name[0]: value for name, value in match.groupdict().items() if value}
    if "w" in groups:
        return published - timedelta(days=(published.weekday() - WEEKDAYS.index(groups["w"])) % 7)
    day, month = int(groups["d"]), _month(groups.get("m"))
    if "t" in groups:  # "the 24th of this month", "the coming 24th"
        ahead = (published.replace(day=1) + timedelta(days=32)).month if day < published.day else published.month
        month = published.month if groups["t"] == "이달" else ahead
    near = list(_candidates(day, month, published))
    return min(near, key=lambda when: (abs(when - published), when)) if near else None


def _candidates(day: int, month: int | None, published: date) -> Iterator[date]:
    """Such days of this year and its neighbours; without a month, those of this month and the one before."""
    if month is None:
        last = published.replace(day=1) - timedelta(days=1)
        tried = [(published.year, published.month), (last.year, last.month)]
    else:
        tried = [(published.year + step, month) for step in (-1, 0, 1)]
    for year, number in tried:
        try:
            when = date(year, number, day)
        except ValueError:
            continue
        if month is not None or when <= published + timedelta(days=1):
            yield when


def _month(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdigit():
        return int(word)
    for names in (_MONTHS, _MONTHS_RU):
        for number, name in enumerate(names, 1):
            if word.startswith(name) and not (name == "ма" and word.startswith("мар")):
                return number
    return None
