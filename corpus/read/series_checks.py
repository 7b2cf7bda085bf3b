"""What speaks against a figure of a series: outlets that differ over one day, its own history, and the exchange rate.

The limits are wide: prices in won double within months, and a flag that is always up says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

from corpus.store.reader import Readable

NEAR = 60  # days: a figure is compared with others of its series no further away
LEAST = 3  # others that make a history
FAR = 1.8  # times the median of its history, up or down
RATE_DAYS = 20  # days: how near a price in won and a rate must be to check a price in foreign money
RATE_FAR = 1.6  # times what the rate makes of it
VALUES = {"prices": ("price", "commodity"), "rates": ("rate", "base"), "trade": ("amount", "good")}
_SERIES = ("commodity", "base", "good", "place", "partner", "flow", "currency", "quantity", "unit", "kind")

Row = dict[str, Any]


def with_checks(db: Readable, kind: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with `spread`, how much the highest figure of its day is above the lowest (0.05 for five per cent; None
    for a figure that nobody contradicts), and `outlier`: "history" or "rate", what it is far from, else "".
    """
    value, _ = VALUES[kind]
    days = defaultdict(list)
    series = defaultdict(list)
    for row in rows:
        days[(*_series_of(row), row["date"], row["date_end"])].append(row)
        series[_series_of(row)].append(row)
    rates = _rates(db) if kind == "prices" else {}
    won = [row for row in rows if row.get("currency") == "KPW"]
    checked = []
    for row in rows:
        same_day = [other[value] for other in days[(*_series_of(row), row["date"], row["date_end"])]]
        spread = max(same_day) / min(same_day) - 1 if len(same_day) > 1 and min(same_day) > 0 else None
        odd = "history" if _is_far(row, series[_series_of(row)], value) else ""
        if not odd and kind == "prices" and _is_off_rate(row, won, rates):
            odd = "rate"
        checked.append({**row, "spread": round(spread, 3) if spread is not None else None, "outlier": odd})
    return checked


def _series_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in _SERIES)


def _is_far(row: Row, others: Sequence[Row], value: str) -> bool:
    """Whether a figure is far from the median of the others of its series that are near in time."""
    if "flow" in row:  # a month of trade may well be twice the one before
        return False
    near = [each[value] for each in others if each is not row and _apart(each, row) <= NEAR]
    return len(near) >= LEAST and _times(row[value], median(near)) > FAR


def _is_off_rate(row: Row, won: Sequence[Row], rates: Mapping[str, Sequence[tuple[str, float]]]) -> bool:
    """Whether a price in foreign money is far from the same good's price in won at the rate of that time."""
    if row["currency"] not in rates or not row["date"]:
        return False
    same = [
        each["price"]
        for each in won
        if each["commodity"] == row["commodity"]
        and (each["quantity"], each["unit"]) == (row["quantity"], row["unit"])
        and _apart(each, row) <= RATE_DAYS
    ]
    told = [rate for day, rate in rates[row["currency"]] if _apart({"date": day}, row) <= RATE_DAYS]
    return bool(same and told) and _times(row["price"] * median(told), median(same)) > RATE_FAR


def _rates(db: Readable) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for base, day, rate in db.execute(
        "select base, date, rate from exchange_rates where date is not null and kind = 'market'"
    ).fetchall():
        found[base].append((day, rate))
    return found


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Days between two figures; without end where one has no day."""
    if not one["date"] or not other["date"]:
        return float("inf")
    return abs((date.fromisoformat(one["date"]) - date.fromisoformat(other["date"])).days)


def _times(one: float, other: float) -> float:
    return max(one / other, other / one) if one > 0 and other > 0 else float("inf")
