"""Tables of who went where: a column of people, one of plants, days, and whoever was with them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from extract.facts.tables.known import whole_name
from extract.facts.tables.plant_tables import names_plant, with_year
from extract.facts.tables.quantities import plain
from extract.facts.tables.table_context import Context
from extract.facts.tables.table_notes import without_marks
from extract.facts.tables.table_words import meaning
from extract.facts.tables.told_times import bounds, read_times

LONGEST_NAME = 40
KIND = "visit"  # where no column says how the text calls it
_BETWEEN = re.compile(r"\s*(?:[,、，;；·]|\band\b|\bи\b)\s*")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitReading:
    """One visit of a table, told in the cell at `row` and `column`, that of its place."""

    row: int
    column: int
    visitor: str
    companions: tuple[str, ...]
    place: str
    place_id: str | None
    kind: str
    first: date | None
    last: date | None
    date_source: str
    said_by: str | None


def read_visits(cells: Sequence[Sequence[str]], head_rows: int, context: Context) -> Iterator[VisitReading]:
    """The visits of a table to plants and building sites; none where no heads name a visitor and where he went."""
    if not 0 < head_rows < len(cells):
        return
    heads = [plain(cells[head_rows - 1][column]) for column in range(len(cells[0]))]
    visitors = _column(heads, "visitor")
    body = [[plain(without_marks(cell)) for cell in row] for row in cells]
    targets = [column for column, head in enumerate(heads) if _pattern("target").search(head) and column != visitors]
    if visitors is None or not targets:
        return
    target = max(targets, key=lambda column: sum(_is_site(row[column]) for row in body[head_rows:]))
    when, others, acts = (_column(heads, kind) for kind in ("when", "companions", "act"))
    for number, row in enumerate(body[head_rows:], head_rows):
        visitor, place = _person(row[visitors]), row[target]
        if not visitor or not _is_site(place):
            continue
        spread, source = _time(row[when] if when is not None else "", context)
        known = whole_name(place, "FACTORY")
        yield VisitReading(
            row=number, column=target, visitor=visitor, companions=_people(row[others]) if others is not None else (),
            place=place, place_id=known.id if known else None, kind=(row[acts] if acts is not None else "") or KIND,
            first=spread[0] if spread else None, last=spread[1] if spread else None, date_source=source,
            said_by=context.said_by,
        )  # fmt: skip


def _column(heads: Sequence[str], kind: str) -> int | None:
    return next((column for column, head in enumerate(heads) if _pattern(kind).search(head)), None)


def _is_site(text: str) -> bool:
    return names_plant(text) or _pattern("site").search(text) is not None


def _person(text: str) -> str:
    """A name without the titles before and behind it; "" where there is none, or more than one."""
    name = " ".join(_pattern("title").sub(" ", text).split()).strip(" ,-–—")
    return name if _LETTERS.search(name) and len(name) <= LONGEST_NAME and not _BETWEEN.search(name) else ""


def _people(text: str) -> tuple[str, ...]:
    """The names in a cell, in its order; none where it says that there are none."""
    if not text or meaning("absent", text) is not None:
        return ()
    return tuple(name for part in _BETWEEN.split(text) if (name := _person(part)))


def _time(cell: str, context: Context) -> tuple[tuple[date, date] | None, str]:
    told = next(iter(read_times(cell, cell=True)), None)
    spread = bounds(with_year(told, context), context.day) if told is not None else None
    if spread is not None:
        return spread, "table"
    around = bounds(with_year(context.time, context), context.day) if context.time is not None else None
    if around is not None:
        return around, "article"
    return ((context.day, context.day), "published") if context.day else (None, "none")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    with resources.files("extract.facts.tables").joinpath("visit_tables.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind))
