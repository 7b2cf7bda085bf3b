"""Amounts as sentences write them: money and measures, with ranges, scales and number words.

Written for this project, because what matters here is where an amount stands and what stands around it; the
libraries for prices read one price out of a string that is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "a hundred": 100, "one hundred": 100, "a thousand": 1000, "half a": 0.5, "half an": 0.5, "a half": 0.5,
    "a dozen": 12, "per": 1, "each": 1, "every": 1,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9,
}  # fmt: skip
_CURRENCIES = {
    "won": "won", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "cny": "CNY", "dollar": "USD", "usd": "USD",
    "euro": "EUR", "eur": "EUR", "yen": "JPY", "jpy": "JPY", "rouble": "RUB", "ruble": "RUB", "kpw": "KPW",
    "krw": "KRW", "$": "USD", "us$": "USD", "€": "EUR", "¥": "CNY", "₩": "won",
}  # fmt: skip
_UNITS = {
    "kg": "kg", "kilogram": "kg", "kilogramme": "kg", "kilo": "kg", "gram": "g", "gramme": "g", "g": "g",
    "ton": "t", "tonne": "t", "metric ton": "t", "metric tonne": "t", "liter": "L", "litre": "L", "l": "L",
    "milliliter": "mL", "millilitre": "mL", "ml": "mL", "barrel": "barrel", "bushel": "bushel", "jin": "jin",
    "bottle": "bottle", "can": "can", "pack": "pack", "packet": "pack", "box": "box", "carton": "carton",
    "bag": "bag", "sack": "sack", "pair": "pair", "bar": "bar", "bunch": "bunch", "bundle": "bundle",
    "sheet": "sheet", "bowl": "bowl", "block": "block", "tube": "tube", "tablet": "tablet", "jar": "jar",
    "meter": "m", "metre": "m", "cubic meter": "m3", "cubic metre": "m3", "head": "piece", "piece": "piece",
    "apiece": "piece",
}  # fmt: skip

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:\.\d+)?"  # KCNA writes 31 000
_SCALE = r"(?:[ -](?P<scale{0}>hundred|thousand|million|billion|trillion|mn|mln|bn|bln)\b)?"
_NUMBER_WORD = (
    "(?:(?:[Hh]alf an?|[Aa] (?:dozen|hundred|thousand|half)|[Oo]ne hundred|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree"
    "|[Ff]our|[Ff]ive"
    "|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Ff]ifteen|[Tt]wenty|[Tt]hirty|[Ff]ifty))"
)
_NATION = (
    r"(?:(?P<nation>US|U\.S\.|American|Chinese|Russian|Japanese|North Korean|South Korean|SK|Korean|[A-Z][a-z]+) )?"
)
_CURRENCY_WORD = r"(?:won|yuan|renminbi|RMB|CNY|dollars?|USD|euros?|EUR|yen|JPY|roubles?|rubles?|KPW|KRW)\b"
_UNIT_WORD = (
    r"(?:kilogram(?:me)?s?|kilos?|kgs?|grams?|grammes?|g|(?:metric )?ton(?:ne)?s?|lit(?:er|re)s?|L"
    r"|millilit(?:er|re)s?|ml"
    r"|barrels?|bushels?|jin|bottles?|cans?|packs?|packets?|box(?:es)?|cartons?|bags?|sacks?|pairs?|bars?|bunch(?:es)?"
    r"|bundles?|sheets?|bowls?|blocks?|tubes?|tablets?|jars?|(?:cubic )?met(?:er|re)s?|heads?|pieces?)\b"
)
_RANGE = (
    rf"(?:(?P<ranged>[Bb]etween |[Ff]rom )?(?P<low>{NUMBER}){_SCALE.format(1)}"
    # the currency may stand twice, but "8,000 won and 8,500 won" are two prices unless "between" joins them
    r"(?(ranged)(?: (?:won|yuan|dollars|euros))?|(?: (?:won|yuan|dollars|euros)(?= to |-|–))?)"
    r"(?P<joint> to | and |-|–| - ))?"
)
_MONEY = re.compile(
    # "$2.18 billion", "$70-$80 a ton", "KPW 8,900"
    rf"(?P<both>(?<=[Bb]etween ))?(?P<sign>(?<![A-Za-z])(?:US\$|\$|€|¥|₩|(?:KPW|KRW|USD|CNY|RMB|EUR) ?))"
    rf"(?:(?P<plow>{NUMBER})(?(both)(?: and | to |-|–)"
    rf"|(?: to |-|–))(?:US\$|\$|€|¥)?)?(?P<pnumber>{NUMBER}){_SCALE.format(0)}(?![\d])"
    # "6,200 won", "between 19,000 and 20,000 won", "a hundred dollars"
    rf"|(?<![\d.,$€¥])(?:{_RANGE}(?P<number>{NUMBER})"
    rf"|(?<![A-Za-z])(?P<word>{_NUMBER_WORD})){_SCALE.format(2)}[ -]?{_NATION}(?P<currency>{_CURRENCY_WORD})",
)
_MEASURE = re.compile(
    rf"(?<![\d.,$€¥\w])(?:{_RANGE}(?P<number>{NUMBER})|(?P<word>{_NUMBER_WORD}|[Pp]er|[Ee]ach"
    rf"|[Ee]very)){_SCALE.format(2)}[ -]?(?P<unit>{_UNIT_WORD})|/ ?(?P<slash>{_UNIT_WORD})"
)
_QUALIFIER = re.compile(
    r"\b(?:(?P<about>about|around|roughly|some|approximately|nearly|almost|close to|an estimated|an average of)"
    r"|(?P<over>more than|over|above|at least|as much as|upwards of|no less than)|(?P<under>less than|under"
    r"|below|up to)) (?:of )?$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """An amount written between `start` and `end`. `unit` is a currency (ISO 4217; "won" where no one says whose) or a
    measure's short name; `high` is the upper end of a range; `qualifier` is "", "about", "over" or "under".
    """

    start: int
    end: int
    value: float
    unit: str
    high: float | None = None
    qualifier: str = ""
    foreign: bool = False  # a dollar or won of a country that is not meant by its plain name


def read_money(text: str) -> list[Amount]:
    """The amounts of money in a text, in its order."""
    return [amount for match in _MONEY.finditer(text) if (amount := _money(match)) is not None]


def read_measures(text: str) -> Iterator[Amount]:
    """The masses, volumes, containers and pieces in a text, in its order."""
    for match in _MEASURE.finditer(text):
        yield Amount(
            start=match.start(),
            end=match.end(),
            value=1 if match["slash"] else _value(match["number"], match["word"], match["scale2"]),
            unit=unit_of(match["unit"] or match["slash"]),
            high=None,
            qualifier=qualifier_before(text, match.start()),
        )


def number_value(number: str, scale: str | None) -> float:
    """The value of digits with a scale's word ("2.3", "million")."""
    return _value(number, None, scale)


def qualifier_before(text: str, start: int) -> str:
    """How an amount at `start` is hedged: "", "about", "over" or "under"."""
    found = _QUALIFIER.search(text[:start])
    return (found.lastgroup or "") if found else ""


def unit_of(word: str) -> str:
    """The short name of a unit's word."""
    lower = word.lower()
    for form in (lower, lower.removesuffix("s"), lower.removesuffix("es")):
        if form in _UNITS:
            return _UNITS[form]
    raise ValueError(f"no unit: {word!r}")


def currency_of(word: str) -> str:
    """The ISO code of a currency's word or sign; "won" for a won that may be either."""
    lower = word.strip().lower()
    return _CURRENCIES.get(lower) or _CURRENCIES[lower.removesuffix("s")]


def _money(match: re.Match[str]) -> Amount | None:
    nation = match["nation"] or ""
    currency = currency_of(match["sign"] or match["currency"])
    if currency == "won" and nation in ("North Korean", "South Korean", "SK"):
        currency = "KPW" if nation == "North Korean" else "KRW"
    plain = ("", "US", "U.S.", "American", "Chinese", "Russian", "Japanese", "North Korean", "South Korean", "SK")
    text, start = match.string, match.start()
    scale = match["scale0"] or match["scale2"]
    low = match["plow"] or match["low"]
    value = _value(match["pnumber"] or match["number"], match["word"], scale)
    if low is None:
        return _amount(match, text, start, value, None, currency, nation not in plain)
    first = _value(low, None, match["scale1"] or scale)
    if (match["joint"] or " to ") == " to " and _CHANGE.search(text[:start]):
        # "rose from 8,000 to 8,600 won", "rose 300 won to 8,600 won": the present is the second
        start = match.start("pnumber" if match["sign"] else "number")
        return _amount(match, text, start, value, None, currency, nation not in plain)
    if match["joint"] == " and " and not match["ranged"]:  # "in May 2015 and 5,120 won this month"
        return _amount(match, text, match.start("number"), value, None, currency, nation not in plain)
    if (match["ranged"] or "").lower() == "from " and not _RANGING.search(text[:start]):
        return None
    if first >= value:
        return None
    return _amount(match, text, start, first, value, currency, nation not in plain)


_RANGING = re.compile(r"\b(?:rang\w+|var(?:y|ies|ied|ying)|anywhere|costs?|priced|for|anything) $")
_CHANGE = re.compile(r"\b(?:rose|risen|fell|fallen|jumped|dropped|climbed|went|gone|up|down|slid|grew|increased) $")


def _amount(
    match: re.Match[str], text: str, start: int, value: float, high: float | None, currency: str, foreign: bool
) -> Amount:
    return Amount(
        start=start,
        end=match.end(),
        value=value,
        high=high,
        unit=currency,
        qualifier=qualifier_before(text, start),
        foreign=foreign,
    )


def _value(number: str | None, word: str | None, scale: str | None) -> float:
    value = float(number.replace(",", "").replace(" ", "")) if number else float(_WORDS[(word or "a").lower()])
    return round(value * _SCALES.get((scale or "").lower(), 1), 6)
