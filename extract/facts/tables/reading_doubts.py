"""How sure a figure of a table is: by how its slots were told, what its labels leave unread, and how the rest of the
table was read. The weights are worked out by `bench/train_table_score.py`.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from statistics import median

from extract.facts.tables.cell_labels import Label
from extract.facts.tables.cell_readings import Reading
from extract.facts.tables.columns import Cell
from extract.facts.tables.table_context import Context

FAR = 30.0  # what a ratio is told as at most


def with_scores(readings: Sequence[Reading], cells: Sequence[Cell], context: Context) -> list[Reading]:
    """The readings with the features of each that is a figure, and how likely every slot of it is right."""
    whole = _whole(readings, context)
    found = []
    for reading, cell in zip(readings, cells, strict=True):
        if reading.kind == "refused":
            found.append(reading)
            continue
        doubts = {**whole, **_own(reading, cell, context), **_beside(reading, readings)}
        found.append(replace(reading, doubts=doubts, score=round(score_of(doubts, load_reading_weights()), 3)))
    return found


def _whole(readings: Sequence[Reading], context: Context) -> dict[str, float]:
    """What the table as a whole says."""
    kinds = Counter(reading.kind for reading in readings)
    reasons = Counter(reading.why for reading in readings if reading.why)
    size = len(readings)
    told = {
        "prices told": context.prices, "rates told": context.rates, "output told": context.output,
        "flow told": context.flow is not None, "flow sure": context.flow is not None and context.flow.sure,
        "money told": context.money is not None, "measures told": bool(context.measures),
        "place told": context.place is not None, "time told": context.time is not None,
        "year told": context.year is not None, "south": context.south, "abroad": context.abroad,
        "third": context.third, "partner told": context.partner is not None,
        "turned": context.turned, "speaker told": bool(context.said_by),
    }  # fmt: skip
    return {
        **{name: 1.0 for name, true in told.items() if true},
        **{f"share {kind}": count / size for kind, count in kinds.items()},
        **{f"refused {why}": count / size for why, count in reasons.items()},
        "figures": math.log1p(size - kinds["refused"]),
        "kinds": float(len([kind for kind in kinds if kind != "refused"])),
    }


def _own(reading: Reading, cell: Cell, context: Context) -> dict[str, float]:
    """How the slots of one reading were told, and the words of its labels that were not read."""
    labels = cell.labels
    unread = [label for label in (*cell.above, *cell.beside) if label.rest and label.rest != reading.good]
    found = {
        f"of {reading.kind}": 1.0,
        f"date by {reading.date_source}": 1.0,
        "value": math.log10(reading.value) if reading.value > 0 else -3.0,
        "unread": float(len(unread)),
        "unread words": float(sum(len(label.rest.split()) for label in unread)),
        "labels": float(len(labels)),
        "longest label": float(max((len(label.text.split()) for label in labels), default=0)),
        "row": float(cell.row),
        "column": float(cell.column),
    }
    found |= {
        name: 1.0
        for name, true in {
            "good known": reading.good_id is not None,
            "good unknown": reading.good is not None and reading.good_id is None,
            "good beside": _any(cell.beside, "good"),
            "good above": _any(cell.above, "good"),
            "place beside": _any(cell.beside, "place"),
            "place above": _any(cell.above, "place"),
            "place known": reading.place_id is not None,
            "place none": reading.place is None,
            "money by labels": _any(labels, "money"),
            "money in won": reading.currency == "KPW",
            "scaled": any(label.scale != 1.0 for label in labels) or context.scale != 1.0,
            "measured by labels": _any(labels, "measures") or cell.unit is not None,
            "unit none": reading.unit is None,
            "unit of table": reading.unit is not None and not _any(labels, "measures") and cell.unit is None,
            "flow by labels": _any(labels, "flow"),
            "partner by labels": _any(labels, "countries"),
            "partner none": reading.partner is None,
            "good none": reading.good is None,
            "total": any(label.total for label in labels),
            "section": cell.section is not None,
            "two times": sum(bool(label.times) for label in labels) > 1,
            "shifted": any(label.shift for label in labels),
            "range": reading.high is not None,
            "own words": bool(cell.own.text),
            "own unread": bool(cell.own.rest),
            "marked": bool(cell.marks),
            "speaker": reading.said_by is not None,
            "long speaker": len((reading.said_by or "").split()) > 4 or len(reading.said_by or "") > 24,
            "small price": reading.kind == "price" and reading.currency == "KPW" and reading.value < 50,
            "no head": not cell.above,
            "no label": not cell.beside,
            "told role": _any(labels, "role"),
        }.items()
        if true
    }
    if reading.first and reading.last:
        found["days"] = min(400.0, (reading.last - reading.first).days)
        if context.day:
            found["days ago"] = min(1500.0, (context.day - reading.last).days)
    return found


def _beside(reading: Reading, readings: Sequence[Reading]) -> dict[str, float]:
    """How the column and row of a reading were read, and how far its figure is from others of its kind."""
    column = [other for other in readings if other.column == reading.column]
    row = [other for other in readings if other.row == reading.row]
    alike = [
        other.value
        for other in readings
        if other.kind == reading.kind and (other.good, other.currency, other.base, other.unit)
        == (reading.good, reading.currency, reading.base, reading.unit) and other.value > 0
    ]  # fmt: skip
    middle = median(alike) if alike else 0.0
    ratio = math.log10(reading.value / middle) if middle > 0 and reading.value > 0 else 0.0
    return {
        "column of kind": sum(other.kind == reading.kind for other in column) / len(column),
        "row of kind": sum(other.kind == reading.kind for other in row) / len(row),
        "apart": max(-FAR, min(FAR, ratio)),
        "goods": float(len({other.good for other in readings if other.kind == reading.kind})),
        "places": float(len({other.place for other in readings if other.kind == reading.kind})),
        "dates": float(len({other.first for other in readings if other.kind == reading.kind})),
        "repeats": float(
            sum(
                replace(other, value=0.0, row=0, column=0, high=None)
                == replace(reading, value=0.0, row=0, column=0, high=None)
                for other in readings
            )
        ),
    }


def _any(labels: Sequence[Label], name: str) -> bool:
    return any(getattr(label, name) for label in labels)


def score_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely a figure with these features is right in every slot, by the weights and their "intercept"."""
    total = math.fsum((weights["intercept"], *(weights.get(name, 0.0) * value for name, value in features.items())))
    return 1 / (1 + math.exp(-max(-FAR, min(FAR, total))))


@cache
def load_reading_weights() -> Mapping[str, float]:
    """The weights by feature."""
    file = resources.files("extract.facts.tables") / "reading_weights.json"
    weights: Mapping[str, float] = json.loads(file.read_text("utf-8"))["weights"]
    return weights
