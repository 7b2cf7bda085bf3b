"""The command of the derived tables: facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.cli.console import show_stage
from corpus.cli.options import data_option, json_option, stage_options

if TYPE_CHECKING:
    from corpus.store.stage import StageOptions


@click.command()
@data_option
@stage_options
@json_option
def facts(data: Path, options: StageOptions, as_json: bool) -> None:
    """Read prices, exchange rates, trade figures and the activity of plants out of the resolved articles.

    Only articles that are new, or whose names or their meaning changed, are read.

    \b
    Examples:
      jangmadang facts
      jangmadang facts --dry-run --json
      jangmadang facts --stale --limit 500
    """
    from extract.stages.read_facts import facts_pending

    show_stage("facts", facts_pending, data, options, as_json=as_json)
