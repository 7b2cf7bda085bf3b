"""Which columns of a grid are labels and which hold figures, and which labels stand over and beside a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.facts.tables.cell_labels import Label, read_label
from extract.facts.tables.cell_parts import Earlier, parts_of
from extract.facts.tables.quantities import Number, plain, read_number, without_asides
from extract.facts.tables.table_notes import marks_of
from extract.facts.tables.table_words import meaning, scan
from extract.facts.tables.told_times import read_times

_TIME_SPAN = re.compile(
    r"(?:(?:a|an|one|per|1) ?)?(?:day|night|hour|week|month|shift)s?"
    r"|(?:1 ?)?(?:일|하루|박|시간|달|개월|月|天|夜|晚|日|泊|時間|小时)"
    r"|(?:в |за |1 )?(?:день|сутки|ночь|час|неделю|неделя|месяц|смена|смену)",
    re.IGNORECASE,
)
MIN_SPANNED = 3  # columns from which on a line over all of them tells nothing of one
_LABEL_HEADS = {"good", "place", "date", "partner", "flow", "currency", "seller"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell that holds a number: where it stands, the number, its own words, the labels over it and beside it.

    `above` are the heads of its column from the top, `beside` the labels of its row, `section` a line over several
    rows.
    `unit` is what the row says its price is for, None where the table has no such column; `marks` are those of notes,
    `earlier` is the time of a number in brackets.
    """

    row: int
    column: int
    number: Number
    own: Label
    above: tuple[Label, ...]
    beside: tuple[Label, ...]
    section: Label | None = None
    unit: str | None = None
    marks: tuple[str, ...] = ()
    earlier: Earlier | None = None

    @property
    def labels(self) -> tuple[Label, ...]:
        """All labels of the cell, its own words first."""
        return (self.own, *self.above, *self.beside, *((self.section,) if self.section else ()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What each column of a grid is: "value", "label", "unit" (what a price is for) or "note" (not read)."""

    kinds: tuple[str, ...]
    head_rows: int

    def columns(self, kind: str) -> list[int]:
        """The columns of one kind."""
        return [column for column, own in enumerate(self.kinds) if own == kind]


def read_shape(cells: Sequence[Sequence[str]], head_rows: int) -> Shape:
    """What each column is, by its head and by what stands in it."""
    body = cells[head_rows:]
    width = len(cells[0])
    kinds = []
    own_heads = [row for row in range(head_rows) if width < MIN_SPANNED or len(set(cells[row])) > 1]
    for column in range(width):
        heads = [read_label(cells[row][column]) for row in own_heads]
        kinds.append(_kind(heads, [row[column] for row in body], first=column == 0))
    if "value" not in kinds and "unit" in kinds:  # a column of amounts alone is what the table is about
        kinds = ["value" if kind == "unit" else kind for kind in kinds]
    return Shape(kinds=tuple(kinds), head_rows=head_rows)


def _kind(heads: Sequence[Label], body: Sequence[str], *, first: bool) -> str:
    texts = [plain(cell) for cell in body if cell]
    last = heads[-1] if heads else None
    amounts = sum(is_amount(text) and not (first and _is_lot(text)) for text in texts)
    dates = sum(_is_date(text) for text in texts)
    said: set[str] = set().union(*(label.heads for label in heads)) if heads else set()
    if len(heads) > 1 and last is not None and amounts * 2 > len(texts) and dates * 2 <= len(texts):
        said = set(last.heads)  # "Lowest" below "second week": the week is no name of what stands in the column
    if said & {"index", "note"} and not said & _LABEL_HEADS:
        return "note"
    if "unit" in said and last is not None and not last.money and not last.measures:
        told = [text for text in texts if any(map(str.isalnum, text))]
        measured = sum(_is_measure(text) for text in told)
        if measured * 2 >= len(told):
            return "unit"
    packs = sum(_is_pack(text) for text in texts)
    packed = packs * 3 >= 2 * len(texts) and all(map(_is_small, texts))
    if packs and packed and not (last and (last.money or last.times)):
        return "unit"  # "1 kg", "20 pieces": whatever the head calls it
    if said & {"good", "partner", "flow", "currency"} and not (last and (last.money or last.measures)):
        return "label"
    headed = said & _LABEL_HEADS and not (last and last.money)
    if headed and ("date" in said or dates * 2 > len(texts) or amounts * 2 <= len(texts)):
        return "label"
    if (
        first
        and texts
        and dates * 2 >= len(texts)
        and not any(is_amount(text) and not _is_date(text) for text in texts)
    ):
        return "label"  # "1월", "2월", "계"
    if texts and amounts * 2 < len(texts):
        return "label" if first or any(read_number(text) is None for text in texts) else "value"
    if texts and not said and last is None and all(_is_measure(text) for text in texts):
        return "unit"
    return "value"


def is_amount(text: str) -> bool:
    """Whether a cell is a number with no more words than a unit, or says that there is none."""
    if not any(char.isdigit() for char in text):
        return not any(char.isalpha() for char in text) or meaning("absent", text) is not None
    number = read_number(text)
    if number is None:
        return len(parts_of(text, None)) > 1
    own = read_label((text[: number.start] + " " + text[number.end :]).strip())
    if own.money and number.value == 1:  # "1 US dollar" says whose rate stands beside it
        return False
    return not (own.rest or own.good or own.place)


def _is_lot(text: str) -> bool:
    """Whether a cell says how much foreign money a rate is for: "100 yuan"."""
    number = read_number(text)
    if number is None or number.value not in (1, 10, 100, 1000):
        return False
    label = read_label(text)
    return bool(label.money) and label.money[0] not in ("won", "KPW", "KRW") and not (label.rest or label.good)


def _is_pair(text: str) -> bool:
    """Whether a text says in what money rates of a round sum of another are: "Won for 100 yuan"."""
    number = read_number(text)
    return number is not None and number.value in (1, 10, 100, 1000) and len(set(read_label(text).money)) == 2


def _is_date(text: str) -> bool:
    times = read_times(text, cell=True)
    return len(times) == 1 and times[0].end - times[0].start >= len(text) - 1


def _is_measure(text: str) -> bool:
    """Whether a cell says how much a price is for: "1 kg", "5 pieces", "10", "-"."""
    if not any(char.isalnum() for char in text):
        return True
    number = read_number(text)
    bare = (text[: number.start] + " " + text[number.end :]).strip() if number else text
    if not bare:
        return number is not None and number.value <= 100
    for token in sorted(scan(bare, ("measure",)), key=lambda token: token.start, reverse=True):
        bare = bare[: token.start] + bare[token.end :]
    return not any(map(str.isalnum, bare)) and (number is None or number.value <= 1000)


def _is_pack(text: str) -> bool:
    """Whether a cell is a small number with a measure, which is what a price is for rather than one."""
    number = read_number(text)
    return number is not None and number.value <= 100 and bool(scan(text, ("measure",))) and _is_measure(text)


def _is_small(text: str) -> bool:
    number = read_number(text)
    return number is not None and number.value <= 100 and len(text) <= 8


def whole_head(cells: Sequence[Sequence[str]], head_rows: int) -> int:
    """How many rows are the head, with the second line of one whose first line spans several columns."""
    if head_rows == 0 and len(cells) > MIN_SPANNED - 1 and _is_head(cells[0]):
        head_rows = 1
    while 0 < head_rows < len(cells) - 1:
        above, row = cells[head_rows - 1], [plain(cell) for cell in cells[head_rows][1:] if cell]
        spanned = any(left and left == right for left, right in pairwise(above[1:]))
        if not spanned or len(set(row)) < 2 or any(is_amount(text) and not _is_date(text) for text in row):
            break
        head_rows += 1
    return head_rows


def _is_head(row: Sequence[str]) -> bool:
    """Whether a first row is a head though years stand in it: "Товар", "2022 год", "2023 год"."""
    texts = [plain(text) for text in row if text]
    named = sum(bool(read_label(text).heads) or _is_date(text) for text in texts)
    return len(row) >= MIN_SPANNED and named >= 2 and not any(is_amount(text) and not _is_date(text) for text in texts)


def side_by_side(cells: Sequence[Sequence[str]], head_rows: int) -> int:
    """How many columns wide the tables are that a grid sets beside each other ("Good, price, good, price")."""
    width = len(cells[0])
    heads = [cells[row] for row in range(head_rows)]
    for size in range(2, width // 2 + 1):
        if width % size or any(list(head[:size]) * (width // size) != list(head) for head in heads):
            continue
        if heads and len(set(heads[-1][:size])) < size:
            continue
        kinds = [read_shape([row[at : at + size] for row in cells], head_rows).kinds for at in range(0, width, size)]
        told = [[row[at] for row in cells[head_rows:] if row[at]] for at in range(0, width, size)]
        named = all(any(char.isalpha() for char in text) for texts in told for text in texts)
        if len(set(kinds)) == 1 and kinds[0][0] == "label" and "value" in kinds[0] and named:
            return size
    return width


def is_time_span(unit: str) -> bool:
    """Whether what a price is for is a time, as of work, rooms and stalls: "a day", "박"."""
    return _TIME_SPAN.fullmatch(unit) is not None


def is_section(row: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a row is one line over the rows below it: the same in all places, or a place above goods that stands
    alone.
    """
    filled = {plain(cell) for cell in row if cell}
    text = next(iter(filled), "")
    spread = len(row) > 2 and (_is_date(text) or _is_pair(text))
    if len(filled) != 1 or (is_amount(text) and not spread):
        return False
    if len(row) > 2 or all(row):
        return True
    label = read_label(next(iter(filled)))
    others = [read_label(other[0]) for other in body if other[0] and any(other[1:])]
    goods = sum(other.good is not None for other in others)
    return bool(row[0]) and label.place is not None and label.good is None and goods * 2 > len(others)


def number_cells(cells: Sequence[Sequence[str]], shape: Shape, earlier: Earlier | None = None) -> Iterator[Cell]:
    """The numbers of the cells, row by row, with their labels; those in brackets are of the time `earlier`."""
    heads = range(shape.head_rows)
    body = cells[shape.head_rows :]
    lined = any(is_section(row, body) for row in body)
    over_all = [row for row in heads if len(set(cells[row])) == 1 and (lined or (len(cells[row]) > 2 and row))]
    section: Label | None = read_label(cells[over_all[-1]][0]) if over_all else None  # a group's line, taken for a head
    units, labels, values = shape.columns("unit"), shape.columns("label"), shape.columns("value")
    for row in range(shape.head_rows, len(cells)):
        if is_section(cells[row], body):
            section = read_label(next(cell for cell in cells[row] if cell))
            continue
        beside = _distinct([cells[row][column] for column in labels])
        unit = next((plain(cells[row][column]) for column in units), None)
        for column in values:
            for part in parts_of(plain(cells[row][column]), earlier):
                yield Cell(
                    row=row,
                    column=column,
                    number=part.number,
                    own=read_label(_own_words(part.text, part.number)),
                    above=_distinct([cells[above][column] for above in heads if above not in over_all]),
                    beside=beside,
                    section=section,
                    unit=unit,
                    marks=tuple(
                        mark
                        for text in (*(cells[above][column] for above in heads), *(cells[row][left] for left in labels))
                        for mark in marks_of(text)
                    ),
                    earlier=earlier if part.earlier else None,
                )


def _own_words(cell: str, number: Number) -> str:
    """The words of a cell besides its number; what stands in brackets behind it counts where it is a measure."""
    behind = cell[number.end :]
    if not scan(behind, ("measure",)):
        behind = without_asides(cell)[number.end :]
    return f"{cell[: number.start]} {behind}".strip()


def _distinct(texts: Sequence[str]) -> tuple[Label, ...]:
    return tuple(read_label(text) for text in dict.fromkeys(texts) if text)


def has_hedge(text: str) -> str:
    """How the words of a cell hedge its number: "", "about", "over" or "under"."""
    return next((token.value for token in scan(text, ("hedge",))), "")
