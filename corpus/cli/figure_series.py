"""The commands that print series of figures: prices, rates, trade, activity, visits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from corpus.cli.options import data_option, json_option

csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
place_option = click.option("--place", help="In this place: a name or an id.")
BAR = 30  # characters of the longest bar


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    return data_option(csv_option(json_option(command)))


@click.command()
@click.argument("good")
@place_option
@_shared
def prices(data: Path, good: str, place: str | None, as_csv: bool, as_json: bool) -> None:
    """Print what a good cost, one observation a row with the outlets that told it.

    \b
    Examples:
      jangmadang prices rice
      jangmadang prices rice --place Hyesan --csv
      jangmadang prices product/gasoline --json
    """
    _print(data, "prices", subject=good, place=place, as_csv=as_csv, as_json=as_json)


@click.command()
@click.argument("money", required=False)
@place_option
@_shared
def rates(data: Path, money: str | None, place: str | None, as_csv: bool, as_json: bool) -> None:
    """Print what a unit of a foreign money (USD, CNY, RUB, EUR) cost in won.

    \b
    Examples:
      jangmadang rates USD
      jangmadang rates CNY --place Sinuiju --csv
    """
    _print(data, "rates", subject=money, place=place, as_csv=as_csv, as_json=as_json)


@click.command()
@click.argument("good", required=False)
@click.option("--partner", help="With this country: a name or an id.")
@_shared
def trade(data: Path, good: str | None, partner: str | None, as_csv: bool, as_json: bool) -> None:
    """Print what North Korea traded; its flow is seen from the North.

    \b
    Examples:
      jangmadang trade --partner China
      jangmadang trade coal --csv
    """
    _print(data, "trade", subject=good, place=partner, as_csv=as_csv, as_json=as_json)


@click.command()
@click.argument("plant")
@_shared
def activity(data: Path, plant: str, as_csv: bool, as_json: bool) -> None:
    """Print what was reported of a plant: production, building, halts, accidents, visits.

    \b
    Examples:
      jangmadang activity "Sangwon Cement Complex"
      jangmadang activity factory/sangwon-cement-complex --json
    """
    _print(data, "activity", subject=plant, place=None, as_csv=as_csv, as_json=as_json)


@click.command()
@click.option("--who", help="By this visitor.")
@place_option
@_shared
def visits(data: Path, who: str | None, place: str | None, as_csv: bool, as_json: bool) -> None:
    """Print who visited what, with companions; `status` parts visits of now from those told of the past.

    \b
    Examples:
      jangmadang visits --who "Kim Jong Un"
      jangmadang visits --place "Sunchon Cement Complex" --csv
    """
    _print(data, "visits", subject=who, place=place, as_csv=as_csv, as_json=as_json)


def _print(data: Path, kind: str, *, subject: str | None, place: str | None, as_csv: bool, as_json: bool) -> None:
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.read.series import KINDS, read_series

    rows = read_series(open_corpus(data), kind, subject=subject, place=place)
    if as_json:
        print_json(rows)
    elif as_csv:
        checks = ("spread", "outlier") if KINDS[kind].value else ()
        _print_csv(rows, (*KINDS[kind].columns, "reports", "sources", "articles", *checks))
    elif not rows:
        click.echo("nothing found")
    else:
        _print_table(rows, KINDS[kind].columns, KINDS[kind].value)


def _print_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    import csv
    import sys

    from corpus.files import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row[name]) for name in columns] for row in rows)


def _print_table(rows: Sequence[dict[str, Any]], columns: Sequence[str], value: str | None) -> None:
    from rich.table import Table

    from corpus.cli.console import out

    table = Table(box=None, header_style="bold")
    shown = [name for name in columns if any(row[name] is not None for row in rows)]
    for name in (*shown, "sources", *(("", "spread", "far from") if value else ())):
        table.add_column(name)
    highest = max((row[value] for row in rows), default=0) if value else 0
    for row in rows:
        bar = ["█" * max(1, round(BAR * row[value] / highest))] if value and highest else []
        checks = [_share(row["spread"]), row["outlier"]] if bar else []
        table.add_row(*(_cell(row[name]) for name in shown), row["sources"] or "", *bar, *checks)
    out.print(table)


def _share(spread: float | None) -> str:
    return "" if spread is None else f"{spread:.1%}"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.10g}"
    return "" if value is None else str(value)
