"""Turns what readers said of drawn mentions into a judge's rows: `python -m models.scripts.verdict_rows ko READ OUT`.

READ holds a JSON object a line: `text`, and `mentions` with `[start, end, label, right]` each, offsets in code points.
OUT gets features alone (`train_judge.write_rows`), so that it can be passed on where the texts cannot. Mentions that
the shipped tagger no longer says are left out: a judge would not be asked about them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import click
import spacy

from models import patterns
from models.components.language_tagger import LANGUAGES, LanguageModel
from models.components.script_names import ScriptNames
from models.scripts.train_judge import asked_of, write_rows
from models.scripts.train_look import Row


def rows_of_text(model: LanguageModel, text: str, mentions: list[tuple[int, int, str, bool]]) -> Iterator[Row]:
    """A row for each read mention of a text that the tagger still says, as it stands."""
    said = {(item.at + item.start, item.at + item.end, item.label): seen for item, seen in asked_of(model, text)}
    for start, end, label, right in mentions:
        if (start, end, label) in said:
            yield crc32(text.encode()), said[start, end, label], bool(right)


@click.command()
@click.argument("language", type=click.Choice(LANGUAGES))
@click.argument("read", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--folder", default=Path("models/trained/language_tagger"), type=click.Path(path_type=Path))
def main(language: str, read: Path, out: Path, folder: Path) -> None:
    """Writes the rows of the mentions in READ, as the tagger of LANGUAGE in FOLDER sees them, to OUT."""
    names = ScriptNames(spacy.blank("en"))
    names.set_patterns(patterns.script_patterns())
    model = LanguageModel(folder, language, names)
    texts = [json.loads(line) for line in read.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for item in texts for row in rows_of_text(model, item["text"], [tuple(m) for m in item["mentions"]])]
    rows.sort(key=lambda row: (row[0], sorted(row[1])))
    write_rows(rows, out)
    read_mentions = sum(len(item["mentions"]) for item in texts)
    click.echo(f"{language}: {len(rows)} of {read_mentions} mentions, {sum(row[2] for row in rows)} of them right")


if __name__ == "__main__":
    main()
