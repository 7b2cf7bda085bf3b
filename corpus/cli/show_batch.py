"""How many searches at once look in a terminal, and as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence

from rich.text import Text

from corpus.cli.console import out, table
from corpus.files import safe_cell
from corpus.search.batch import BatchRow

COLUMNS = ("query", "entities", "articles", "stories", "newest", "article_id", "outlet", "title", "sentence", "meant")


def write_batch(rows: Sequence[BatchRow]) -> None:
    """Print the rows as CSV, lists joined by blanks."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = (getattr(row, name) for name in COLUMNS)
        writer.writerow([safe_cell("; ".join(value) if isinstance(value, tuple) else value) for value in values])


def show_batch(rows: Sequence[BatchRow]) -> None:
    """Print a line for each query: what it names, its counts, the newest sentence or what may have been meant."""
    grid = table("query", "names", ">articles", ">stories", "newest", "newest sentence, or what may be meant")
    for row in rows:
        meant = Text(f"did you mean {', '.join(row.meant)}?", "italic") if row.meant else Text(row.sentence)
        newest = (row.newest or "")[:10]
        grid.add_row(
            Text(row.query, "bold"), ", ".join(row.entities), f"{row.articles:,}", f"{row.stories:,}", newest, meant
        )
    out.print(grid)
