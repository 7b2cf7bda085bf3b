"""What a reader finds before it is judged: a figure with its links, or the reason why a quantity is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.marks import Line, Mark, NameMark


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A figure of a `table` ("price", "rate", "trade", "activity", "visit") at `mark` in `line`.

    `refused` names why it is none, "" where nothing speaks against it. `features` are what the score is worked out
    from; `evidence` are the lines that the slots came from, the candidate's own among them.
    """

    table: str
    line: Line
    mark: Mark
    refused: str = ""
    slots: Mapping[str, object] = field(default_factory=dict)
    names: tuple[NameMark, ...] = ()
    period: Bounds | None = None
    date_source: str = "published"
    said_by: str | None = None
    evidence: tuple[tuple[str, int, int], ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    score: float = 0.0
