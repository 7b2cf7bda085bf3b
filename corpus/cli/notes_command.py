"""The command for an analyst's notes: list, add, remove, export."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from corpus.cli.options import CliError, data_option, json_option


@click.group()
def notes() -> None:
    """Notes, tags and collections of sentences, kept in notes.csv in the data directory.

    \b
    Examples:
      jangmadang notes list
      jangmadang notes add article:4f0c2b9d1e83a7c6 --collection "Rice" --quote "Rice cost 6,200 won in Hyesan."
      jangmadang notes add entity:Rason --tags "port doubtful" --note "Ask for the harbour's own figures."
      jangmadang notes export Rice --format docx --out rice.docx
    """


@notes.command("list")
@click.argument("collection", required=False)
@data_option
@json_option
def list_notes(collection: str | None, data: Path, as_json: bool) -> None:
    """Print the collections, or the notes of one beside the articles as they are now."""
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.decisions.kept import STANDS, collections_of, kept
    from corpus.decisions.notes import read_notes
    from corpus.exporters.collection import citation, quoted

    groups = collections_of(read_notes(data))
    if collection is None:
        if as_json:
            print_json({name: len(found) for name, found in groups.items()})
        for name, found in groups.items() if not as_json else ():
            click.echo(f"{len(found):>5}  {name or '(in no collection)'}")
        return
    shown = kept(open_corpus(data), _collection(groups, collection))
    if as_json:
        print_json([{**asdict(one.note), "id": one.note.id, "quote": quoted(one), "state": one.state} for one in shown])
        return
    for one in shown:
        click.echo(f"{one.note.id}  {citation(one)}{'' if one.state == STANDS else f' ({one.state})'}")
        for words in (f"“{one.note.quote}”" if one.note.quote else "", one.note.note, one.note.tags):
            if words:
                click.echo(f"    {words}")


def _collection(groups: dict[str, list], name: str) -> list:  # type: ignore[type-arg]
    """The notes of a collection. Raises CliError with those that there are."""
    if name not in groups:
        raise CliError(f"no collection {name}; there are {', '.join(filter(None, groups)) or 'none yet'}")
    return groups[name]


@notes.command()
@click.argument("about")
@data_option
@click.option("--collection", default="", help="The collection that it lies in.")
@click.option("--quote", default="", help="A sentence of the article.")
@click.option("--note", "words", default="", help="What you have to say.")
@click.option("--tags", default="", help="Words, by spaces.")
def add(about: str, data: Path, collection: str, quote: str, words: str, tags: str) -> None:
    """Add a note on ABOUT: article:ID, or entity:NAME."""
    from corpus.cli.reading import open_corpus
    from corpus.decisions.kept import new_note
    from corpus.decisions.notes import add_note, one_line
    from corpus.times import now, write_time

    try:
        new = new_note(open_corpus(data), about, one_line(quote))
    except (LookupError, ValueError) as error:
        raise CliError(str(error.args[0])) from None
    if not any((quote, words, tags, collection)):
        raise CliError("a note needs words, a tag, a sentence or a collection")
    given = {"collection": one_line(collection), "note": one_line(words), "tags": one_line(tags)}
    note = replace(new, **given, who="terminal", at=write_time(now()))
    add_note(data, note)
    click.echo(note.id)


@notes.command()
@click.argument("note")
@data_option
def remove(note: str, data: Path) -> None:
    """Take a note out, by the id that `notes list COLLECTION` prints."""
    from corpus.decisions.notes import remove_note

    if not remove_note(data, note):
        raise CliError(f"no note {note}")


@notes.command()
@click.argument("collection")
@data_option
@click.option("--format", "form", type=click.Choice(["md", "csv", "docx"]), default="md", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="The file; else it is printed.")
def export(collection: str, data: Path, form: str, out: Path | None) -> None:
    """Write a collection to cite from: each sentence with its outlet, headline, date and address."""
    from corpus.cli.reading import open_corpus
    from corpus.decisions.kept import collections_of, kept
    from corpus.decisions.notes import read_notes
    from corpus.exporters.collection import collection_file
    from corpus.files import replace_file

    found = kept(open_corpus(data), _collection(collections_of(read_notes(data)), collection))
    body = collection_file(collection, found, form)
    if out is not None:
        replace_file(out, body)
    elif form == "docx":
        raise CliError("name the Word file: --out FILE.docx")
    else:
        click.echo(body.decode(), nl=False)
