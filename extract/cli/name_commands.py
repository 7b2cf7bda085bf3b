"""The commands about what names mean: resolve, match, review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.cli.console import show_stage
from corpus.cli.options import CliError, Count, data_option, json_option, stage_options

if TYPE_CHECKING:
    from corpus.store.resolution import Entities
    from corpus.store.stage import StageOptions
    from extract.resolve.base import BaseIndex

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@data_option
@stage_options
@json_option
def resolve(data: Path, options: StageOptions, as_json: bool) -> None:
    """Work out which real thing each name in the new articles means, and replay decisions.csv.

    \b
    Examples:
      jangmadang resolve
      jangmadang resolve --dry-run --json
    """
    from extract.stages.resolve_names import resolve_pending

    show_stage("resolve", resolve_pending, data, options, as_json=as_json)


@click.command()
@click.argument("file", type=FILE)
@click.option("--pairs", is_flag=True, help="Judge pairs: columns a, b and perhaps label, in a .csv or .tsv.")
@click.option("--no-base", is_flag=True, help="Judge by the names alone, without knowledge base and corpus.")
@data_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, with the columns of the table.")
@json_option
def match(file: Path, pairs: bool, no_base: bool, data: Path, as_csv: bool, as_json: bool) -> None:
    """Look a list of names up in the knowledge base and, where there is one, the corpus.

    FILE is a .csv or .tsv with a column called name (or the first one) and perhaps label, or a text with a name a
    line; how a table parts and quotes its cells is seen from it. Each name is "same" as an entity, "unsure" (the
    likeliest is given: of several that bear the name, or the one of whose name "Hyesn" is likely a slip) or "different"
    from all that is known; with how many articles and stories of the corpus name it, which `jangmadang entity` and
    `search` show.

    \b
    Examples:
      jangmadang match sanctions.csv
      jangmadang match importers.txt --csv > matched.csv
      jangmadang match importers.txt --json > matched.jsonl
      jangmadang match pairs.tsv --pairs

    Pairs are in columns a and b, perhaps label; columns context_a and context_b may hold a sentence for each, which
    decides by office, place or country where the names do not.
    """
    from extract.resolve.base import base_index

    base = None if no_base else base_index()
    try:
        if pairs:
            found = _judged(file, base)
        elif base is None:
            raise CliError("--no-base needs --pairs: without the base there is nothing to look a name up in")
        else:
            found = _matched(file, base, data)
        _print_records(found, as_csv=as_csv, as_json=as_json)
    except (ValueError, UnicodeDecodeError) as error:
        raise CliError(f"{file}: {error}") from error


def _judged(file: Path, base: BaseIndex | None) -> Iterator[dict[str, object]]:
    from extract.resolve.name_lists import match_pair, read_pairs

    for a, b, label in read_pairs(file):
        judgement = match_pair(a, b, label or None, base)
        yield {
            "a": a[0],
            "b": b[0],
            "label": label or judgement.label,
            "verdict": judgement.verdict,
            "score": round(judgement.score, 4),
            "why": judgement.why,
        }


def _matched(file: Path, base: BaseIndex, data: Path) -> Iterator[dict[str, object]]:
    from extract.resolve.name_lists import match_name, read_names

    entities = _entities(data)
    for name, label in read_names(file):
        found = asdict(match_name(name, label or None, base, entities))
        yield {**found, **_told(entities, str(found["id"] or ""))} if entities else found


def _told(entities: Entities, key: str) -> dict[str, object]:
    """How many articles and stories of the corpus name a thing; nobody for ""."""
    counted = "select articles, stories from visible_entities where id = ?"
    articles, stories = next(iter(entities.db.execute(counted, [key]).fetchall()), (0, 0))
    return {"articles": articles, "stories": stories}


def _entities(data: Path) -> Entities | None:
    """The corpus's entities, or None where there is no corpus yet."""
    from corpus.cli.reading import open_corpus
    from corpus.data_dir import DataDir
    from corpus.schema.sqlite_library import Database
    from corpus.store.resolution import Entities

    return Entities(Database(open_corpus(data).conn)) if DataDir(data).corpus.is_file() else None


def _print_records(records: Iterator[dict[str, object]], *, as_csv: bool, as_json: bool) -> None:
    if as_json:
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
        return
    if as_csv:
        _print_csv(records)
        return
    from corpus.cli.console import out, rows, table

    found = list(records)
    if found:
        out.print(rows(table(*found[0]), [list(record.values()) for record in found]))


def _print_csv(records: Iterator[dict[str, object]]) -> None:
    import csv
    import sys

    from corpus.files import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, record in enumerate(records):
        if not number:
            writer.writerow(record)
        writer.writerow([safe_cell(value) for value in record.values()])


@click.command()
@data_option
@click.option("--who", help="Your name, for the decisions.  [default: the system's name for you]")
@click.option("--export", "export_to", type=click.Path(path_type=Path), help="Write the doubts as CSV and stop.")
@click.option("--import", "import_from", type=FILE, help="Take the verdicts of a filled CSV and stop.")
@click.option("--undo", metavar="ID", help="Take one decision back and stop.")
@click.option("--same", nargs=2, metavar="A B", help="Decide: two entities (ids) are one.")
@click.option("--different", nargs=2, metavar="A B", help="Decide: two entities are two.")
@click.option("--hide", metavar="A", help="Decide: an entity is none and is not to be shown.")
@click.option("--rename", nargs=2, metavar="A NAME", help="Decide what an entity is called.")
@click.option("--split", nargs=2, metavar="A SPELLING", help="Decide: this spelling is another thing than entity A.")
@click.option("--list", "list_them", is_flag=True, help="Print the decisions made so far and stop.")
@click.option("--limit", type=Count(), help="Walk so many doubts at most.")
def review(
    data: Path,
    who: str | None,
    export_to: Path | None,
    import_from: Path | None,
    undo: str | None,
    list_them: bool,
    limit: int | None,
    **verdicts: tuple[str, ...] | str | None,
) -> None:
    """Walk the pairs of entities that may be one thing, with sentences that name each; one key decides.

    Decisions go to decisions.csv in the data directory, a line each; the next `jangmadang resolve` applies them.
    Delete a line, or give its id to --undo, and it is as if it had never been.

    \b
    Examples:
      jangmadang review
      jangmadang review --export doubts.csv
      jangmadang review --import doubts.csv --who "A. Reader"
      jangmadang review --split person/kim-chol "Kim Chol-ho"
      jangmadang review --list
    """
    from extract.cli.review_desk import ReviewDesk

    desk = ReviewDesk(data, who=who)
    try:
        if list_them:
            desk.print_decisions()
        elif undo:
            desk.undo(undo)
        elif export_to:
            desk.export(export_to, limit=limit)
        elif import_from:
            desk.import_sheet(import_from)
        elif any(verdicts.values()):
            desk.decide({name: value for name, value in verdicts.items() if value})
        else:
            desk.walk(limit=limit)
    except (ValueError, UnicodeDecodeError, OSError) as error:
        raise CliError(str(error)) from error
