"""The commands that keep house: backup, restore, vacuum, retention, forget."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from corpus.cli.options import data_option, json_option, time_option
from corpus.read.counted import count_words


@click.command()
@click.argument("target", metavar="DIR|FILE", type=click.Path(path_type=Path))
@data_option
@json_option
def backup(target: Path, data: Path, as_json: bool) -> None:
    """Write one moment of the data as a folder, or as one file (.tar, .tar.gz); a run may be at work meanwhile.

    It holds pages.db, corpus.db, your outlets, decisions and searches, with their SHA-256. A backup that is there
    already is never written over.

    \b
    Examples:
      jangmadang backup /backups/jangmadang-2026-03-02
      jangmadang backup monday.tar.gz --data /srv/jangmadang
    """
    from corpus.house.backing_up import back_up

    made = back_up(data, target)
    _say(f"{count_words(len(made.files), 'file')}, {_size(made.size)}, in {target}", made.as_dict(), as_json=as_json)


@click.command()
@click.argument("source", metavar="DIR|FILE", type=click.Path(exists=True, path_type=Path))
@data_option
@click.option("--replace", is_flag=True, help="Put it in the place of the data that is there.")
@json_option
def restore(source: Path, data: Path, replace: bool, as_json: bool) -> None:
    """Put a backup back, once every file of it is found to be as it was written.

    The next run goes on from there. Cursors of exports begin anew.

    \b
    Examples:
      jangmadang restore /backups/jangmadang-2026-03-02 --data /srv/jangmadang
      jangmadang restore monday.tar.gz --data /srv/jangmadang --replace
    """
    from corpus.house.restoring import restore as put_back

    made = put_back(data, source, replace=replace)
    files = count_words(len(made.files), "file")
    _say(f"{files} of {made.made_at[:16]}, {_size(made.size)}, in {data}", made.as_dict(), as_json=as_json)


@click.command()
@data_option
@json_option
def vacuum(data: Path, as_json: bool) -> None:
    """Give back the room that deleted rows hold, and put the full-text index in order.

    It needs as much free disk as the larger database takes, and no run beside it.

    \b
    Examples:
      jangmadang vacuum
      jangmadang vacuum --data /srv/jangmadang --json
    """
    from corpus.house.retention import vacuum as give_back

    rooms = give_back(data)
    lines = "\n".join(f"{room.file}  {_size(room.before)} before, {_size(room.after)} now" for room in rooms)
    _say(lines, [asdict(room) for room in rooms], as_json=as_json)


@click.command()
@click.option("--months", type=click.IntRange(1, 1200), required=True, metavar="N", help="Keep bodies so long.")
@data_option
@time_option("--now", "Take this as the present time.")
@click.option("--dry-run", is_flag=True, help="Say what would go and drop nothing.")
@json_option
def retention(months: int, data: Path, now: datetime | None, dry_run: bool, as_json: bool) -> None:
    """Drop the bodies of pages that were last fetched N months ago or longer; hashes, articles and all else stay.

    Only bodies go that extraction has read. What they gave is not extracted anew by a later version. The disk is
    given back by `jangmadang vacuum`.

    \b
    Examples:
      jangmadang retention --months 24 --dry-run
      jangmadang retention --months 24
    """
    from corpus.house.retention import drop_old_bodies

    dropped = drop_old_bodies(data, months=months, at=now, dry_run=dry_run)
    would = "would be dropped" if dry_run else "dropped"
    _say(
        f"{count_words(dropped.bodies, 'body', 'bodies')}, {_size(dropped.bytes)}, {would}",
        asdict(dropped),
        as_json=as_json,
    )


@click.command()
@click.argument("what", metavar="URL|ARTICLE|OUTLET")
@data_option
@click.option("--dry-run", is_flag=True, help="Say what would go and take nothing down.")
@json_option
def forget(what: str, data: Path, dry_run: bool, as_json: bool) -> None:
    """Take down an article, by its address or id, or all that came from an outlet, by its id.

    Pages, texts, names, figures, the full-text index and the sentences in notes.csv lose it, the next increment of an
    export says that it is gone, and neither a crawl nor an import brings it back. Exports and backups made before
    still hold it.

    \b
    Examples:
      jangmadang forget https://www.example.org/news/123
      jangmadang forget example_daily --dry-run
    """
    from corpus.house.takedown import find_takedown
    from corpus.house.takedown import forget as take_down

    found = find_takedown(data, what) if dry_run else take_down(data, what)
    would = "would be forgotten" if dry_run else "forgotten"
    counts = (("page", "s", found.pages), ("article", "s", found.articles), ("address", "es", found.addresses))
    said = ", ".join(count_words(len(gone), name, f"{name}{many}") for name, many, gone in counts)
    if found.notes:
        said += f" and what {count_words(found.notes, 'note')} cited of them"
    listed: dict[str, object] = {
        "pages": sorted(found.pages),
        "articles": sorted(found.articles),
        "addresses": sorted(found.addresses),
    }
    listed |= {"notes": found.notes} if found.notes else {}
    _say(f"{said} {would}", listed, as_json=as_json)


def _say(line: str, document: object, *, as_json: bool) -> None:
    from corpus.cli.console import out, print_json

    if as_json:
        print_json(document)
    else:
        out.print(line, markup=False)


def _size(count: int) -> str:
    """Bytes as a person reads them."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} bytes"
