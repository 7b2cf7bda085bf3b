"""Tables of what plants made and how far they fulfilled their plans: a plant beside each row, outputs, per cents."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from extract.facts.tables.cell_labels import read_label
from extract.facts.tables.known import names_within, whole_name
from extract.facts.tables.quantities import plain, read_number
from extract.facts.tables.table_context import Context
from extract.facts.tables.table_words import meaning, scan
from extract.facts.tables.told_times import Told, bounds, read_times

PLANTS_SHARE = 0.6  # of a column's cells, for it to be one of plants
LONGEST_PLANT = 60  # characters of a name
TOLD = ("planned", "plan-fulfilled", "commissioning", "modernisation", "accident", "halt", "construction", "production")
_When = tuple[date | None, date | None, str]  # first and last day, and where they are told
_WEIGHED = ("t", "kg", "g", "L", "m", "m2", "m3", "barrel", "pair")
_SEVERAL = {"pair": "pairs", "piece": ""}
_LINKING = re.compile(
    r"\b(?:of|the|some|about|over|more than|nearly|its|a|an|in)\b|여 |[을를]\s|了|を$|の", re.IGNORECASE
)
_PLACED = re.compile(r"\s*[(（][^()（）\d]{2,40}[)）]$")  # "Sangwon Cement Complex (Sangwon)"
_MEASURED = re.compile(r"[(（]([^()（）]{1,16})[)）]$")
_JUCHE = re.compile(r"(?:주체|主体|Juche) ?\d{2,3}\s?[(（]?|[)）]")  # "주체112 (2023)" is 2023
_TARGET = re.compile(r"\btargets?\b|목표|目标|目標|\bцел[ьи]\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


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
    body = _of_the_north([[plain(cell) for cell in row] for row in cells[head_rows:]])
    heads = [_head(cells, head_rows, column) for column in range(len(cells[0]))]
    plants = _plant_column(heads, body) if not _is_sheet(heads, body, context) else None
    if plants is None:
        yield from _read_sheet(cells, head_rows, context)
        return
    products = _product_column(heads, body, plants)
    days = _days(body, head_rows, context)
    for column, head in enumerate(heads):
        kind = _kind(head, context) if column not in (plants, products) else None
        when = _time(head, context)
        if when is None or column in (plants, products):
            continue
        if kind is None:
            told = [(head_rows + n, row[plants], row[column]) for n, row in enumerate(body) if len(set(row)) > 1]
            yield from _told_reports(told, column, when, days, context)
            continue
        for number, row in enumerate(body):
            if any(_TARGET.search(cell) for cell in row[:plants]):
                continue
            made = _product(row, products, context)
            measured = _MEASURED.search(made) if made else None  # "석탄(천 톤)"
            if made and measured and read_label(measured[1]).measures:
                made, own_head = made[: measured.start()].strip(), f"{head} ({measured[1]})"
            else:
                own_head = head
            amount = _amount(row[column], own_head, kind, context)
            own = days.get(head_rows + number, when) if when[2] != "table" else when
            if amount is None and kind == "production" and products is None:
                made, amount = _made(row[column])  # "310 trucks"
            if amount is None or not _is_plant(row[plants]) or len(set(row)) == 1:
                continue
            known = whole_name(row[plants], "FACTORY")
            yield PlantReading(
                row=head_rows + number, column=column, plant=row[plants], plant_id=known.id if known else None,
                kind=kind, product=made, amount=amount,
                first=own[0], last=own[1], date_source=own[2], said_by=context.said_by,
            )  # fmt: skip


def _of_the_north(body: Sequence[list[str]]) -> list[list[str]]:
    """The rows with names of plants bare of the place in brackets, those below a line on the South left empty."""
    found, abroad = [], False
    for row in body:
        if len(set(row)) == 1 and row[0]:
            label = read_label(row[0])
            named = any(known.country != "KP" for known in (*label.countries, *names_within(row[0], "PLACE")))
            abroad = named and not any("KP" in known.country for known in names_within(row[0], "PLACE"))
        found.append(["" if abroad else _bare(cell) for cell in row])
    return found


def _bare(cell: str) -> str:
    """A plant's name without the place in brackets behind it."""
    name = _PLACED.sub("", cell)
    return name if names_plant(name) else cell


def _read_sheet(cells: Sequence[Sequence[str]], head_rows: int, context: Context) -> Iterator[PlantReading]:
    """The reports of a table that has its plants in a row, and below them what is told of each, line by line."""
    if head_rows > 1 or len(cells) < 3:
        return
    headed = _pattern("headed").search(plain(cells[0][0])) and not any(map(read_number, map(plain, cells[0][1:])))
    if not headed and not _names_plants([plain(cell) for cell in cells[0][1:]]):
        return
    for report in read_plants(list(zip(*cells, strict=True)), 1, context):
        yield replace(report, row=report.column, column=report.row)


def _is_sheet(heads: Sequence[str], body: Sequence[Sequence[str]], context: Context) -> bool:
    """Whether the first column holds what are heads elsewhere: "Products", "Plan, %", so that plants stand in a row."""
    if not _pattern("headed").search(heads[0]):
        return False
    beside = [row[0] for row in body]
    kinds = sum(bool(_pattern("made").search(text)) or _kind(text, context) is not None for text in beside)
    return kinds > 0 and not any(_names_plants([text]) for text in beside)


def _product(row: Sequence[str], products: int | None, context: Context) -> str | None:
    """What was made: the row says it, or the text on the output that the table tells."""
    return (row[products] or None) if products is not None else context.good if context.output else None


def _told_reports(
    cells: Sequence[tuple[int, str, str]], column: int, when: _When, days: Mapping[int, _When], context: Context
) -> Iterator[PlantReading]:
    """The reports of a column that tells in words what each plant did: "turned out 52,000 tons of cement"."""
    for row, plant, told in cells:
        kind = next((kind for kind in TOLD if _pattern(f"told-{kind}").search(told)), None)
        if kind in (None, "planned") or not _is_plant(plant):
            continue
        product, amount = _made(told) if kind == "production" else (None, None)
        if kind == "production" and amount is None:
            continue
        known = whole_name(plant, "FACTORY")
        own = _own_time(told, context, kind) or days.get(row) or when
        if context.day is not None and own[0] is not None and own[0] > context.day:
            continue
        yield PlantReading(
            row=row, column=column, plant=plant, plant_id=known.id if known else None, kind=kind or "", product=product,
            amount=amount, first=own[0], last=own[1], date_source=own[2], said_by=context.said_by,
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


def _plant_column(heads: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    """The column that names plants: by its head where the cells are words, else by its cells."""
    columns = range(len(heads))
    named = (column for column in columns if _names_plants([row[column] for row in body]))
    headed = (
        column
        for column in columns
        if _pattern("headed").search(heads[column])
        and sum(_is_plant(row[column]) for row in body) >= PLANTS_SHARE * len(body)
    )
    found = next(headed, None)
    return next(named, None) if found is None else found


def _product_column(heads: Sequence[str], body: Sequence[Sequence[str]], plants: int) -> int | None:
    """The column that says what is made, by its head, or because most of its cells are known goods."""
    others = [column for column in range(len(heads)) if column != plants]
    said = (c for c in others if "good" in read_label(heads[c]).heads or _pattern("made").search(heads[c]))
    known = (
        column
        for column in others
        if sum(read_label(row[column]).good is not None for row in body) >= PLANTS_SHARE * len(body)
        and not any(read_number(row[column]) for row in body)
    )
    found = next(said, None)
    return next(known, None) if found is None else found


def _is_plant(text: str) -> bool:
    """Whether a cell of a column of plants names one: it has letters, and is no sum, no day and no sentence."""
    label = read_label(text)
    worded = len(_LETTER.findall(text)) > 1 and len(text) <= LONGEST_PLANT
    return names_plant(text) or (worded and not (label.total or label.other or label.money or meaning("absent", text)))


def _days(body: Sequence[Sequence[str]], head_rows: int, context: Context) -> dict[int, _When]:
    """The day of each row, where a column tells one in at least half of them."""
    for column in range(len(body[0]) if body else 0):
        found: dict[int, _When] = {}
        for number, row in enumerate(body):
            times = read_times(row[column], cell=True)
            rest = len(_JUCHE.sub("", row[column])) - 1
            if len(times) == 1 and times[0].end - times[0].start >= rest:
                spread = bounds(with_year(times[0], context), context.day)
                if spread is not None:
                    found[head_rows + number] = (*spread, "table")
        if found and len(found) * 2 >= len(body):
            return found
    return {}


def _own_time(told: str, context: Context, kind: str | None) -> _When | None:
    """The one time that the words on a plant tell: "commissioned Nov. 2024"; None where they tell none or several."""
    times = [time for time in read_times(told) if time.day or kind != "plan-fulfilled"]  # "3분기 계획 완수"
    spread = bounds(with_year(times[0], context), context.day) if len(times) == 1 else None
    return (*spread, "table") if spread is not None else None


def names_plant(text: str) -> bool:
    """Whether a cell is the name of a plant."""
    return _pattern("plant").search(text) is not None


def has_act(kind: str, words: str) -> bool:
    """Whether words tell of a kind of activity: 준공 of a commissioning."""
    return _pattern(f"told-{kind}").search(words) is not None


def _names_plants(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and sum(map(names_plant, filled)) >= PLANTS_SHARE * len(filled)


def _kind(head: str, context: Context) -> str | None:
    """What a column tells of plants, by its head; None where it tells what is only planned, or something else."""
    if _TARGET.search(head) and not _pattern("fulfilled").search(head):
        return None
    if _pattern("fulfilled").search(head) or (_pattern("planned").search(head) and re.search(r"[%％]", head)):
        return "plan-fulfilled"
    if _pattern("planned").search(head):
        return None
    label = read_label(head)
    by_time = context.output and label.times and not (label.rest or label.vetoes or label.money)
    return "production" if by_time or _pattern("output").search(head) else None


def _time(head: str, context: Context) -> _When | None:
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
    if not own.measures and not read_label(head).measures:
        scale = context.measured
    if own.money or own.rest or own.good or number.percent or not (measures or not _LETTER.search(cell)):
        return None
    unit = measures[0][1] if measures else ""
    return f"{number.value * scale:.10g} {_SEVERAL.get(unit, unit)}".strip()


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    with resources.files("extract.facts.tables").joinpath("plant_tables.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        flags = re.IGNORECASE if kind.startswith("told-") else re.NOFLAG  # "Commissioned" in a cell of its own
        return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind), flags)
