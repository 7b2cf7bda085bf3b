"""What one cell of a table was read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from extract.facts.tables.cell_labels import Label
from extract.facts.tables.columns import Cell, has_hedge


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One figure of a table. `kind` is "price", "rate" or "trade"; `row` and `column` say in which cell it stands.

    Which other slots are filled depends on the kind; `why` says for a refused cell why it is no figure.
    `score` is how sure a figure is, by its `doubts` (`reading_doubts.py`).
    """

    kind: str
    row: int
    column: int
    value: float = 0.0
    high: float | None = None
    good: str | None = None
    good_id: str | None = None
    place: str | None = None
    place_id: str | None = None
    partner: str | None = None
    partner_id: str | None = None
    flow: str | None = None
    currency: str = ""
    base: str = ""
    quantity: float | None = None
    unit: str | None = None
    role: str = "market"
    first: date | None = None
    last: date | None = None
    date_source: str = "none"
    qualifier: str = ""
    said_by: str | None = None
    why: str = ""
    score: float = 1.0
    doubts: Mapping[str, float] = field(default_factory=dict, compare=False)


def names_something(label: Label) -> bool:
    """Whether a label has words that name neither a country, a time nor a flow."""
    return bool(label.rest) and not label.countries and not label.times and not label.flow


def hedge_of(cell: Cell) -> str:
    """How the words of a cell hedge its number."""
    return has_hedge(cell.own.text) if cell.own.text else ""


def refused(cell: Cell, why: str) -> Reading:
    """A cell that is no figure, with its reason."""
    return Reading(kind="refused", row=cell.row, column=cell.column, value=cell.number.value, why=why)
