"""Train whom a short line names as authors, on lines whose authors are known, and write the weights.

    python bench/train_bylines.py LINES.jsonl… [--write]

A line is {"line", "tag", "class", "place", "spans", "authors", "split"}: spans are where the names stand, split "train"
or "test". Weights are learned from the first, by conditional likelihood over whole lines; the figures are of the
second. --write trains on both and writes the weights.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite
from byline_lines import Names, made_lines, prose_lines, with_other_names

from extract.fields.byline_model import LABELS, BylineModel, features_of
from extract.fields.byline_words import tokens_of
from extract.page.trip_records import BylineLine

PROSE = Path("bench/topics")
OUT = Path("extract/fields/byline_weights.json")
RIDGE, LASSO = 1.0, 0.1
LEAST_SEEN = 2
SMALL = 0.02  # weights below are left out
A_SHAPE = 16  # lines made after each shape
COPIES = 2  # of each given line: with other names, or as it is where it names nobody
SEED = 5

Row = dict[str, Any]


def read_lines(files: Sequence[Path]) -> list[Row]:
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def line_of(row: Row) -> BylineLine:
    return BylineLine(text=row["line"], tag=row["tag"], names=row["class"], place=row["place"])


def labels_of(row: Row) -> list[str]:
    """The label of each of a line's tokens."""
    labels = []
    for token in tokens_of(row["line"]):
        around = next(((a, b) for a, b in row["spans"] if a < token.end and token.start < b), None)
        inside = around is not None
        labels.append("O" if not inside else "B" if around and token.start <= around[0] else "I")
    return labels


def train(rows: Sequence[Row], *, ridge: float = RIDGE, lasso: float = LASSO) -> BylineModel:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": lasso,
            "c2": ridge,
            "max_iterations": 200,
            "feature.minfreq": LEAST_SEEN,
            "feature.possible_states": True,
            "feature.possible_transitions": True,
        }
    )
    for row in rows:
        tokens = tokens_of(row["line"])
        if tokens:
            trainer.append([dict.fromkeys(each, 1.0) for each in features_of(line_of(row), tokens)], labels_of(row))
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "bylines.crfsuite")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
        tagger.close()
    steps = [[info.transitions.get((one, to), 0.0) for to in LABELS] for one in LABELS]
    steps[0][2] = -100.0
    features: dict[str, list[float]] = {}
    for (name, label), weight in info.state_features.items():
        if abs(weight) >= SMALL:
            features.setdefault(name, [0.0] * len(LABELS))[LABELS.index(label)] = round(weight, 3)
    return BylineModel(
        features={name: (w[0], w[1], w[2]) for name, w in features.items()},
        steps=[[round(step, 3) for step in each] for each in steps],
    )


def with_made(rows: Sequence[Row]) -> list[Row]:
    """The lines, copies of them with other names, and lines made after shapes."""
    rng = random.Random(SEED)
    names = Names(rng)
    nobody = [row for row in rows if not row["spans"]]
    copies = [copy for _ in range(COPIES) for copy in (*with_other_names(rows, names), *nobody)]
    made = made_lines(rows, names, rng, a_shape=A_SHAPE)
    return [*rows, *copies, *made, *prose_lines(sorted(PROSE.glob("train_*.jsonl")), rng)]


def named(model: BylineModel, row: Row) -> list[str]:
    return list(dict.fromkeys(row["line"][a:b] for a, b in model.read(line_of(row))[0]))


def tell(model: BylineModel, rows: Sequence[Row]) -> str:
    """Lines whose authors are exactly right, and names, by language."""
    lines = []
    for language in (*dict.fromkeys(row["lang"] for row in rows), ""):
        own = [row for row in rows if language in ("", row["lang"])]
        found = [(set(named(model, row)), set(row["authors"])) for row in own]
        exact = sum(names == true for names, true in found)
        pos = [(names, true) for names, true in found if true]
        right, every, spurious = (
            sum(map(len, each))
            for each in ([n & t for n, t in found], [t for _, t in found], [n - t for n, t in found])
        )
        lines.append(
            f"{language or 'all':4} lines right {exact}/{len(own)} {exact / len(own):.3f}; with authors "
            f"{sum(n == t for n, t in pos)}/{len(pos)}; without, named {sum(bool(n) for n, t in found if not t)}"
            f"/{len(own) - len(pos)}; names {right}/{every}, spurious {spurious}"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = read_lines(options.lines)
    seen, unseen = ([row for row in rows if row["split"] == split] for split in ("train", "test"))
    model = train(with_made(seen))
    print(tell(model, unseen))
    if options.write:
        model = train(with_made(rows))
        data = {"steps": model.steps, "features": dict(sorted(model.features.items()))}
        OUT.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
