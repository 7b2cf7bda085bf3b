"""Trains the second look at one language's mentions: `python -m models.scripts.train_look zh TEXTS LEARNED MODELS`.

TEXTS are annotated general passages, LEARNED those of the beat. No tagger may have learned from a text of which it is
asked: where the tagger in MODELS has learned from TEXTS (`--folds`), quick taggers that learned from the other folds of
all texts say what they find, and one that learned from LEARNED alone what it finds in TEXTS; else the tagger itself is
asked of TEXTS, and another one, trained on the rest, of a share of LEARNED. What they say is right or wrong by the
marks; a logistic regression learns which. Spans that meet an optional one are left out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import click
import numpy as np
import spacy

from corpus.labels import LABELS
from models import patterns
from models.components.language_lines import lines_of
from models.components.language_tagger import LanguageModel
from models.components.script_names import ScriptNames
from models.components.second_look import GoodsEnds, SecondLook, beat_of
from models.kb import load_base
from models.scripts.markup import Document, read_folder
from models.scripts.train_language import copies_of, train, word_lists

Row = tuple[int, list[str], bool]  # a number for the document it is from, features, whether the span is right
FOLDS = 4
# Seeds: the order of the learned texts, the copies that the other tagger learns, those that are tagged.
_ORDER, _LEARNED, _TAGGED = 7, 5, 11
_STEP, _EPOCHS = 0.1, 200
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
    beat = beat_of(document.text, model.doubts.words.beat)
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
                yield number, model.seen(line, span, sure, labels.count(span[2]) - 1, beat), right


def fit(rows: Sequence[Row], *, least: int, l2: float, heavy: int = 0, weight: float = 1) -> dict[str, float]:
    """A weight for each feature that is seen in at least `least` rows; the first `heavy` rows count `weight` times.

    Ridge regression by Adam over all rows at once: what is seen seldom moves less than what is seen often.
    """
    counts = Counter(feature for _, features, _ in rows for feature in set(features))
    places = {feature: place for place, feature in enumerate(f for f, times in counts.items() if times >= least)}
    seen = [[places[f] for f in set(features) if f in places] for _, features, _ in rows]
    flat = np.array([place for row in seen for place in row], dtype=int)
    of = np.repeat(np.arange(len(rows)), [len(row) for row in seen])
    right = np.array([row[2] for row in rows], dtype=float)
    times = np.where(np.arange(len(rows)) < heavy, weight, 1.0)
    weights, mean, square = np.zeros(len(places)), np.zeros(len(places)), np.zeros(len(places))
    for step in range(1, _EPOCHS + 1):
        said = 1 / (1 + np.exp(-np.bincount(of, weights[flat], len(rows))))
        slope = np.bincount(flat, ((said - right) * times)[of], len(places)) + l2 * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = _STEP * (1 - step / (_EPOCHS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {feature: round(float(weights[place]), 3) for feature, place in places.items() if abs(weights[place]) > 5e-4}


def cross_validate(rows: Sequence[Row], rest: Sequence[Row], *, least: int, l2: float, weight: float) -> None:
    """Prints how many right and wrong mentions of `rows` stay, by label and the least probability asked for."""
    said: list[tuple[float, bool, str]] = []
    for fold in range(FOLDS):
        own = [row for row in rows if row[0] % FOLDS != fold]
        weights = fit([*own, *rest], least=least, l2=l2, heavy=len(own), weight=weight)
        look = SecondLook(weights, (), {"": 0})
        held = (row for row in rows if row[0] % FOLDS == fold)
        said += [(look.right(features), right, features[-1]) for _, features, right in held]
    for label in (*LABELS, ""):
        for level in LEVELS:
            stay = {
                kind: [p >= level for p, right, of in said if right == kind and label in ("", of)] for kind in (1, 0)
            }
            shares = ", ".join(f"{sum(kept)} of {len(kept)}" for kept in stay.values())
            click.echo(f"{label or 'all'} from {level}: {shares} right and wrong ones stay")


def train_rest(
    rest: Sequence[Document], model: LanguageModel, folder: Path, work: Path, name: str = "rest"
) -> LanguageModel:
    """A tagger like that in `folder`, trained on some texts by the quick learner; kept in `work` under a name."""
    language, work = model.language, work / name
    work.mkdir(parents=True, exist_ok=True)
    if not (work / f"{language}.crf").is_file():
        train(
            rest, model.reader, language, work / f"{language}.crf", copies=1, seed=_LEARNED, iterations=_STEPS, least=3,
            quick=True,
        )  # fmt: skip
    (work / f"{language}.json").write_bytes((folder / f"{language}.json").read_bytes())
    return LanguageModel(work, language, model.names)


Asked = tuple[LanguageModel, GoodsEnds, list[Document]]


def in_folds(
    texts: Sequence[Document], learned: Sequence[Document], model: LanguageModel, folder: Path, work: Path, folds: int
) -> Iterator[tuple[bool, Asked]]:
    """What is asked of which tagger, and whether it is of TEXTS: a fold of that of the others, TEXTS of LEARNED's."""
    language = model.language
    texts, learned = list(texts), list(learned)
    random.Random(_ORDER).shuffle(learned)
    random.Random(_ORDER).shuffle(texts)
    for fold in range(folds):
        beat = [document for number, document in enumerate(learned) if number % folds != fold]
        rest = beat + [document for number, document in enumerate(texts) if number % folds != fold]
        tagger = train_rest(rest, model, folder, work, f"fold{fold}")
        goods = GoodsEnds(goods_of(language, beat, model), inflected=language == "ru")
        yield True, (tagger, goods, texts[fold::folds])
        yield False, (tagger, goods, learned[fold::folds])
    goods = GoodsEnds(goods_of(language, learned, model), inflected=language == "ru")
    yield True, (train_rest(learned, model, folder, work, "alone"), goods, texts)


def in_shares(
    texts: Sequence[Document], learned: Sequence[Document], model: LanguageModel, folder: Path, work: Path, share: int
) -> Iterator[tuple[bool, Asked]]:
    """The same for a tagger that has not learned from TEXTS: it is asked of them, another one of a share of LEARNED."""
    order = list(learned)
    random.Random(_ORDER).shuffle(order)
    held, rest = order[::share], [document for number, document in enumerate(order) if number % share]
    fewer = GoodsEnds(goods_of(model.language, rest, model), inflected=model.language == "ru")
    goods = GoodsEnds(goods_of(model.language, order, model), inflected=model.language == "ru")
    yield True, (model, goods, list(texts))
    yield False, (train_rest(rest, model, folder, work), fewer, held)


def in_parts(
    texts: Sequence[Document], learned: Sequence[Document], model: LanguageModel, folder: Path, work: Path,
    *, folds: int, share: int,
) -> Iterator[tuple[bool, Asked]]:  # fmt: skip
    """`in_folds` where folds are asked for, for a tagger that has learned from TEXTS; else `in_shares`."""
    if folds:
        return in_folds(texts, learned, model, folder, work, folds)
    return in_shares(texts, learned, model, folder, work, share)


@click.command()
@click.argument("language", type=click.Choice(["ko", "zh", "ja", "ru"]))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("learned", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--folds", default=0, show_default=True, help="The tagger has learned from TEXTS: so many folds of all.")
@click.option("--copies", default=0, show_default=True, help="Copies of each text with other names, tagged as well.")
@click.option("--weight", default=2.0, show_default=True, help="How often a mention in TEXTS counts.")
@click.option("--least", default=3, show_default=True, help="Leave out features of fewer rows.")
@click.option("--l2", default=5.0, show_default=True)
@click.option("--level", default=0.35, show_default=True, help="The least probability of a mention that stays.")
@click.option("--level-of", multiple=True, type=(click.Choice(LABELS), float), help="The same for one label.")
@click.option("--share", default=4, show_default=True, help="One of so many of LEARNED is tagged by the other tagger.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where the other taggers are kept, or found.")
def main(
    language: str, texts: Path, learned: Path, folder: Path, folds: int, copies: int, weight: float, least: int,
    l2: float, level: float, level_of: tuple[tuple[str, float], ...], share: int, cache: Path | None,
) -> None:  # fmt: skip
    """Trains LANGUAGE's second look on TEXTS and LEARNED, with the tagger in FOLDER that was trained on LEARNED."""
    names = ScriptNames(spacy.blank("en"))
    names.set_patterns(patterns.script_patterns())
    model = LanguageModel(folder, language, names)
    documents, order = read_folder(texts), read_folder(learned)
    general: list[Row] = []
    beat: list[Row] = []
    with TemporaryDirectory() as made:
        asked = in_parts(documents, order, model, folder, cache or Path(made), folds=folds, share=share)
        for of_texts, (tagger, goods, own) in asked:
            tagger.looker.goods = goods
            every = [*own, *copies_of(own, language, copies=copies, seed=_TAGGED)]
            found = [row for text in every for row in rows_of(tagger, crc32(text.slug.encode()), text)]
            right = sum(row[2] for row in found)
            click.echo(f"{language}: {len(own)} texts, {len(found)} mentions, {right} of them right")
            (general if of_texts else beat).extend(found)
    cross_validate(general, beat, least=least, l2=l2, weight=weight)
    weights = fit([*general, *beat], least=least, l2=l2, heavy=len(general), weight=weight)
    goods = GoodsEnds(goods_of(language, order, model), inflected=language == "ru")
    look = SecondLook(weights, goods.goods, {"": level, **dict(level_of)})
    look.save(folder / f"{language}.look.json")


if __name__ == "__main__":
    main()
