"""Scores of a pipeline on annotated texts: `python -m models.scripts.evaluate models/trained test unseen plain`.

With `--language ko --folder FOLDER` on the texts of one language (files `ko-*.md`): the same table, and the share
of the names found that neither the base nor the texts trained on hold.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import spacy
from spacy.language import Language

from corpus.labels import LABELS
from models.kb import load_base
from models.scripts.markup import Document, parse_documents, read_folder
from models.scripts.scoring import Counts, count

ASSETS = Path(__file__).parent.parent / "assets"
SPLITS = ("dev", "test", "unseen", "plain", "kinds")


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitScore:
    """The scores of one split: its table per label, its words, its false mentions and the gold's digest."""

    split: str
    table: dict[str, dict[str, float]]
    words: int
    false_mentions: int
    gold: str


def gold_digest(split: str) -> str:
    """64 hex digits over the annotated files of a split, names included."""
    digest = hashlib.sha256()
    for path in sorted((ASSETS / split).glob("*.md")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def count_documents(nlp: Language, documents: list[Document]) -> Counts:
    """Right, wrong and missed spans of the pipeline over annotated documents."""
    counts = Counts()
    for document, doc in zip(documents, nlp.pipe(document.text for document in documents), strict=True):
        said = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        count(counts, document.text, document.spans, said)
    return counts


def score_split(nlp: Language, split: str) -> tuple[SplitScore, Counts]:
    """The scores of a pipeline on one split of `models/assets`, and the raw counts with their errors."""
    documents = read_folder(ASSETS / split)
    counts = count_documents(nlp, documents)
    score = SplitScore(
        split=split,
        table={label: {key: round(value, 4) for key, value in row.items()} for label, row in counts.table().items()},
        words=sum(len(document.text.split()) for document in documents),
        false_mentions=sum(counts.relaxed_wrong.values()),
        gold=gold_digest(split),
    )
    return score, counts


def show(score: SplitScore) -> str:
    """The table of one split for a terminal."""
    lines = [f"{score.split}: {score.words} words, {score.false_mentions} false mentions"]
    lines.append(f"{'':8} {'gold':>5}  strict P     R     F1   relaxed P     R     F1")
    for label, row in score.table.items():
        numbers = [f"{row[key]:6.3f}" for key in ("p", "r", "f", "relaxed_p", "relaxed_r", "relaxed_f")]
        lines.append(f"{label:8} {row['gold']:5.0f}   {' '.join(numbers[:3])}     {' '.join(numbers[3:])}")
    return "\n".join(lines)


def unseen_recall(
    document: Document, said: Iterable[tuple[int, int, str]], known: set[str], right: Counter[str], total: Counter[str]
) -> None:
    """Adds to `right` and `total`, by label, the document's names that are not in `known`, optional ones apart."""
    found = set(said)
    for span in document.spans:
        if not span.optional and document.text[span.start : span.end] not in known:
            total[span.label] += 1
            right[span.label] += (span.start, span.end, span.label) in found


def show_table(counts: Counts, right: Counter[str], total: Counter[str]) -> str:
    """Scores a label, and the recall of unseen names, for a terminal."""
    lines = [f"{'':8} {'gold':>5}  strict P     R     F1   unseen     R"]
    for label, row in counts.table().items():
        names = LABELS if label == "micro" else (label,)
        of, hit = sum(total[name] for name in names), sum(right[name] for name in names)
        strict = " ".join(f"{row[key]:6.3f}" for key in ("p", "r", "f"))
        lines.append(f"{label:8} {row['gold']:5.0f}   {strict}   {of:6d} {hit / of if of else 0.0:6.3f}")
    return "\n".join(lines)


def score_language(nlp: Language, language: str, folder: Path) -> tuple[str, Counts]:
    """The table of a pipeline on the texts of one language in a folder, and the raw counts with their errors."""
    documents = [
        document
        for path in sorted(folder.glob(f"{language}-*.md"))
        for document in parse_documents(path.read_text(encoding="utf-8"), path=str(path))
    ]
    known = {name for entity in load_base() for name in entity.names}
    for folder in (ASSETS / f"train_{language}", ASSETS / f"look_{language}"):
        for document in read_folder(folder) if folder.is_dir() else ():
            known |= {document.text[span.start : span.end] for span in document.spans}
    counts = Counts()
    right, total = Counter[str](), Counter[str]()
    for document, doc in zip(documents, nlp.pipe(document.text for document in documents), strict=True):
        said = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        count(counts, document.text, document.spans, said)
        unseen_recall(document, said, known, right, total)
    return f"{language}: {len(documents)} passages\n{show_table(counts, right, total)}", counts


@click.command()
@click.argument("pipeline")
@click.argument("splits", nargs=-1, type=click.Choice(SPLITS))
@click.option(
    "--language", type=click.Choice(["ko", "zh", "ja", "ru"]), help="Score this language's texts in --folder."
)
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the scores here too.")
@click.option("--errors", is_flag=True, help="List each error in its context.")
def main(
    pipeline: str, splits: tuple[str, ...], language: str | None, folder: Path | None, out: Path | None, errors: bool
) -> None:
    """Scores PIPELINE (a folder or an installed package) on SPLITS (default: all), or on one language's texts."""
    nlp = spacy.load(pipeline)
    if language and folder:
        table, counts = score_language(nlp, language, folder)
        click.echo(table)
        if errors:
            click.echo("\n".join("\t".join(error) for error in counts.errors))
        return
    scores = []
    for split in splits or SPLITS:
        score, counts = score_split(nlp, split)
        scores.append(score)
        click.echo(show(score) + "\n")
        if errors:
            click.echo("\n".join("\t".join(error) for error in counts.errors))
    if out:
        out.write_text(json.dumps([asdict(score) for score in scores], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
