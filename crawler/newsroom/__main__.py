"""`python -m crawler.newsroom`: serves the newsroom until Ctrl-C and prints its addresses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from crawler.newsroom.loopback import Newsroom
from crawler.newsroom.press import BASE_DATE, DAYS


@click.command(epilog="Example: python -m crawler.newsroom --port 8011 --outlets demo-data/outlets")
@click.option("--now", type=click.DateTime(), help="Simulated moment in UTC; by default the end of the last day.")
@click.option("--scale", type=click.IntRange(0), default=0, help="Add outlets with this many generated pages.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The outlets' port, or the first; 0: free ones.")
@click.option("--outlets", type=click.Path(path_type=Path), help="Write the outlets' files into this folder.")
def main(now: datetime | None, scale: int, port: int, outlets: Path | None) -> None:
    """Serve the invented outlets on loopback until Ctrl-C; addresses go to standard output."""
    moment = now.replace(tzinfo=UTC) if now else BASE_DATE + timedelta(days=DAYS)
    with Newsroom(now=moment, scale=scale, port=port) as newsroom:
        for desk in newsroom.desks.values():
            click.echo(f"{desk.id}\t{newsroom.bases[desk.id]}/\t{desk.name}")
        if outlets is not None:
            newsroom.outlets_dir(outlets)
        try:
            newsroom.closing.wait()
        except KeyboardInterrupt:
            click.echo("closed", err=True)


if __name__ == "__main__":
    main()
