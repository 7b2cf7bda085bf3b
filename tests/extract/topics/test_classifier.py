"""The topic classifier holds its scores on texts that were set apart before it was trained."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.topics.classifier import RELEVANCE, TOPICS, read_topics, relevance

TEST_SET = Path(__file__).parent / "data" / "topics.tsv"
TRAINING_SET = Path("extract/topics/train.tsv")
DIGEST = "9359a5eec7b677a6617ddb2c3a55b634f3948e3b48901a56be3bfee36678a026"
GATE_FLOOR, TOPIC_FLOOR = 0.94, 0.79


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
