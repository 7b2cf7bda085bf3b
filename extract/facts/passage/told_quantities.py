"""The quantities of a sentence: money, measures, percents, and numbers whose unit the sentence leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.facts.en import amounts
from extract.facts.passage.grammar import Grammar, Unit
from extract.facts.passage.marks import Quantity
from extract.facts.passage.numerals import HAN, KOREAN, RUSSIAN, east_asian, russian

_NUMBERS = {"ko": KOREAN, "zh": HAN, "ja": HAN, "ru": RUSSIAN}
_VALUES = {"ko": east_asian, "zh": east_asian, "ja": east_asian, "ru": russian}
_BARE_EN = re.compile(
    rf"(?<![\w.,$€-])(?P<number>{amounts.NUMBER})(?!,?\d)(?= ?(?:[.,;:)\"”]|$"
    r"|(?:as of|to the|to a|last|and|per|an?|in|at|for|flat|there|on|while) )|\s*$)"
)


def find_quantities(masked: str, start: int, grammar: Grammar) -> tuple[Quantity, ...]:
    """The quantities of a masked sentence that begins at `start`, in order, none inside another."""
    found = list(_english(masked) if grammar.language == "en" else _others(masked, grammar))
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return tuple(_moved(quantity, start) for quantity in kept)


def _moved(quantity: Quantity, start: int) -> Quantity:
    return Quantity(
        start=quantity.start + start, end=quantity.end + start, text=quantity.text, kind=quantity.kind,
        value=quantity.value, unit=quantity.unit, high=quantity.high, qualifier=quantity.qualifier,
    )  # fmt: skip


def _english(text: str) -> Iterator[Quantity]:
    for amount in amounts.read_money(text):
        yield _of_amount(text, amount, "foreign" if amount.foreign else "money")
    for match in _FROM_TO.finditer(text):  # what was and what is: two amounts, each with a time of its own
        for name in ("low", "high"):
            yield Quantity(
                start=match.start(name), end=match.end("high_end" if name == "high" else "low_end"),
                text=match[name], kind="money", value=amounts.number_value(match[name], None),
                unit=amounts.currency_of(match["currency"]),
            )  # fmt: skip
    for amount in amounts.read_measures(text):
        yield _of_amount(text, amount, "measure")
    for match in _OTHER_EN.finditer(text):
        value = amounts.number_value(match["number"], match["scale"])
        yield Quantity(
            start=match.start(), end=match.end(), text=match[0], kind="percent" if match["percent"] else "measure",
            value=value, unit="%" if match["percent"] else _OTHER_UNITS[match["unit"].lower()],
            qualifier=amounts.qualifier_before(text, match.start()),
        )  # fmt: skip
    for match in _BARE_EN.finditer(text):
        value = float(match["number"].replace(",", "").replace(" ", ""))
        if not (1900 <= value <= 2100 and "," not in match["number"]):
            yield Quantity(
                start=match.start(), end=match.end(), text=match[0], kind="bare", value=value, unit="",
                qualifier=amounts.qualifier_before(text, match.start()),
            )  # fmt: skip


_FROM_TO = re.compile(
    rf"\b[Ff]rom (?:about |some )?(?P<low>{amounts.NUMBER})(?P<low_end>(?: (?:won|yuan|dollars))?(?: an? \w+)?) to "
    rf"(?:about |some )?(?P<high>{amounts.NUMBER})(?P<high_end> (?P<currency>won|yuan|dollars?)\b)"
)
_OTHER_UNITS = {
    "kwh": "kWh", "kw": "kW", "pairs": "pairs", "pieces": "pieces", "units": "pieces", "sets": "sets",
    "meters": "m", "metres": "m", "blankets": "pieces", "bottles": "bottles", "hectares": "ha", "flats": "flats",
}  # fmt: skip
_OTHER_EN = re.compile(
    rf"(?<![\w.,$])(?P<number>{amounts.NUMBER})(?: (?P<scale>million|billion|thousand))?"
    r"(?:(?P<percent> ?%| ?percent\b| per cent\b)"
    r"|[ -](?P<unit>kWh|kW|pairs|pieces|units|sets|meters|metres|blankets|bottles|hectares|flats)\b)",
    re.IGNORECASE,
)


def _of_amount(text: str, amount: amounts.Amount, kind: str) -> Quantity:
    return Quantity(
        start=amount.start, end=amount.end, text=text[amount.start : amount.end], kind=kind, value=amount.value,
        unit=amount.unit, high=amount.high, qualifier=amount.qualifier,
    )  # fmt: skip


def _others(text: str, grammar: Grammar) -> Iterator[Quantity]:
    """Numbers with what follows them, by the language's table of units."""
    number = re.compile(rf"(?<![\d.,A-Za-z])(?P<one>{_NUMBERS[grammar.language]})")
    value_of = _VALUES[grammar.language]
    position = 0
    while match := number.search(text, position):
        position = max(match.end(), match.start() + 1)
        first = value_of(match["one"])
        if first is None:
            continue
        unit, end = _unit_at(text, match.end(), grammar)
        ranged = _range(text, match, unit, end, grammar)
        if ranged is not None:
            unit, end, first, high = ranged
        else:
            high = None
        if unit is None:
            if len(match["one"]) > 1 and not grammar.cue("no_bare").match(text, match.end()):
                yield _quantity(text, (match.start(), match.end()), Unit(kind="bare", name=""), (first, None), grammar)
            continue
        position = end
        yield _quantity(text, (match.start(), end), unit, (first, high), grammar)


def _quantity(
    text: str, span: tuple[int, int], unit: Unit, values: tuple[float, float | None], grammar: Grammar
) -> Quantity:
    start, end = span
    low, high = values
    if unit.kind == "money" and grammar.cue("home_money_before").search(text, max(0, start - 6), start):
        unit = Unit(kind="money", name="KPW")
    return Quantity(
        start=start, end=end, text=text[start:end], kind=unit.kind, value=low * unit.scale, unit=unit.name,
        high=None if high is None else high * unit.scale, qualifier=_qualifier(text, start, end, grammar),
    )  # fmt: skip


def _unit_at(text: str, position: int, grammar: Grammar) -> tuple[Unit | None, int]:
    for pattern, unit in grammar.units:
        if match := pattern.match(text, position):
            return unit, match.end()
    return None, position


def _range(
    text: str, match: re.Match[str], unit: Unit | None, end: int, grammar: Grammar
) -> tuple[Unit, int, float, float] | None:
    """ "14元から15元", "9–9,5 тыс. вон": (unit, end, low, high), or None."""
    joint = grammar.cue("range").match(text, end)
    if joint is None:
        return None
    second = re.compile(_NUMBERS[grammar.language]).match(text, joint.end())
    if second is None:
        return None
    last, last_end = _unit_at(text, second.end(), grammar)
    if last is None or (unit is not None and unit.name != last.name):
        return None
    value_of = _VALUES[grammar.language]
    low, high = value_of(match["one"]), value_of(second[0])
    if low is None or high is None:
        return None
    if low < high and low * 100 < high:  # "9–9,5 тыс.": the scale holds for both
        low *= 1000 if high / 1000 > low else 1
    return (last, last_end, low, high) if low < high else None


def _qualifier(text: str, start: int, end: int, grammar: Grammar) -> str:
    for name in ("about", "over", "under"):
        if grammar.cue(f"{name}_before").search(text, max(0, start - 14), start):
            return name
        if grammar.cue(f"{name}_after").match(text, end):
            return name
    return ""


def number_of(text: str, grammar: Grammar) -> float | None:
    """The value of a number as the language writes it; None where it is none."""
    if grammar.language == "en":
        try:
            return float(text.replace(",", "").replace(" ", ""))
        except ValueError:
            return None
    return _VALUES[grammar.language](text)
