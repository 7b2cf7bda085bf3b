"""Which of the times told around a table is that of its figures: a softmax over all of them, by weights of
`bench/train_table_days.py`.

A page names many days: when it was written, when somebody was fined, when prices were asked. Each is an option with
where it stands and what its sentence speaks of, and so is that no time is told; the likeliest is taken.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from extract.facts.tables.table_words import scan
from extract.facts.tables.told_times import Told, bounds, read_times

LONG_AGO = 15  # years: a number of four digits that is earlier than that is no year
AGES = (-1, 0, 3, 10, 31, 100, 400)  # days from a time's end to the day of publication
BYLINE = 25  # characters beside the date in a line that only says when the page was written
NEAR_WORDS = 25
PRICE_WORDS = re.compile(
    r"\b(?:prices?|cost|markets?|priced)\b|가격|값|시세|물가|价|物价|行情|価格|物価|値段|相場|цен[ыаеу]|рынк",
    re.IGNORECASE,
)
RATE_WORDS = re.compile(
    r"\brates?\b|\bexchange\b|\bforeign (?:currency|money)\b|money ?chang"
    r"|환율|환전|외화|汇率|汇价|外汇|兑换|レート|為替|相場|外貨|両替|курс|валют|обмен",
    re.IGNORECASE,
)
_OBSERVED = re.compile(
    r"\b(?:as of|as at|seen|recorded|noted|collected|surveyed|checked|observed|gathered|sent|visited"
    r"|made on|(?:tele)?phoned|rang|called on|survey days?"
    r"|period|photographed|taken|quoted|compiled|copied|heard|asked|dated"
    r"|on the (?:board|list)|survey of|prices? (?:on|of|for))\b"
    r"|기준|조사|보내온|현재|파악|집계|抄录|调查|零售价|截至|记录"
    r"|時点|調べ|調査|現在|по состоянию|на \d|собран|записан",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:left|returned|arrived|published|updated|called|no call|forecast|expected)\b|예상|전망|방침|预计|予想|ожида",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:arrested|detained|fined|seized|confiscated|closed|opened|barred|banned|halted|died|met|visited|issued"
    r"|admitted|sealed|since|until|before|after|from)\b"
    r"|단속|벌금|체포|포고|금지|부터|이후|까지|被|起|以来|以降|から|まで|с тех пор|до ",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """The sentences around a table, plain: caption and heading, title, those before it and after it."""

    near: tuple[str, ...]
    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def parts(self) -> Iterator[tuple[str, str]]:
        """(where, sentence) of each."""
        yield from (("near", text) for text in self.near)
        yield "title", self.title
        yield from (("before", text) for text in self.before)
        yield from (("after", text) for text in self.after)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeOption:
    """A time that a table's figures may be of, with its features; `told` is None for the day of publication."""

    told: Told | None
    spread: tuple[date, date]
    features: Mapping[str, float]


def likeliest_time(texts: Texts, day: date | None, *, trade: bool) -> Told | None:
    """The time that a table's figures are of, no single day in `trade`; None where none is likelier."""
    options = time_options(texts, day, trade=trade)
    weights = load_day_weights()
    return max(options, key=lambda option: total(option, weights)).told if options else None


def total(option: TimeOption, weights: Mapping[str, float]) -> float:
    """The sum of the weights of an option's features, the same in whatever order they come."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in option.features.items())


def time_options(texts: Texts, day: date | None, *, trade: bool) -> list[TimeOption]:
    """The options, each time once, and the day of publication; without one, only what is told."""
    parts = list(texts.parts())
    month = _month([text for where, text in parts if where in ("near", "title")])
    year = _year(parts, day)
    kept: dict[tuple[date, date], tuple[Told | None, dict[str, float]]] = {}
    for number, (where, text) in enumerate(parts):
        last = where == "before" and (number + 1 == len(parts) or parts[number + 1][0] != "before")
        for at, told in enumerate(read_times(text)):
            if not _may_be(told, day, trade=trade):
                continue
            whole = _completed(told, month, year if trade else None, day)
            spread = bounds(whole, day)
            if spread is None or (day is not None and spread[0] > day):
                continue
            found = {f"where={where}", *_of_sentence(text, told, where), *_of_time(told, spread, where, day)}
            found |= {name for name, so in (("last before", last), ("later in it", at), ("first", not kept)) if so}
            if not trade and month is not None and told.day and (whole_month := bounds(month, day)) is not None:
                found.add(f"in title month={whole_month[0] <= spread[0] <= whole_month[1]}")
            features = _features(found, trade=trade)
            if spread in kept:  # what another sentence says of it counts for half
                older = kept[spread][1]
                older |= {f"also {name}": 0.5 for name in features if name not in older}
            else:
                kept[spread] = (whole, features)
    if day is not None:
        found = {"published", f"published of {min(len(kept), 3)}"}
        kept.setdefault((day, day), (None, {}))[1].update(_features(found, trade=trade))
    return [TimeOption(told=told, spread=spread, features=own) for spread, (told, own) in kept.items()]


def _features(names: set[str], *, trade: bool) -> dict[str, float]:
    return dict.fromkeys((*names, *(f"trade {name}" for name in names if trade)), 1.0)


def _month(texts: Sequence[str]) -> Told | None:
    """The month that a caption, heading or title tells."""
    times = (told for text in texts for told in read_times(text))
    return next((told for told in times if told.month and told.day is None), None)


def _year(parts: Sequence[tuple[str, str]], day: date | None) -> int | None:
    years = (told.year for _, text in parts for told in read_times(text) if told.year)
    return next((year for year in years if day is not None and day.year - LONG_AGO < year <= day.year), None)


def _may_be(told: Told, day: date | None, *, trade: bool) -> bool:
    if trade and (told.day is not None or told.weekday is not None):
        return False
    if told.whole_year:
        return trade and (day is None or (told.year or 0) >= day.year - LONG_AGO)
    return True


def _completed(told: Told, month: Told | None, year: int | None, day: date | None) -> Told:
    """A time with the month and year that it leaves out, from the title and the text."""
    if month is not None and told.month is None:
        told = told.filled(month)
    if told.year is not None or told.weekday is not None:
        return told
    if month is not None and month.month == told.month and month.year:
        return replace(told, year=month.year)
    dated = replace(told, year=year) if year else told
    spread = bounds(dated, day)
    return dated if spread is not None and (day is None or spread[0] <= day) else told


def _of_sentence(text: str, told: Told, where: str) -> Iterator[str]:
    """What the sentence around a time speaks of."""
    ways = [(match.start(), match.end()) for match in _OBSERVED.finditer(text)]
    if ways:
        yield "observed"
        if min(min(abs(told.start - end), abs(start - told.end)) for start, end in ways) < NEAR_WORDS:
            yield "observed near"
    kinds = {token.kind for token in scan(text, ("money", "measure", "flow"))}
    told_of = {
        "left": _LEFT.search(text), "event": _EVENT.search(text), "colon": text.rstrip()[-1:] in (":", "："),
        "price": PRICE_WORDS.search(text) or RATE_WORDS.search(text), "money": kinds - {"flow"},
        "flow": "flow" in kinds,
        "byline": where in ("before", "after") and len(text) - (told.end - told.start) < BYLINE,
    }  # fmt: skip
    yield from (name for name, so in told_of.items() if so)


def _of_time(told: Told, spread: tuple[date, date], where: str, day: date | None) -> Iterator[str]:
    kind = "year" if told.whole_year else "day" if told.day or told.weekday is not None else "month"
    yield f"is={kind}"
    yield f"{kind} {where}"
    if day is not None:
        age = (day - spread[1]).days
        yield f"age={next((most for most in AGES if age <= most), 9)}"
        if spread == (day, day):
            yield f"the day itself {where}"


@cache
def load_day_weights() -> Mapping[str, float]:
    """The weights by feature."""
    file = resources.files("extract.facts.tables") / "table_day_weights.json"
    weights: Mapping[str, float] = json.loads(file.read_text("utf-8"))
    return weights
