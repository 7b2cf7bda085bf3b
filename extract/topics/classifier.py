"""Is a text about North Korea's economy, and about which side of it? A small linear classifier.

Its features are words and pairs of words, counts of topic words in five languages (`words.tsv`) and the
countries of the known places, factories and organisations that a text names. `bench/train_topics.py` trains it on
`train.tsv`, which was written for this purpose, and writes `weights.json`.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from statistics import fmean

from corpus.records import Topic
from extract.topics.names_in_text import WORD, names_in

RELEVANCE = "north-korea-economy"
TOPICS = (
    *("trade", "prices-markets", "industry", "agriculture-food", "energy", "construction", "transport-ports"),
    *("tourism", "finance-currency", "labour-remittances", "sanctions-smuggling", "technology-telecoms"),
)
PIECE = 600  # characters: about as long as the texts that the model learned from
PIECES = 6
SHORTEST_PREFIX = 3  # letters of the beginning of a topic word
LEAST_SCORE = 0.5  # a topic scored lower is not reported
_KOREAS = ("KP", "KR")
_ASIAN_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicModel:
    """Weights by feature, one for each label, and the labels' intercepts."""

    labels: tuple[str, ...]
    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def sums(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """The sum of weights for each label, in the order of `labels`."""
        sums = list(self.intercepts)
        for name, value in features.items():
            row = self.weights.get(name)
            if row is not None:
                sums = [total + value * weight for total, weight in zip(sums, row, strict=True)]
        return tuple(sums)


def read_topics(title: str, text: str) -> tuple[Topic, ...]:
    """How sure it is that a text is about North Korea's economy (`RELEVANCE`, always first), then its topics by score.

    The text is read in pieces, each with the headline, because the model learned from texts of a piece's length; the
    first piece, the lead, counts as much as the others together. Topics are scored as if the text were relevant, and
    given only where it is: those of at least a half, or the best one. Scores are rounded to three places.
    """
    model = topic_model()
    lead, *rest = [model.sums(text_features(title, piece)) for piece in pieces(text)]
    scores = {
        label: logistic((lead[column] + fmean(sums[column] for sums in rest)) / 2 if rest else lead[column])
        for column, label in enumerate(model.labels)
    }
    relevant = scores.pop(RELEVANCE)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    found = [(name, score) for name, score in ranked if score >= LEAST_SCORE] or ranked[:1]
    if relevant < LEAST_SCORE:
        found = []
    return (
        Topic(name=RELEVANCE, score=round(relevant, 3)),
        *(Topic(name=name, score=round(score, 3)) for name, score in found),
    )


def pieces(text: str) -> list[str]:
    """The text in at most PIECES pieces of about PIECE characters, ended at a white space where there is one."""
    found: list[str] = []
    start = 0
    while start < len(text) and len(found) < PIECES:
        end = min(len(text), start + PIECE)
        if end < len(text):
            end = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1 or end
        found.append(text[start:end])
        start = end
    if len(found) > 1 and len(found[-1]) < PIECE // 4:
        found.pop()  # too short to say anything
    return found or [""]


def logistic(total: float) -> float:
    """The probability that a sum of weights stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def relevance(topics: Iterable[Topic]) -> float | None:
    """The score for being about North Korea's economy, or None where a text was not scored."""
    return next((topic.score for topic in topics if topic.name == RELEVANCE), None)


def text_features(title: str, text: str) -> dict[str, float]:
    """The features of a title and a piece of its text, with their values."""
    sample = f"{title}\n{text}"
    words = WORD.findall(sample)
    lower = [word.lower().replace("’", "'").removesuffix("'s") for word in words]
    features = dict.fromkeys(_words(lower, sample), 1.0)
    groups = Counter(_groups(lower, sample))
    in_title, titled = _of_title(title)
    for prefix, counted in (("g", groups), ("t", in_title)):
        for group, count in counted.items():
            features[f"{prefix}:{group}"] = math.log1p(count)
    features |= _leading(groups, in_title)
    named = Counter(names_in(sample))
    for name, count in named.items():
        features[f"{'p' if name.startswith('PRODUCT') else 'k'}:{name}"] = math.log1p(count)
    features |= _naming(groups, in_title, named, titled)
    return features


@lru_cache(maxsize=16)  # a text is read in pieces, each with its title
def _of_title(title: str) -> tuple[Counter[str], Counter[str]]:
    """The groups of a title's topic words, and the names in it, counted."""
    headline = [word.lower().removesuffix("'s") for word in WORD.findall(title)]
    return Counter(_groups(headline, title)), Counter(names_in(title))


def _words(lower: list[str], sample: str) -> Iterator[str]:
    """Words and pairs of words by their stems; and runs of letters where words stand without blanks or have endings."""
    stems = [_stem(word) for word in lower]
    for word in stems:
        yield f"w:{word}"
    for first, second in pairwise(stems):
        yield f"b:{first} {second}"
    for run in _ASIAN_RUN.findall(sample):
        for size in (2, 3):
            for start in range(len(run) - size + 1):
                yield f"c:{run[start : start + size]}"


def _leading(groups: Counter[str], in_title: Counter[str]) -> dict[str, float]:
    """Each topic's share of the topic words said; those that `words.tsv` has under "topic!" are sure and count more."""
    weight = {t: groups[t] + 2.0 * groups[f"{t}!"] + 2.0 * in_title[f"{t}!"] for t in TOPICS}
    total = sum(weight.values())
    return {f"s:{topic}": value / total for topic, value in weight.items() if value}


def _is_north(name: str) -> bool:
    """Whether a known name lies in the North, or on its border ("PLACE:CN|KP": the Yalu)."""
    return "KP" in name.partition(":")[2].split("|")


def _naming(
    groups: Counter[str], in_title: Counter[str], named: Counter[str], titled: Counter[str]
) -> dict[str, float]:
    """How much a text names the North, beside whom else, and what only counts together with that: economic words."""
    north = groups["north-korea"] + sum(count for name, count in named.items() if _is_north(name))
    south = groups["south-korea"] + sum(count for name, count in named.items() if name.endswith(":KR"))
    others = sum(count for name, count in named.items() if name[-2:].isalpha() and name[-2:] not in _KOREAS)
    head = in_title["north-korea"] + sum(count for name, count in titled.items() if _is_north(name))
    economic = sum(groups[topic] for topic in TOPICS)
    other = sum(groups[group] for group in ("weapons", "politics", "sport-culture"))
    side = "north" if north else "south" if south else "neither"
    features = {
        "n:north": math.log1p(north),
        "n:share": north / (north + south + others) if north else 0.0,
        f"x:{side}": 1.0,
        f"x:{side}+economic": math.log1p(economic),
        f"x:{side}+other": math.log1p(other),
        f"x:{side}+balance": math.tanh((economic - other) / 2),
    }
    if head:
        features["n:title"] = 1.0
        features["n:title+economic"] = math.log1p(economic)
    if north == 1 and not head:
        features["n:once"] = 1.0
    return features


def _groups(lower: list[str], sample: str) -> Iterator[str]:
    exact, _, asian = _lexicon()
    begun = _beginnings()
    pairs = [f"{a}-{b}" for a, b in pairwise(lower)]
    for word in (*lower, *pairs):
        if word[:SHORTEST_PREFIX] in begun or word in exact:
            yield from _groups_of(word)
    if _ASIAN.search(sample):
        for word, group in asian:
            if word in sample:
                yield group


@lru_cache(maxsize=20_000)
def _groups_of(word: str) -> tuple[str, ...]:
    """The groups of topic words that a word or a pair of words belongs to, by itself or by how it begins."""
    exact, prefixes, _ = _lexicon()
    begun = (group for size in range(SHORTEST_PREFIX, len(word) + 1) for group in prefixes.get(word[:size], ()))
    return (*exact.get(word, ()), *begun)


@cache
def _beginnings() -> frozenset[str]:
    """How the beginnings of topic words begin."""
    return frozenset(prefix[:SHORTEST_PREFIX] for prefix in _lexicon()[1])


def _stem(word: str) -> str:
    if "\u0400" <= word[0] <= "\u04ff":
        return word[:6]  # Russian is declined at the end
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def topic_model() -> TopicModel:
    """The shipped model."""
    data = json.loads(resources.files("extract.topics").joinpath("weights.json").read_text("utf-8"))
    weights = {name: tuple(row) for name, row in data["weights"].items()}
    return TopicModel(labels=tuple(data["labels"]), intercepts=tuple(data["intercepts"]), weights=weights)


@cache
def _lexicon() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Topic words by group: whole words, beginnings of words, and East Asian words found inside a text."""
    exact: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, tuple[str, ...]] = {}
    asian: list[tuple[str, str]] = []
    with resources.files("extract.topics").joinpath("words.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            for word in row["words"].split():
                if _ASIAN.search(word):
                    asian.append((word, row["group"]))
                elif word.endswith("*"):
                    prefixes[word[:-1]] = (*prefixes.get(word[:-1], ()), row["group"])
                else:
                    exact[word] = (*exact.get(word, ()), row["group"])
    return exact, prefixes, tuple(asian)
