"""The command of the stage that makes events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.cli.console import show_stage
from corpus.cli.options import data_option, json_option, stage_options, time_option
from extract.cli.given_decisions import write_decisions

if TYPE_CHECKING:
    from corpus.store.stage import StageOptions


@click.command()
@data_option
@stage_options
@time_option("--now", "Take this for the present time; events do not depend on it.")
@click.option("--merge", nargs=2, metavar="A B", help="Decide that two stories or events are one event.")
@click.option("--split", nargs=2, metavar="EVENT STORY", help="Decide that a story tells another event.")
@click.option("--undo", metavar="DECISION", help="Take a decision back, by the id it was given.")
@json_option
def group(
    data: Path,
    options: StageOptions,
    merge: tuple[str, str] | None,
    split: tuple[str, str] | None,
    undo: str | None,
    as_json: bool,
) -> None:
    """Put the stories that tell one event together, in whatever words and languages, and find who said it first.

    Stories are compared by the names, figures, days, acts and words that they share, weighted by how rare these are.
    --merge and --split write a line to decisions.csv, and the stage follows it.

    \b
    Examples:
      jangmadang group
      jangmadang group --merge 3f2a9c0d1e4b5a67 9b1c2d3e4f5a6b7c
      jangmadang group --split 3f2a9c0d1e4b5a67 0a1b2c3d4e5f6a7b
    """
    from corpus.decisions.story_rulings import EVENT
    from extract.stages.group_events import events_pending

    write_decisions(data, label=EVENT, things="events", merge=merge, split=split, undo=undo)
    show_stage("group", events_pending, data, options, as_json=as_json)
