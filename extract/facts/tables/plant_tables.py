"""Tables of what plants made and how far they fulfilled their plans: a plant beside each row, outputs, per cents."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from extract.facts.tables.cell_labels import read_label
from extract.facts.tables.known import whole_name
from extract.facts.tables.quantities import plain, read_number
from extract.facts.tables.table_context import Context
from extract.facts.tables.table_words import meaning, scan
from extract.facts.tables.told_times import Told, bounds

PLANTS_SHARE = 0.6  # of a column's cells, for it to be one of plants
TOLD = ("planned", "plan-fulfilled", "commissioning", "modernisation", "halt", "production")
_WEIGHED = ("t", "kg", "g", "L", "m", "m2", "m3", "barrel", "pair")
_SEVERAL = {"pair": "pairs", "piece": ""}
_LINKING = re.compile(
    r"\b(?:of|the|some|about|over|more than|nearly|its|a|an|in)\b|여 |[을를]\s|了|を$|の", re.IGNORECASE
)
_NO_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlantReading:
    """One report of a table, told in the cell at `row` and `column`; `kind` as in activity reports."""

    row: int
    column: int
    plant: str
    plant_id: str | None
    kind: str
    product: str | None
    amount: str | None
    first: date | None
    last: date | None
    date_source: str
    said_by: str | None


def read_plants(cells: Sequence[Sequence[str]], head_rows: int, context: Context) -> Iterator[PlantReading]:
    """The reports of a table; none where no column names plants."""
    if len(cells) <= head_rows or len(cells[0]) < 2:
        return
    body = [[plain(cell) for cell in row] for row in cells[head_rows:]]
    heads = [_head(cells, head_rows, column) for column in range(len(cells[0]))]
    plants = next((column for column in range(len(heads)) if _names_plants([row[column] for row in body])), None)
    if plants is None:
        yield from _read_sheet(cells, head_rows, context)
        return
    products = next((column for column, head in enumerate(heads) if "good" in read_label(head).heads), None)
    for column, head in enumerate(heads):
        kind = _kind(head, context) if column not in (plants, products) else None
        when = _time(head, context)
        if when is None or column in (plants, products):
            continue
        if kind is None:
            yield from _told_reports([(head_rows + n, row[plants], row[column]) for n, row in enumerate(body)],
                                     column, when, context)  # fmt: skip
            continue
        for number, row in enumerate(body):
            amount, made = _amount(row[column], head, kind, context), _product(row, products, context)
            if amount is None and kind == "production" and products is None:
                made, amount = _made(row[column])  # "310 trucks"
            if amount is None or not names_plant(row[plants]):
                continue
            known = whole_name(row[plants], "FACTORY")
            yield PlantReading(
                row=head_rows + number, column=column, plant=row[plants], plant_id=known.id if known else None,
                kind=kind, product=made, amount=amount,
                first=when[0], last=when[1], date_source=when[2], said_by=context.said_by,
            )  # fmt: skip


def _read_sheet(cells: Sequence[Sequence[str]], head_rows: int, context: Context) -> Iterator[PlantReading]:
    """The reports of a table that has its plants in a row, and below them what is told of each, line by line."""
    if head_rows > 1 or len(cells) < 3 or not _names_plants([plain(cell) for cell in cells[0][1:]]):
        return
    for report in read_plants(list(zip(*cells, strict=True)), 1, context):
        yield replace(report, row=report.column, column=report.row)


def _product(row: Sequence[str], products: int | None, context: Context) -> str | None:
    """What was made: the row says it, or the text on the output that the table tells."""
    return (row[products] or None) if products is not None else context.good if context.output else None


def _told_reports(
    cells: Sequence[tuple[int, str, str]], column: int, when: tuple[date | None, date | None, str], context: Context
) -> Iterator[PlantReading]:
    """The reports of a column that tells in words what each plant did: "turned out 52,000 tons of cement"."""
    for row, plant, told in cells:
        kind = next((kind for kind in TOLD if _pattern(f"told-{kind}").search(told)), None)
        if kind in (None, "planned") or not names_plant(plant):
            continue
        product, amount = _made(told) if kind == "production" else (None, None)
        if kind == "production" and amount is None:
            continue
        known = whole_name(plant, "FACTORY")
        yield PlantReading(
            row=row, column=column, plant=plant, plant_id=known.id if known else None, kind=kind or "", product=product,
            amount=amount, first=when[0], last=when[1], date_source=when[2], said_by=context.said_by,
        )  # fmt: skip


def _made(told: str) -> tuple[str | None, str | None]:
    """The product and the amount in words on what was made."""
    number = read_number(told)
    if number is None or number.changed or number.percent:
        return None, None
    before, behind = told[: number.start], told[number.end :]
    token = next((token for token in scan(behind, ("measure",)) if not behind[: token.start].strip()), None)
    weighed = token is not None and token.value in _WEIGHED
    if token is not None and (weighed or len(token.text) <= 2):  # "개" counts, while buckets are what was made
        behind = behind[token.end :]
    words = _pattern("told-production").sub(" ", f"{before} {behind}")
    product = " ".join(_LINKING.sub(" ", words).split()).strip(" ,.;") or None
    unit = _SEVERAL.get(token.value, token.value) if token and weighed else ""
    return product, f"{number.value:.10g} {unit}".strip()


def _head(cells: Sequence[Sequence[str]], head_rows: int, column: int) -> str:
    return " ".join(dict.fromkeys(plain(cells[row][column]) for row in range(head_rows) if cells[row][column]))


def names_plant(text: str) -> bool:
    """Whether a cell is the name of a plant."""
    return _pattern("plant").search(text) is not None


def _names_plants(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and sum(map(names_plant, filled)) >= PLANTS_SHARE * len(filled)


def _kind(head: str, context: Context) -> str | None:
    """What a column tells of plants, by its head; None where it tells what is only planned, or something else."""
    if _pattern("fulfilled").search(head):
        return "plan-fulfilled"
    if _pattern("planned").search(head):
        return None
    label = read_label(head)
    by_time = context.output and label.times and not (label.rest or label.vetoes or label.money)
    return "production" if by_time or _pattern("output").search(head) else None


def _time(head: str, context: Context) -> tuple[date | None, date | None, str] | None:
    """The first and last day that a column is of, and where that is told; None for a time to come."""
    told = next(iter(read_label(head).times), None)
    spread = bounds(with_year(told, context), context.day) if told is not None else None
    source = "table"
    around = _around(context)
    if spread is None and around is not None:
        spread, source = bounds(with_year(around, context), context.day), "article"
    if spread is None:
        return context.day, context.day, "published"
    return None if context.day is not None and spread[0] > context.day else (*spread, source)


def _around(context: Context) -> Told | None:
    """The time that the texts around a table tell for its outputs: no single day is one."""
    told = context.time
    one_day = told is not None and (told.weekday is not None or (told.day is not None and told.last_day is None))
    return context.period or told if told is None or one_day else told


def with_year(told: Told, context: Context) -> Told:
    """A time of a table with the year that it leaves out, from the texts around it."""
    told = told.filled(_around(context))
    if told.year is None and told.weekday is None and context.year is not None:
        dated = replace(told, year=context.year)
        spread = bounds(dated, context.day)
        return dated if spread is not None and (context.day is None or spread[0] <= context.day) else told
    return told


def _amount(cell: str, head: str, kind: str, context: Context) -> str | None:
    """An amount as activity reports have it: "640 t", "109%"; None where the cell holds none."""
    number = read_number(cell) if cell and meaning("absent", cell) is None else None
    if number is None or number.changed:
        return None
    if kind == "plan-fulfilled":
        return f"{number.value:.10g}%" if number.percent or re.search(r"[%％]", head) else None
    own = read_label((cell[: number.start] + " " + cell[number.end :]).strip())
    measures = own.measures or read_label(head).measures or (context.measures if context.output else ())
    scale = 1.0 if own.measures else read_label(head).scale
    if own.money or own.rest or own.good or number.percent or not (measures or not _NO_LETTER.search(cell)):
        return None
    unit = measures[0][1] if measures else ""
    return f"{number.value * scale:.10g} {_SEVERAL.get(unit, unit)}".strip()


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    with resources.files("extract.facts.tables").joinpath("plant_tables.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind))
