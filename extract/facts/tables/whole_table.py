"""What a whole table says of its cells: which words are goods, which days its heads tell, whether it is on sport."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from extract.facts.tables.cell_labels import LONGEST_GOOD, Label, read_label
from extract.facts.tables.columns import Shape
from extract.facts.tables.known import is_abroad
from extract.facts.tables.table_words import meaning
from extract.facts.tables.told_times import bounds

# of the labels that may name goods, so many must be known before the others are taken for goods too
KNOWN_SHARE = 0.34
LEAST_DOTTED = 3
_DOTTED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]*\d)")
_POINT = re.compile(r"\d\.\d")


def is_other_table(cells: Sequence[Sequence[str]], shape: Shape) -> str | None:
    """Whether the heads say that a table is on sport or weather, whatever its numbers."""
    heads = [read_label(cells[row][column]) for row in range(shape.head_rows) for column in range(len(cells[0]))]
    vetoes = Counter(veto for label in heads for veto in set(label.vetoes))
    if vetoes["sport"] > 1:
        return "sport"
    if vetoes["stock"]:
        return "shares"
    return "weather" if vetoes["weather"] else None


def summaries(cells: Sequence[Sequence[str]], shape: Shape) -> frozenset[str]:
    """The labels that call figures the mean of those of other goods or places: "Mean" beside "Rice" and "Corn"."""
    rows = range(shape.head_rows, len(cells))
    runs = [[cells[row][column] for column in shape.columns("value")] for row in range(shape.head_rows)]
    runs += [[cells[row][column] for row in rows] for column in shape.columns("label")]
    return frozenset(
        read_label(text).text
        for texts in runs
        for text in texts
        if meaning("summary", text) and any(read_label(other).good or read_label(other).place for other in texts)
    )


def odd_columns(cells: Sequence[Sequence[str]], shape: Shape, goods: frozenset[str]) -> frozenset[int]:
    """The columns of figures on something else: an unknown word over them, where most others have none."""
    odd, others = set(), 0
    for column in shape.columns("value"):
        labels = [read_label(cells[row][column]) for row in range(shape.head_rows) if cells[row][column]]
        told = any(
            label.good or label.flow or label.money or label.measures or label.place or label.role for label in labels
        )
        if labels and not told and labels[-1].rest and labels[-1].text not in goods:
            odd.add(column)
        others += told or any(label.times for label in labels)
    return frozenset(odd) if len(odd) < others else frozenset()


def counted_columns(cells: Sequence[Sequence[str]], shape: Shape) -> frozenset[int]:
    """The columns whose heads tell of things ("Ships") where at least two others tell each its own unit: in a
    table of trade these are counts, and no sums.
    """
    things, measured, weighed = set(), 0, False
    for column in shape.columns("value"):
        labels = [read_label(cells[row][column]) for row in range(shape.head_rows) if cells[row][column]]
        own = any(label.money or label.measures for label in labels)
        measured += own
        weighed = weighed or any(label.measures for label in labels)
        told = any(label.flow or label.place or label.times or label.countries or label.total for label in labels)
        if labels and not own and not told and (labels[-1].good or labels[-1].rest):
            things.add(column)
    return frozenset(things) if measured > 1 and weighed else frozenset()


def shared_money(cells: Sequence[Sequence[str]], shape: Shape) -> tuple[str, float] | None:
    """The currency and scale that one head tells for its neighbours, too: "Total, $ mln", "Exports", "Imports"."""
    told = {
        (label.money[0], label.scale)
        for column in shape.columns("value")
        for label in (read_label(cells[row][column]) for row in range(shape.head_rows))
        if label.money and not label.measures
    }
    return next(iter(told)) if len(told) == 1 else None


def tells_won(cells: Sequence[Sequence[str]], shape: Shape) -> bool:
    """Whether a head of a column of figures says that these are in won."""
    heads = [cells[row][column] for row in range(shape.head_rows) for column in shape.columns("value")]
    return any(money in ("won", "KPW") for head in heads for money in read_label(head).money)


def two_ways(cells: Sequence[Sequence[str]], shape: Shape) -> bool:
    """Whether the heads of a table tell of exports and of imports."""
    heads = [cells[row][column] for row in range(shape.head_rows) for column in shape.columns("value")]
    kinds = {flow.kind for head in heads if (flow := read_label(head).flow) is not None}
    return {"export", "import"} <= kinds


def days_of(cells: Sequence[Sequence[str]], shape: Shape, day: date | None) -> tuple[date, ...]:
    """The single days that the heads of a table tell."""
    heads = [cells[row][column] for row in range(shape.head_rows) for column in shape.columns("value")]
    times = [told for head in heads for told in read_label(head).times]
    found = [spread for told in times if (spread := bounds(told, day)) is not None and spread[0] == spread[1]]
    return tuple(dict.fromkeys(spread[0] for spread in found))


def years_of(cells: Sequence[Sequence[str]], shape: Shape) -> frozenset[int]:
    """The years that stand alone in the heads of a table."""
    heads = [cells[row][column] for row in range(shape.head_rows) for column in shape.columns("value")]
    times = [told for head in heads for told in read_label(head).times]
    return frozenset(told.year for told in times if told.whole_year and told.year is not None)


def goods_of(cells: Sequence[Sequence[str]], shape: Shape) -> frozenset[str]:
    """The unknown words among the labels that are goods, because the head says so or their neighbours are."""
    rows = cells[shape.head_rows :]
    runs = []
    for column in shape.columns("label"):
        heads = [read_label(cells[row][column]) for row in range(shape.head_rows)]
        runs.append(([row[column] for row in rows], any("good" in label.heads for label in heads)))
    runs.append(([cells[row][c] for row in range(shape.head_rows) for c in shape.columns("value")], False))
    goods: set[str] = set()
    for texts, said in runs:
        labels = {text: read_label(text) for text in texts if text}
        naming = [label for label in labels.values() if label.good or label.rest]
        known = sum(label.good is not None for label in naming)
        if naming and (said or (known >= KNOWN_SHARE * len(naming) and known)):
            goods |= {label.text for label in naming if _may_be_good(label)}
    return frozenset(goods)


def places_of(cells: Sequence[Sequence[str]], shape: Shape) -> frozenset[str]:
    """The unknown words among the labels of rows that are places, because half of their neighbours are."""
    places: set[str] = set()
    for column in shape.columns("label"):
        labels = {row[column]: read_label(row[column]) for row in cells[shape.head_rows :] if row[column]}
        naming = [label for label in labels.values() if label.place or label.rest or label.good]
        known = sum(label.place is not None for label in naming)
        if known * 2 >= len(naming) and not any(label.good for label in naming):
            places |= {label.text for label in naming if label.rest and _may_be_good(label) and not label.role}
    return frozenset(places)


def partners_of(cells: Sequence[Sequence[str]], shape: Shape) -> frozenset[str]:
    """The countries, by their ids, that the labels of a table name besides North Korea."""
    heads = [cells[row][column] for row in range(shape.head_rows) for column in shape.columns("value")]
    beside = [row[column] for row in cells[shape.head_rows :] for column in shape.columns("label")]
    return frozenset(
        known.id for text in (*heads, *beside) if text for known in read_label(text).countries if known.country != "KP"
    )


def names_home(cells: Sequence[Sequence[str]], shape: Shape) -> bool:
    """Whether labels of a table name places of the North."""
    return any(label.place_id and not is_abroad(label.place_id) for label in _labels_of(cells, shape))


def lists_goods(cells: Sequence[Sequence[str]], shape: Shape) -> bool:
    """Whether the labels of a table name goods, so that a total is one over them."""
    return any(label.good for label in _labels_of(cells, shape))


def _labels_of(cells: Sequence[Sequence[str]], shape: Shape) -> Iterator[Label]:
    heads = [cells[row][column] for row in range(shape.head_rows) for column in shape.columns("value")]
    beside = [row[column] for row in cells[shape.head_rows :] for column in shape.columns("label")]
    return (read_label(text) for text in dict.fromkeys((*heads, *beside)) if text)


def _may_be_good(label: Label) -> bool:
    return (
        bool(label.rest)
        and len(label.rest.split()) <= LONGEST_GOOD
        and not label.vetoes
        and not meaning("summary", label.text)
    )


def with_plain_thousands(cells: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The cells of a table in won with "8.100" as "8100", where all of its points stand before thousands."""
    dotted = [cell for row in cells for cell in row if _POINT.search(cell)]
    if len(dotted) < LEAST_DOTTED or any(_POINT.search(_DOTTED.sub("", cell)) for cell in dotted):
        return cells
    return [[_DOTTED.sub(lambda match: match[0].replace(".", ""), cell) for cell in row] for row in cells]


def with_whole_days(cells: Sequence[Sequence[str]], head_rows: int, day: date | None) -> tuple[list[list[str]], int]:
    """The cells and how many rows are the head, where bare days of a month ("2", "9", "16") stand below that month."""
    rows = [list(row) for row in cells]
    if not 0 < head_rows < len(rows) - 1 or day is None:
        return rows, head_rows
    above, below = rows[head_rows - 1], rows[head_rows]
    columns = [at for at, text in enumerate(below) if text.isdecimal() and 1 <= int(text) <= 31]
    months = {above[at] for at in columns}
    told = read_label(next(iter(months))).times if len(months) == 1 else []
    days = [int(below[at]) for at in columns]
    alone = all(below[at] == above[at] for at in range(len(below)) if at not in columns)
    if len(columns) < 2 or days != sorted(set(days)) or not alone or len(told) != 1 or not told[0].month:
        return rows, head_rows
    spread = bounds(told[0], day)
    if spread is None or told[0].day is not None:
        return rows, head_rows
    for at in columns:
        above[at], below[at] = "", f"{spread[0]:%Y-%m}-{int(below[at]):02}"
    return rows, head_rows + 1
