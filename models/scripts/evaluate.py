"""Scores of a pipeline on annotated texts: `python -m models.scripts.evaluate models/trained test unseen plain`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import spacy
from spacy.language import Language

from models.scripts.markup import Document, read_folder
from models.scripts.scoring import Counts, count

ASSETS = Path(__file__).parent.parent / "assets"
SPLITS = ("dev", "test", "unseen", "plain")


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


@click.command()
@click.argument("pipeline")
@click.argument("splits", nargs=-1, type=click.Choice(SPLITS))
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the scores here too.")
@click.option("--errors", is_flag=True, help="List each error in its context.")
def main(pipeline: str, splits: tuple[str, ...], out: Path | None, errors: bool) -> None:
    """Scores PIPELINE (a folder or an installed package) on SPLITS (default: all)."""
    nlp = spacy.load(pipeline)
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
