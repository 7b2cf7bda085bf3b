"""Tables of who went where: a column of people, one of plants, days, and whoever was with them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from extract.facts.tables.known import names_within, whole_name
from extract.facts.tables.plant_tables import has_act, names_plant, with_year
from extract.facts.tables.quantities import plain
from extract.facts.tables.table_context import Context
from extract.facts.tables.table_notes import without_marks
from extract.facts.tables.table_words import meaning
from extract.facts.tables.told_times import bounds, read_times

LONG_AGO = 180  # days
LONGEST_NAME = 40
KIND = "visit"  # where no column says how the text calls it
_BETWEEN = re.compile(r"\s*(?:[,、，;；·]|\band\b|\bи\b)\s*")
_ASIDE = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_NOMINATIVE = re.compile(r"(?<=[Ыы]н)(?:а|у|ом|е)\b")  # Russian: Ким Чен Ына
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
    act: str | None = None  # what was done there: commissioning, construction


def read_visits(
    cells: Sequence[Sequence[str]], head_rows: int, context: Context, texts: Sequence[str] = ()
) -> Iterator[VisitReading]:
    """The visits of a table to plants and building sites; none where neither heads name a visitor and where he went,
    nor the texts above it (the nearest first) say whose visits they are.
    """
    if not 0 < head_rows < len(cells):
        return
    heads = [plain(cells[head_rows - 1][column]) for column in range(len(cells[0]))]
    visitors = _column(heads, "visitor")
    if visitors is None:
        yield from _visits_of_one(cells, head_rows, context, visitor_of(texts))
        return
    body = [[plain(without_marks(cell)) for cell in row] for row in cells]
    targets = [column for column, head in enumerate(heads) if pattern_of("target").search(head) and column != visitors]
    if not targets:
        return
    target = max(targets, key=lambda column: sum(is_site(row[column]) for row in body[head_rows:]))
    when, others, acts = (_column(heads, kind) for kind in ("when", "companions", "act"))
    for number, row in enumerate(body[head_rows:], head_rows):
        visitor, place = _person(row[visitors]), row[target]
        if not visitor or not is_site(place):
            continue
        spread, source = time_of(row[when] if when is not None else "", context)
        known = whole_name(place, "FACTORY")
        yield VisitReading(
            row=number, column=target, visitor=visitor, companions=people_in(row[others]) if others is not None else (),
            place=place, place_id=known.id if known else None, kind=(row[acts] if acts is not None else "") or KIND,
            first=spread[0] if spread else None, last=spread[1] if spread else None, date_source=source,
            said_by=context.said_by,
        )  # fmt: skip


def visitor_of(texts: Sequence[str]) -> str | None:
    """Whose visits a page tells: the one person whom the first text that speaks of visits names."""
    for text in texts:
        names = {known.id: known.text for known in names_within(_NOMINATIVE.sub("", text), "PERSON")}
        if pattern_of("visiting").search(text) and names:
            return next(iter(names.values())) if len(names) == 1 else None
    return None


def _visits_of_one(
    cells: Sequence[Sequence[str]], head_rows: int, context: Context, visitor: str | None
) -> Iterator[VisitReading]:
    """The visits of a table that has days and where somebody went, and whose texts say who it was."""
    heads = [plain(cells[head_rows - 1][column]) for column in range(len(cells[0]))]
    body = [[plain(without_marks(cell)) for cell in row] for row in cells]
    when = _day_column(heads, body[head_rows:])
    targets = [c for c, head in enumerate(heads) if pattern_of("target").search(head) and c != when]
    if visitor is None or when is None or not targets:
        return
    target = max(targets, key=lambda column: sum(is_site(row[column]) for row in body[head_rows:]))
    others = _column(heads, "companions")
    for number, row in enumerate(body[head_rows:], head_rows):
        spread, source = time_of(row[when], context)
        place, act = bare_target(row[target])
        if source != "table" or not place or len(set(row)) == 1 or is_doubtful(spread, context):
            continue
        if pattern_of("no-visit").search(row[target]):
            continue
        known = whole_name(place, "FACTORY")
        yield VisitReading(
            row=number, column=target, visitor=visitor, companions=people_in(row[others]) if others is not None else (),
            place=place, place_id=known.id if known else None, kind=KIND, act=act,
            first=spread[0] if spread else None, last=spread[1] if spread else None, date_source=source,
            said_by=context.said_by,
        )  # fmt: skip


def is_doubtful(spread: tuple[date, date] | None, context: Context) -> bool:
    """Whether a day whose year no text tells lies long ago, and so may be one to come."""
    if spread is None or context.day is None or context.year == spread[0].year:
        return spread is None
    return (context.day - spread[1]).days > LONG_AGO


def _day_column(heads: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    """The column of days: among those whose head says so, and the others, that with most of them."""
    days = [sum(any(told.day for told in read_times(row[c], cell=True)) for row in body) for c in range(len(heads))]
    said = [column for column in range(len(heads)) if pattern_of("when").search(heads[column]) and days[column]]
    best = max(said or range(len(heads)), key=lambda column: days[column])
    return best if days[best] * 2 >= len(body) else None


def bare_target(text: str) -> tuple[str, str | None]:
    """Where somebody went, without what is said of it in brackets, and what was done there: "(준공)" commissions it."""
    place = " ".join(_ASIDE.sub(" ", text).split()).strip(" ,;:")
    for kind in ("commissioning", "construction"):
        if place and any(has_act(kind, aside) for aside in _ASIDE.findall(text)):
            return place, kind
    return (place if _LETTERS.search(place) and meaning("absent", place) is None else ""), None


def _column(heads: Sequence[str], kind: str) -> int | None:
    return next((column for column, head in enumerate(heads) if pattern_of(kind).search(head)), None)


def is_site(text: str) -> bool:
    """Whether words name a plant or a building site."""
    return names_plant(text) or pattern_of("site").search(text) is not None


def _person(text: str) -> str:
    """A name without the titles before and behind it; "" where there is none, or more than one."""
    name = " ".join(pattern_of("title").sub(" ", text).split()).strip(" ,-–—")
    return name if _LETTERS.search(name) and len(name) <= LONGEST_NAME and not _BETWEEN.search(name) else ""


def people_in(text: str) -> tuple[str, ...]:
    """The names in a cell, in its order; none where it says that there are none."""
    if not text or meaning("absent", text) is not None:
        return ()
    return tuple(name for part in _BETWEEN.split(text) if (name := _person(part)))


def time_of(cell: str, context: Context) -> tuple[tuple[date, date] | None, str]:
    """First and last day that a cell tells, else those of the texts around, and which of these it is."""
    told = next(iter(read_times(cell, cell=True)), None)
    spread = bounds(with_year(told, context), context.day) if told is not None else None
    if spread is not None:
        return spread, "table"
    around = bounds(with_year(context.time, context), context.day) if context.time is not None else None
    if around is not None:
        return around, "article"
    return ((context.day, context.day), "published") if context.day else (None, "none")


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """The words of one kind in visit_tables.tsv."""
    with resources.files("extract.facts.tables").joinpath("visit_tables.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        flags = re.IGNORECASE if kind in ("visiting", "no-visit") else re.NOFLAG
        return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind), flags)
