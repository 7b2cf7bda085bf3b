"""Whether a figure is right: candidates of the passage reader against records that were written blind to it.

A record's slot holds the right value, or a list of all values that are. Who said it is not asked here.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from typing import Any

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.figure_candidates import Candidate


def right(candidate: Candidate, records: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of the records is this candidate's in every slot."""
    return any(_same(candidate, record) for record in records if record["table"] == candidate.table)


def _same(candidate: Candidate, record: Mapping[str, Any]) -> bool:
    slots = candidate.slots
    if candidate.table == "price":
        value = _range(slots["price"], slots["price_high"]) == _number(record["price"])
        unit = f"{slots['quantity']:g} {slots['unit']}" if slots["unit"] else None
        own = {"good": slots["commodity"], "place": slots["place"], "currency": slots["currency"], "unit": unit}
        return value and all(_accepts(record, name, given) for name, given in own.items()) and _when(candidate, record)
    if candidate.table == "rate":
        value = _range(slots["rate"], slots["rate_high"]) == _number(record["value"])
        pair = record["pair"] == f"{slots['base']}/{slots['quote']}"
        return value and pair and _accepts(record, "place", slots["place"]) and _when(candidate, record)
    if candidate.table == "trade":
        if slots["flow"] != record["flow"] or slots["amount"] != record["amount"]:
            return False
        own = {name: slots[name] for name in ("partner", "good", "unit")}
        return all(_accepts(record, name, given) for name, given in own.items()) and _when(candidate, record)
    if candidate.table == "activity":
        names = ("plant", "kind", "product", "amount")
        return all(_accepts(record, name, slots[name]) for name in names) and _when(candidate, record)
    place = _accepts(record, "place" if "place" in record else "target", slots["place"])
    people = list(slots["companions"]) == record["companions"]  # type: ignore[call-overload]
    return place and people and _accepts(record, "visitor", slots["visitor"], part=True) and _when(candidate, record)


def _accepts(record: Mapping[str, Any], name: str, given: object, *, part: bool = False) -> bool:
    if name in record.get("optional", ()):
        return True
    wanted = _listed(record.get(name))
    if given is None:
        return None in wanted
    told = _plain(given)
    return any(_plain(each) == told or (part and told in _plain(each)) for each in wanted if each)


def _when(candidate: Candidate, record: Mapping[str, Any]) -> bool:
    wanted = _listed(record["period" if candidate.table == "trade" else "date"])
    if candidate.date_source in ("none", "published") and None in wanted:
        return True
    return told(candidate.period) in wanted


def told(period: Bounds | None) -> str | None:
    """A time as the records have it: a day, a month, a year, or two of them with a slash."""
    if period is None:
        return None
    first, last = period
    if first == last:
        return first.isoformat()
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}/{last.year}"
        months = f"{first:%Y-%m}", f"{last:%Y-%m}"
        return months[0] if months[0] == months[1] else "/".join(months)
    return f"{first}/{last}"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(value: object) -> str:
    text = str(value).casefold().replace('"', "").replace("l", "l").strip()
    return text.removesuffix("s").removesuffix(" city")


def _range(low: object, high: object) -> str:
    return f"{low:g}" if high is None else f"{low:g}-{high:g}"


def _number(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:g}"
