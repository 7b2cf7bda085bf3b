"""How the demo's results look in a terminal."""

from __future__ import annotations

import shlex
from pathlib import Path

from rich.text import Text

from corpus.cli.calling import as_typed
from corpus.cli.console import indented, out, rows, table
from corpus.cli.reading import open_corpus
from corpus.cli.show import marked
from corpus.labels import LABELS
from corpus.read.entity import quotes
from corpus.read.stats import corpus_stats
from corpus.times import shown_day


def show_demo(data: Path) -> None:
    """Print what the demo found: pages refused and kept, stories, entities by label, factories, what to type next."""
    db = open_corpus(data)
    stats = corpus_stats(db)
    reasons = [(f"  refused: {name.partition(': ')[2]}", count) for name, count in stats.outcomes.items()]
    found = ("found", stats.articles + sum(stats.outcomes.values()))
    kept = [("kept as articles", stats.articles), ("stories that they tell", stats.stories)]
    out.print()
    out.print(rows(table("Pages", ">"), [found, *reasons, *kept]))
    out.print()
    out.print(
        rows(
            table("Entities", ">mentions", ">different"),
            [(label, count, stats.entities.get(label, 0)) for label, count in stats.mentions.items()],
        )
    )
    out.print()
    out.print(Text("The most-mentioned factories", "bold"))
    for key, name, mentions, articles in db.execute(
        "select id, name, mentions, articles from visible_entities where label = 'FACTORY' and mentions > 0"
        " order by mentions desc, id limit 3"
    ).fetchall():
        out.print(
            Text.assemble((name, f"bold {LABELS['FACTORY'].colour}"), f"  {mentions} mentions in {articles} articles")
        )
        for quote in quotes(db, key, limit=1):
            out.print(indented(marked(quote.snippets[0])))
            out.print(indented(Text(f"{quote.outlet}, {shown_day(quote.published, quote.published_precision)}", "dim")))
    _show_next(data)


def _show_next(data: Path) -> None:
    where = f" --data {shlex.quote(str(data))}"
    out.print()
    out.print(Text("What to type next", "bold"))
    for command, does in (
        ('search "Taedonggang Food Factory"', "the sentences that name it"),
        ("entity Rason", "its names, counts and who is named with it"),
        ("brief", "what is new: events, plants, visits, prices, names"),
        ("stats", "what is in the corpus"),
        ("export dataset", "the corpus as files"),
    ):
        out.print(Text.assemble("  ", (as_typed(f"jangmadang {command}{where}"), "cyan"), f"  {does}"))
