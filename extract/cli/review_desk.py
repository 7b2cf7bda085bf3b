"""The desk where doubts are decided: one key a decision, and the options that decide without asking."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click

from corpus.cli.calling import as_typed
from corpus.cli.options import CliError
from corpus.cli.reading import open_corpus
from corpus.decisions.file import Decision, add_decisions, read_decisions, undo_decision
from corpus.decisions.queue import (
    Doubt,
    Reviewer,
    Side,
    current_sides,
    open_doubts,
    read_sheet,
    write_sheet,
)
from corpus.store.reader import Readable
from corpus.times import now

KEYS = "[s]ame  [d]ifferent  hide [a] or [b]  [r]ename a  s[p]lit a spelling off a  [u]ndo  [space] later  [q]uit"
APPLY = "`jangmadang resolve` applies what was decided"


class ReviewDesk:
    """The decisions of a data directory, and the doubts of its corpus."""

    def __init__(self, data: Path, *, who: str | None) -> None:
        self.data = data
        self.who = who or _user()

    @property
    def reviewer(self) -> Reviewer:
        """Who decides, now."""
        return Reviewer(who=self.who, at=now())

    def print_decisions(self) -> None:
        """Print the decisions with their ids."""
        from corpus.cli.console import out, rows, table

        decisions = read_decisions(self.data)
        lines = [(d.id, d.verdict, d.a, d.b, d.who, d.at[:10], d.why) for d in decisions]
        out.print(rows(table("id", "verdict", "a", "b", "who", "when", "why"), lines))

    def undo(self, key: str) -> None:
        """Take one decision back. Raises `CliError` when there is none of that id."""
        undone = undo_decision(self.data, key)
        if undone is None:
            raise CliError(f"there is no decision {key!r}; `jangmadang review --list` names them")
        click.echo(f"taken back: {_line(undone)}; {as_typed(APPLY)}", err=True)

    def export(self, path: Path, *, limit: int | None) -> None:
        """Write the open doubts for a spreadsheet."""
        db = open_corpus(self.data)
        doubts = self._doubts(db, limit)
        write_sheet(path, db, doubts)
        click.echo(
            f"{len(doubts)} doubts in {path}: fill the column verdict (same, different, hide a, hide b)", err=True
        )

    def import_sheet(self, path: Path) -> None:
        """Take the verdicts of a filled sheet."""
        self._add(read_sheet(path, self.reviewer))

    def decide(self, verdicts: Mapping[str, Sequence[str] | str]) -> None:
        """Decide what the options said: {"same": (a, b)}, {"hide": a}, …"""
        made = []
        for verdict, value in verdicts.items():
            a, b = (value, "") if isinstance(value, str) else (value[0], value[1])
            self._must_exist([a, b] if verdict in ("same", "different") else [a])
            made.append(self.reviewer.decide(verdict, a, b))
        self._add(made)

    def walk(self, *, limit: int | None) -> None:
        """Show each doubt and take a key, until there are no more or the person leaves."""
        db = open_corpus(self.data)
        doubts = self._doubts(db, limit)
        if not doubts:
            click.echo("no doubts are open", err=True)
            return
        if not takes_keys():
            raise CliError(
                "keys need a terminal: without one, `jangmadang review --export FILE`, fill it and --import it"
            )
        made: list[Decision] = []
        index = 0
        while index < len(doubts):
            doubt, sides = doubts[index], current_sides(db, doubts[index])
            _show(doubt, sides, f"{index + 1} of {len(doubts)}")
            key = click.getchar().lower()
            click.echo(key)
            if key in ("q", "\x04", "\x1b"):
                break
            if key == "u" and made:
                undone = made.pop()
                undo_decision(self.data, undone.id)
                click.echo(f"taken back: {_line(undone)}")
                index = max(0, index - 1)
                continue
            decision = _ACTIONS[key](self.reviewer, doubt, sides[0].entity.name) if key in _ACTIONS else None
            if decision is not None:
                add_decisions(self.data, [decision])
                made.append(decision)
            index += key in _ACTIONS or key == " "
        click.echo(f"{len(made)} decided; {as_typed(APPLY)}", err=True)

    def _doubts(self, db: Readable, limit: int | None) -> list[Doubt]:
        return open_doubts(db, read_decisions(self.data))[:limit]

    def _add(self, decisions: Sequence[Decision]) -> None:
        add_decisions(self.data, decisions)
        for decision in decisions:
            click.echo(f"{decision.id}  {_line(decision)}", err=True)
        click.echo(f"{len(decisions)} decided; {as_typed(APPLY)}", err=True)

    def _must_exist(self, keys: Iterable[str]) -> None:
        db = open_corpus(self.data)
        for key in keys:
            if not db.execute("select 1 from entities where id = ?", [key]).fetchone():
                raise CliError(f"there is no entity {key!r}; `jangmadang entity NAME` shows ids")


def takes_keys() -> bool:
    """Whether a key can be read: from the input, or from the terminal that this process belongs to."""
    if sys.stdin.isatty() or sys.platform == "win32":
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _rename(reviewer: Reviewer, doubt: Doubt, name: str) -> Decision:
    return reviewer.decide("rename", doubt.a, click.prompt(f"{name} is to be called"), label=doubt.label)


def _split(reviewer: Reviewer, doubt: Doubt, name: str) -> Decision:
    return reviewer.decide("split", doubt.a, click.prompt(f"spelling that is not {name}"), label=doubt.label)


# what a key decides of a doubt, given the name of its first side
_ACTIONS: dict[str, Callable[[Reviewer, Doubt, str], Decision]] = {
    "s": lambda reviewer, doubt, _: reviewer.decide("same", doubt.a, doubt.b, label=doubt.label, why=doubt.why),
    "d": lambda reviewer, doubt, _: reviewer.decide("different", doubt.a, doubt.b, label=doubt.label, why=doubt.why),
    "a": lambda reviewer, doubt, _: reviewer.decide("hide", doubt.a, label=doubt.label),
    "b": lambda reviewer, doubt, _: reviewer.decide("hide", doubt.b, label=doubt.label),
    "r": _rename,
    "p": _split,
}


def _show(doubt: Doubt, sides: Sequence[Side], place: str) -> None:
    click.echo(f"\n{place}  {doubt.label}  {doubt.why}")
    for letter, side in zip("ab", sides, strict=True):
        entity = side.entity
        click.echo(f"  {letter}: {entity.name}  ({entity.status}, {entity.mentions} mentions, {entity.id})")
        for context in side.contexts:
            click.echo(f"     {context}")
    click.echo(f"  {KEYS} ", nl=False)


def _line(decision: Decision) -> str:
    return " ".join(filter(None, (decision.verdict, decision.a, decision.b)))
