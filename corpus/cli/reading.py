"""The commands that only read the corpus: search, entity, stats, status, changes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from corpus.cli.options import CliError, Count, Given, Label, data_option, json_option, span_options, time_option
from corpus.store.leaving import leaving

if TYPE_CHECKING:
    from corpus.store.reader import Readable


def open_corpus(data: Path) -> Readable:
    """The corpus of a data directory, for reading until the command ends. Raises `Abort` where there is none."""
    from corpus.data_dir import DataDir
    from corpus.store.reader import open_readonly

    return click.get_current_context().with_resource(open_readonly(DataDir(data).corpus))


@click.command()
@click.argument("query", required=False, default="")
@data_option
@click.option("--batch", type=click.File(encoding="utf-8"), help="Names or queries, a line each ('-': standard input).")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV: a row for each sentence; with --batch for each query.")
@click.option("--word", type=click.Path(path_type=Path), help="Write the sentences to this Word file, to cite from.")
@click.option("--label", type=Label(), help="With a name of this label, such as FACTORY.")
@click.option("--entity", type=Given(), help="With this entity: a name or an id.")
@click.option("--outlet", type=Given(), help="From this outlet.")
@span_options("Published at or after.", "Published before.")
@click.option("--limit", type=Count(), default=10, show_default=True, help="Articles to show.")
@json_option
def search(
    query: str,
    data: Path,
    batch: TextIO | None,
    as_csv: bool,
    word: Path | None,
    label: str | None,
    entity: str | None,
    outlet: str | None,
    limit: int,
    as_json: bool,
    **span: datetime | None,
) -> None:
    """Print the articles that match QUERY, newest first, with the sentences in which they do.

    Words are joined by AND; "a phrase", prefix*, OR, NOT, -word and parentheses work. A query that is a known
    name finds the thing under all its names.

    \b
    Examples:
      jangmadang search "Taedonggang Food Factory"
      jangmadang search 'coal OR "iron ore"' --label FACTORY --from 2026-03-01
      jangmadang search 라선 --json
      jangmadang search "port*" --entity Rason --limit 100 --word rason.docx
      jangmadang search --batch plants.txt --csv
    """
    from corpus.cli.asked import check_known, check_outlet, check_query, entity_id
    from corpus.cli.show import show_results
    from corpus.search.did_you_mean import search_names
    from corpus.search.hits import Query

    if batch is not None:
        if query or label or entity or outlet or word:
            raise CliError("--batch takes its queries from the file: leave out QUERY and what narrows it")
        _search_batch(data, batch, as_csv=as_csv, as_json=as_json)
        return
    if not query:
        raise CliError("say what to search for: `jangmadang search coal`, or --batch FILE")
    db = open_corpus(data)
    check_query(db, query)
    if label:
        check_known(db, label, "label from mentions", "no mention has the label")
    check_outlet(db, outlet)
    results = search_names(
        db,
        Query(
            text=query,
            label=label,
            entity=entity_id(db, entity) if entity else None,
            outlet=outlet,
            start=span["from"],
            end=span["to"],
            limit=limit,
        ),
    )
    if as_json or not (word or as_csv):
        show_results(results, query, as_json=as_json)
        return
    from corpus.cli.asked import say_cut
    from corpus.cli.show import say_searched_as
    from corpus.cli.show_sentences import write_cited, write_sentences

    say_searched_as(results)
    if word is not None:
        write_cited(db, results, query, word)
    else:
        write_sentences(leaving(results))
        say_cut(len(results.hits), results.total)


def _search_batch(data: Path, lines: TextIO, *, as_csv: bool, as_json: bool) -> None:
    from corpus.cli.console import print_json
    from corpus.cli.show_batch import show_batch, write_batch
    from corpus.search.batch import queries_of, search_batch

    try:
        queries = queries_of(lines)
    except UnicodeDecodeError as error:
        raise CliError(f"{lines.name} is no UTF-8 text: {error.reason} at byte {error.start}") from None
    rows = [leaving(row) for row in search_batch(open_corpus(data), queries)]
    if as_json:
        print_json([asdict(row) for row in rows])
    elif as_csv:
        write_batch(rows)
    else:
        show_batch(rows)


@click.command()
@click.argument("name", type=Given())
@data_option
@json_option
@click.option("--sentences", type=Count(0), help="Stories to quote.  [default: 5; with --json 20, as the page does]")
def entity(name: str, data: Path, as_json: bool, sentences: int | None) -> None:
    """Print the profile of the thing called NAME (or of an entity's id): names, counts, co-mentions, sentences.

    --json gives what /entity/ID.json of `jangmadang serve` gives.

    \b
    Examples:
      jangmadang entity Rason
      jangmadang entity 대동강맥주공장
      jangmadang entity factory/taedonggang-food-factory --json
    """
    from corpus.cli.asked import entity_id
    from corpus.cli.console import print_json
    from corpus.cli.show import show_profile
    from corpus.read.entity import SENTENCES, current_profile, find_entity
    from corpus.search.candidates import entities_called

    db = open_corpus(data)
    chosen, *others = entities_called(db, name) or [entity_id(db, name)]
    found = find_entity(db, chosen)
    assert found is not None, chosen
    quoted = (SENTENCES if as_json else 5) if sentences is None else sentences
    profile = current_profile(db, found, sentences=quoted)
    if as_json:
        print_json(asdict(leaving(profile)))
    else:
        show_profile(profile, others=others)


@click.command()
@data_option
@json_option
def stats(data: Path, as_json: bool) -> None:
    """Print what is in the corpus: articles, mentions, entities, stories, and what was refused and why.

    \b
    Examples:
      jangmadang stats
      jangmadang stats --json
    """
    from corpus.cli.console import print_json
    from corpus.cli.show import show_stats
    from corpus.read.stats import corpus_stats

    counts = corpus_stats(open_corpus(data))
    if as_json:
        print_json(asdict(counts))
    else:
        show_stats(counts)


# of the texts that are there, and of those that were there before an edit
_LABELS_EVER = "label from (select label from mentions union all select label from version_mentions)"


@click.command()
@data_option
@json_option
@click.option("--limit", type=Count(), help="Changes to show.  [default: 20; with --json 50]")
@time_option("--since", "Seen at or after.")
@click.option("--outlet", type=Given(), help="Only of this outlet's articles.")
@click.option("--kind", type=click.Choice(["edited", "withdrawn"]), help="Only edits, or only withdrawals.")
@click.option("--side", type=click.Choice(["appeared", "vanished"]), help="Only with names that did so.")
@click.option("--label", type=Label(), help="Only with names of this label that moved: PERSON, FACTORY, …")
def changes(data: Path, as_json: bool, limit: int | None, since: datetime | None, **narrowed: str | None) -> None:
    """Print the articles that were edited or withdrawn after publication, newest first, and which names moved.

    A thing that stands in both texts under two spellings has not moved.

    \b
    Examples:
      jangmadang changes
      jangmadang changes --side vanished --label PERSON
      jangmadang changes --since 2026-03-01 --json
    """
    from corpus.cli.asked import check_known, check_outlet
    from corpus.cli.console import print_json
    from corpus.cli.show import show_changes
    from corpus.read.desk_documents import ChangesDocument
    from corpus.read.edits import EVERY_CHANGE, SHOWN, ChangeFilter
    from corpus.read.edits import changes as list_changes
    from corpus.read.seen_again import pages_seen_again
    from corpus.times import write_time

    db = open_corpus(data)
    check_outlet(db, narrowed["outlet"])
    if narrowed["label"]:
        check_known(db, narrowed["label"], _LABELS_EVER, "no mention has the label")
    shown = limit or (SHOWN if as_json else 20)
    which = ChangeFilter(
        since=write_time(since) if since else "",
        outlet=narrowed["outlet"] or "",
        kind=narrowed["kind"] or "",
        side=narrowed["side"] or "",
        label=narrowed["label"] or "",
    )
    every = list_changes(db, limit=shown + 1, which=which)
    found = every[:shown]
    seen = pages_seen_again(data, outlets=[which.outlet] if which.outlet else None)
    if as_json:
        print_json(asdict(leaving(ChangesDocument(changes=tuple(found), seen=seen))))
    else:
        show_changes(found, narrowed=which != EVERY_CHANGE)
        if seen:
            click.echo(seen.words, err=bool(found))
    if len(every) > shown:
        click.echo(f"the newest {shown}; there are more (--limit)", err=True)


@click.command()
@data_option
@click.option("--prometheus", is_flag=True, help="Print the text that Prometheus reads; then the exit code is 0.")
@json_option
@click.pass_context
def status(context: click.Context, data: Path, prometheus: bool, as_json: bool) -> None:
    """Print the last run's report, the health of each outlet, and what an older version of a stage did.

    Exit codes: 0 fine, 1 something is broken, 2 no pass has run yet. --json has `broken`, a line for each outlet in
    trouble, and `healthy`.

    \b
    Examples:
      jangmadang status
      jangmadang status --json
      jangmadang status --prometheus > /var/lib/node_exporter/jangmadang.prom
    """
    from corpus.cli.console import print_json
    from corpus.cli.show import show_outdated
    from corpus.cli.show_run import show_broken, show_health, show_run
    from corpus.read.monitoring import present_state, prometheus_text

    state = present_state(data)
    if prometheus:
        click.echo(prometheus_text(state), nl=False)
        return
    if state.run is None:
        raise CliError(f"no pass has run in {data} yet; `jangmadang run` makes one")
    if as_json:
        print_json({**asdict(state.run), **state.as_dict()})
    else:
        empty: dict[str, Any] = {"crawl": {}, "stages": [], "broken": [], "warnings": []}
        report = {**empty, **state.run.report, "id": state.run.id, "status": state.run.status}
        show_run({**report, "broken": []})
        show_health(state.outlets)
        show_outdated(state.outdated)
        show_broken(state.broken)
    if not state.healthy:
        context.exit(1)
