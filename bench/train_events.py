"""Train the score of events on labelled pairs of stories, and write its weights.

    python bench/train_events.py [--folds]

The articles are tagged and resolved as in a pass. --folds tells precision and recall at each threshold and how well
scores are calibrated, each pair scored by weights that saw no pair of its family, and nothing of its press; it writes
nothing.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from event_truth import address, fill, read_lines, sides_of
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.data_dir import DataDir
from corpus.records import article_id, digest
from corpus.store.articles import Corpus
from corpus.store.derived import day_in_korea
from corpus.store.event_records import StoryText
from corpus.store.event_texts import media_by_name, names_in
from extract.events.comparing import Features, compare, far_apart
from extract.events.likelihood import VETOES
from extract.events.meeting import keys_of, meet
from extract.events.sketch import Sketch, sketch

GOLD = Path("tests/extract/events/gold")
NEWSROOM = "newsroom.jsonl"  # the stories of the demo's newsroom, with the event that each tells
OUT = Path("extract/events/weights.json")
# as few pairs as these carry no strong opinions, those across languages least: less is shared there to tell by
STRENGTH = {"within": 1.0, "across": 0.25}
# within a language a pair of two events counts for more than one of one event, of which gold has more than any corpus;
# and the newsroom's long reports, which are the likest to real ones, twice
TWO_EVENTS, REAL = 1.3, 2.0
FOLDS = 10
# pairs of the press that are no event outnumber the others by far; so many for each of one event are kept
OTHERS = 6
# where few tell one event, as many others as this
LEAST_OTHERS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A pair's features, whether it is one event, its family (which no two folds share), and what it is."""

    features: Features
    same: bool
    family: str
    kind: str
    languages: str
    named: str

    @property
    def model(self) -> str:
        """Which of the two regressions scores it."""
        return "within" if "same_language" in self.features else "across"

    @property
    def counts_for(self) -> float:
        """How much it counts in training."""
        real = REAL if self.family == Path(NEWSROOM).stem else 1.0
        return real * (TWO_EVENTS if self.model == "within" and not self.same else 1.0)

    @property
    def vetoed(self) -> bool:
        """Whether a rule keeps it apart."""
        return any(veto.holds(self.features) for veto in VETOES)


def sketches(corpus: Corpus, sides: Iterable[Mapping[str, Any]]) -> dict[str, Sketch]:
    """The sketch of each article, by its address."""
    found, media = {}, media_by_name(corpus.db)
    for side in sides:
        key = article_id(address(side))
        row = corpus.db.execute(
            "select a.outlet, o.name, a.language, a.published, a.title, a.text from articles a"
            " join outlets o on o.id = a.outlet where a.id = ?",
            [key],
        ).fetchone()
        outlet, name, language, published, title, text = row
        day = day_in_korea(published)
        read = StoryText(
            story=key,
            article=key,
            outlet=outlet,
            outlet_name=name,
            medium=media.get(name.lower()),
            language=language,
            day=day,
            title=title,
            text=text,
        )
        found[address(side)] = sketch(read, names_in(corpus.db, key))
    return found


def pair_rows(pairs: Sequence[Mapping[str, Any]], known: Mapping[str, Sketch]) -> list[Row]:
    """The labelled pairs."""
    return [
        _row(known[address(pair["a"])], known[address(pair["b"])], same=pair["same"], family=pair["family"],
             kind=pair["kind"], named=pair["id"])
        for pair in pairs
    ]  # fmt: skip


def implied_pairs(pairs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What labelled pairs say of others: what is one event with a story is one with what that is one with, and is not
    one with what that is not one with. So stories across languages get neighbours that tell something else.
    """
    sides = {address(pair[side]): pair[side] for pair in pairs for side in ("a", "b")}
    event = {key: key for key in sides}
    for pair in pairs:
        if pair["same"]:
            one, other = event[address(pair["a"])], event[address(pair["b"])]
            event = {key: one if value == other else value for key, value in event.items()}
    labels: dict[tuple[str, str], tuple[bool, str]] = {}
    for pair in pairs:
        one, other = event[address(pair["a"])], event[address(pair["b"])]
        for a in (key for key, value in event.items() if value == one):
            for b in (key for key, value in event.items() if value == other):
                if a != b:
                    labels[min(a, b), max(a, b)] = bool(pair["same"]), pair["family"]
    told = {tuple(sorted((address(pair["a"]), address(pair["b"])))) for pair in pairs}
    return [
        {"id": f"{a}-{b}", "kind": "implied", "same": same, "family": family, "a": sides[a], "b": sides[b]}
        for (a, b), (same, family) in sorted(labels.items())
        if (a, b) not in told
    ]


def press_rows(press: Sequence[Mapping[str, Any]], known: Mapping[str, Sketch], *, family: str) -> list[Row]:
    """Pairs of articles of the press that meet: all of one event, and as many others as OTHERS allows."""
    keys = {address(side): keys_of(known[address(side)]) for side in press}
    same, others = [], []
    for one, other in combinations(press, 2):
        a, b = known[address(one)], known[address(other)]
        if far_apart(a, b):
            continue
        if not meet(keys[address(one)], keys[address(other)]):
            continue
        truth = one["event"] is not None and one["event"] == other["event"]
        row = _row(a, b, same=truth, family=family, kind="press", named=f"{one['id']}-{other['id']}")
        (same if truth else others).append(row)
    others.sort(key=lambda row: digest(row.named))
    return same + others[: max(LEAST_OTHERS, OTHERS * len(same))]


def _row(a: Sketch, b: Sketch, *, same: bool, family: str, kind: str, named: str) -> Row:
    languages = " ".join(sorted((a.language, b.language)))
    return Row({"far": 1.0} if far_apart(a, b) else compare(a, b), same, family, kind, languages, named)


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights by feature, and the intercept."""
    vectoriser = DictVectorizer()
    if len({row.same for row in rows}) < 2:
        return {"intercept": 2.0 if rows[0].same else -2.0}
    matrix = vectoriser.fit_transform([row.features for row in rows])
    model = LogisticRegression(C=STRENGTH[rows[0].model], max_iter=3000)
    model.fit(matrix, [row.same for row in rows], sample_weight=[row.counts_for for row in rows])
    weights = dict(zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True))
    found = {name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) > 0.005}
    return {"intercept": round(float(model.intercept_[0]), 3), **found}


def score_by(weights: Mapping[str, float], row: Row) -> float:
    """0 to 1."""
    total = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in row.features.items())
    return float(1 / (1 + np.exp(-total)))


def crossed(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    """Each row with its score by weights that saw none of its family; 0 where a rule or time keeps the two apart."""
    scored = [(row, 0.0) for row in rows if row.vetoed or "far" in row.features]
    left = [row for row in rows if not row.vetoed and "far" not in row.features]
    fold = {row.family: int(digest(row.family)[:8], 16) % FOLDS for row in left}
    for model in ("within", "across"):
        own = [row for row in left if row.model == model]
        for number in range(FOLDS):
            inside = [row for row in own if fold[row.family] == number]
            if inside:
                weights = fit([row for row in own if fold[row.family] != number])
                scored += [(row, score_by(weights, row)) for row in inside]
    return scored


def report(scored: Sequence[tuple[Row, float]]) -> None:
    """Precision and recall by threshold, within and across languages, and the share of one event by score."""
    made = ("implied", "press")
    for kind in ("pairs", *made):
        print(kind)
        report_kind([(row, score) for row, score in scored if (row.kind if row.kind in made else "pairs") == kind])


def report_kind(scored: Sequence[tuple[Row, float]]) -> None:
    """The same of one kind of pairs."""
    for name, wanted in (("all", (1, 2)), ("within", (1,)), ("across", (2,))):
        own = [(row, score) for row, score in scored if len({*row.languages.split()}) in wanted]
        true = sum(row.same for row, _ in own)
        for least in (0.4, 0.5, 0.6, 0.7):
            found = sum(row.same for row, score in own if score >= least)
            joined = sum(score >= least for _, score in own)
            precision, recall = found / max(1, joined), found / max(1, true)
            print(f"{name:7} >= {least}: precision {precision:.3f}, recall {recall:.3f}, {true} of {len(own)}")
    for low in np.arange(0, 1, 0.1):
        inside = [row.same for row, score in scored if low <= score < low + 0.1]
        if inside:
            print(f"scores {low:.1f}-{low + 0.1:.1f}: {len(inside):4} pairs, {np.mean(inside):.2f} one event")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true", help="report cross-validation over families, write nothing")
    parser.add_argument("--gold", type=Path, default=GOLD, help="the folder of pairs_*.jsonl and press_*.jsonl")
    parser.add_argument("--wrong", action="store_true", help="with --folds: name the pairs told wrongly")
    parser.add_argument("--data", type=Path, help="keep the tagged articles here, for another time")
    options = parser.parse_args()
    pairs = [pair for path in sorted(options.gold.glob("pairs_*.jsonl")) for pair in read_lines(path)]
    presses = {
        path.stem: read_lines(path) for path in [*sorted(options.gold.glob("press_*.jsonl")), options.gold / NEWSROOM]
    }
    sides = [*sides_of(pairs), *(side for press in presses.values() for side in press)]
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder)
        if not DataDir(data).corpus.exists():
            fill(data, sides)
        with Corpus(data) as corpus:
            known = sketches(corpus, sides)
    rows = pair_rows([*pairs, *implied_pairs(pairs)], known)
    rows += [row for name, press in presses.items() for row in press_rows(press, known, family=name)]
    if options.folds:
        scored = crossed(rows)
        report(scored)
        for row, found in sorted(scored, key=lambda each: -each[1]):
            if options.wrong and (found >= 0.5) != row.same:
                print(f"{found:.2f} {row.same!s:5} {row.kind} {row.languages} {row.named}")
        return
    left = [row for row in rows if not row.vetoed and "far" not in row.features]
    weights = {model: fit([row for row in left if row.model == model]) for model in ("within", "across")}
    OUT.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
