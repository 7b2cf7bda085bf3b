"""The commands that print series of figures: prices, rates, trade, activity, visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.cli.asked import COUNTRIES, GOODS, PLACES, PLANTS, VISITORS
from corpus.cli.options import Given, data_option, json_option

if TYPE_CHECKING:
    from corpus.read.series import SeriesKind
    from corpus.store.reader import Readable

csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
place_option = click.option("--place", type=Given(), help="In this place: a name or an id.")
BAR = 30  # characters of the longest bar
MEASURES = ("currency", "quantity", "unit", "base", "quote")  # only what these are alike in is drawn on one axis
SUBJECTS = {"prices": GOODS, "trade": GOODS, "activity": PLANTS, "visits": VISITORS}
CHECKS = (("spread", "spread"), ("outlier", "far from"))  # what may speak against a figure, and what it is called


sentences_option = click.option("--sentences", is_flag=True, help="Below each row, the sentences that tell it.")


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    return data_option(sentences_option(csv_option(json_option(command))))


@click.command()
@click.argument("good", required=False, type=Given())
@place_option
@_shared
def prices(data: Path, good: str | None, place: str | None, **form: bool) -> None:
    """Print what a good cost, or every good, one observation a row with the outlets that told it.

    \b
    Examples:
      jangmadang prices rice
      jangmadang prices rice --place Hyesan --sentences
      jangmadang prices 쌀 --csv
      jangmadang prices product/gasoline --json
    """
    _print(data, "prices", subject=good, place=place, form=form)


@click.command()
@click.argument("money", required=False, type=Given())
@place_option
@_shared
def rates(data: Path, money: str | None, place: str | None, **form: bool) -> None:
    """Print what a unit of a foreign money (USD, CNY, RUB, EUR; dollar, 위안) cost in won.

    \b
    Examples:
      jangmadang rates USD
      jangmadang rates CNY --place Sinuiju --csv
    """
    _print(data, "rates", subject=money, place=place, form=form)


@click.command()
@click.argument("good", required=False, type=Given())
@click.option("--partner", type=Given(), help="With this country: a name or an id.")
@_shared
def trade(data: Path, good: str | None, partner: str | None, **form: bool) -> None:
    """Print what North Korea traded; its flow is seen from the North.

    \b
    Examples:
      jangmadang trade --partner China
      jangmadang trade "wheat flour" --csv
    """
    _print(data, "trade", subject=good, place=partner, form=form)


@click.command()
@click.argument("plant", type=Given())
@_shared
def activity(data: Path, plant: str, **form: bool) -> None:
    """Print what was reported of a plant: production, building, halts, accidents, visits.

    \b
    Examples:
      jangmadang activity "Sunchon Phosphatic Fertilizer Factory"
      jangmadang activity factory/taedonggang-foodstuff-factory --json
    """
    _print(data, "activity", subject=plant, place=None, form=form)


@click.command()
@click.option("--who", type=Given(), help="By this visitor: a name, or an office such as leader or premier.")
@place_option
@_shared
def visits(data: Path, who: str | None, place: str | None, **form: bool) -> None:
    """Print who visited what, with companions; `status` parts visits of now from those told of the past.

    \b
    Examples:
      jangmadang visits --who "Kim Jong Un"
      jangmadang visits --who leader --sentences
      jangmadang visits --place "Kumsong Tractor Factory" --csv
    """
    _print(data, "visits", subject=who, place=place, form=form)


def _print(data: Path, kind: str, *, subject: str | None, place: str | None, form: Mapping[str, bool]) -> None:
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.read.companion_sentences import companion_sentences
    from corpus.read.plant_panel import sentences_behind
    from corpus.read.series import KINDS, read_series

    db = open_corpus(data)
    rows = read_series(db, kind, subject=subject, place=place)
    if not rows:
        _check_names(db, kind, subject=subject, place=place)
    if form["as_json"]:
        print_json(rows)
    elif form["as_csv"]:
        checks = ("spread", "outlier") if KINDS[kind].value else ()
        _print_csv(rows, (*KINDS[kind].columns, "reports", "sources", "side", "articles", *checks))
    elif not rows:
        click.echo("nothing found")
    else:
        _print_table(rows, KINDS[kind])
        for row in rows if form["sentences"] else ():
            click.echo(f"\n{_title(row, KINDS[kind])}")
            companions = companion_sentences(db, row["figures"]) if kind == "visits" else ()
            for one in (*sentences_behind(db, KINDS[kind].table, row["figures"]), *companions):
                click.echo(f"    {one.outlet} {(one.published or '')[:10]}: {' '.join(one.sentence.split())}")


def _check_names(db: Readable, kind: str, *, subject: str | None, place: str | None) -> None:
    """Raise `CliError` for the first of the names that neither a thing nor a figure of the kind has."""
    from corpus.cli.asked import check_money, check_name
    from corpus.read.series import read_series

    if subject and not read_series(db, kind, subject=subject):
        if kind == "rates":
            check_money(subject)
        else:
            check_name(db, subject, SUBJECTS[kind])
    if place and not read_series(db, kind, place=place):
        check_name(db, place, COUNTRIES if kind == "trade" else PLACES)


def _title(row: Mapping[str, Any], kind: SeriesKind) -> str:
    """A row in words, for the sentences below it."""
    return "  ".join(text for name in kind.columns if name != "date_end" and (text := _cell(row[name])))


def _print_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    import csv
    import sys

    from corpus.files import joined, safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(joined(row[name])) for name in columns] for row in rows)


def _print_table(rows: Sequence[dict[str, Any]], kind: SeriesKind) -> None:
    from corpus.cli.console import fits, out, table
    from corpus.cli.console import rows as filled

    shown = [name for name in kind.columns if any(_cell(row[name]) for row in rows)]
    checks = [(name, title) for name, title in CHECKS if kind.value and any(row[name] for row in rows)]
    numbers = (kind.value, f"{kind.value}_high", "quantity") if kind.value else ()
    heads = [f">{name}" if name in numbers else name for name in (*shown, "sources", *(title for _, title in checks))]
    cells = [
        [
            *(_cell(row[name]) for name in (*shown, "sources")),
            *(_share(row[name]) if name == "spread" else row[name] for name, _ in checks),
        ]
        for row in rows
    ]
    last = _bars(rows, kind.value) if kind.value else [row["side"] for row in rows]
    grid = filled(
        table(*heads, "" if kind.value else "side"), [[*row, end] for row, end in zip(cells, last, strict=True)]
    )
    if not fits(grid) and shown[:2] == ["date", "date_end"]:
        # on a narrow terminal the bars have no room, and the last day goes below the first where it is another
        days = [cell[0] if cell[1] in ("", cell[0]) else f"{cell[0]}\n{cell[1]}" for cell in cells]
        ends = [[end] if not kind.value else [] for end in last]
        short = [[day, *cell[2:], *end] for day, cell, end in zip(days, cells, ends, strict=True)]
        grid = filled(table("date", *heads[2:], *([] if kind.value else ["side"])), short)
    out.print(grid)


def _bars(rows: Sequence[dict[str, Any]], value: str) -> list[str]:
    """A bar for each row, none where the rows are not alike in what they measure."""
    if len({tuple(row.get(name) for name in MEASURES) for row in rows}) > 1:
        return [""] * len(rows)
    highest = max(row[value] for row in rows)
    return ["█" * max(1, round(BAR * row[value] / highest)) if highest else "" for row in rows]


def _share(spread: float | None) -> str:
    return "" if spread is None else f"{spread:.1%}"


def _cell(value: Any) -> str:
    """A value as a terminal shows it; a list by its items."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:,.10g}"
    return "" if value is None else str(value)
