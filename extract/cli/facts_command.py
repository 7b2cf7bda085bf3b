"""The command of the derived tables: facts."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.cli.options import data_option, json_option, stage_options


@click.command()
@data_option
@stage_options
@json_option
def facts(data: Path, limit: int | None, stale: bool, dry_run: bool, as_json: bool) -> None:
    """Read prices, exchange rates, trade figures and the activity of plants out of the resolved articles.

    Only articles that are new, or whose names or their meaning changed, are read.

    \b
    Examples:
      jangmadang facts
      jangmadang facts --dry-run --json
      jangmadang facts --stale --limit 500
    """
    from corpus.cli.console import print_json, print_stage, progress
    from extract.stages.read_facts import facts_pending

    with progress("facts") as on_progress:
        report = facts_pending(data, limit=limit, stale=stale, dry_run=dry_run, on_progress=on_progress)
    if as_json:
        print_json(report.as_dict())
    else:
        print_stage(report)
