"""`jangmadang overlay`: lists that others keep, laid over the corpus."""

from __future__ import annotations

import re
from pathlib import Path

import click

from corpus.cli.options import CliError, data_option
from corpus.data_dir import DataDir
from corpus.times import asked_day

# begins with a letter or digit: a name is no path, and no option of a command line
_NAME = re.compile(r"\w[\w .-]{0,99}")
_UNDATED = "not stated"


def _dated(_: click.Context, param: click.Parameter, value: str) -> str:
    """A day, month or year as it was written, or that there is none."""
    if value != _UNDATED:
        try:
            asked_day(value)
        except ValueError:
            raise click.BadParameter(f"{value!r} is no day, month or year; write 2026-03-01", param=param) from None
    return value


@click.group()
def overlay() -> None:
    """Lists that others keep, such as sanctions lists, shown beside the names they name.

    \b
    Examples:
      jangmadang overlay add un-1718.ftm.json --title "UN 1718 list" --licence "public" --as-of 2026-03-01
      jangmadang overlay list
    """


@overlay.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@click.option("--name", help="What it goes by here.  [default: the file's name]")
@click.option("--title", help="What it is called.  [default: its name]")
@click.option("--licence", default="not stated", show_default=True, help="Its licence.")
@click.option("--as-of", default=_UNDATED, show_default=True, callback=_dated, help="The list's date: 2026-03-01.")
def add(file: Path, data: Path, name: str | None, title: str | None, licence: str, as_of: str) -> None:
    """Take in FILE, a list of FollowTheMoney entities as JSON Lines, in place of an earlier one of that name."""
    from corpus.read.counted import count_words
    from corpus.search.overlays import Overlay, add_overlay, read_entries
    from corpus.store.articles import Corpus

    key = file.name.split(".")[0] if name is None else name
    if not _NAME.fullmatch(key):
        raise CliError(
            f"{key!r} is no name for a list: letters, digits, spaces and . _ - make one; give it with --name"
        )
    entries = list(read_entries(file))
    with Corpus(data) as corpus:
        made = Overlay(name=key, title=title or key, licence=licence, as_of=as_of, source=file.name)
        found = add_overlay(corpus.db, made, entries)
    click.echo(f"{key}: {count_words(len(entries), 'entry', 'entries')}; of all lists {found:,} are known here")


@overlay.command(name="list")
@data_option
def list_overlays(data: Path) -> None:
    """Print the lists with their licences and dates, and how many of their entries are known and named here."""
    from corpus.cli.console import out, rows, table
    from corpus.cli.reading import open_corpus

    found = open_corpus(data).execute(
        "select o.name, o.title, o.licence, o.as_of, count(e.entry_id), count(e.entity_id),"
        " count(case when v.mentions > 0 then 1 end) from overlays o left join overlay_entries e on e.overlay = o.name"
        " left join visible_entities v on v.id = e.entity_id group by o.name order by o.name"
    )
    grid = table("name", "title", "licence", "as of", ">entries", ">known here", ">named")
    out.print(rows(grid, found.fetchall()))


@overlay.command()
@click.argument("name")
@data_option
def remove(name: str, data: Path) -> None:
    """Take the list NAME away."""
    from corpus.search.overlays import remove_overlay
    from corpus.store.articles import Corpus
    from corpus.store.reader import must_be_there

    must_be_there(DataDir(data).corpus)
    with Corpus(data) as corpus:
        if not remove_overlay(corpus.db, name):
            raise CliError(f"there is no overlay {name!r}; `jangmadang overlay list` names them")
    click.echo(f"{name} is taken away")
