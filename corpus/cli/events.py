"""The commands that read events: the list, and one with its stories."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from corpus.cli.options import CliError, Count, Given, data_option, json_option, span_options


@click.command()
@data_option
@click.option("--entity", type=Given(), help="That name this entity: a name or an id.")
@span_options("Still told at or after.", "First told before.")
@click.option("--stories", type=Count(), default=1, show_default=True, help="Told by so many stories.")
@click.option("--outlets", type=Count(), default=1, show_default=True, help="Told by so many outlets.")
@click.option("--independent", type=Count(), default=1, show_default=True, help="Reported independently so often.")
@click.option("--limit", type=Count(), default=20, show_default=True, help="Events to show.")
@json_option
def events(
    data: Path,
    entity: str | None,
    stories: int,
    outlets: int,
    independent: int,
    limit: int,
    as_json: bool,
    **span: datetime | None,
) -> None:
    """Print the events that most outlets report of their own: one happening, in whatever words and languages.

    \b
    Examples:
      jangmadang events
      jangmadang events --from 2026-03-01 --independent 2
      jangmadang events --entity Rason --json
    """
    from corpus.cli.asked import entity_id, say_cut
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.cli.show_events import show_events
    from corpus.read.event import EventQuery, count_events, list_events

    db = open_corpus(data)
    chosen = entity_id(db, entity) if entity else None
    query = EventQuery(
        start=span["from"], end=span["to"], entity=chosen,
        stories=stories, outlets=outlets, independent=independent, limit=limit,
    )  # fmt: skip
    found = list_events(db, query)
    if as_json:
        print_json([asdict(event) for event in found])
    else:
        show_events(found, of=count_events(db, EventQuery()))
    say_cut(len(found), count_events(db, query))


@click.command()
@click.argument("key", metavar="ID")
@data_option
@json_option
def event(key: str, data: Path, as_json: bool) -> None:
    """Print an event: the stories that tell it with their reports, who said it first, and who has it from whom.

    ID is an event's id (also one that it had before), a story's, or the id or the address of an article in it.

    \b
    Examples:
      jangmadang event 3f2a9c0d1e4b5a67
      jangmadang event https://example.org/2026/03/02/rason-port --json
    """
    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.cli.show_events import show_event
    from corpus.read.event import find_event, view_event

    db = open_corpus(data)
    found = find_event(db, key)
    view = view_event(db, found) if found else None
    if view is None:
        raise CliError(f"there is no event {key!r}; `jangmadang events` lists them")
    if as_json:
        print_json(asdict(view))
    else:
        show_event(view)
