"""The command of the derived tables: facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.cli.console import show_stage
from corpus.cli.options import CliError, data_option, json_option, stage_options

if TYPE_CHECKING:
    from corpus.store.stage import StageOptions


@click.command()
@data_option
@stage_options
@click.option("--explain", metavar="ARTICLE", help="Tell what in an article is a figure and what is not, and why.")
@json_option
def facts(data: Path, options: StageOptions, explain: str | None, as_json: bool) -> None:
    """Read prices, exchange rates, trade figures and the activity of plants out of the resolved articles.

    Only articles that are new, or whose names or their meaning changed, are read.

    \b
    Examples:
      jangmadang facts
      jangmadang facts --dry-run --json
      jangmadang facts --stale --limit 500
      jangmadang facts --explain 0123456789abcdef
    """
    if explain:
        _explain(data, explain, as_json=as_json)
        return
    from extract.stages.read_facts import facts_pending

    show_stage("facts", facts_pending, data, options, as_json=as_json)


def _explain(data: Path, article: str, *, as_json: bool) -> None:
    """Print every candidate of an article, by its id or address: published, or the reason why not."""
    from corpus.cli.console import print_json
    from corpus.data_dir import DataDir
    from corpus.records import article_id
    from corpus.settings import figure_score
    from corpus.store.articles import Corpus
    from corpus.store.derived import BELOW, Facts
    from corpus.store.reader import must_be_there
    from extract.facts.passage.passage_figures import weighed_candidates
    from extract.facts.tables.table_figures import explain_tables, in_table

    must_be_there(DataDir(data).corpus)
    key = article_id(article) if "://" in article else article
    with Corpus(data) as corpus:
        if not corpus.db.execute("select 1 from articles where id = ?", [key]).fetchone():
            raise CliError(f"no article {article!r}; give the id or the address of one")
        store = Facts(corpus.db)
        text, names = store.article(key), store.names(key)
    tables = text.get("tables", ())
    found = [
        each
        for each in weighed_candidates(text, names)
        if each.line.field != "text" or not in_table(each.mark.start, each.mark.end, text["text"], tables)
    ]
    rows: list[dict[str, Any]] = [
        {
            "kind": each.table,
            "words": each.line.text[each.mark.start - each.line.start : each.mark.end - each.line.start],
            "verdict": each.refused or ("published" if each.score >= figure_score() else BELOW),
            "score": each.score,
            "slots": dict(each.slots),
            "sentence": each.line.text,
        }
        for each in found
    ]
    rows += explain_tables(text, tables)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['kind']:9} {row['score']:.2f}  {row['words']}: {row['verdict']}")
        click.echo(f"          {row['sentence']}")
