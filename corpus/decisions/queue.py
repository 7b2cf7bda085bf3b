"""The queue of doubtful merges: two entities, why they may be one, and what each is said to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus.decisions.file import Decision, add_decisions, read_decisions
from corpus.read.entity import Quote, aliases, quotes
from corpus.store.reader import Readable
from corpus.store.resolution import Entities
from corpus.times import now, write_time

VERDICTS = ("same", "different", "hide", "rename")


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of the two: its row, its names by script, its newest sentences."""

    entity: dict[str, Any]
    aliases: dict[str, list[tuple[str, str]]]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A pair that waits, and how many wait after it."""

    a: Side
    b: Side
    label: str
    score: float
    why: str
    waiting: int


def next_doubt(db: Readable, data: Path, *, skip: int = 0) -> Doubt | None:
    """The pair to decide now: the weightiest that no decision covers yet, after `skip` others; None when none waits."""
    decided = {frozenset((d.a, d.b)) for d in read_decisions(data) if d.verdict in ("same", "different")}
    hidden = {d.a for d in read_decisions(data) if d.verdict == "hide"}
    waiting = [
        row
        for row in Entities(Database(db.conn)).doubts()
        if frozenset((row["a"], row["b"])) not in decided and not hidden & {row["a"], row["b"]}
    ]
    if not waiting:
        return None
    row = waiting[skip % len(waiting)]
    return Doubt(
        a=_side(db, row["a"]),
        b=_side(db, row["b"]),
        label=row["label"],
        score=row["score"] or 0.0,
        why=row["why"] or "",
        waiting=len(waiting),
    )


def two_sides(db: Readable, a: str, b: str) -> tuple[Side, Side] | None:
    """Any two entities side by side; None when one of them is not there."""
    found = [db.execute("select 1 from entities where id = ?", [key]).fetchone() for key in (a, b)]
    return (_side(db, a), _side(db, b)) if all(found) else None


def _side(db: Readable, key: str) -> Side:
    entity = next(db.query("select * from entities where id = ?", [key]))
    return Side(entity=entity, aliases=aliases(db, entity), quotes=tuple(quotes(db, key, limit=3)))


def decide(data: Path, *, verdict: str, a: str, b: str = "", label: str = "", why: str = "") -> Decision:
    """Write a decision into decisions.csv; the next run applies it.

    Raises:
        ValueError: the verdict is not one of ours, or lacks what it needs.
        Abort: the file cannot be read or written.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"unknown verdict {verdict!r}; known are {', '.join(VERDICTS)}")
    if not a or (verdict != "hide" and not b.strip()) or a == b:
        raise ValueError(f"{verdict!r} needs two different things")
    decision = Decision(
        verdict=verdict, a=a, b=b.strip(), label=label, who="browser", at=write_time(now()), why=why.strip()
    )
    add_decisions(data, [decision])
    return decision
