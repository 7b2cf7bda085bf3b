"""The command that writes datasets: export."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.exporters import EXPORTERS
from corpus.options import CliError, data_option, json_option


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@data_option
@click.option("--format", "format_", type=click.Choice(list(EXPORTERS)), default="jsonl", show_default=True)
@json_option
def export(folder: Path, data: Path, format_: str, as_json: bool) -> None:
    """Write the corpus as a dataset into FOLDER; an earlier one there is replaced only when the new one is whole.

    \b
    Examples:
      jangmadang export dataset
      jangmadang export tables --format csv
    """
    from corpus.commands_read import open_corpus
    from corpus.console import out, print_json, rows, table
    from corpus.exporters import export as write_dataset

    try:
        counts = write_dataset(open_corpus(data), folder, format=format_)
    except OSError as error:
        raise CliError(f"cannot write {folder}: {error.strerror}") from error
    if as_json:
        print_json(counts)
    else:
        out.print(rows(table("file", ">rows"), [(folder / name, f"{count:,}") for name, count in counts.items()]))
