"""The commands about what names mean: resolve, match, review."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.options import data_option, json_option, stage_options


@click.command()
@data_option
@stage_options
@json_option
def resolve(data: Path, limit: int | None, stale: bool, dry_run: bool, as_json: bool) -> None:
    """Work out which real thing each name in the new articles means, and replay decisions.csv.

    \b
    Examples:
      jangmadang resolve
      jangmadang resolve --dry-run --json
    """
    from corpus.console import print_json, print_stage, progress
    from extract.resolve.run import resolve_pending

    with progress("resolve") as on_progress:
        report = resolve_pending(data, limit=limit, stale=stale, dry_run=dry_run, on_progress=on_progress)
    if as_json:
        print_json(report.as_dict())
    else:
        print_stage(report)
