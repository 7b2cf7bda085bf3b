"""The commands of the stages that read and tag: extract, tag, article, entities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import settings
from corpus.cli.console import show_stage
from corpus.cli.options import data_option, json_option, stage_options
from corpus.data_dir import DataDir

if TYPE_CHECKING:
    from corpus.store.stage import StageOptions

processes_option = click.option(
    "--processes",
    type=click.IntRange(1, 16),
    default=settings.processes,
    show_default="JANGMADANG_PROCESSES, or 2",
    help="Work in so many processes.",
)


@click.command()
@data_option
@json_option
@stage_options
@processes_option
@click.option("--keep-off-topic", is_flag=True, help="Keep articles that are not about North Korea's economy.")
@click.option("--learn/--no-learn", default=True, help="Learn each outlet's page furniture first, where that is due.")
def extract(data: Path, options: StageOptions, as_json: bool) -> None:
    """Turn the pages that are new or changed into articles, each refused page into an outcome.

    \b
    Examples:
      jangmadang extract
      jangmadang extract --stale --limit 500
      jangmadang extract --dry-run --json
    """
    from corpus.store.reader import must_be_there
    from extract.stages.extract_and_tag import extract_pending

    if options.dry_run:
        must_be_there(DataDir(data).pages)
    show_stage("extract", extract_pending, data, options, as_json=as_json)


@click.command()
@data_option
@json_option
@stage_options
@processes_option
def tag(data: Path, options: StageOptions, as_json: bool) -> None:
    """Find the places, products, factories, people and organisations in the articles that are new or changed.

    \b
    Examples:
      jangmadang tag
      jangmadang tag --stale
    """
    from extract.stages.extract_and_tag import tag_pending

    show_stage("tag", tag_pending, data, options, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The address the page was saved from; helps with dates and outlets.")
@data_option
@click.pass_context
def article(context: click.Context, file: Path, url: str | None, data: Path) -> None:
    """Print the article in one saved page or text dump as JSON. Stores nothing.

    A page that holds no article prints its reason, and the exit code is 1.

    \b
    Examples:
      jangmadang article page.html --url https://example.org/2026/03/02/rason-port
      jangmadang article dump.txt | jq -r .text
    """
    from corpus.cli.console import print_json
    from corpus.records import Skip
    from crawler.outlets import load_outlets
    from extract.stages.single_files import article_record, read_page

    try:
        print_json(article_record(read_page(file, url=url), load_outlets(DataDir(data).outlets)))
    except Skip as skip:
        print_json({"outcome": skip.reason, "detail": skip.detail})
        context.exit(1)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=Path))
@data_option
@click.pass_context
def entities(context: click.Context, files: tuple[Path, ...], data: Path) -> None:
    """Print the mentions in pages or plain texts as JSON Lines ("-" reads a text from stdin). Stores nothing.

    Offsets are code points: of the article's text in a page, of the file's own text in a plain text, where
    lines of page furniture carry no mentions.

    \b
    Examples:
      jangmadang entities report.txt
      echo "Rason sold coal to China." | jangmadang entities -
      jangmadang entities saved/*.html > mentions.jsonl
    """
    import json

    from crawler.outlets import load_outlets
    from extract.resolve.direct import entity_of
    from extract.stages.single_files import mentions_in_files
    from models.pipeline import load

    refused = False
    for found in mentions_in_files(load(), files, load_outlets(DataDir(data).outlets)):
        if found.refusal is not None:
            click.echo(f"{found.file}: {found.refusal}", err=True)
            refused = True
        for mention in found.mentions:
            entity, name = entity_of(mention)
            record = {
                "file": found.file,
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "label": mention.label,
                "entity": entity,
                "name": name,
                "source": mention.source,
                "score": mention.score,
            }
            click.echo(json.dumps(record, ensure_ascii=False))
    if refused:
        context.exit(1)


@click.command()
@click.argument("outlet")
@data_option
@json_option
def boilerplate(outlet: str, data: Path, as_json: bool) -> None:
    """Print the page furniture learned of OUTLET: each block, on how many articles it stood, an example.

    Lines of the outlet's TOML overrule it: `keep_lines` and `drop_lines` under [extract].

    \b
    Examples:
      jangmadang outlets boilerplate koreatimes
    """
    from dataclasses import asdict

    from corpus.cli.console import out, print_json, rows, table
    from corpus.cli.options import CliError
    from corpus.cli.reading import open_corpus
    from extract.furniture.relearning import load_furniture

    furniture = load_furniture(open_corpus(data)).get(outlet)
    if furniture is None:
        raise CliError(f"nothing has been learned of {outlet!r}; it takes some pages of an outlet in the archive")
    if as_json:
        print_json([asdict(block) for block in furniture.blocks])
        return
    out.print(f"{outlet}: {len(furniture.blocks)} blocks, from {furniture.articles} different articles\n", markup=False)
    out.print(
        rows(table(">articles", "example", "where"), [(b.articles, b.example, b.place) for b in furniture.blocks])
    )
