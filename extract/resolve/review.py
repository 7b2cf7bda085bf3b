"""The doubtful pairs as a person decides them: what to show of each, and the spreadsheet round trip."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from corpus.decisions.file import Decision
from corpus.files import plain_cell, safe_cell
from corpus.read.profile import latest_sentences
from corpus.store.reader import Readable
from corpus.store.resolution import Entities
from corpus.times import write_time

SHEET = (
    *("verdict", "label", "a", "name_a", "mentions_a", "context_a"),
    *("b", "name_b", "mentions_b", "context_b", "score", "why", "note"),
)
SHEET_VERDICTS = {"same": "same", "different": "different", "hide a": "hide", "hide b": "hide"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A pair of entities that may be one thing, each with up to two sentences that name it."""

    a: str
    b: str
    label: str
    score: float
    why: str
    name_a: str
    name_b: str
    status_a: str
    status_b: str
    mentions_a: int
    mentions_b: int
    contexts_a: tuple[str, ...] = ()
    contexts_b: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewer:
    """Who decides, and when: what each decision carries."""

    who: str
    at: datetime

    def decide(self, verdict: str, a: str, b: str = "", *, label: str = "", why: str = "") -> Decision:
        """A decision by this person at this time."""
        return Decision(verdict=verdict, a=a, b=b, label=label, who=self.who, at=write_time(self.at), why=why)


def open_doubts(db: Readable, decided: Iterable[Decision], *, limit: int = -1) -> Iterator[Doubt]:
    """The doubts that no decision answers yet, the most mentioned first."""
    answered = {frozenset((d.a, d.b)) for d in decided if d.verdict in ("same", "different")}
    hidden = {d.a for d in decided if d.verdict == "hide"}
    shown = 0
    for row in Entities(Database(db.conn)).doubts():
        if frozenset((row["a"], row["b"])) in answered or hidden & {row["a"], row["b"]}:
            continue
        if shown == limit:
            return
        shown += 1
        yield Doubt(**row, contexts_a=_contexts(db, row["a"]), contexts_b=_contexts(db, row["b"]))


def _contexts(db: Readable, entity_id: str) -> tuple[str, ...]:
    return tuple(
        f"{sentence.snippet.text} ({sentence.outlet}, {(sentence.published or 'undated')[:10]})"
        for sentence in latest_sentences(db, entity_id, limit=2)
    )


def write_sheet(path: Path, doubts: Iterable[Doubt]) -> int:
    """Write the doubts as CSV for a spreadsheet, with an empty column `verdict`; how many there are."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(SHEET)
        for doubt in doubts:
            values: dict[str, object] = {name: getattr(doubt, name, "") for name in SHEET}
            values |= {"context_a": " / ".join(doubt.contexts_a), "context_b": " / ".join(doubt.contexts_b)}
            writer.writerow([safe_cell(str(values[name])) for name in SHEET])
            count += 1
    return count


def read_sheet(path: Path, reviewer: Reviewer) -> list[Decision]:
    """The decisions that a filled sheet holds; lines without a verdict are left open.

    Raises:
        ValueError: a column is missing or a verdict is unknown; the message names the line.
    """
    decisions = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"verdict", "a", "b"} - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"column {min(missing)!r} is missing")
        for row in reader:
            written = (row["verdict"] or "").strip().lower()
            if not written:
                continue
            if written not in SHEET_VERDICTS:
                known = ", ".join(SHEET_VERDICTS)
                raise ValueError(f"line {reader.line_num}: unknown verdict {written!r}; known are {known}")
            a, b = (row["b"], "") if written == "hide b" else (row["a"], "" if written == "hide a" else row["b"])
            decisions.append(
                reviewer.decide(
                    SHEET_VERDICTS[written],
                    a,
                    b,
                    label=row.get("label") or "",
                    why=plain_cell((row.get("note") or "").strip()),
                )
            )
    return decisions
