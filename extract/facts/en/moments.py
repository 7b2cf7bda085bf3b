"""Times as sentences name them ("last month", "on Friday", "in 2024"), counted from the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_COUNTS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
# Words before a time that make it one of comparison, of a beginning, or of the future.
_ASIDE = re.compile(
    r"(?:\bsince|\bfrom|\bthan(?: (?:in|at|on|that of|those of))?|\bcompared (?:with|to)(?: that of)?|\bover|\bagainst"
    r"|\bas \w+ as"
    r"|\b(?:twice|double|half) (?:that|those) (?:in|of)|\bversus|\bbefore|\bahead of"
    r"|\bunlike|\bas in|\bthan (?:he|she|it|they) did in)\s+(?:in |the |of )*$",
    re.IGNORECASE,
)

# "from 1,250 won in January": the time of the amount that is compared with
_OF_EARLIER = re.compile(
    r"\b(?:from|than|compared with|compared to|against|versus)\s+(?:about )?[$€]?\d[\d,.]*(?:(?! to )[^,;]){0,40}? "
    r"(?:(?:in|on|of|at|for) (?:the )?)?$"
)
_SAME = re.compile(r"\bsame (?:period|time|day|week|months?|quarter|half) (?:of |in )?(?:the )?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A time named in a text between `start` and `end`: from `first` to `last` (inclusive). `aside` marks one that
    the sentence only compares with or counts from; `this_year` the words "this year", which narrow nothing down.
    """

    start: int
    end: int
    first: date
    last: date
    aside: bool = False
    this_year: bool = False


Reader = Callable[[re.Match[str], date], tuple[date, date] | None]


def read_moments(text: str, day: date | None, *, old_values: bool = False) -> list[Moment]:
    """The times in a text in its order, as seen on `day`; none when that is not known. With `old_values`, the time of a
    figure that is only compared with ("from 1,250 won in January") counts as any other.
    """
    if day is None:
        return []
    found: list[Moment] = []
    taken: list[tuple[int, int]] = []
    for pattern, reader in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            try:
                bounds = reader(match, day)
            except ValueError:  # the 31st of a month that has none
                continue
            if bounds is not None:
                found.append(_moment(match, bounds, old_values=old_values))
    return sorted(found, key=lambda moment: moment.start)


def _moment(match: re.Match[str], bounds: tuple[date, date], *, old_values: bool) -> Moment:
    before = match.string[: match.start()]
    earlier = not old_values and bool(_OF_EARLIER.search(before))
    aside = bool(_ASIDE.search(before) or earlier or _SAME.search(before)) and not match[0].lower().startswith("from")
    this_year = match[0].lower() == "this year"
    return Moment(
        start=match.start(), end=match.end(), first=bounds[0], last=bounds[1], aside=aside, this_year=this_year
    )


def _month_number(name: str) -> int:
    return next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3]))


def _year_of(match: re.Match[str], day: date, month: int, of_month: int = 1) -> int:
    """The year that goes with a month: the one named, else the latest in which that day has come."""
    groups = match.groupdict()
    named = groups.get("year") or groups.get("juche")
    if named:
        return int(named)
    if groups.get("rel"):
        return day.year - (0 if groups["rel"].lower().startswith("this") else 1)
    return day.year if (month, of_month) <= (day.month, day.day) else day.year - 1


def _month(year: int, month: int, last: int | None = None) -> tuple[date, date]:
    end = month if last is None else last
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def _read_day(match: re.Match[str], day: date) -> tuple[date, date]:
    month, number = _month_number(match["month"]), int(match["day"])
    when = date(_year_of(match, day, month, number), month, number)
    return when, when


def _read_iso(match: re.Match[str], day: date) -> tuple[date, date]:
    when = date.fromisoformat(match[0])
    return when, when


def _read_month(match: re.Match[str], day: date) -> tuple[date, date]:
    month = _month_number(match["month"])
    year = _year_of(match, day, month)
    first, last = _month(year, month)
    return first, last  # a part of it, "mid-May", is told as the month: nobody says where it begins


def _part_of_year(part: str, year: int) -> tuple[date, date]:
    thirds = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
    return _month(year, *thirds.get(part.lower(), (1, 12)))


def _read_week_of_month(match: re.Match[str], day: date) -> tuple[date, date]:
    month = _month_number(match["month"])
    first, last = _month(_year_of(match, day, month), month)
    if match["nth"].lower() == "last":
        return last - timedelta(days=6), last
    start = first + timedelta(days=7 * (_ORDINALS[match["nth"].lower()] - 1))
    return start, start + timedelta(days=6)


def _read_months(match: re.Match[str], day: date) -> tuple[date, date]:
    first, last = _month_number(match["first"]), _month_number(match["month"])
    year = _year_of(match, day, last)
    return _month(year if first <= last else year - 1, first)[0], _month(year, last)[1]


def _read_part_of_year(match: re.Match[str], day: date) -> tuple[date, date]:
    length = {"quarter": 3, "half": 6}[match["unit"]]
    which = _ORDINALS[match["nth"].lower()]
    which = min(which, 12 // length)
    first = (which - 1) * length + 1
    return _month(_year_of(match, day, first), first, first + length - 1)


def _read_half_of_month(match: re.Match[str], day: date) -> tuple[date, date]:
    month = _month_number(match["month"])
    first, last = _month(_year_of(match, day, month), month)
    return (first, first.replace(day=15)) if match["nth"].lower() == "first" else (first.replace(day=16), last)


def _read_first_months(match: re.Match[str], day: date) -> tuple[date, date]:
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    year = _year_of(match, day, 1)
    return _month(year, 1, min(count, 12))


def _read_weekday(match: re.Match[str], day: date) -> tuple[date, date]:
    back = (day.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    if (match["last"] or "").lower().startswith("last") and back == 0:
        back = 7
    when = day - timedelta(days=back)
    return when, when


def _read_relative(match: re.Match[str], day: date) -> tuple[date, date]:
    back = {"last": 1, "previous": 1, "past": 1, "this": 0, "same": 0}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    part = match["part"] or ""
    if unit == "month":
        then = day - relativedelta(months=back)
        return _month(then.year, then.month)
    if unit == "year":
        return _part_of_year(part, day.year - back)
    first, last = _SEASONS[unit]
    year = day.year - (1 if back or first > day.month else 0)
    if back and date(day.year, first, 1) < day and last < day.month:
        year = day.year
    start = date(year, first, 1)
    end = start + relativedelta(months=last - first + 1) - timedelta(days=1)
    return start, end


def _read_weekend(match: re.Match[str], day: date) -> tuple[date, date]:
    """The last weekend that has begun."""
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=1)


def _read_day_of_month(match: re.Match[str], day: date) -> tuple[date, date]:
    """The latest such day that has come."""
    month = day if int(match["day"]) <= day.day else day - relativedelta(months=1)
    when = month.replace(day=int(match["day"]))
    return when, when


def _read_word(match: re.Match[str], day: date) -> tuple[date, date]:
    when = day - timedelta(days=1 if match[0].lower() == "yesterday" else 0)
    return when, when


def _read_year(match: re.Match[str], day: date) -> tuple[date, date]:
    return _part_of_year(match.groupdict().get("part") or "", int(match["year"]))


def _read_season(match: re.Match[str], day: date) -> tuple[date, date]:
    first, last = _SEASONS[match["season"].lower()]
    start = date(int(match["year"]), first, 1)
    return start, start + relativedelta(months=last - first + 1) - timedelta(days=1)


def _read_future(match: re.Match[str], day: date) -> None:
    """A time to come is no time of a figure; it is read so that "next March" is not taken for March."""


_YEAR = r"(?P<year>(?:19|20)\d\d)"
# state media write the year as "Juche 107 (2018)"
_JUCHE = r",? Juche \d+ ?\((?P<juche>(?:19|20)\d\d)\)"
_OF_YEAR = rf"(?:{_JUCHE}|,? (?:of )?{_YEAR}|,? (?:of )?(?P<rel>(?:last|this) year)|)"
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Mm]iddle of|[Ll]ate|[Ee]nd of|[Bb]eginning of|[Ss]tart of)[ -])?"
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b(?:[Nn]ext|[Cc]oming) (?:week|month|year|spring|summer|autumn|fall|winter|{_MONTH})\b", _read_future),
        (r"\b(?:19|20)\d\d-\d\d-\d\d\b", _read_iso),
        (
            rf"\b(?:[Ff]rom |[Bb]etween |[Ii]n )?(?P<first>{_MONTH})(?: to | and | through |-|–)"
            rf"(?P<month>{_MONTH})(?! \d{{1,2}}\b(?!\d)){_OF_YEAR}",
            _read_months,
        ),
        (rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?!\d|,\d)(?:st|nd|rd|th)?(?:{_JUCHE}|, {_YEAR})?", _read_day),
        (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? {_YEAR})?\b", _read_day),
        (
            rf"\b(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast) (?:full )?week of"
            rf" (?P<month>{_MONTH}){_OF_YEAR}",
            _read_week_of_month,
        ),
        (rf"\b(?P<nth>[Ff]irst|[Ss]econd|[Ll]atter) half of (?P<month>{_MONTH}){_OF_YEAR}", _read_half_of_month),
        (
            rf"\b(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|last) (?P<unit>quarter|half){_OF_YEAR}",
            _read_part_of_year,
        ),
        (
            rf"\b[Ff]irst (?P<count>\w+) months (?:of (?:{_YEAR}|(?P<rel>(?:last|this) year)|the year))",
            _read_first_months,
        ),
        (rf"\b(?P<season>spring|summer|autumn|fall|winter) (?:of |in )?{_YEAR}", _read_season),
        (
            rf"\b{_PART}(?P<month>{_MONTH}){_OF_YEAR}(?![\w'])",
            _read_month,
        ),
        (
            r"\b(?:on |by |until |)(?P<last>last )?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday"
            r"|Saturday|Sunday)\b",
            _read_weekday,
        ),
        (
            rf"\b{_PART}(?P<which>[Ll]ast|[Tt]his|[Pp]revious|[Pp]ast) (?P<unit>week|month|year|spring|summer|autumn"
            r"|fall|winter)\b(?!-| of\b|'s (?:\w+ )?(?:harvest|crop|flood|disaster|congress|holidays?|planting))",
            _read_relative,
        ),
        (r"\b(?:(?:[Oo]ver|[Oo]n|[Aa]t|[Dd]uring) the|[Ll]ast|[Tt]his|the past) weekend\b", _read_weekend),
        (
            r"\b[Oo]n the (?P<day>\d{1,2})(?:st|nd|rd|th)(?= (?:in|at|of this month|and|to|by|as|when)\b|[,.;]|$)",
            _read_day_of_month,
        ),
        (rf"\bJuche \d+ ?\({_YEAR}\)", _read_year),
        (r"\b(?:[Yy]esterday|[Tt]oday)\b", _read_word),
        (
            rf"(?<![\d,.$-])\b{_PART}{_YEAR}\b"
            r"(?![,.]\d|-\d| (?:won|tons?|tonnes?|kg|people|yuan|dollars)\b|s\b)",
            _read_year,
        ),
    )
)
