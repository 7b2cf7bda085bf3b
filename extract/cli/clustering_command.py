"""The command of the stage that makes stories."""

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
@time_option("--now", "Take this for the present time; stories do not depend on it.")
@click.option("--merge", nargs=2, metavar="A B", help="Decide that two articles or stories are one story.")
@click.option("--split", nargs=2, metavar="STORY ARTICLE", help="Decide that an article tells another story.")
@click.option("--undo", metavar="DECISION", help="Take a decision back, by the id it was given.")
@json_option
def cluster(
    data: Path,
    options: StageOptions,
    merge: tuple[str, str] | None,
    split: tuple[str, str] | None,
    undo: str | None,
    as_json: bool,
) -> None:
    """Put the articles that tell one story together, and find where it comes from.

    Near copies are one story: syndicated, cut, wrapped, reworded, a new version. A quotation or a translation is a
    link between stories. --merge and --split write a line to decisions.csv, and the stage follows it.

    \b
    Examples:
      jangmadang cluster
      jangmadang cluster --merge 3f2a9c0d1e4b5a67 9b1c2d3e4f5a6b7c
      jangmadang cluster --split 3f2a9c0d1e4b5a67 0a1b2c3d4e5f6a7b
    """
    from corpus.decisions.story_rulings import LABEL
    from extract.stages.cluster_articles import cluster_pending

    write_decisions(data, label=LABEL, things="stories", merge=merge, split=split, undo=undo)
    show_stage("cluster", cluster_pending, data, options, as_json=as_json)
