"""The crawler's commands: crawl, import, and the group outlets. Scrapy is loaded only where something is fetched."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from corpus.cli.options import CliError, Count, Day, Given, check_order, data_option, json_option, time_option
from crawler.cli.outlets_group import outlets

__all__ = ["crawl", "import_pages", "outlets"]


@click.command()
@data_option
@click.option("--outlet", "wanted", type=Given(), multiple=True, metavar="ID",
              help="Only this outlet; may be given several times.")  # fmt: skip
@click.option("--limit", type=Count(), help="Ask for so many pages of each outlet at most.")
@time_option("--now", "Take this as the present time.")
@click.option("--since", type=Day(), help="Backfill: fetch what was published from this day on.")
@click.option("--until", type=Day(), help="Backfill: up to this day; today if left out.")
@click.option("--via", type=click.Choice(["sitemap", "wayback"]), default="sitemap", show_default=True,
              help="Where a backfill looks.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0.1), help="Seconds that a request may take; 30 if left out.")
@click.option("--dry-run", is_flag=True, help="Read the listings, fetch and store no page.")
@click.option("-s", "--set", "settings", multiple=True, metavar="NAME=VALUE", help="One of Scrapy's settings.")
@click.option("--log", "log_level", type=click.Choice(["debug", "info", "warning", "error"]), default="warning",
              show_default=True, help="What goes to stderr.")  # fmt: skip
@click.option("--log-json", is_flag=True, help="Log lines as JSON.")
@json_option
@click.pass_context
def crawl(context: click.Context, /, data: Path, as_json: bool, **chosen: Any) -> None:
    """Fetch what the outlets list: new pages, pages that are due to be seen again, pages that failed before.

    robots.txt, Crawl-delay, Retry-After and opt-outs are kept to. Outlets on the internet are fetched only with a
    contact address in JANGMADANG_CONTACT. Exit codes: 0 fine, 1 an outlet broke its expectations, 2 could not run,
    130 stopped by Ctrl-C, 143 by SIGTERM. A stopped or killed crawl loses nothing; the next one goes on.

    \b
    Examples:
      JANGMADANG_CONTACT=desk@example.org jangmadang crawl
      jangmadang crawl --outlet yonhap_en --limit 20 --json
      jangmadang crawl --outlet globaltimes --since 2026-01-01 --until 2026-01-31
    """
    from corpus.store.stopping import exit_code
    from crawler.cli.crawl_reports import show_crawl
    from crawler.one_crawl import crawl_outlets

    report = crawl_outlets(data, _options(**chosen))
    if as_json:
        import json

        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        show_crawl(report)
    if report["finished"] != "finished":
        context.exit(exit_code())
    if report["broken"]:
        context.exit(1)


def _options(
    *,
    wanted: tuple[str, ...],
    since: date | None,
    until: date | None,
    via: str,
    log_level: str,
    settings: tuple[str, ...],
    **rest: Any,
) -> Any:
    from corpus.settings import contact
    from crawler.plan import CrawlOptions

    if until and not since:
        raise CliError("--until needs --since: a backfill runs between two days")
    if via == "wayback" and not since:
        raise CliError("--via wayback needs --since: only a backfill looks there")
    check_order("--since", since, "--until", until)
    return CrawlOptions(
        outlets=wanted,
        since=since,
        until=until,
        via=via,
        contact=contact(),
        log_level=log_level.upper(),
        settings=tuple(_setting(text) for text in settings),
        **rest,
    )


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise CliError(f"--set takes NAME=VALUE, not {text!r}")
    return name, value


@click.command("import")
@data_option
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outlet", type=Given(), metavar="ID",
              help="The outlet of pages whose address names none that is known; one without a file, too.")  # fmt: skip
@click.option("--host", "hosts", multiple=True, help="Take from WARC files only pages of this host (and below it).")
@click.option("--sieve", is_flag=True, help="Leave out pages whose bytes nowhere name North Korea.")
@json_option
@click.pass_context
def import_pages(context: click.Context, /, data: Path, paths: tuple[Path, ...], as_json: bool, **chosen: Any) -> None:
    """Take saved pages into the archive: .html .txt .jsonl .jsonl.gz .warc .warc.gz .warc.zst, and folders.

    JSON Lines, or an array, hold `url`, one of `html` or `text`, and optionally `title` and `published`; other keys are
    ignored.
    A page without an address gets `file:NAME`, below a folder `file:PATH/NAME`. What is no page is counted, files of
    other kinds in a folder too; a damaged record costs no other one. Importing again adds nothing. Exit codes: 0 fine,
    1 something was damaged or could not be read, 2 could not run.

    \b
    Examples:
      jangmadang import saved-pages/
      jangmadang import kcna.jsonl.gz dump.txt
      jangmadang import CC-NEWS-20260301000000-00001.warc.gz --host yna.co.kr --host globaltimes.cn
    """
    from crawler.cli.crawl_reports import show_import
    from crawler.intake.importing import ImportOptions, import_paths

    report = import_paths(data, paths, ImportOptions(**chosen))
    show_import(report, as_json=as_json)
    if report.damaged:
        context.exit(1)
