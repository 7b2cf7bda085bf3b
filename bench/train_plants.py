"""Train what plants do: which plant of a line reports what, when, and of what, and write the weights.

    python bench/train_plants.py [--writers | --state]

The pairs of plants and lines are those of `extract/facts/passage/plant_pairs.py`, in English. A record tells of a plant
and a kind, not of its line: of the lines that may tell it, the one is taken that holds its day, good or amount and that
the weights so far find likeliest; this is done three times. Other lines that say the same of the plant count neither
way. A record that names the words it is from is of their line. --writers tells precision and recall of weights that saw
no article of the writer; it writes nothing. --state leaves the score of texts of other outlets as
it is.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facts import SLOTS, is_right
from figure_truth import right, row_of
from gold_figures import GOLD, OF_PLANTS, WRITERS, Named, digest_of, fold_of, made_as, name_all, read_gold
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from softmax import fit_softmax
from train_figures import Row as ScoreRow
from train_figures import fit as fit_score
from train_figures import write_weights
from train_kinds import NO_WEIGHTS
from train_visits import NO_VISITS

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.plant_pairs import KINDS, PAIRED, PlantPair
from extract.facts.passage.plant_reports import reports_of
from extract.facts.passage.plant_slots import What, When
from extract.facts.passage.weighing import features_of, score_table

OUT = Path("extract/facts/passage/plant_weights.json")
STRENGTH = 0.3
OF_SCORES = 0.1  # the strength of the weights of the score
WEIGHTS = {"seen": 0.4, "hard": 0.6, "": 2.0}
LEAST_ROWS = 3
LEAST_WRITERS = 2
SMALL = 0.02
ROUNDS = 2
OF_EVIDENCE = 4.0  # what the words that a record names as its own speak for their line
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair's features for one kind; `records` are those it may tell, by number, with what else speaks for it."""

    pair: PlantPair
    kind: str
    features: Mapping[str, float]
    records: Mapping[int, float]
    unsure: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An article: its rows, its records, its writer."""

    gold: Mapping[str, Any]
    made: str
    rows: Sequence[Row]
    records: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Example:
    """The options of a slot of one report, and which are right."""

    inputs: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    writer: str
    weight: float


def told_of(named: Named) -> Told | None:
    """The rows of an article in a language that has pairs."""
    if named.gold["lang"] not in PAIRED:
        return None
    read = named.read(NO_WEIGHTS, NO_VISITS)
    records = [record for record in named.gold["records"] if record["table"] == "activity"]
    rows = []
    for pair in read.plant_pairs:
        if pair.line.field != "text":
            continue
        own = {number for number, record in enumerate(records) if is_right("plant", _named(pair), dict(record))}
        for kind in KINDS:
            meant = {number for number in own if is_right("kind", {"kind": kind}, dict(records[number]))}
            sure = {  # of several kinds that a record accepts the first is the one to learn
                number: _evidence(pair, kind, records[number])
                for number in meant
                if not records[number].get("opt") and kind == records[number]["kind"][0]
            }
            rows.append(Row(pair, kind, pair.features(kind), sure, bool(meant)))
    return Told(named.gold, named.made, rows, records)


def _named(pair: PlantPair) -> dict[str, Any]:
    return {"plant": pair.plant.text, "ids": {}}


def _evidence(pair: PlantPair, kind: str, record: Mapping[str, Any]) -> float:
    """How much besides its words speaks for a line as the one that a record is from."""
    told = OF_EVIDENCE * _holds(pair.line.text, record)
    told += {"how=named": 0.5, "how=implied": -0.7, "how=described": 0.3}.get(f"how={pair.how}", 0.0)
    rules = pair.rules[kind]
    told += 2.0 * ("rules: found" in rules) + 1.0 * ("pattern in clause" in rules) + 0.4 * ("pattern in line" in rules)
    times = [each for each in pair.times(kind) if each.source == "sentence" and is_right_time(pair, kind, each, record)]
    told += 1.5 * bool(times)
    goods = [each for each in pair.goods(kind) if is_right_what(pair, kind, each, record)]
    told += 2.0 * any(each.amount is not None for each in goods) + 0.7 * any(each.product is not None for each in goods)
    return told


def _holds(text: str, record: Mapping[str, Any]) -> bool:
    """Whether a line is the one that a record says it is from; where it says none, no line is."""
    words = str(record.get("evidence") or "").split()
    return bool(words) and " ".join(words) in " ".join(text.split())


def is_right_time(pair: PlantPair, kind: str, option: When, record: Mapping[str, Any]) -> bool:
    """Whether a time is the record's."""
    return is_right("date", row_of(_candidate(pair, kind, option.period, option.source)), dict(record))


def is_right_what(pair: PlantPair, kind: str, option: What, record: Mapping[str, Any]) -> bool:
    """Whether a good and an amount are both the record's."""
    row = row_of(_candidate(pair, kind, None, "none", option))
    return all(is_right(slot, row, dict(record)) for slot in ("product", "amount"))


def _candidate(pair: PlantPair, kind: str, period: Any, source: str, what: What | None = None) -> Candidate:
    slots = {
        "entity_id": None, "plant": pair.plant.text, "kind": kind, "status": "now",
        "product": what.product if what else None, "amount": what.amount if what else None,
    }  # fmt: skip
    return Candidate(
        table="activity", line=pair.line, mark=pair.plant, slots=slots, names=(pair.plant,), period=period,
        date_source=source,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matrix:
    """The features of all rows of all articles; `starts` are where each article's rows begin."""

    cells: csr_matrix
    names: Sequence[str]
    starts: Sequence[int]


def matrix_of(articles: Sequence[Told]) -> Matrix:
    """All features of all articles' rows."""
    vectoriser = DictVectorizer()
    cells = vectoriser.fit_transform(row.features for article in articles for row in article.rows)
    starts = np.cumsum([0, *(len(article.rows) for article in articles)])
    return Matrix(cells.tocsr(), [str(name) for name in vectoriser.get_feature_names_out()], starts.tolist())


def chosen_rows(article: Told, totals: Sequence[float]) -> dict[int, int]:
    """The row that tells each record, by the records' numbers; `totals` are what the weights make of each row."""
    found = {}
    for number in range(len(article.records)):
        rows = [index for index, row in enumerate(article.rows) if number in row.records]
        if rows:
            found[number] = max(rows, key=lambda index: article.rows[index].records[number] + totals[index])
    return found


def fit(articles: Sequence[Told]) -> dict[str, dict[str, float]]:
    """The weights of kinds, times and goods of all articles."""
    return fit_without(articles, matrix_of(articles), None)


def fit_without(articles: Sequence[Told], matrix: Matrix, fold: str | None) -> dict[str, dict[str, float]]:
    """The weights that saw no article of a fold of writers."""
    own = [number for number, each in enumerate(articles) if fold_of(each.gold["writer"]) != fold]
    totals = np.zeros(matrix.cells.shape[0])
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        chosen = {
            number: chosen_rows(articles[number], totals[matrix.starts[number] : matrix.starts[number + 1]])
            for number in own
        }
        weights, totals = _fit_kinds(articles, matrix, chosen)
    examples: dict[str, list[Example]] = {"time": [], "what": []}
    for number, told in chosen.items():
        article = articles[number]
        for record, index in told.items():
            for name, example in _slots(article, article.rows[index], article.records[record]):
                examples[name].append(example)
    return {"kind": weights} | {name: fit_softmax(each) for name, each in examples.items()}


def _slots(article: Told, row: Row, record: Mapping[str, Any]) -> Iterator[tuple[str, Example]]:
    writer, weight = article.gold["writer"], WEIGHTS[article.made]
    times, goods = row.pair.times(row.kind), row.pair.goods(row.kind)
    truth = [is_right_time(row.pair, row.kind, each, record) for each in times]
    yield "time", Example([each.features for each in times], truth, writer, weight)
    truth = [is_right_what(row.pair, row.kind, each, record) for each in goods]
    yield "what", Example([each.features for each in goods], truth, writer, weight)


def _fit_kinds(
    articles: Sequence[Told], matrix: Matrix, chosen: Mapping[int, Mapping[int, int]]
) -> tuple[dict[str, float], np.ndarray]:
    """The weights of kinds, and what they make of every row."""
    rows, truth, counts, writers = [], [], [], []
    numbers = {writer: number for number, writer in enumerate(sorted({a.gold["writer"] for a in articles}))}
    for number, own in chosen.items():
        article, rights = articles[number], set(own.values())
        for index, row in enumerate(article.rows):
            if index in rights or not row.unsure:
                rows.append(matrix.starts[number] + index)
                truth.append(index in rights)
                counts.append(WEIGHTS[article.made])
                writers.append(numbers[article.gold["writer"]])
    cells = matrix.cells[rows]
    present = csr_matrix((np.ones_like(cells.data), cells.indices, cells.indptr), shape=cells.shape)
    by_writer = csr_matrix((np.ones(len(rows)), (writers, range(len(rows)))), shape=(len(numbers), len(rows))) @ present
    seen = np.asarray(present.sum(axis=0)).ravel()
    kept = np.flatnonzero((seen >= LEAST_ROWS) & (np.asarray((by_writer > 0).sum(axis=0)).ravel() >= LEAST_WRITERS))
    model = LogisticRegression(C=STRENGTH, max_iter=60).fit(cells[:, kept], truth, sample_weight=counts)
    found = {
        matrix.names[at]: round(float(w), 3) for at, w in zip(kept, model.coef_[0], strict=True) if abs(w) >= SMALL
    }
    return {**found, "intercept": round(float(model.intercept_[0]), 3)}, model.decision_function(matrix.cells[:, kept])


def by_fold(articles: Sequence[Told], writers: Sequence[str] | None = None) -> dict[str, dict[str, dict[str, float]]]:
    """For each fold of writers, or each of these, the weights that saw none of its articles."""
    matrix = matrix_of(articles)
    folds = writers or sorted({fold_of(each.gold["writer"]) for each in articles if not each.made})
    return {fold: fit_without(articles, matrix, fold) for fold in folds}


def report(articles: Sequence[Told]) -> None:
    """Precision and recall of plants with their kinds, and of every slot, by how likely all are together."""
    weights = by_fold(articles)
    groups: dict[str, list[Told]] = defaultdict(list)
    for each in articles:
        if not each.made:
            groups[each.gold["writer"].split()[0]].append(each)
            groups["all"].append(each)
    for name, own in groups.items():
        found = [(each, reports_of(pairs_of(each), weights[fold_of(each.gold["writer"])])) for each in own]
        asked = sum(not record.get("opt") for each in own for record in each.records)
        print(name, asked, *(f"{least}: {_curve(found, least, asked)}" for least in THRESHOLDS))


def _curve(found: Sequence[tuple[Told, Sequence[Candidate]]], least: float, asked: int) -> str:
    given = full = kinds = 0
    for article, candidates in found:
        for each in candidates:
            if each.refused or np.exp(each.features["sure"]) < least:
                continue
            certain = [record for record in article.records if not record.get("opt")]
            if not right(each, certain) and right(each, article.records):
                continue
            given += 1
            full += right(each, certain)
            row = row_of(each)
            kinds += any(is_right("plant", row, dict(r)) and is_right("kind", row, dict(r)) for r in article.records)
    given, asked = max(1, given), max(1, asked)
    return f"{full / given:.2f} {full / asked:.2f} ({kinds / given:.2f} {kinds / asked:.2f})"


def articles_of(named: Sequence[Named]) -> Iterator[Told]:
    """The articles that have pairs."""
    for each in named:
        told = told_of(each)
        if told is not None and told.rows:
            yield told


def scores(articles: Sequence[Told], writers: Sequence[str] | None = None) -> dict[str, dict[str, float]]:
    """The weights of the scores of reports, those in texts of the North's own media by themselves, of the writers who
    write like these: those of an article are found by weights that saw none of its writer.
    """
    weights = by_fold(articles, writers)
    rows: dict[str, list[ScoreRow]] = defaultdict(list)
    for each in (each for each in articles if fold_of(each.gold["writer"]) in weights):
        for found in reports_of(pairs_of(each), weights[fold_of(each.gold["writer"])]):
            table = score_table(found)
            if table == "plant_state" and each.gold["writer"] not in OF_PLANTS.values():
                continue
            truth = right if table == "plant" else told_right
            if not found.refused and not _is_optional(found, each.records, truth):
                features = features_of(found, each.gold["lang"])
                known = truth(found, each.records)
                row = ScoreRow("activity", each.gold["lang"], features, known, each.gold["writer"], each.made)
                rows[table].append(row)
    return {table: fit_score(own, OF_SCORES) for table, own in rows.items() if table == "plant_state" or not writers}


def told_right(found: Candidate, records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all that a report tells is a record's: it may leave out the good and the amount, not the plant, its kind
    and its time.
    """
    row = row_of(found)
    left = {slot for slot in ("product", "amount") if row[slot] is None}
    slots = [slot for slot in SLOTS["activity"] if slot not in left]
    return any(all(is_right(slot, row, dict(record)) for slot in slots) for record in records)


def _is_optional(
    found: Candidate,
    records: Sequence[Mapping[str, Any]],
    is_true: Callable[[Candidate, Sequence[Mapping[str, Any]]], bool] = right,
) -> bool:
    certain = [record for record in records if not record.get("opt")]
    return is_true(found, records) and not is_true(found, certain)


def pairs_of(article: Told) -> list[PlantPair]:
    """The pairs of an article, each once."""
    return [row.pair for row in article.rows if row.kind == KINDS[0]]


def paths_of_gold() -> list[Path]:
    """The files that are learned from: exercises, half of whose sentences are traps, say too little of how outlets
    write.
    """
    files = sorted({path for pattern in WRITERS | OF_PLANTS for path in GOLD.glob(pattern)})
    return [path for path in files if not made_as(path.stem) and set(path.stem.split("_")) & set(PAIRED)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    parser.add_argument("--state", action="store_true", help="train no score but that of the North's own media")
    options = parser.parse_args()
    sources = {path.stem for path in paths_of_gold()}
    gold = [each for each in read_gold(WRITERS | OF_PLANTS) if each["source"] in sources]
    articles = list(articles_of(name_all(gold)))
    if options.writers:
        report(articles)
        return
    told = {"gold": digest_of(paths_of_gold()), **fit(articles)}
    OUT.write_text(json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    of_state = tuple(OF_PLANTS.values()) if options.state else None
    write_weights(scores(articles, of_state))


if __name__ == "__main__":
    main()
