"""Times as a grammar lists them, worked out from the day of publication or from the date the text told last.

A form is a pattern and the name of a builder here; a builder takes the pattern's groups. Groups: y (year), ry (a word
for a year, "last year"), m, m2 (months), rm (a word for a month, "last month"), d (day), q (quarter), h (half),
n (a count), w (weekday), part (a word for a part of the month), u (unit of time).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

Bounds = tuple[date, date]
Groups = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Now:
    """What a time is counted from: the day of publication, the date that the text told last, its last single day and
    its last month or longer.
    """

    day: date
    anchor: Bounds | None = None
    told_day: Bounds | None = None
    told_period: Bounds | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of a language: months, weekdays and counts by number, how far back a word leads ("last": 1), units
    ("day", "week", "month", "year") by word, and parts of a month by their days.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    counts: Mapping[str, int]
    back: Mapping[str, int]
    units: Mapping[str, str]
    juche: int = 1911

    def number(self, text: str | None) -> int:
        """The number that a word or digits stand for.

        Raises: ValueError where it is none.
        """
        word = (text or "").strip().lower()
        if word in self.counts:
            return self.counts[word]
        if word in self.months:
            return self.months[word]
        return int(word)

    def steps(self, text: str | None) -> int:
        """How far back a word leads: 0 for "this", 1 for "last".

        Raises: KeyError for another word.
        """
        return self.back[(text or "").strip().lower()]


DAYS = {"day": 1, "week": 7, "fortnight": 14}

Builder = Callable[[Groups, Now, Words], Bounds | None]


def whole_month(year: int, month: int, last: int | None = None) -> Bounds:
    """A month, or the months to another of the same year."""
    end = last or month
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def year_of(groups: Groups, now: Now, words: Words, month: int = 1, day: int = 1) -> int:
    """The year named, told by a word or by its Juche number; else the latest in which that day has come."""
    named = groups.get("y")
    if named:
        year = int(named)
        return year + 2000 if year < 100 else year
    if groups.get("juche"):
        return int(groups["juche"] or 0) + words.juche
    if groups.get("ry"):
        return now.day.year - words.steps(groups["ry"])
    return now.day.year if (month, day) <= (now.day.month, now.day.day) else now.day.year - 1


def _month_of(groups: Groups, now: Now, words: Words) -> tuple[int, int]:
    """(year, month): named, or told by a word ("last month")."""
    if groups.get("rm"):
        then = now.day - relativedelta(months=words.steps(groups["rm"]))
        return then.year, then.month
    month = words.number(groups.get("m"))
    return year_of(groups, now, words, month), month


def build_day(groups: Groups, now: Now, words: Words) -> Bounds:
    """A day of a month."""
    number = words.number(groups["d"])
    if groups.get("rm"):
        year, month = _month_of(groups, now, words)
    else:
        month = words.number(groups["m"])
        year = year_of(groups, now, words, month, number)
    when = date(year, month, number)
    return when, when


def build_day_alone(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "On the 12th": the latest such day that has come."""
    number = words.number(groups["d"])
    month = now.day if number <= now.day.day else now.day - relativedelta(months=1)
    when = month.replace(day=number)
    return when, when


def build_days(groups: Groups, now: Now, words: Words) -> Bounds:
    """From a day to another."""
    first = words.number(groups["m"])
    last = words.number(groups.get("m2") or groups["m"])
    end = date(year_of(groups, now, words, last, words.number(groups["d2"])), last, words.number(groups["d2"]))
    start = date(end.year if first <= last else end.year - 1, first, words.number(groups["d"]))
    if start > end:
        raise ValueError("days that run backwards")
    return start, end


def build_month(groups: Groups, now: Now, words: Words) -> Bounds:
    """A month."""
    return whole_month(*_month_of(groups, now, words))


def build_months(groups: Groups, now: Now, words: Words) -> Bounds:
    """The months from one to another of one year."""
    first, last = words.number(groups["m"]), words.number(groups["m2"])
    return whole_month(year_of(groups, now, words, last), first, last)


def build_first_months(groups: Groups, now: Now, words: Words) -> Bounds:
    """The first so many months of a year."""
    last = words.number(groups["n"])
    return whole_month(year_of(groups, now, words, last), 1, last)


def build_quarter(groups: Groups, now: Now, words: Words) -> Bounds:
    """A quarter of a year."""
    quarter = words.number(groups["q"])
    year = year_of(groups, now, words, quarter * 3)
    return whole_month(year, quarter * 3 - 2, quarter * 3)


def build_half(groups: Groups, now: Now, words: Words) -> Bounds:
    """Half a year."""
    half = words.number(groups["h"])
    return whole_month(year_of(groups, now, words, half * 6), half * 6 - 5, half * 6)


def build_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """A year."""
    year = year_of(groups, now, words)
    return date(year, 1, 1), date(year, 12, 31)


def build_part_of_this_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "First-quarter plan": the first quarter or half of the year of publication."""
    last = 3 if groups["n"] == "quarter" else 6
    return whole_month(year_of(groups, now, words, last - 2), 1, last)


def build_this_month(groups: Groups, now: Now, words: Words) -> Bounds:
    """The month of publication."""
    return whole_month(now.day.year, now.day.month)


def build_since_new_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """From the first day of the year to the day of publication."""
    return date(now.day.year, 1, 1), now.day


def build_years(groups: Groups, now: Now, words: Words) -> Bounds:
    """From one year to another."""
    return date(int(groups["y"] or 0), 1, 1), date(int(groups["y2"] or 0), 12, 31)


def build_decade(groups: Groups, now: Now, words: Words) -> Bounds:
    """The 1980s."""
    year = int(groups["y"] or 0)
    return date(year, 1, 1), date(year + 9, 12, 31)


def build_weekday(groups: Groups, now: Now, words: Words) -> Bounds:
    """The latest such weekday, or that many weeks before it (`n`)."""
    back = (now.day.weekday() - words.weekdays[(groups["w"] or "").lower()]) % 7
    weeks = words.number(groups["n"]) if groups.get("n") else 0
    if groups.get("last") and back == 0:
        weeks = 1
    when = now.day - timedelta(days=back + 7 * weeks)
    return when, when


def build_weekday_of_week(groups: Groups, now: Now, words: Words) -> Bounds:
    """A weekday of the week so many back."""
    monday = now.day - timedelta(days=now.day.weekday() + 7 * words.steps(groups["rw"]))
    when = monday + timedelta(days=words.weekdays[(groups["w"] or "").lower()])
    return when, when


def build_relative(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "Last week", "yesterday": whole units back from the day of publication."""
    return _unit_around(now.day, words.units[(groups["u"] or "").lower()], words.steps(groups["r"]))


def build_ago(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "Two weeks ago": a day for days and weeks, else the month or year."""
    return _ago(now.day, words.units[(groups["u"] or "").lower()], words.number(groups["n"]))


def build_last_named_month(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "Last June": the latest June that has ended."""
    month = words.number(groups["m"])
    return whole_month(now.day.year - (0 if month < now.day.month else 1), month)


def build_days_of_month(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "The first half of this month": a part of a month by its word, from the language's counts ("first half": 15)."""
    year, month = (
        _month_of(groups, now, words) if groups.get("rm") or groups.get("m") else (now.day.year, now.day.month)
    )
    return date(year, month, 1), date(year, month, words.number(groups["n"]))


def build_months_until(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "In the four months to April 2016"."""
    month = words.number(groups["m"])
    year = year_of(groups, now, words, month)
    first = date(year, month, 1) - relativedelta(months=words.number(groups["n"]) - 1)
    return first, whole_month(year, month)[1]


def build_fiscal_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """A financial year from April to March."""
    year = int(groups["y"] or 0)
    return date(year, 4, 1), date(year + 1, 3, 31)


def build_same_month_last_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "This time last year": the month of publication, a year before."""
    return whole_month(now.day.year - 1, now.day.month)


def build_year_to_month(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "This year up to October": from January to that month."""
    month = words.number(groups["m"])
    return whole_month(year_of(groups, now, words, month), 1, month)


def build_day_before_yesterday(groups: Groups, now: Now, words: Words) -> Bounds:
    """The day before yesterday."""
    when = now.day - timedelta(days=2)
    return when, when


def build_same_week_last_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "In the same week last year": the week of publication, a year before."""
    return _unit_around(now.day - relativedelta(years=1), "week", 0)


def build_end_of_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "At the end of last year": its December."""
    return whole_month(year_of(groups, now, words, 12), 12)


def build_season(groups: Groups, now: Now, words: Words) -> Bounds:
    """A season of three months: of a year, this one, or the latest that has ended."""
    month = words.number(groups["s"])
    year = year_of(groups, now, words, month)
    first = date(year, month, 1)
    if groups.get("rs") and words.steps(groups["rs"]) and first + relativedelta(months=3) > now.day:
        first -= relativedelta(years=1)
    return first, first + relativedelta(months=3) - timedelta(days=1)


def _unit_around(day: date, unit: str, back: int) -> Bounds:
    if unit == "day":
        when = day - timedelta(days=back)
        return when, when
    if unit == "week":
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        then = day - relativedelta(months=back)
        return whole_month(then.year, then.month)
    return date(day.year - back, 1, 1), date(day.year - back, 12, 31)


def _ago(day: date, unit: str, count: int) -> Bounds:
    if unit in DAYS:
        when = day - timedelta(days=count * DAYS[unit])
        return when, when
    return _unit_around(day, unit, count)


BUILDERS: dict[str, Builder] = {
    name.removeprefix("build_"): value for name, value in list(globals().items()) if name.startswith("build_")
}
