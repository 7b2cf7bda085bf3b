"""The command that prints the panel of plants."""

from __future__ import annotations

import csv
import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.cli.options import Given, Month, check_order, data_option, json_option
from corpus.read.plants import ACTIVITIES

if TYPE_CHECKING:
    from corpus.store.reader import Readable

COLUMNS = ("plant", "month", "kind", "side", "state_articles", "outside_articles", "outlets", "products", "visitors")
COUNTS = ("state_articles", "outside_articles", "outlets")


@click.command()
@click.argument("plant", required=False, type=Given())
@click.option("--kind", type=click.Choice(ACTIVITIES, case_sensitive=False), help="Of this activity.")
@click.option(
    "--side", type=click.Choice(("state media", "outside", "both"), case_sensitive=False), help="Reported by this side."
)
@click.option("--since", type=Month(), metavar="MONTH", help="From this month on: 2024-05.")
@click.option("--until", type=Month(), metavar="MONTH", help="Up to this month.")
@click.option("--sentences", is_flag=True, help="Below each row, the sentences that its counts rest on.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@json_option
@data_option
def panel(
    data: Path, plant: str | None, kind: str | None, side: str | None, since: str | None, until: str | None,
    sentences: bool, as_csv: bool, as_json: bool,
) -> None:  # fmt: skip
    """Print what was reported of plants, month by month, by state media and by outlets outside.

    \b
    Examples:
      jangmadang panel --since 2024-01 --csv
      jangmadang panel "Sunchon Phosphatic Fertilizer Factory" --sentences
      jangmadang panel --kind halt --side outside --json
    """
    from corpus.cli.asked import PLANTS, check_name
    from corpus.cli.console import out, print_json, table
    from corpus.cli.console import rows as filled
    from corpus.cli.reading import open_corpus
    from corpus.files import safe_cell
    from corpus.read.plant_panel import read_panel, sentences_of

    check_order("--since", since, "--until", until)
    db = open_corpus(data)
    narrowed = {"kind": kind, "side": side, "since": since, "until": until}
    rows = read_panel(db, plant=plant or "", **{name: value or "" for name, value in narrowed.items()})
    if plant and not rows:
        check_name(db, plant, PLANTS)
    if as_json:
        print_json(
            [
                {**dataclasses.asdict(row), "sentences": [dataclasses.asdict(one) for one in sentences_of(db, row)]}
                for row in rows
            ]
        )
        return
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("entity_id", *COLUMNS, "reports"))
        for row in rows:
            cells = [_cell(getattr(row, name)) for name in ("entity_id", *COLUMNS, "reports")]
            writer.writerow([safe_cell(cell) for cell in cells])
        return
    if not rows:
        click.echo("nothing found")
        _say_why(db, plant)
    else:
        grid = table(*(f">{name.removesuffix('_articles')}" if name in COUNTS else name for name in COLUMNS))
        out.print(filled(grid, [[_cell(getattr(row, name)) for name in COLUMNS] for row in rows]))
    for row in rows if sentences else ():
        click.echo(f"\n{row.plant}  {row.month}  {row.kind}  {row.side}")
        for one in sentences_of(db, row):
            click.echo(f"    {one.outlet} {(one.published or '')[:10]}: {' '.join(one.sentence.split())}")


def _say_why(db: Readable, plant: str | None) -> None:
    """Say that what is reported of a plant is of no one month."""
    from corpus.read.plant_panel import beside_the_panel

    if plant and (left := beside_the_panel(db, plant)):
        told = "1 report of it is" if left == 1 else f"{left} reports of it are"
        click.echo(f"{told} of the past or of no one month: jangmadang activity {plant!r} --sentences")


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
