"""The group bulk: years of archives read shard by shard, and what was read loaded into a data directory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.cli.options import Given, data_option, json_option


@click.group()
def bulk() -> None:
    """Years of web archives through the same pipeline, on one machine or many.

    \b
    Examples:
      jangmadang bulk read CC-NEWS-2026*.warc.gz --out shards
      jangmadang bulk load shards
    """


@bulk.command("read")
@click.argument("sources", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the shards go.")
@click.option("--workers", type=click.IntRange(1, 1024), default=1, show_default=True,
              help="So many shards at a time, with Ray on this machine; 1 needs no Ray.")  # fmt: skip
@click.option("--address", metavar="HOST:PORT", help="Join the Ray cluster there; it decides how many at a time.")
@click.option("--host", "hosts", multiple=True, help="Take from WARC files only pages of this host (and below it).")
@click.option("--known-hosts", is_flag=True, help="Take from WARC files only pages of the registry's outlets.")
@click.option("--outlet", type=Given(), metavar="ID",
              help="The outlet of pages whose address names none that is known.")  # fmt: skip
@click.option("--base", default="", metavar="URL", help="What a list's relative lines are below.")
@click.option("--sieve/--no-sieve", default=True, help="Leave out pages whose bytes nowhere name North Korea.")
@click.option("--learn/--no-learn", default=True, help="Read the shards twice: first to learn page furniture.")
@click.option("--bodies/--no-bodies", default=False, help="Keep the pages too, as WARC, for a later --stale.")
@data_option
@json_option
@click.pass_context
def read(
    context: click.Context, /, sources: tuple[str, ...], out: Path, data: Path, as_json: bool, **chosen: Any
) -> None:
    """Read shards of saved pages into articles and mentions, each shard a folder of Parquet below --out.

    SOURCES are WARC files, JSON Lines or Parquet of pages, folders of these, lists of them (.paths, .paths.gz, .list),
    addresses (s3://, https://), or another data directory. A shard is done as a whole or not at all; one that is done
    is skipped, one that fails three times is named, and the rest go on. Exit codes: 0 fine, 1 a shard failed or has
    damaged records, 2 could not run, 130 stopped by Ctrl-C: start it again, and it goes on.

    \b
    Examples:
      jangmadang bulk read archive/*.warc.gz --out shards
      jangmadang bulk read warc.paths.gz --base https://data.example.org/ --out shards --workers 8
      jangmadang bulk read old-data --out shards --bodies --no-sieve
      jangmadang bulk read s3://bucket/2026/list.paths --out /shared/shards --address 10.0.0.1:6379
    """
    from corpus.cli.console import print_json, progress
    from jangmadang.bulk.bulk_reports import show_bulk_read
    from jangmadang.bulk.many_shards import bulk_read
    from jangmadang.bulk.one_shard import ReadOptions

    known = _registry_hosts(data) if chosen.pop("known_hosts") else ()
    run = {name: chosen.pop(name) for name in ("workers", "address", "base")}
    options = ReadOptions(**{**chosen, "hosts": (*chosen["hosts"], *known)})
    with progress("shards") as on_progress:
        report = bulk_read(sources, out, options, data=data, on_progress=on_progress, **run)
    if as_json:
        print_json(report.as_dict())
    else:
        show_bulk_read(report)
    if report.failed or report.damaged:
        context.exit(1)


def _registry_hosts(data: Path) -> tuple[str, ...]:
    from urllib.parse import urlsplit

    from corpus.data_dir import DataDir
    from crawler.outlets import load_outlets

    every = load_outlets(DataDir(data).outlets).values()
    hosts = {host for outlet in every for host in (urlsplit(outlet.homepage).hostname or "", *outlet.hosts)}
    return tuple(sorted(host.removeprefix("www.") for host in hosts if host))


@bulk.command("load")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@data_option
@json_option
def load(folder: Path, data: Path, as_json: bool) -> None:
    """Take the whole shards in FOLDER into the data directory, as if their pages had been read here.

    Then resolve, cluster and facts do the rest, as after any crawl. A shard is taken in one step; loading again takes
    what is new. Pages come along where they were kept (--bodies); articles without their pages are kept as they are,
    and `extract --stale` passes them over.

    \b
    Examples:
      jangmadang bulk load shards && jangmadang run
      jangmadang bulk load shards --data /srv/jangmadang --json
    """
    from corpus.cli.console import print_json, progress
    from jangmadang.bulk.bulk_reports import show_bulk_load
    from jangmadang.bulk.shard_loading import bulk_load

    with progress("shards") as on_progress:
        report = bulk_load(folder, data, on_progress=on_progress)
    if as_json:
        print_json(report.as_dict())
    else:
        show_bulk_load(report)
