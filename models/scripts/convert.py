"""Annotated texts to spaCy's DocBin: `python -m models.scripts.convert ASSETS OUT.spacy [--augment N --seed S]`."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from models.components.casing import read_in_case
from models.components.token_splits import split_glued_names
from models.scripts.markup import Document, MarkupError, read_folder
from models.scripts.ordinary_words import read_ordinary


def to_doc(nlp: Language, document: Document) -> Doc:
    """The document tokenised, its required spans as entities and its optional spans as missing annotation.

    Raises:
        MarkupError: a span does not begin and end with a token; the message names file and line.
    """
    doc: Doc = split_glued_names(nlp.make_doc(document.text))
    ents: list[Span] = []
    missing: list[Span] = []
    for span in document.spans:
        found = doc.char_span(span.start, span.end, label=span.label)
        if found is None:
            surface = document.text[span.start : span.end]
            around = doc.char_span(span.start, span.end, alignment_mode="expand")
            raise MarkupError(
                f"{document.path}:{span.line}: {surface!r} is no run of whole tokens; the tokens are {str(around)!r}"
            )
        (missing if span.optional else ents).append(found)
    # As the recognizer will see it: its words in the case that running text has them in.
    read = read_in_case(doc, read_ordinary())
    ents, missing = ([Span(read, s.start, s.end, label=s.label) for s in spans] for spans in (ents, missing))
    read.set_ents(ents, missing=missing, default="outside")
    return read


def aligned(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    """Those of some machine-made documents whose spans are runs of whole tokens ("Trading Co.." is none)."""
    for document in documents:
        try:
            yield to_doc(nlp, document)
        except MarkupError:
            continue


@click.command()
@click.argument("assets", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--augment", default=0, show_default=True, help="How many copies with other names to add of each document."
)
@click.option("--seed", default=0, show_default=True)
@click.option("--avoid", type=click.Path(exists=True, file_okay=False, path_type=Path), multiple=True,
              help="Folders whose names must not be generated.")  # fmt: skip
def main(assets: Path, out: Path, augment: int, seed: int, avoid: tuple[Path, ...]) -> None:
    """Converts the annotated texts in ASSETS to OUT."""
    try:
        documents = read_folder(assets)
        avoided = [document for folder in avoid for document in read_folder(folder)]
        nlp = spacy.blank("en")
        docs = [to_doc(nlp, document) for document in documents]
        if augment:
            from models.scripts.augment import augmented

            copies = augmented(documents, copies=augment, rng=random.Random(seed), avoid=avoided)
            docs += aligned(nlp, copies)
            random.Random(seed).shuffle(docs)
        _save(docs, out)
    except MarkupError as error:
        raise click.ClickException(str(error)) from error


def _save(docs: list[Doc], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    click.echo(f"{len(docs)} documents -> {path}")


if __name__ == "__main__":
    main()
