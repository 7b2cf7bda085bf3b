"""Times that are counted from another time of the text: "a week earlier", "the same day", 같은 날, 当天."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from extract.facts.passage.calendar_forms import DAYS, Bounds, Builder, Groups, Now, Words, whole_month, year_of


def build_same_day_last_year(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "On the same Sunday last year": the day that the text told last, a year before."""
    when = (now.told_day or (now.day, now.day))[0] - relativedelta(years=1)
    return when, when


def build_anchored_quarter(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "For the quarter": the quarter of the time that the text told last."""
    told = now.told_period or now.anchor
    if told is None:
        return None
    quarter = (told[1].month + 2) // 3
    return whole_month(told[1].year, quarter * 3 - 2, quarter * 3)


def build_anchored_same(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "The same day": the date that the text told last."""
    return now.anchor


def build_anchored_day(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "That day", "on the day of her visit": the single day that the text told last."""
    return now.told_day or now.anchor


def build_now(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "Now": the day that the text told last if it is a late one, else the day of publication."""
    told = now.told_day
    return told if told and 0 <= (now.day - told[0]).days < 8 else (now.day, now.day)


def build_anchored_period(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "The same period": the month or longer time that the text told last."""
    return now.told_period or now.anchor


def build_month_before_period(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "The month before": before the month that the text told last."""
    told = now.told_period or now.anchor
    if told is None:
        return None
    then = told[0] - relativedelta(months=1)
    return whole_month(then.year, then.month)


def build_anchored_before(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "A week earlier": so many units before the date that the text told last."""
    return _shift(now.anchor, words, groups, -1)


def build_anchored_before_word(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """Russian "неделей ранее": a week before the date that the text told last."""
    anchor = now.told_day or now.anchor
    return (anchor[0] - timedelta(days=7), anchor[1] - timedelta(days=7)) if anchor else None


def build_anchored_year(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "For the whole year": the year of the time that the text told last."""
    return (date(now.anchor[0].year, 1, 1), date(now.anchor[0].year, 12, 31)) if now.anchor else None


def build_anchored_after(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "Two days later": so many units after the date that the text told last."""
    return _shift(now.anchor, words, groups, 1)


def build_anchored_after_day(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "The day after": the day behind the date that the text told last."""
    return (now.anchor[1] + timedelta(days=1),) * 2 if now.anchor else None


def build_days_before_told(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "Three days ago", in what somebody said: counted from the day it was said."""
    told = now.told_day[0] if now.told_day else now.day
    when = told - timedelta(days=words.number(groups["n"]))
    return when, when


def build_weeks_before_told(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "A week ago", in what was told on a day of the text: counted from that day."""
    told = now.told_day[0] if now.told_day else now.day
    when = told - timedelta(days=7 * words.number(groups["n"]))
    return when, when


def build_day_before_told(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "Yesterday", in what somebody said: counted from the day it was said."""
    told = now.told_day[0] if now.told_day else now.day
    when = told - timedelta(days=words.steps(groups["r"]))
    return when, when


def build_same_period_of_year(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "The same quarter of 2025", "a year earlier": the period that the text told last, in another year."""
    told = now.told_period or now.anchor
    if told is None:
        return None
    first, last = told
    if groups.get("y") or groups.get("ry"):
        years = first.year - year_of(groups, now, words)
    else:
        years = words.number(groups["n"]) if groups.get("n") else 1
    return _years_back(first, last, years)


def build_year_ago(groups: Groups, now: Now, words: Words) -> Bounds:
    """ "A year ago": the month or longer time that the text told last, a year before, if it is one of the last twelve
    months; else the year before.
    """
    told = now.told_period
    if told is not None and (told[1] - told[0]).days < 365 - 2 and (now.day - told[0]).days <= 366:
        return _years_back(told[0], told[1], 1)
    return date(now.day.year - 1, 1, 1), date(now.day.year - 1, 12, 31)


def build_month_of_anchor(groups: Groups, now: Now, words: Words) -> Bounds | None:
    """ "In September of that year": a month of the year that the text told last."""
    return whole_month(now.anchor[0].year, words.number(groups["m"])) if now.anchor else None


def _years_back(first: date, last: date, years: int) -> Bounds:
    whole = last.day == monthrange(last.year, last.month)[1] and first.day == 1
    end = last - relativedelta(years=years)
    if whole:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return first - relativedelta(years=years), end


def _shift(anchor: Bounds | None, words: Words, groups: Groups, sign: int) -> Bounds | None:
    if anchor is None:
        return None
    count = sign * (words.number(groups["n"]) if groups.get("n") else 1)
    unit = words.units[(groups["u"] or "").lower()]
    first, last = anchor
    if unit in DAYS:
        step = timedelta(days=count * DAYS[unit])
        return first + step, last + step
    if unit == "month":
        then = first + relativedelta(months=count)
        return whole_month(then.year, then.month)
    return _years_back(first, last, -count)


ANCHORED: dict[str, Builder] = {
    name.removeprefix("build_"): value for name, value in list(globals().items()) if name.startswith("build_")
}
