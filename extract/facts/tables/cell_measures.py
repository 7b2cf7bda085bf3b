"""What a price is for, and of how much foreign money a rate is, by a cell's labels and what stands around the table."""

from __future__ import annotations

from extract.facts.tables.cell_labels import read_label
from extract.facts.tables.columns import Cell
from extract.facts.tables.table_context import Context
from extract.facts.tables.table_words import meaning


def lot_of(cell: Cell, base: str, context: Context) -> float:
    """How much foreign money a rate is for: the 100 of "100 yuan", of a column of units, or of the caption."""
    near = (*cell.above, *cell.beside, *((cell.section,) if cell.section else ()))
    lots = [label.units for label in near if label.money and (label.lot or label.units != 1)]
    told = max(lots, default=None)
    if told is None and cell.unit is not None and cell.unit.replace(",", "").isdigit():
        told = float(cell.unit.replace(",", "")) or None
    return told or (context.units if context.pair in (None, base) else 1.0)


def unit_of(cell: Cell, context: Context) -> tuple[float | None, str | None]:
    """What a price is for: the row's own measure, the column's, the table's."""
    if cell.unit is not None and any(char.isalnum() for char in cell.unit):
        own = read_label(cell.unit)
        if own.measures:
            return own.measures[0]
        digits = cell.unit.replace(",", "").replace(" ", "")
        if digits.isdigit():
            return float(digits), "piece"
        known = meaning("measure", cell.unit)
        return (1.0, known) if known else (None, None)
    for label in cell.labels:
        if label.measures:
            return label.measures[0]
    return context.measures[0] if context.measures else (None, None)
