"""The command that writes datasets: export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.cli.options import CliError, data_option, json_option
from corpus.exporters import EXPORTERS, ExportOptions

_WIDTH = max(map(len, EXPORTERS))
_FORMATS = "\b\n" + "\n".join(f"  {name:<{_WIDTH}} {format.meaning}" for name, format in EXPORTERS.items())


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@data_option
@click.option("--format", "format_", type=click.Choice(list(EXPORTERS)), default="jsonl", show_default=True)
@click.option("--since", metavar="CURSOR", help="Only what is new, changed or gone since an export with this cursor.")
@click.option(
    "--apply", "increment", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="INCREMENT",
    help="Read no corpus: bring the export in FOLDER up to date with this increment.",
)  # fmt: skip
@click.option(
    "--text/--no-text",
    default=None,
    help="With the articles' texts, or facts, offsets and 25-word contexts alone: so in folders named public.",
)
@json_option
def export(
    folder: Path,
    data: Path,
    format_: str,
    since: str | None,
    increment: Path | None,
    text: bool | None,
    as_json: bool,
) -> None:
    from corpus.exporters import apply

    try:
        if increment is not None:
            package = apply(folder, increment)
        else:
            options = ExportOptions(format=format_, text=text, since=since)
            package = _write(data, folder, options, as_json=as_json)
    except OSError as error:
        raise CliError(f"cannot write {folder}: {error.strerror or error}") from error
    _show(folder, package, as_json=as_json)


export.help = f"""Write the corpus as a dataset into FOLDER; an export there is replaced when the new one is whole.

Each export has a cursor. With --since a later one holds what changed since then, and --apply brings the old one up
to date with that.

Formats:

{_FORMATS}

\b
Examples:
  jangmadang export dataset
  jangmadang export tables --format csv
  jangmadang export news --format parquet --since 4-1f0c83aa
  jangmadang export dataset --apply news
  jangmadang export public/dataset
"""


def _write(data: Path, folder: Path, options: ExportOptions, *, as_json: bool) -> dict[str, Any]:
    from corpus.cli.console import progress
    from corpus.exporters import export as write_dataset

    if as_json:
        return write_dataset(data, folder, options)
    with progress("export") as on_progress:
        return write_dataset(data, folder, options, on_progress=on_progress)


def _show(folder: Path, package: dict[str, Any], *, as_json: bool) -> None:
    from corpus.cli.console import log, out, print_json, rows, table

    ours = package["jangmadang"]
    files = [(folder / resource["path"], resource["records"]) for resource in package["resources"]]
    if as_json:
        counts = {resource["path"]: resource["records"] for resource in package["resources"]}
        print_json({"cursor": ours["cursor"], "since": ours["since"], "text": ours["text"], "files": counts})
        return
    out.print(rows(table("file", ">rows"), [(name, f"{count:,}") for name, count in files]))
    log.print(f"cursor {ours['cursor']}", markup=False)
    if not ours["text"]:
        log.print("the articles' texts are left out (--text writes them)", markup=False)
