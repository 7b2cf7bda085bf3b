"""Trains the judge of one language's mentions: `python -m models.scripts.train_judge ko TEXTS LEARNED READ MODELS`.

TEXTS and LEARNED are the annotated passages of `train_look`; the same taggers are asked of TEXTS that have not learned
from them. READ is a folder of what readers said of mentions in real general news that earlier versions of the pipeline
drew: a file a draw and language (`ko.json`, `ko-2.json`), of features without a word or a letter of those texts
(`models.scripts.verdict_rows`). Its rows count `--weight` times. `--left-out` prints first what a judge that has not
learned from a draw leaves of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import click
import spacy

from corpus.labels import LABELS
from models import patterns
from models.components.language_lines import lines_of
from models.components.language_tagger import LANGUAGES, LanguageModel
from models.components.mention_judge import Asked, MentionJudge, features_of
from models.components.script_names import ScriptNames
from models.components.second_look import beat_of
from models.scripts.markup import Document, read_folder
from models.scripts.train_look import Row, fit, in_parts

LEVELS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


def asked_of(model: LanguageModel, text: str) -> list[tuple[Asked, list[str]]]:
    """The spans of a text that a judge is asked about, with their features."""
    beat = beat_of(text, model.doubts.words.beat)
    asked = [
        item
        for start, line, language in lines_of(text)
        if language == model.language
        for item in model.asked(start, line, beat)
    ]
    return list(zip(asked, features_of(text, asked, model.language, model.doubts.kinds_of), strict=True))


def rows_of(model: LanguageModel, document: Document) -> Iterator[Row]:
    """What a judge is asked about in an annotated document; spans that meet an optional one are left out."""
    gold = {(span.start, span.end, span.label) for span in document.spans}
    optional = [(span.start, span.end) for span in document.spans if span.optional]
    for item, features in asked_of(model, document.text):
        first, last = item.at + item.start, item.at + item.end
        right = (first, last, item.label) in gold
        if right or not any(start < last and first < end for start, end in optional):
            yield crc32(document.slug.encode()), features, right


def write_rows(rows: Sequence[Row], path: Path) -> None:
    """Writes rows as JSON: the features once, then a row a line, of the document's number, 1 or 0, and numbers."""
    names = sorted({feature for _, features, _ in rows for feature in features})
    places = {name: place for place, name in enumerate(names)}
    lines = [json.dumps([number, int(right), *sorted({places[f] for f in seen})]) for number, seen, right in rows]
    body = ",\n".join(line.replace(" ", "") for line in lines)
    path.write_text(
        f'{{"features": {json.dumps(names, ensure_ascii=False)},\n"rows": [\n{body}\n]}}\n', encoding="utf-8"
    )


def read_rows(path: Path) -> list[Row]:
    """The rows that `write_rows` wrote."""
    read = json.loads(path.read_text(encoding="utf-8"))
    names = read["features"]
    return [(number, [names[place] for place in places], bool(right)) for number, right, *places in read["rows"]]


def read_draws(folder: Path, language: str) -> dict[str, list[Row]]:
    """The rows of each draw of a language in a folder, by the name of its file, in the order of the names."""
    files = sorted(path for path in folder.glob("*.json") if path.stem.split("-")[0] == language)
    return {path.stem: read_rows(path) for path in files}


def left_out(draws: dict[str, list[Row]], passages: Sequence[Row], *, weight: float, l2: float) -> Iterator[str]:
    """Lines that say what a judge leaves of each draw that it has not learned from, by label and how sure it must be.

    A text that stands in several draws is left out with each of them.
    """
    for name, held in draws.items():
        texts = {number for number, _, _ in held}
        own = [row for other, rows in draws.items() if other != name for row in rows if row[0] not in texts]
        judge = MentionJudge(fit([*own, *passages], least=3, l2=l2, heavy=len(own), weight=weight), {})
        said = [(judge.right(features), features[0][:3], right) for _, features, right in held]
        for label in (*LABELS, ""):
            of = [(sure, right) for sure, short, right in said if short.startswith(label[:3])]
            shares = []
            for level in LEVELS:
                stay = Counter(right for sure, right in of if sure >= level)
                shares.append(f"{level}: {stay[True]} right, {stay[False]} wrong")
            yield f"{name} {label or 'all'} " + "; ".join(shares)


@click.command()
@click.argument("language", type=click.Choice(LANGUAGES))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("learned", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("read", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--folds", default=0, show_default=True, help="As for the second look.")
@click.option("--share", default=4, show_default=True, help="As for the second look.")
@click.option("--weight", default=5.0, show_default=True, help="How often a row of READ counts.")
@click.option("--l2", default=30.0, show_default=True)
@click.option("--least", multiple=True, type=(click.Choice(LABELS), float), help="How sure the judge must be.")
@click.option("--left-out", "by_draw", is_flag=True, help="Print what is left of each draw, not learned from.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where the other taggers are kept, or found.")
def main(
    language: str, texts: Path, learned: Path, read: Path, folder: Path, folds: int, share: int, weight: float,
    l2: float, least: tuple[tuple[str, float], ...], by_draw: bool, cache: Path | None,
) -> None:  # fmt: skip
    """Trains LANGUAGE's judge on TEXTS, LEARNED and READ, with the tagger and the second look in FOLDER."""
    names = ScriptNames(spacy.blank("en"))
    names.set_patterns(patterns.script_patterns())
    model = LanguageModel(folder, language, names)
    general, beat = read_folder(texts), read_folder(learned)
    draws = read_draws(read, language)
    rows = [row for held in draws.values() for row in held]
    said = len(rows)
    with TemporaryDirectory() as made:
        asked = in_parts(general, beat, model, folder, cache or Path(made), folds=folds, share=share)
        for of_texts, (tagger, goods, own) in asked:
            if of_texts:  # those of the beat are of the North, where nobody asks the judge
                tagger.look, tagger.looker.goods = model.look, goods
                rows += [row for document in own for row in rows_of(tagger, document)]
    counts = Counter((number < said, row[2]) for number, row in enumerate(rows))
    click.echo(
        f"{language}: read {counts[True, True]} right, {counts[True, False]} wrong; "
        f"passages {counts[False, True]} right, {counts[False, False]} wrong"
    )
    if by_draw:
        for line in left_out(draws, rows[said:], weight=weight, l2=l2):
            click.echo(line)
    weights = fit(rows, least=3, l2=l2, heavy=said, weight=weight)
    MentionJudge(weights, dict(least)).save(folder / f"{language}.judge.json")


if __name__ == "__main__":
    main()
