"""Whether a candidate of the passage reader is right, by the same measure as `bench/facts.py`.

A record's slot holds the right value, or a list of all values that are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from facts import SLOTS, is_right, named_alike, slots_of

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_figures import figures_of


def right(candidate: Candidate, records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of the records is this candidate's in every slot."""
    row = row_of(candidate)
    own = [named_alike(dict(record)) for record in records if record["table"] == candidate.table]
    return any(all(is_right(slot, row, record) for slot in SLOTS[candidate.table]) for record in own)


def row_of(candidate: Candidate) -> dict[str, Any]:
    """A candidate's slots as they would be read from the store."""
    figure = asdict(next(iter(figures_of("", [candidate]))))
    for name in ("date", "date_end"):
        figure[name] = figure[name].isoformat() if figure[name] else None
    if candidate.table == "visit":
        figure["companions"] = json.dumps(figure["companions"], ensure_ascii=False)
    return slots_of(candidate.table, figure)
