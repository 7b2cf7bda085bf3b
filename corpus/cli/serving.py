"""The command serve: the analyst's pages, by Datasette, on this machine unless told otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.cli.options import CliError, data_option

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
@click.option(
    "--review", is_flag=True, help="Let whoever has the printed link decide doubtful merges and save searches."
)
@click.option("--name", "names", multiple=True, help="A name under which others reach this server; repeat for several.")
def serve(data: Path, host: str, port: int, review: bool, names: tuple[str, ...]) -> None:
    """Serve the corpus in the browser: search, entities, plants, maps, networks; and its tables as JSON and CSV.

    Nothing can be written from the browser, except with --review: then the link that is printed carries a token, and
    only this machine can reach it.

    \b
    Examples:
      jangmadang serve
      jangmadang serve --data demo-data --port 8080
      jangmadang serve --review
    """
    try:
        from corpus.web.server import Site, run_site
    except ModuleNotFoundError as error:
        raise CliError(f"{error.name} is missing: pip install 'jangmadang[web]'") from error
    if review and host not in LOOPBACK:
        raise CliError("--review is for this machine alone: leave out --host")
    run_site(Site(data=data, host=host, port=port, review=review, names=names))
