"""decisions.csv in the data directory: what a person decided about entities, one line each. The one reader and writer.

verdict    a, b
same       two entities are one thing; a known one, else the one whose id sorts first, takes both
different  two entities are two things, do not ask again
hide       the entity a is none; it stays in the file but is not shown
rename     the entity a is to be called b
split      the spellings b ("|" between several) of entity a are another thing than a
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.records import Abort, digest
from corpus.sheets import Line, Sheet, changed, editing, parse_sheet, put, read_text

VERDICTS = ("same", "different", "hide", "rename", "split")
_NEEDS_B = ("same", "different", "rename", "split")
_LABEL = re.compile(r"[A-Za-z][A-Za-z_-]*|")
_TIME = re.compile(r"\d{4}-\d\d-\d\d|$")  # a day at least, or nothing


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
    sheet = _read(path)
    return _latest(_decided(sheet)) if sheet is not None else ()


def parse_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions that a CSV text holds; columns that are not ours are left alone.

    Raises:
        ValueError: a column is missing, a verdict is unknown or a line lacks what its verdict needs.
    """
    return _latest(_decided(_parse(text)))


def _parse(text: str) -> Sheet:
    sheet = parse_sheet(text, columns=COLUMNS, needed=("verdict", "a"), is_row=_is_row)
    for _ in _decided(sheet):
        continue
    return sheet


def _is_row(cells: Mapping[str, str]) -> bool:
    return cells.get("verdict") in VERDICTS and bool(cells.get("a"))


def _read(path: Path) -> Sheet | None:
    """The file as it stands, read whole and understood; None where there is none.

    Raises:
        Abort: a line of it cannot be understood.
    """
    try:
        text = read_text(path)
        return _parse(text) if text or path.exists() else None
    except ValueError as error:
        raise Abort(f"{path}: {error}") from error


def _decided(sheet: Sheet) -> Iterator[tuple[Line, Decision]]:
    """Each line that decides something, and what."""
    for line in sheet.lines:
        if any(line.cells.values()):
            try:
                decision = checked(Decision(**{name: line.cells.get(name, "") for name in COLUMNS}))
            except ValueError as error:
                raise ValueError(f"line {line.number}: {error}") from error
            yield line, decision


def _latest(decided: Iterable[tuple[Line, Decision]]) -> tuple[Decision, ...]:
    decisions: dict[str, Decision] = {}
    for _, decision in decided:
        decisions.pop(decision.id, None)
        decisions[decision.id] = decision
    return tuple(decisions.values())


def checked(decision: Decision) -> Decision:
    """The decision, when it has all that its verdict needs and nothing stands where it cannot.

    Raises:
        ValueError: it does not; the message says what is wrong.
    """
    verdict, a, b = decision.verdict, decision.a, decision.b
    if verdict not in VERDICTS:
        raise ValueError(f"unknown verdict {verdict!r}; known are {', '.join(VERDICTS)}")
    if not a or (verdict in _NEEDS_B and not b):
        raise ValueError(f"{verdict!r} needs {'b' if a else 'a and b' if verdict in _NEEDS_B else 'a'}")
    if any(sign in text for text in (verdict, a, b, decision.label, decision.who, decision.at) for sign in "\r\n"):
        raise ValueError("a quotation mark is not closed: an id goes over several lines")
    if verdict in ("same", "different") and a == b:
        raise ValueError(f"{verdict!r}: {a!r} is compared with itself")
    if not _LABEL.fullmatch(decision.label):
        raise ValueError(f"{decision.label!r} is no label")
    if not _TIME.match(decision.at):
        raise ValueError(f"{decision.at!r} is no time")
    return decision


def write_decisions(data: Path, decisions: Iterable[Decision]) -> None:
    """Make these the data directory's decisions; the file is replaced in one step.

    Raises:
        Abort: it cannot be written.
    """
    path = DataDir(data).decisions
    with editing(path):
        put(path, format_decisions(decisions))


def format_decisions(decisions: Iterable[Decision]) -> str:
    """The decisions as CSV text, one line each under a header."""
    return changed(None, columns=COLUMNS, keep=lambda line: True, add=map(asdict, decisions))


def add_decisions(data: Path, new: Iterable[Decision]) -> None:
    """Append decisions; one that was made before is replaced and moves to the end. All other lines stay as they are.

    Raises:
        Abort: a line of the file cannot be understood, and nothing is changed; or it cannot be written.
    """
    new = tuple(new)
    _change(data, without={decision.id for decision in new}, add=new)


def undo_decision(data: Path, key: str) -> Decision | None:
    """Take the decision with this id out of the file and give it back; None when there is none.

    Raises:
        Abort: a line of the file cannot be understood, and nothing is changed; or it cannot be written.
    """
    undone = next((decision for decision in read_decisions(data) if decision.id == key), None)
    if undone is not None:
        _change(data, without={key}, add=())
    return undone


def _change(data: Path, *, without: set[str], add: Iterable[Decision]) -> None:
    path = DataDir(data).decisions
    with editing(path):
        sheet = _read(path)
        gone = {line.number for line, decision in _decided(sheet) if decision.id in without} if sheet else set()
        put(path, changed(sheet, columns=COLUMNS, keep=lambda line: line.number not in gone, add=map(asdict, add)))
