"""The sentences of a search, or of two things, as files: CSV, and Word to cite from."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from corpus.exporters.found_sentences import sentences_file
from corpus.files import replace_file, safe_cell
from corpus.read.counted import count_words
from corpus.read.together import SharedSentence
from corpus.search.hits import Results
from corpus.store.reader import Readable

COLUMNS = ("published", "outlet", "title", "url", "article_id", "copies", "field", "sentence")
TOGETHER = tuple(name for name in COLUMNS if name != "copies")


def write_sentences(results: Results) -> None:
    """Print the sentences as CSV, each with what to cite: outlet, headline, date and address."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for hit in results.hits:
        head = (hit.published, hit.outlet, hit.title, hit.url, hit.id, hit.copies)
        rows = [(*head, snippet.field, snippet.text) for snippet in hit.snippets] or [(*head, "", "")]
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)


def write_together(found: Sequence[SharedSentence]) -> None:
    """Print the sentences that name two things as CSV, in the columns that those of a search have."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(TOGETHER)
    writer.writerows([safe_cell(getattr(each, name)) for name in TOGETHER] for each in found)


def write_cited(db: Readable, results: Results, name: str, file: Path) -> None:
    """Write the sentences with their citations to a Word file, and say how many articles they are of."""
    sentences = [(hit.id, snippet.text) for hit in results.hits for snippet in hit.snippets]
    replace_file(file, sentences_file(db, name, sentences, "docx"))
    left = f" of {results.total:,} (--limit)" if len(results.hits) < results.total else ""
    counted = count_words(len(sentences), "sentence")
    click.echo(f"{counted} of {count_words(len(results.hits), 'article')}{left}: {file}", err=True)
