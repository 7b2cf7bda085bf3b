"""The commands that read stories: the biggest ones, and one with its members."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from corpus.cli.options import CliError, Count, Given, data_option, json_option, span_options
from corpus.store.leaving import leaving


@click.command()
@data_option
@click.option("--entity", type=Given(), help="That name this entity: a name or an id.")
@click.option("--outlet", type=Given(), help="That this outlet tells.")
@span_options("Still told at or after.", "First told before.")
@click.option("--outlets", type=Count(), default=1, show_default=True, help="Told by so many outlets.")
@click.option("--limit", type=Count(), default=20, show_default=True, help="Stories to show.")
@json_option
def stories(
    data: Path,
    entity: str | None,
    outlet: str | None,
    outlets: int,
    limit: int,
    as_json: bool,
    **span: datetime | None,
) -> None:
    """Print the stories that most outlets tell, with where each comes from and how many report it themselves.

    \b
    Examples:
      jangmadang stories
      jangmadang stories --from 2026-03-01 --outlets 3
      jangmadang stories --entity Rason --json
    """
    from corpus.cli.asked import check_outlet, entity_id, say_cut
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.cli.show_stories import show_stories
    from corpus.read.story import StoryQuery, count_stories, list_stories

    db = open_corpus(data)
    chosen = entity_id(db, entity) if entity else None
    check_outlet(db, outlet)
    query = StoryQuery(start=span["from"], end=span["to"], outlet=outlet, entity=chosen, outlets=outlets, limit=limit)
    found = list_stories(db, query)
    if as_json:
        print_json([asdict(story) for story in found])
    else:
        show_stories(found, of=count_stories(db, StoryQuery()))
    say_cut(len(found), count_stories(db, query))


@click.command()
@click.argument("key", metavar="ID")
@data_option
@click.option("--diff", "in_full", is_flag=True, help="Show all the sentences in which members differ.")
@json_option
def story(key: str, data: Path, in_full: bool, as_json: bool) -> None:
    """Print a story: where it comes from, its members and how each was made from another, and what differs.

    ID is a story's id (also one that it had before), or the id or the address of an article in it.

    \b
    Examples:
      jangmadang story 3f2a9c0d1e4b5a67
      jangmadang story https://example.org/2026/03/02/rason-port --diff
    """
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.cli.show_stories import show_story
    from corpus.read.story import find_story, view_story

    db = open_corpus(data)
    found = find_story(db, key)
    view = view_story(db, found) if found else None
    if view is None:
        raise CliError(f"there is no story {key!r}; `jangmadang stories` lists them")
    if as_json:
        print_json(asdict(leaving(view)))
    else:
        show_story(view, in_full=in_full)
