"""Trains or cross-validates the tagger of one language: `python -m models.scripts.train_language ko TEXTS OUT`.

The recipe of each language, as `project_languages.yml` calls it: annotated texts, copies of them with other names, a
conditional random field over characters (L-BFGS with L1, so that the model is small).
"""

from __future__ import annotations

import json
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import pycrfsuite
import spacy

from models import patterns
from models.components.language_lines import Reader, WordLists, lines_of, make_line_reader, read_labels, write_labels
from models.components.script_names import ScriptNames
from models.kb import load_base
from models.scripts.evaluate import show_table, unseen_recall
from models.scripts.markup import Document, read_folder
from models.scripts.name_sources import read_lists
from models.scripts.scoring import Counts, count
from models.scripts.swap_han import HanNames, swap_han
from models.scripts.swap_korean import LISTS as KOREAN_LISTS
from models.scripts.swap_korean import KoreanNames, swap_names
from models.scripts.swap_russian import RussianNames, swap_russian

HEADS = Path(__file__).parent.parent / "configs" / "heads.toml"
Row = tuple[list[list[str]], list[str]]  # features and tags of the units of a line
Copies = Callable[[Sequence[Document], int, int], Iterator[Document]]


def word_lists(language: str) -> WordLists:
    """The words that mark a line of a language: `goods` and `heads`, each kind -> words; in Korean also `people`."""
    heads = tomllib.loads(HEADS.read_text(encoding="utf-8")).get(language, {})
    lists: WordLists = {"goods": {}, "heads": {kind: words.split() for kind, words in heads.items()}}
    if language == "ko":
        korean = read_lists(KOREAN_LISTS)
        lists["goods"] = {"G": korean["goods"]["names"]}
        lists["people"] = {key: korean["people"][key] for key in ("surnames", "syllables")}
    return lists


def make_reader(language: str) -> Reader:
    """What reads a line of a language, with the names of the present knowledge base."""
    names = ScriptNames(spacy.blank("en"))
    names.set_patterns(patterns.script_patterns())
    return make_line_reader(language, names, word_lists(language))


def copies_of(documents: Sequence[Document], language: str, *, copies: int, seed: int) -> Iterator[Document]:
    """Copies of the documents with other names."""
    rng = random.Random(seed)
    if language == "ko":
        korean = KoreanNames(rng, documents)
        yield from (swap_names(document, korean) for _ in range(copies) for document in documents)
    elif language in ("zh", "ja"):
        han = HanNames(rng, documents, language)
        yield from (swap_han(document, han) for _ in range(copies) for document in documents)
    else:
        russian = RussianNames(rng, documents)
        yield from (swap_russian(document, russian) for _ in range(copies) for document in documents)


def rows_of(document: Document, reader: Reader, language: str) -> Iterator[Row]:
    """The lines of a document as a trainer takes them."""
    for start, line, found in lines_of(document.text):
        if found != language:
            continue
        units, features = reader.read(line)
        first, last = {unit[0]: i for i, unit in enumerate(units)}, {unit[1]: i for i, unit in enumerate(units)}
        spans = []
        for span in document.spans:
            begin, end = span.start - start, span.end - start
            if begin in first and end in last and 0 <= begin < end <= len(line):
                spans.append((first[begin], last[end] + 1, span.label))
        yield features, write_labels(len(units), spans)


def train(
    documents: Sequence[Document], reader: Reader, language: str, out: Path, *, copies: int, seed: int,
    iterations: int, least: int, quick: bool = False,
) -> None:  # fmt: skip
    """Writes the model that the documents and their copies give, without what is seen less than `least` times.

    `quick` takes the passive-aggressive learner.
    """
    trainer = pycrfsuite.Trainer(algorithm="pa" if quick else "lbfgs", verbose=False)
    settings: dict[str, float | bool] = {"max_iterations": iterations, "feature.minfreq": least}
    trainer.set_params(settings if quick else settings | {"c1": 0.08, "c2": 0.005})
    for document in (*documents, *copies_of(documents, language, copies=copies, seed=seed)):
        for features, tags in rows_of(document, reader, language):
            trainer.append(features, tags)
    trainer.train(str(out))


def tag(tagger: pycrfsuite.Tagger, document: Document, reader: Reader, language: str) -> list[tuple[int, int, str]]:
    """The spans that a model finds in a document."""
    said = []
    for start, line, found in lines_of(document.text):
        if found == language:
            units, features = reader.read(line)
            for first, last, label in read_labels(tagger.tag(features)):
                said.append((start + units[first][0], start + units[last - 1][1], label))
    return said


def cross_validate(
    documents: Sequence[Document], reader: Reader, language: str, work: Path, *, folds: int, run: int, copies: int,
    seed: int, iterations: int, least: int, quick: bool,
) -> None:  # fmt: skip
    """Prints the scores of `run` of the `folds` folds over the documents, each trained on the others."""
    order = list(documents)
    random.Random(seed).shuffle(order)
    counts, errors = Counts(), work.with_suffix(".errors.tsv")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for fold in range(run):
        held, rest = order[fold::folds], [d for i, d in enumerate(order) if i % folds != fold]
        train(
            rest, reader, language, work, copies=copies, seed=seed, iterations=iterations, least=least, quick=quick
        )  # fmt: skip
        tagger = pycrfsuite.Tagger()
        tagger.open(str(work))
        known = {name for entity in load_base() for name in entity.names}
        known |= {d.text[s.start : s.end] for d in rest for s in d.spans}
        for document in held:
            said = tag(tagger, document, reader, language)
            count(counts, document.text, document.spans, said)
            unseen_recall(document, said, known, right, total)
        click.echo(f"fold {fold + 1}: micro F1 so far {counts.table()['micro']['f']:.4f}")
    click.echo(show_table(counts, right, total))
    errors.write_text("\n".join("\t".join(error) for error in counts.errors), encoding="utf-8")


@click.command()
@click.argument("language", type=click.Choice(["ko", "zh", "ja", "ru"]))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--more", multiple=True, type=click.Path(exists=True, path_type=Path), help="A further folder of texts.")
@click.option("--copies", default=3, show_default=True, help="Copies of each document with other names.")
@click.option("--seed", default=20, show_default=True)
@click.option("--iterations", default=80, show_default=True)
@click.option("--least", default=2, show_default=True, help="Leave out what is seen less often, copies counted.")
@click.option("--folds", default=0, help="Cross-validate over documents instead; OUT is a work file.")
@click.option("--run", default=0, help="Run only so many of the folds.")
@click.option("--quick", is_flag=True, help="A learner that takes a tenth of the time, with larger models.")
def main(
    language: str, texts: Path, out: Path, more: tuple[Path, ...], copies: int, seed: int, iterations: int, least: int,
    folds: int, run: int, quick: bool,
) -> None:  # fmt: skip
    """Trains LANGUAGE's tagger on the annotated TEXTS and writes it to the folder OUT."""
    documents = [document for folder in (texts, *more) for document in read_folder(folder)]
    reader = make_reader(language)
    if folds:
        cross_validate(
            documents, reader, language, out, folds=folds, run=run or folds, copies=copies, seed=seed,
            iterations=iterations, least=least, quick=quick,
        )  # fmt: skip
        return
    out.mkdir(parents=True, exist_ok=True)
    lists = json.dumps(word_lists(language), ensure_ascii=False, indent=0)
    (out / f"{language}.json").write_text(lists + "\n", encoding="utf-8")
    model = out / f"{language}.crf"
    train(
        documents, reader, language, model, copies=copies, seed=seed, iterations=iterations, least=least, quick=quick
    )  # fmt: skip
    click.echo(f"{language}: {len(documents)} documents, {model.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
