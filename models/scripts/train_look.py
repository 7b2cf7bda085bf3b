"""Trains the second look at one language's mentions: `python -m models.scripts.train_look ko TEXTS LEARNED MODELS`.

TEXTS are annotated passages that the tagger in MODELS has not learned from, LEARNED those that it has. What the tagger
says of TEXTS, and what another one, trained on the rest, says of a share of LEARNED, is right or wrong by the marks; a
logistic regression learns which (AdaGrad with L2). Spans that meet an optional one are left out.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
import spacy

from models import patterns
from models.components.language_lines import lines_of
from models.components.language_tagger import LanguageModel
from models.components.script_names import ScriptNames
from models.components.second_look import GoodsEnds, SecondLook
from models.kb import load_base
from models.scripts.markup import Document, read_folder
from models.scripts.train_language import copies_of, train, word_lists

Row = tuple[int, list[str], bool]  # which document it is from, features, whether the span is right
FOLDS = 4
# Seeds: the order of the learned texts, the copies that the other tagger learns, those that are tagged, the regression.
_ORDER, _LEARNED, _TAGGED, _FIT = 7, 5, 11, 20
_STEP, _EPOCHS = 0.2, 25
_STEPS = 12
LEVELS = (0.3, 0.4, 0.5, 0.6)


def goods_of(language: str, documents: Sequence[Document], words_of: LanguageModel) -> frozenset[str]:
    """What goods are called or end in: the base's, those of the lists and of the documents; base forms in Russian."""
    goods = {name for entity in load_base() if entity.label == "PRODUCT" for name in entity.names}
    goods |= {good for names in word_lists(language)["goods"].values() for good in names}
    for document in documents:
        goods |= {document.text[span.start : span.end] for span in document.spans if span.label == "PRODUCT"}
    least = 1 if language == "zh" else 2
    if language == "ru":
        goods = {words[-1].form for good in goods if (words := words_of.reader.words(good))}
    else:
        goods = {good.rsplit(" ", 1)[-1] for good in goods}
    return frozenset(good for good in goods if len(good) >= least and good not in words_of.doubts.words.homonyms)


def rows_of(model: LanguageModel, number: int, document: Document) -> Iterator[Row]:
    """The spans that the tagger says in a document and that a second look is asked about."""
    for start, line, language in lines_of(document.text):
        if language != model.language:
            continue
        inside = [span for span in document.spans if start <= span.start and span.end <= start + len(line)]
        gold = {(span.start - start, span.end - start, span.label) for span in inside}
        optional = [(span.start - start, span.end - start) for span in inside if span.optional]
        doubted = model.doubted(line)
        labels = [label for (_, _, label), _ in doubted]
        for span, sure in doubted:
            right = span in gold
            if model.doubts.is_certain(line, span):
                continue
            if right or not any(first < span[1] and span[0] < last for first, last in optional):
                yield number, model.seen(line, span, sure, labels.count(span[2]) - 1), right


def fit(rows: Sequence[Row], *, least: int, l2: float, heavy: int = 0, weight: float = 1) -> dict[str, float]:
    """A weight for each feature that is seen in at least `least` rows; the first `heavy` rows count `weight` times."""
    counts = Counter(feature for _, features, _ in rows for feature in set(features))
    places = {feature: place for place, feature in enumerate(f for f, times in counts.items() if times >= least)}
    seen = [np.array([places[f] for f in features if f in places], dtype=int) for _, features, _ in rows]
    weights, squares = np.zeros(len(places)), np.full(len(places), 1e-6)
    rng = np.random.default_rng(_FIT)
    for _ in range(_EPOCHS):
        for index in rng.permutation(len(rows)):
            here = seen[index]
            said = 1 / (1 + math.exp(-weights[here].sum()))
            slope = (said - rows[index][2]) * (weight if index < heavy else 1) + l2 * weights[here]
            squares[here] += slope * slope
            weights[here] -= _STEP * slope / np.sqrt(squares[here])
    return {feature: round(float(weights[place]), 3) for feature, place in places.items() if weights[place]}


def cross_validate(rows: Sequence[Row], *, least: int, l2: float) -> None:
    """Prints the share of right and wrong mentions that stay, by the least probability that is asked for."""
    said: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        look = SecondLook(fit([row for row in rows if row[0] % FOLDS != fold], least=least, l2=l2), (), 0)
        held = (row for row in rows if row[0] % FOLDS == fold)
        said += [(look.right(features), right) for _, features, right in held]
    for level in LEVELS:
        stay = {kind: [p >= level for p, right in said if right == kind] for kind in (True, False)}
        shares = ", ".join(f"{sum(kept)} of {len(kept)}" for kept in stay.values())
        click.echo(f"from {level}: {shares} right and wrong ones stay")


def train_rest(rest: Sequence[Document], model: LanguageModel, folder: Path, work: Path) -> LanguageModel:
    """A tagger like that in `folder`, trained on some of its texts by the quick learner; written to `work`."""
    language = model.language
    train(
        rest, model.reader, language, work / f"{language}.crf", copies=1, seed=_LEARNED, iterations=_STEPS, least=3,
        quick=True,
    )  # fmt: skip
    (work / f"{language}.json").write_bytes((folder / f"{language}.json").read_bytes())
    return LanguageModel(work, language, model.names)


@click.command()
@click.argument("language", type=click.Choice(["ko", "zh", "ja", "ru"]))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("learned", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--copies", default=0, show_default=True, help="Copies of each text with other names, tagged as well.")
@click.option("--weight", default=2.0, show_default=True, help="How often a mention in TEXTS counts.")
@click.option("--least", default=3, show_default=True, help="Leave out features of fewer rows.")
@click.option("--l2", default=0.1, show_default=True)
@click.option("--level", default=0.35, show_default=True, help="The least probability of a mention that stays.")
@click.option("--share", default=4, show_default=True, help="One of so many of LEARNED is tagged by the other tagger.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where the other tagger is kept, or found.")
def main(
    language: str, texts: Path, learned: Path, folder: Path, copies: int, weight: float, least: int, l2: float,
    level: float, share: int, cache: Path | None,
) -> None:  # fmt: skip
    """Trains LANGUAGE's second look on TEXTS and LEARNED, with the tagger in FOLDER that was trained on LEARNED."""
    names = ScriptNames(spacy.blank("en"))
    names.set_patterns(patterns.script_patterns())
    model = LanguageModel(folder, language, names)
    documents, order = read_folder(texts), read_folder(learned)
    goods = GoodsEnds(goods_of(language, order, model), inflected=language == "ru")
    random.Random(_ORDER).shuffle(order)
    held, rest = order[::share], [document for number, document in enumerate(order) if number % share]
    with TemporaryDirectory() as made:
        work = cache or Path(made)
        work.mkdir(parents=True, exist_ok=True)
        there = (work / f"{language}.crf").is_file()
        other = LanguageModel(work, language, names) if there else train_rest(rest, model, folder, work)
        fewer = GoodsEnds(goods_of(language, rest, model), inflected=language == "ru")
        rows: list[Row] = []
        for tagger, own, known in ((other, held, fewer), (model, documents, goods)):
            tagger.looker.goods = known
            every = [*own, *copies_of(own, language, copies=copies, seed=_TAGGED)]
            found = [row for number, text in enumerate(every) for row in rows_of(tagger, number % len(own), text)]
            click.echo(
                f"{language}: {len(own)} texts, {len(found)} mentions, {sum(row[2] for row in found)} of them right"
            )
            cross_validate(found, least=least, l2=l2)
            rows = found + rows
    weights = fit(rows, least=least, l2=l2, heavy=len(found), weight=weight)
    look = SecondLook(weights, goods.goods, level)
    look.save(folder / f"{language}.look.json")


if __name__ == "__main__":
    main()
