"""What `cluster` and `group` are told to decide: --merge, --split and --undo."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.cli.options import CliError

Pair = tuple[str, str]


def write_decisions(
    data: Path, *, label: str, things: str, merge: Pair | None, split: Pair | None, undo: str | None
) -> None:
    """Take back and write down decisions of a label on `things` ("stories"), and say on stderr how to undo each.

    Raises:
        CliError: there is no decision of that id to take back.
        Abort: what is to be decided on is not there.
    """
    from corpus.decisions.queue import decide_on_stories, take_back_on_stories

    if undo and take_back_on_stories(data, undo, label=label) is None:
        raise CliError(f"no decision on {things} has the id {undo!r}")
    for verdict, pair in (("same", merge), ("split", split)):
        if pair:
            made = decide_on_stories(data, verdict, *pair, label=label)
            click.echo(f"decided {made.id}: {made.a} {verdict} {made.b}; --undo {made.id} takes it back", err=True)
