"""`jangmadang together`: the sentences that name two things."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from corpus.cli.options import CliError, Given, data_option, json_option
from corpus.store.leaving import leaving


@click.command()
@click.argument("one", type=Given())
@click.argument("other", type=Given())
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV: a row for each sentence, with what to cite.")
@click.option("--word", type=click.Path(path_type=Path), help="Write the sentences to this Word file, to cite from.")
@json_option
@data_option
def together(one: str, other: str, data: Path, word: Path | None, as_csv: bool, as_json: bool) -> None:
    """Print the sentences that name both ONE and OTHER, under any of their names; newest first.

    They are those of the newest 400 articles that name ONE, without datelines and digests; what several articles of a
    story have in the same words is there once.

    \b
    Examples:
      jangmadang together Rason "Rajin Port"
      jangmadang together 쌀 Hyesan --csv
      jangmadang together Rason "Rajin Port" --word rason.docx
    """
    from corpus.cli.asked import entity_id
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.cli.show_sentences import write_together
    from corpus.exporters.collection import collection_file
    from corpus.exporters.found_sentences import cited_sentences
    from corpus.files import replace_file
    from corpus.read.counted import count_words
    from corpus.read.together import shared_sentences

    db = open_corpus(data)
    first, second = entity_id(db, one), entity_id(db, other)
    if first == second:
        raise CliError(f"{one!r} and {other!r} are the same thing, {first}")
    found = shared_sentences(db, first, second)
    if as_json:
        print_json([asdict(each) for each in leaving(found)])
        return
    if as_csv and word is None:
        write_together(leaving(found))
        return
    name = f"{one} and {other}"
    notes = cited_sentences(db, name, [(each.article_id, each.sentence) for each in found])
    if word is not None:
        replace_file(word, collection_file(name, notes, "docx"))
        click.echo(f"{count_words(len(found), 'sentence')}: {word}", err=True)
    else:
        click.echo(f"{count_words(len(found), 'sentence')} name{'s' if len(found) == 1 else ''} both")
        for note in notes:
            click.echo(f"\n{note.published[:10]}  {note.outlet}  {note.title}\n  {note.note.quote}\n  {note.url}")
