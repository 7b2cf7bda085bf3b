"""The command group outlets: list, check, add, record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.options import CliError, data_option, json_option
from crawler.outlets import Outlet


@click.group()
def outlets() -> None:
    """List the outlets, check them, add one, record a test page.

    \b
    Examples:
      jangmadang outlets list
      jangmadang outlets check --offline
      jangmadang outlets add https://www.example.org/
    """


@outlets.command("list")
@data_option
@click.option("--all", "every", is_flag=True, help="The disabled ones too.")
@json_option
def list_outlets(data: Path, every: bool, as_json: bool) -> None:
    """List the outlets with language, country, kind and the ways in which they are read.

    \b
    Examples:
      jangmadang outlets list
      jangmadang outlets list --all --json
    """
    from corpus.console import out, print_json, rows, table
    from corpus.records import Abort
    from crawler.plan import choose_outlets

    try:
        known, _ = choose_outlets(data, ())
    except Abort as error:
        raise CliError(str(error)) from error
    chosen = [outlet for outlet in known.values() if every or outlet.enabled]
    if as_json:
        print_json([_as_dict(outlet) for outlet in chosen])
        return
    grid = table("outlet", "name", "language", "country", "kind", "routes", *(("enabled",) if every else ()))
    lines = []
    for outlet in chosen:
        enabled = ("yes" if outlet.enabled else "no",) if every else ()
        lines.append((outlet.id, outlet.name, outlet.language, outlet.country, outlet.kind, _routes(outlet), *enabled))
    out.print(rows(grid, lines))


def _routes(outlet: Outlet) -> str:
    counts = {"feed": len(outlet.feeds), "sitemap": len(outlet.sitemaps), "section": len(outlet.sections)}
    counts["wordpress"] = 1 if outlet.wordpress else 0
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count)


def _as_dict(outlet: Outlet) -> dict[str, Any]:
    expect = outlet.expect
    return {
        "id": outlet.id,
        "name": outlet.name,
        "homepage": outlet.homepage,
        "language": outlet.language,
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
