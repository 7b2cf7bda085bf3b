"""Numbers as cells write them: separators, ranges, and the scales of five languages (2만1천500, 3.6万, 12,5 тыс.)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SCALES = {
    "천": 1e3, "千": 1e3, "백": 1e2, "百": 1e2, "만": 1e4, "万": 1e4, "萬": 1e4, "억": 1e8, "亿": 1e8,
    "億": 1e8, "십": 10, "十": 10,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "тыс.": 1e3, "тыс": 1e3, "млн": 1e6, "млрд": 1e9,
    "백만": 1e6, "百万": 1e6, "천만": 1e7, "千万": 1e7,
}  # fmt: skip
_PLAIN = (
    r"(?:\d{1,3}(?:[\u00a0\u202f ]\d{3})+,\d{1,2}(?![\d,])"  # 42 006,5
    r"|\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)?)"
)
_EAST = rf"(?:{_PLAIN}\s?(?:백만|천만|百万|千万|[십백천만억十百千万萬亿億])\s?)+(?:{_PLAIN})?(?!\d)"
_WEST = rf"{_PLAIN}\s?(?:thousand|million|billion|тыс\.?|млн\.?|млрд\.?)(?![a-zа-я])"
_NUMBER = rf"(?:{_EAST}|{_WEST}|{_PLAIN})"
_AMOUNT = re.compile(
    rf"(?P<sign>[+\-−–▲▼△▽↑↓±](?=\s?\d))?\s?(?P<low>{_NUMBER})"
    rf"(?:\s?(?P<joint>[-~–—〜～∼]|to|до)\s?(?P<high>{_NUMBER}))?(?P<per>\s?[%％])?",
    re.IGNORECASE,
)
# a number in brackets behind another, with a sign or a currency and no more
_ASIDE = re.compile(r"(?<=[\d\w%])\s?[(\[（【][^\d()\[\]]{0,6}\d[\d.,\s]*[^\d()\[\]]{0,8}[)\]）】]$")
_POWER = re.compile(r"(?:1 ?)?[cdkд]?[mм] ?[23]")  # a cubic metre, no number
_PART = re.compile(rf"(?P<number>{_PLAIN})\s?(?P<scale>백만|천만|百万|千万|[십백천만억十百千万萬亿億])?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number, or a range to `high`, written between `start` and `end`; `changed` where a sign makes it a change."""

    value: float
    high: float | None
    start: int
    end: int
    changed: bool = False
    percent: bool = False


def read_number(cell: str) -> Number | None:
    """The one number or range in a cell (NFKC, see `plain`); None where there is none, or several.

    One in brackets behind it says what it was before, or in other money: "5,700 (5,650)" is 5,700.
    """
    found = list(_AMOUNT.finditer(without_asides(cell)))
    if len(found) != 1 or _POWER.fullmatch(cell):
        return None
    match = found[0]
    low = number_of(match["low"])
    high = number_of(match["high"]) if match["high"] else None
    if high is not None:
        if low < high / 100 and not re.search(r"[^\d.,\s]", match["low"]):  # "2~3만": the scale is said once
            low *= _last_scale(match["high"])
        if low >= high:
            return None
    before, after = cell[: match.start()].rstrip()[-1:], cell[match.end() :].lstrip()[:1]
    if after in ("/", "?", ":") and after and cell[match.end() :].lstrip()[1:2].isdigit():
        return None
    if after == "?" or (before in ("/", ":") and cell[: match.start()].rstrip()[-2:-1].isdigit()):
        return None
    return Number(
        value=low,
        high=high,
        start=match.start(),
        end=match.end(),
        changed=match["sign"] is not None,
        percent=match["per"] is not None,
    )


def without_asides(cell: str) -> str:
    """A cell with spaces for the bracketed numbers behind its number."""
    return _ASIDE.sub(lambda aside: " " * len(aside[0]), cell)


def number_of(text: str) -> float:
    """What the words of a number come to: "2만1천500" is 21500."""
    text = text.strip().lower()
    west = re.fullmatch(rf"({_PLAIN})\s?(thousand|million|billion|тыс\.?|млн\.?|млрд\.?)", text)
    if west:
        return _plain(west[1]) * _SCALES[west[2].rstrip(".") if west[2].rstrip(".") in _SCALES else west[2]]
    total = group = 0.0
    for part in _PART.finditer(text):
        value, scale = _plain(part["number"]), _SCALES.get(part["scale"] or "", 1)
        if scale >= 1e4:
            total += (group + value) * scale
            group = 0.0
        else:
            group += value * scale
    return round(total + group, 6)


def _last_scale(text: str) -> float:
    west = re.search(r"thousand|million|billion|тыс|млн|млрд", text, re.IGNORECASE)
    if west:
        return _SCALES[west[0].lower()]
    scales = [_SCALES[part["scale"]] for part in _PART.finditer(text) if part["scale"]]
    return scales[0] if scales else 1.0


def _plain(text: str) -> float:
    text = re.sub(r"[\u00a0\u202f ]", "", text)
    if re.fullmatch(r"\d+,\d{1,2}", text):  # a decimal comma
        return float(text.replace(",", "."))
    return float(text.replace(",", ""))


def plain(text: str) -> str:
    """A text with full-width signs made plain (NFKC) and white space squeezed; a raised or lowered sign stays apart."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
