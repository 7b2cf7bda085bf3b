"""Why a number of a table is no figure: what its labels, its own words and the rest of its table say against it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts.tables.columns import Cell, is_time_span
from extract.facts.tables.known import is_abroad, is_of_south
from extract.facts.tables.table_context import Context

_PERCENT = re.compile(r"^\W*[%％]\W*$|[(,]\s?[%％]\s?\)?$")
_CHANGE = re.compile(r"\+ ?/ ?[-−–]|±|[△▲▼▽]+")
LONGEST_WORDS = 12  # characters of a cell's own words, in letters other than Latin, that are more than a unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Odd:
    """What a table says against some of its figures: its kind ("sport"), labels of means, columns of other things, and
    whether it names places of the North, so that others are set beside them.
    """

    table: str | None
    summaries: frozenset[str]
    columns: frozenset[int]
    at_home: bool


def refusal_of(cell: Cell, context: Context, odd: Odd) -> str:
    """The reason why a number is no figure, "" where nothing speaks against it."""
    if odd.table or context.aid:
        return odd.table or "aid"
    if any(label.shift == "vague" for label in cell.labels):
        return "a time that has no day"
    vetoes = [veto for label in cell.labels for veto in label.vetoes if veto != "comparison" or not label.times]
    if vetoes:
        return vetoes[0]
    if cell.number.changed:
        return "change"
    if any(label.text in odd.summaries for label in cell.labels):
        return "a mean of others"
    if cell.column in odd.columns:
        return "of something else"
    if cell.number.percent:
        return "percent"
    if any(_PERCENT.search(label.text) and not label.money for label in (*cell.above, *cell.beside)):
        return "percent"
    if any(_CHANGE.fullmatch(label.text) for label in cell.above):
        return "change"
    pay = context.pay or (cell.unit is not None and is_time_span(cell.unit))
    if pay or context.scenario:
        return "pay" if pay else "forecast"
    if any(is_of_south(label.place_id) for label in cell.labels):
        return "of the South"
    if odd.at_home and context.flow is None and _is_abroad(cell):
        return "of another country"
    if any(label.other for label in cell.labels if label is not cell.section):
        return "other goods"
    if cell.own.rest and not cell.own.rest.isascii() and len(cell.own.rest) > LONGEST_WORDS:
        return "words"
    if any(country.country == "KR" for label in cell.labels for country in label.countries):
        return "" if context.flow else "of the South"
    return ""


def _is_abroad(cell: Cell) -> bool:
    """Whether a row is of a place in another country, as "Dandong" below "Sinuiju"."""
    return any(
        is_abroad(label.place_id) for label in (*cell.beside, *((cell.section,) if cell.section else ()))
    ) and not any(label.place_id and not is_abroad(label.place_id) for label in cell.beside)
