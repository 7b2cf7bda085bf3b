"""The command line: a group that imports a command's package only when that command runs."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from corpus.cli.calling import as_typed

STOPPED = "stopped; the next run goes on from here"

# name: (module:function, short help), in the order that --help lists them
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("crawler.cli.demo:demo", "Crawl a bundled newsroom, run every stage, show what was found."),
    "run": ("corpus.cli.running:run", "One scheduled pass over the outlets: crawl to report."),
    "watch": ("corpus.cli.running:watch", "Run on a schedule in one process, without cron."),
    "search": ("corpus.cli.reading:search", "Articles and the sentences that match a query."),
    "entity": ("corpus.cli.reading:entity", "One entity: aliases, counts, co-mentions, latest sentences."),
    "together": ("corpus.cli.together_command:together", "The sentences that name two things, to read or to cite."),
    "stories": ("corpus.cli.stories:stories", "The biggest stories and who reported them."),
    "story": ("corpus.cli.stories:story", "One story's members and how they relate."),
    "events": ("corpus.cli.events:events", "What happened, by how many report it of their own."),
    "event": ("corpus.cli.events:event", "One event: its stories, who said it first, who cites whom."),
    "changes": ("corpus.cli.reading:changes", "Articles edited or withdrawn, and which names that moved."),
    "stats": ("corpus.cli.reading:stats", "What is in the corpus."),
    "status": ("corpus.cli.reading:status", "The last run, and the health of each outlet."),
    "prices": ("corpus.cli.figure_series:prices", "What a good cost, by day and place, with the outlets that told it."),
    "rates": ("corpus.cli.figure_series:rates", "What a foreign money cost in won."),
    "trade": ("corpus.cli.figure_series:trade", "What crossed the border, which way, with whom."),
    "activity": ("corpus.cli.figure_series:activity", "What was reported of a plant."),
    "panel": ("corpus.cli.panel_command:panel", "Plants by month: what was reported of each, and by which side."),
    "visits": ("corpus.cli.figure_series:visits", "Who visited what, and with whom."),
    "brief": ("corpus.cli.brief_command:brief", "What is new: events, plants, visits, prices, first names, edits."),
    "import": ("crawler.cli.crawling:import_pages", "Take saved pages into the archive."),
    "bulk": ("jangmadang.bulk.bulk_command:bulk", "Years of archives, shard by shard, on one machine or many."),
    "article": ("extract.cli.page_commands:article", "The article in one saved page, as JSON; stores nothing."),
    "entities": ("extract.cli.page_commands:entities", "The mentions in pages or texts, as JSON Lines; storing none."),
    "match": ("extract.cli.name_commands:match", "A list of names against the knowledge base and the corpus."),
    "overlay": ("corpus.cli.overlay:overlay", "Lists that others keep, beside the names they name."),
    "review": ("extract.cli.name_commands:review", "Decide doubtful merges: same, different, hide, rename, split."),
    "notes": ("corpus.cli.notes_command:notes", "Notes, tags and collections of sentences; to cite from."),
    "export": ("corpus.cli.exporting:export", "Datasets out."),
    "evidence": ("corpus.cli.evidence_command:evidence", "What an article said, as a folder to be verified elsewhere."),
    "serve": ("corpus.cli.serving:serve", "The analyst's pages in the browser."),
    "mcp": ("jangmadang.mcp_command:mcp", "The corpus for assistants, by the Model Context Protocol."),
    "outlets": ("crawler.cli.crawling:outlets", "The outlets: list, check, add, record."),
    "backup": ("corpus.cli.housekeeping:backup", "One moment of the data as a folder or a file, while a run writes."),
    "restore": ("corpus.cli.housekeeping:restore", "A backup put back, each file checked first."),
    "retention": ("corpus.cli.housekeeping:retention", "Drop the bodies of old pages; hashes and articles stay."),
    "forget": ("corpus.cli.housekeeping:forget", "Take down an article, or all of an outlet."),
    "vacuum": ("corpus.cli.housekeeping:vacuum", "Give back the disk that deleted rows hold."),
    "crawl": ("crawler.cli.crawling:crawl", "Stage 1: fetch what the outlets list."),
    "extract": ("extract.cli.page_commands:extract", "Stage 2: pages to articles."),
    "tag": ("extract.cli.page_commands:tag", "Stage 3: articles to mentions."),
    "resolve": ("extract.cli.name_commands:resolve", "Stage 4: mentions to entities."),
    "cluster": ("extract.cli.clustering_command:cluster", "Stage 5: articles to stories."),
    "facts": ("extract.cli.facts_command:facts", "Stage 6: tables of activity, prices, trade and exchange rates."),
    "group": ("extract.cli.grouping_command:group", "Stage 7: stories to events."),
}

# subcommands that belong to another package than their group
SUBCOMMANDS: dict[str, dict[str, str]] = {
    "outlets": {
        "boilerplate": "extract.cli.page_commands:boilerplate",
        "quality": "corpus.cli.quality_command:quality",
    }
}


class LazyGroup(click.Group):
    """A group whose commands are named in COMMANDS and imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = _load(COMMANDS[cmd_name][0])
        if isinstance(command, click.Group):
            for name, target in SUBCOMMANDS.get(cmd_name, {}).items():
                command.add_command(_load(target), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their short help from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in COMMANDS.items()])


def _load(target: str) -> click.Command:
    module, _, function = target.partition(":")
    command: click.Command = getattr(import_module(module), function)
    return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jangmadang")
def cli() -> None:
    """Jangmadang watches the news about North Korea's economy.

    It crawls outlets, keeps only the article of each page, tags places, products, factories, people and
    organisations, works out which real thing each name means, and keeps all of it in one SQLite corpus.

    \b
    Examples:
      jangmadang demo
      jangmadang run --data ./data
      jangmadang search "Taedonggang Food Factory"
    """


def main() -> None:
    """Run the command line; what was to be expected is one line on stderr and exit code 2; a signal's is 130 or 143."""
    from corpus.cli.streams import give_up, ready_streams
    from corpus.store.stopping import Stopped, asked, exit_code, listen

    ready_streams()
    listen()
    code: str | int | None = 0
    try:
        result = cli(standalone_mode=False)
        code = result if isinstance(result, int) else 0  # click gives ctx.exit's code as the result
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt, Stopped):
        click.echo(STOPPED, err=True)
        code = exit_code()
    except BrokenPipeError:
        give_up(sys.stdout)
    except SystemExit as error:
        code = error.code
    except Exception as error:
        if asked():
            click.echo(STOPPED, err=True)
            code = exit_code()
        elif (said := _expected(error)) is not None:
            click.echo(f"Error: {as_typed(said)}", err=True)
            code = 2
        else:
            raise
        give_up(sys.stdout)
    sys.exit(code)


def _expected(error: Exception) -> str | None:
    """The line for an error that was to be expected; None for one that is ours, whose trace is to be seen."""
    from corpus.records import Abort
    from corpus.store.outside import trouble

    return str(error) if isinstance(error, Abort) else trouble(error)
