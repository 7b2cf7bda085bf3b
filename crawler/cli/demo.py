"""The demo: the bundled newsroom, crawled and read like any outlet."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.cli.options import CliError
from corpus.data_dir import CRAWL_LOCK, DEMO_MARKER, RUN_LOCK, DataDir
from corpus.files import private_folder


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-data"),
    show_default=True,
    help="Where the demo's corpus goes; a folder that holds other data is refused.",
)
def demo(data: Path) -> None:
    """Crawl a bundled newsroom of invented outlets on this machine and show what every stage makes of it.

    Nothing leaves the machine. The demo's corpus stays in ./demo-data for you to try the other commands on.

    \b
    Examples:
      jangmadang demo
      jangmadang entity Rason --data demo-data
    """
    from corpus.cli.console import log, progress
    from corpus.run.whole_pass import RunOptions, run_pass
    from crawler.cli.demo_report import show_demo
    from crawler.newsroom.loopback import Newsroom

    start_afresh(data)
    try:
        newsroom = Newsroom()
        newsroom.__enter__()
    except OSError as error:
        raise CliError(f"the newsroom cannot listen on loopback addresses: {error}") from error
    with newsroom:
        newsroom.outlets_dir(DataDir(data).outlets)
        log.print(f"{len(newsroom.desks)} invented outlets are online on loopback; crawling them", markup=False)
        run_pass(data, RunOptions(outlets=tuple(newsroom.desks), now=newsroom.now), watch=progress)
    show_demo(data)


def start_afresh(data: Path) -> None:
    """An empty demo folder: an earlier demo's files go, anything else is left alone and refused.

    Raises:
        CliError: the folder holds other data, or cannot be written.
    """
    marker = DataDir(data).demo_marker
    if data.exists() and any(data.iterdir()) and not marker.exists():
        raise CliError(f"{data} holds other data; the demo needs a folder of its own (--data)")
    try:
        private_folder(data)
        marker.write_text("This folder is made by `jangmadang demo`, which empties it when it starts.\n", "utf-8")
        for path, file in [*DataDir(data).files()]:
            if file is not None and not file.yours and file not in (RUN_LOCK, CRAWL_LOCK, DEMO_MARKER):
                path.unlink()
        for path in (DataDir(data).outlets).glob("demo_*.toml"):
            path.unlink()
    except OSError as error:
        raise CliError(f"cannot write {data}: {error.strerror}") from error
