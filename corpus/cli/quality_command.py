"""The command outlets quality: the pages of an outlet whose text the extraction is least sure of."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from corpus.cli.options import CliError, Count, data_option, json_option


@click.command()
@click.argument("outlet", metavar="ID")
@data_option
@click.option("--limit", type=Count(), default=20, show_default=True, help="Pages to show.")
@json_option
def quality(outlet: str, data: Path, limit: int, as_json: bool) -> None:
    """Print the articles of outlet ID whose text is least sure to be whole and clean, and what speaks against each.

    The score is the probability that the text is good. docs/extraction.md says what it is worth.

    \b
    Examples:
      jangmadang outlets quality koreatimes
      jangmadang outlets quality nknews --limit 50 --json
    """
    from corpus.cli.console import out, print_json, rows, table
    from corpus.cli.reading import open_corpus
    from corpus.read.quality import LOW, outlet_quality
    from corpus.times import shown_day

    found = outlet_quality(open_corpus(data), outlet, limit=limit)
    if not found.articles:
        raise CliError(f"no article of {outlet!r} is stored")
    if as_json:
        print_json(asdict(found))
        return
    mean = f", {found.mean:.2f} on average" if found.mean is not None else ""
    out.print(
        f"{outlet}: {found.judged} of {found.articles} articles judged{mean}; {found.low} below {LOW}\n", markup=False
    )
    grid = table(">sure", "published", "title", "against it", "id")
    lines = [
        (f"{p.certainty:.2f}", shown_day(p.published, p.published_precision), p.title, ", ".join(p.doubts), p.id)
        for p in found.worst
    ]
    out.print(rows(grid, lines))
