"""The command group outlets: list, check, add, remove, record."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.cli.calling import as_typed
from corpus.cli.options import CliError, data_option, json_option
from corpus.data_dir import DataDir
from crawler.outlets import Outlet


@click.group()
def outlets() -> None:
    """List the outlets, check them, add or remove one, record a test page.

    \b
    Examples:
      jangmadang outlets list
      jangmadang outlets check --offline
      jangmadang outlets add https://www.example.org/
    """


@outlets.command("list")
@data_option
@click.option("--enabled", "only_enabled", is_flag=True, help="Only those that are crawled.")
@click.option("--markdown", is_flag=True, help="The page docs/outlets.md.")
@json_option
def list_outlets(data: Path, only_enabled: bool, markdown: bool, as_json: bool) -> None:
    """List the outlets with language, country, kind and the ways in which they are read.

    \b
    Examples:
      jangmadang outlets list
      jangmadang outlets list --enabled --json
    """
    from corpus.cli.console import out, print_json, rows, table
    from crawler.cli.outlets_table import outlets_table, read_by

    known = _known(data)
    chosen = [outlet for outlet in known.values() if outlet.enabled or not only_enabled]
    if markdown:
        click.echo(outlets_table(known.values()), nl=False)
        return
    if as_json:
        print_json([_as_dict(outlet) for outlet in chosen])
        return
    grid = table("outlet", "name", "from", "kind", "routes", "enabled")
    lines = []
    for outlet in chosen:
        origin = f"{outlet.country}, {' '.join(outlet.languages)}"
        enabled = "yes" if outlet.enabled else "no"
        lines.append((outlet.id, outlet.name, origin, outlet.kind, read_by(outlet), enabled))
    out.print(rows(grid, lines))


@outlets.command()
@data_option
@click.argument("names", nargs=-1, metavar="[ID]…")
@click.option("--offline", is_flag=True, help="Only read the files: nothing is fetched.")
@json_option
@click.pass_context
def check(context: click.Context, data: Path, names: tuple[str, ...], offline: bool, as_json: bool) -> None:
    """Try the listings of outlets, disabled ones too if named; nothing is stored. Exit code 1 if one does not work.

    Listed links that an outlet's `article_url` leaves out are counted and shown.

    \b
    Examples:
      jangmadang outlets check --offline
      JANGMADANG_CONTACT=desk@example.org jangmadang outlets check hankyoreh_en guardian
    """
    from corpus.cli.console import print_json
    from crawler.checking import check_outlets
    from crawler.cli.crawl_reports import show_crawl
    from crawler.plan import check_known

    known = _known(data)
    if offline:
        check_known(known, names)
        chosen = [known[name] for name in names or known]
        enabled = sum(outlet.enabled for outlet in chosen)
        if as_json:
            print_json({"valid": len(chosen), "enabled": enabled})
        else:
            click.echo(f"{len(chosen)} valid outlet{'' if len(chosen) == 1 else 's'}, {enabled} of them enabled")
        return
    report = check_outlets(data, names)
    print_json(report) if as_json else show_crawl(report, with_dropped=True)
    if any(found["status"] != "ok" for found in report["outlets"].values()):
        context.exit(1)


@outlets.command()
@data_option
@click.option("--service", "services", type=click.Choice(["gdelt", "google-news"]), multiple=True,
              default=("gdelt", "google-news"), show_default=True, help="Whom to ask; repeatable.")  # fmt: skip
@click.option("--hours", type=click.IntRange(1, 24 * 90), default=48, show_default=True, help="How far back.")
@json_option
def discover(data: Path, services: tuple[str, ...], hours: int, as_json: bool) -> None:
    """Ask services what they have seen of the outlets; what our own routes missed waits for the next crawl.

    It takes minutes: the services want 5 to 60 seconds between requests.

    \b
    Examples:
      JANGMADANG_CONTACT=desk@example.org jangmadang outlets discover --service gdelt --hours 24
    """
    from corpus.cli.console import print_json
    from crawler.checking import discover_articles
    from crawler.cli.crawl_reports import show_discovery

    report = discover_articles(data, services, hours=hours)
    print_json(report) if as_json else show_discovery(report)


@outlets.command()
@data_option
@click.argument("url")
@click.option("--id", "name", help="The new outlet's id; made of the host's name if left out.")
@click.option("--allow-private", is_flag=True, help="The outlet is on this machine or network.")
def add(data: Path, url: str, name: str | None, allow_private: bool) -> None:
    """Look at a home page, find its listings, and write DATA/outlets/ID.toml for you to correct.

    What no link announces is looked for where it often lies: feeds, sitemaps, WordPress' interface, the feeds of Korean
    papers. Country and language are what the page says.

    \b
    Examples:
      JANGMADANG_CONTACT=desk@example.org jangmadang outlets add https://www.example.org/
    """
    from crawler.checking import add_outlet

    path = add_outlet(data, url, name=name, allow_private=allow_private)
    click.echo(as_typed(f"wrote {path}: correct it, then try `jangmadang outlets check {path.stem}`"))


@outlets.command()
@data_option
@click.argument("name", metavar="ID")
def remove(data: Path, name: str) -> None:
    """Let an outlet take part no more. Its pages and articles stay; `jangmadang forget ID` takes those down.

    Your own outlet's file is deleted; a shipped one is disabled by a file of its id in DATA/outlets.

    \b
    Examples:
      jangmadang outlets remove example_org
      jangmadang outlets remove example_org && jangmadang forget example_org
    """
    from crawler.checking import remove_outlet

    path = remove_outlet(data, name)
    click.echo(f"{name} is disabled in {path}" if path.exists() else f"{name} is removed with {path}")


@outlets.command()
@data_option
@click.argument("name", metavar="ID")
@click.argument("url")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("tests/outlets"),
              show_default=True, help="The folder of recorded pages.")  # fmt: skip
def record(data: Path, name: str, url: str, folder: Path) -> None:
    """Fetch one page of an outlet and write it as a test's page, with what the extractor should find left to fill in.

    Do not commit other people's articles: put invented text into the recorded markup first.

    \b
    Examples:
      jangmadang outlets record yonhap_en https://en.yna.co.kr/view/AEN20260302001400315
    """
    from crawler.checking import record_page

    click.echo(f"wrote {record_page(data, name, url, folder)}")


def _known(data: Path) -> dict[str, Outlet]:
    from crawler.outlets import load_outlets

    try:
        return load_outlets(DataDir(data).outlets)
    except ValueError as error:
        raise CliError(str(error)) from error


def _as_dict(outlet: Outlet) -> dict[str, object]:
    expect = outlet.expect
    return {
        "id": outlet.id,
        "name": outlet.name,
        "homepage": outlet.homepage,
        "language": outlet.language,
        "languages": list(outlet.languages),
        "country": outlet.country,
        "kind": outlet.kind,
        "family": outlet.family,
        "enabled": outlet.enabled,
        "routes": list(outlet.routes),
        "topic_gate": outlet.topic_gate,
        "delay": outlet.delay,
        "expect": {
            "min_articles": expect.min_articles,
            "max_skipped_share": expect.max_skipped_share,
            "max_silence_hours": expect.max_silence.total_seconds() / 3600 if expect.max_silence else None,
        },
        "notes": outlet.notes,
    }
