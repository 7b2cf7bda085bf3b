"""decisions.csv in the data directory: what a person decided about entities, one line each. The one reader and writer.

verdict    a, b
same       two entities are one thing; a known one, else the one whose id sorts first, takes both
different  two entities are two things, do not ask again
hide       the entity a is none; it stays in the file but is not shown
rename     the entity a is to be called b
split      the spellings b ("|" between several) of entity a are another thing than a
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.files import plain_cell, replace_file, safe_cell
from corpus.records import Abort, digest

VERDICTS = ("same", "different", "hide", "rename", "split")
_NEEDS_B = ("same", "different", "rename", "split")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One line. `a` and `b` are entity ids, except that `b` is a name under "rename" and "split"; `at` is ISO 8601."""

    verdict: str
    a: str
    b: str = ""
    label: str = ""
    who: str = ""
    at: str = ""
    why: str = ""

    @property
    def id(self) -> str:
        """Eight hex digits of what was decided, whoever decided it and when: how a line is undone."""
        pair = sorted((self.a, self.b)) if self.verdict in ("same", "different") else [self.a, self.b]
        return digest("\x1f".join((self.verdict, *pair)))[:8]


COLUMNS = tuple(field.name for field in fields(Decision))


def read_decisions(data: Path) -> tuple[Decision, ...]:
    """The decisions of a data directory in file order; none when there is no file.

    Raises:
        Abort: a line cannot be understood; the message names it.
    """
    path = DataDir(data).decisions
    if not path.exists():
        return ()
    try:
        return parse_decisions(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        raise Abort(f"{path}: {error}") from error


def parse_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions that a CSV text holds; columns that are not ours are left alone.

    Raises:
        ValueError: a column is missing, a verdict is unknown or a line lacks what its verdict needs.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        return _decisions(reader)
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from error


def _decisions(reader: csv.DictReader[str]) -> tuple[Decision, ...]:
    missing = {"verdict", "a"} - set(reader.fieldnames or ())
    if missing:
        raise ValueError(f"column {min(missing)!r} is missing; the columns are {', '.join(COLUMNS)}")
    decisions: dict[str, Decision] = {}
    for row in reader:
        values = {name: plain_cell((row.get(name) or "").strip()) for name in COLUMNS}
        if not any(values.values()):
            continue
        try:
            decision = checked(Decision(**values))
        except ValueError as error:
            raise ValueError(f"line {reader.line_num}: {error}") from error
        decisions.pop(decision.id, None)
        decisions[decision.id] = decision
    return tuple(decisions.values())


def checked(decision: Decision) -> Decision:
    """The decision, when it has all that its verdict needs.

    Raises:
        ValueError: it does not; the message says what is wrong.
    """
    verdict, a, b = decision.verdict, decision.a, decision.b
    if verdict not in VERDICTS:
        raise ValueError(f"unknown verdict {verdict!r}; known are {', '.join(VERDICTS)}")
    if not a or (verdict in _NEEDS_B and not b):
        raise ValueError(f"{verdict!r} needs {'b' if a else 'a and b' if verdict in _NEEDS_B else 'a'}")
    if any(sign in text for text in (verdict, a, decision.label, decision.at) for sign in "\r\n"):
        raise ValueError("a quotation mark is not closed: an id goes over several lines")
    if verdict in ("same", "different") and a == b:
        raise ValueError(f"{verdict!r}: {a!r} is compared with itself")
    return decision


def write_decisions(data: Path, decisions: Iterable[Decision]) -> None:
    """Make these the data directory's decisions; the file is replaced in one step.

    Raises:
        Abort: it cannot be written.
    """
    replace_file(DataDir(data).decisions, format_decisions(decisions))


def format_decisions(decisions: Iterable[Decision]) -> str:
    """The decisions as CSV text, one line each under a header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for decision in decisions:
        writer.writerow([safe_cell(value) for value in asdict(decision).values()])
    return text.getvalue()


def add_decisions(data: Path, new: Iterable[Decision]) -> None:
    """Append decisions; one that was made before is replaced and moves to the end."""
    new = tuple(new)
    ids = {decision.id for decision in new}
    write_decisions(data, [*(old for old in read_decisions(data) if old.id not in ids), *new])


def undo_decision(data: Path, key: str) -> Decision | None:
    """Take the decision with this id out of the file and give it back; None when there is none."""
    decisions = read_decisions(data)
    undone = next((decision for decision in decisions if decision.id == key), None)
    if undone is not None:
        write_decisions(data, [decision for decision in decisions if decision is not undone])
    return undone
