"""The topic classifier holds its scores on texts that were set apart before it was trained."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extract.topics.classifier import RELEVANCE, TOPICS, pieces, read_topics, relevance

TEST_SET = Path(__file__).parent / "data" / "topics.tsv"
TRAINING_SET = Path("bench/topics/train.tsv")
GOLD = Path(__file__).parent / "data" / "gold"  # 602 texts in five languages, a third of them ordinary world news
DIGEST = "9359a5eec7b677a6617ddb2c3a55b634f3948e3b48901a56be3bfee36678a026"
GATE_FLOOR, TOPIC_FLOOR = 0.94, 0.79
GOLD_DIGEST = "3615cc782523375bace5575cd5362a74337726d0de6b033698c275670f2f9a7f"
GOLD_PRECISION, GOLD_RECALL, GOLD_TOPICS = 0.95, 0.94, 0.665


@dataclass(frozen=True)
class Scores:
    gate: float
    topics: float


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def scores() -> Scores:
    gate, topics = [0, 0, 0], [0, 0, 0]
    for row in read(TEST_SET):
        truth = set() if row["topics"] == "-" else set(row["topics"].split(","))
        found = read_topics(row["title"], row["lead"])
        count(gate, {1} if truth else set(), {1} if (relevance(found) or 0) >= 0.5 else set())
        count(topics, truth, {topic.name for topic in found} - {RELEVANCE})
    return Scores(gate=f1(gate), topics=f1(topics))


def count(sums: list[int], truth: set, found: set) -> None:
    sums[0] += len(truth & found)
    sums[1] += len(found)
    sums[2] += len(truth)


def f1(sums: list[int]) -> float:
    return 2 * sums[0] / (sums[1] + sums[2])


def test_test_set_is_the_one_set_apart() -> None:
    assert hashlib.sha256(TEST_SET.read_bytes()).hexdigest() == DIGEST


def test_test_set_is_large_and_half_off_topic() -> None:
    rows = read(TEST_SET)
    assert len(rows) >= 300
    assert sum(row["topics"] == "-" for row in rows) == len(rows) / 2


def test_no_title_is_in_both_sets() -> None:
    assert not {row["title"] for row in read(TEST_SET)} & {row["title"] for row in read(TRAINING_SET)}


def test_gate_holds_its_floor(scores: Scores) -> None:
    assert scores.gate >= GATE_FLOOR


def test_topics_hold_their_floor(scores: Scores) -> None:
    assert scores.topics >= TOPIC_FLOOR


def test_relevance_comes_first_and_topics_are_known_ones() -> None:
    found = read_topics("Rice dearer in Hyesan", "Traders in the North Korean city ask 6,000 won a kilo.")
    assert found[0].name == RELEVANCE
    assert {topic.name for topic in found[1:]} <= set(TOPICS)


def test_text_without_words_is_not_relevant() -> None:
    assert (relevance(read_topics("", "")) or 0) < 0.5


@pytest.fixture(scope="module")
def gold() -> list[tuple[dict[str, Any], float, set[str]]]:
    """Each text of the gold set with its relevance and its topics as read."""
    found = []
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if not row.get("opt"):
                topics = read_topics(row["title"], row["text"])
                found.append((row, relevance(topics) or 0.0, {topic.name for topic in topics[1:]}))
    return found


def test_gold_set_is_the_one_set_apart() -> None:
    texts = b"".join(path.read_bytes() for path in sorted(GOLD.glob("*.jsonl")))
    assert hashlib.sha256(texts).hexdigest() == GOLD_DIGEST


def test_no_gold_title_was_trained_on() -> None:
    trained = {
        json.loads(line)["title"]
        for path in sorted(TRAINING_SET.parent.glob("train_*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    }
    gold_titles = {
        json.loads(line)["title"] for path in GOLD.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()
    }
    assert gold_titles & trained == set()


def test_gate_knows_the_world(gold: list[tuple[dict[str, Any], float, set[str]]]) -> None:
    kept = [row["relevant"] for row, score, _ in gold if score >= 0.5]
    assert sum(kept) / len(kept) >= GOLD_PRECISION
    assert sum(kept) / sum(row["relevant"] for row, _, _ in gold) >= GOLD_RECALL


def test_gate_is_calibrated(gold: list[tuple[dict[str, Any], float, set[str]]]) -> None:
    """Of texts said to be relevant with a chance, about that share is: the mean error over five bins is small."""
    error = 0.0
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        rows = [
            (score, row["relevant"]) for row, score, _ in gold if low <= score < low + 0.2 or score == 1.0 == low + 0.2
        ]
        error += abs(sum(score for score, _ in rows) - sum(truth for _, truth in rows))
    assert error / len(gold) <= 0.05


def test_topics_of_relevant_texts_hold_their_floor(gold: list[tuple[dict[str, Any], float, set[str]]]) -> None:
    sums = [0, 0, 0]
    for row, _, topics in gold:
        if row["relevant"]:
            count(sums, set(row["topics"]), topics)
    assert f1(sums) >= GOLD_TOPICS


def test_a_passing_word_on_the_north_is_not_enough() -> None:
    text = (
        "Shares in the exchange fell after hackers took tokens worth millions. The firm's head said that customers "
        "would be paid back in full. Similar thefts have been laid to groups in Russia, Iran and North Korea."
    )
    assert (relevance(read_topics("Crypto exchange halts withdrawals after theft", text)) or 0) < 0.5


def test_a_long_article_is_read_beyond_its_beginning() -> None:
    assert [len(piece) for piece in pieces("rice " * 1000)][:2] == [600, 600]
    assert len(pieces("x" * 100_000)) == 6
