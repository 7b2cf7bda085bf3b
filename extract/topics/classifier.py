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
from functools import cache
from importlib import resources
from itertools import pairwise

from corpus.records import Topic

RELEVANCE = "north-korea-economy"
TOPICS = (
    *("trade", "prices-markets", "industry", "agriculture-food", "energy", "construction", "transport-ports"),
    *("tourism", "finance-currency", "labour-remittances", "sanctions-smuggling", "technology-telecoms"),
)
LEAD = 500  # characters of the text that are read: the model learned from titles and leads
LEAST_SCORE = 0.5  # a topic scored lower is not reported
LONGEST_NAME = 5  # words
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicModel:
    """Weights by feature, one for each label, and the labels' intercepts."""

    labels: tuple[str, ...]
    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """The probability of each label."""
        sums = list(self.intercepts)
        for name, value in features.items():
            row = self.weights.get(name)
            if row is not None:
                sums = [total + value * weight for total, weight in zip(sums, row, strict=True)]
        return {
            label: 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            for label, total in zip(self.labels, sums, strict=True)
        }


def read_topics(title: str, text: str) -> tuple[Topic, ...]:
    """How sure it is that a text is about North Korea's economy (`RELEVANCE`, always first), then its topics by score.

    Topics are scored as if the text were relevant, and given only where it is: those of at least a half, or the best
    one. Scores are rounded to three places.
    """
    scores = topic_model().scores(text_features(title, text))
    relevant = scores.pop(RELEVANCE)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    found = [(name, score) for name, score in ranked if score >= LEAST_SCORE] or ranked[:1]
    if relevant < LEAST_SCORE:
        found = []
    return (
        Topic(name=RELEVANCE, score=round(relevant, 3)),
        *(Topic(name=name, score=round(score, 3)) for name, score in found),
    )


def relevance(topics: Iterable[Topic]) -> float | None:
    """The score for being about North Korea's economy, or None where a text was not scored."""
    return next((topic.score for topic in topics if topic.name == RELEVANCE), None)


def text_features(title: str, text: str) -> dict[str, float]:
    """The features of a title and the beginning of its text, with their values."""
    sample = f"{title}\n{text[:LEAD]}"
    words = _WORD.findall(sample)
    lower = [word.lower().replace("’", "'").removesuffix("'s") for word in words]
    features: dict[str, float] = {}
    for word in lower:
        features[f"w:{_stem(word)}"] = 1.0
    for first, second in pairwise(lower):
        features[f"b:{_stem(first)} {_stem(second)}"] = 1.0
    groups = Counter(_groups(lower, sample))
    headline = [word.lower().removesuffix("'s") for word in _WORD.findall(title)]
    in_title = Counter(_groups(headline, title))
    for prefix, counted in (("g", groups), ("t", in_title)):
        for group, count in counted.items():
            features[f"{prefix}:{group}"] = math.log1p(count)
    features |= _leading(groups, in_title)
    named = Counter(_named(words))
    for name, count in named.items():
        features[f"{'p' if name.startswith('PRODUCT') else 'k'}:{name}"] = math.log1p(count)
    features |= _crossed(groups, named)
    return features


def _leading(groups: Counter[str], in_title: Counter[str]) -> dict[str, float]:
    """Each topic's share of the topic words said; those that `words.tsv` has under "topic!" are sure and count more."""
    weight = {t: groups[t] + 2.0 * groups[f"{t}!"] + 2.0 * in_title[f"{t}!"] for t in TOPICS}
    total = sum(weight.values())
    return {f"s:{topic}": value / total for topic, value in weight.items() if value}


def _crossed(groups: Counter[str], named: Counter[str]) -> dict[str, float]:
    """What only counts together: economic words beside the North, or beside another country alone."""
    north = groups["north-korea"] > 0 or any(name.endswith(":KP") for name in named)
    south = groups["south-korea"] > 0 or any(name.endswith(":KR") for name in named)
    economic = sum(groups[topic] for topic in TOPICS)
    other = sum(groups[group] for group in ("weapons", "politics", "sport-culture"))
    side = "north" if north else "south" if south else "neither"
    return {
        f"x:{side}": 1.0,
        f"x:{side}+economic": math.log1p(economic),
        f"x:{side}+other": math.log1p(other),
        f"x:{side}+balance": math.tanh((economic - other) / 2),
    }


def _groups(lower: list[str], sample: str) -> Iterator[str]:
    exact, prefixes, asian = _lexicon()
    pairs = [f"{a}-{b}" for a, b in pairwise(lower)]
    for word in (*lower, *pairs):
        yield from exact.get(word, ())
        for size in range(3, len(word) + 1):
            yield from prefixes.get(word[:size], ())
    if _ASIAN.search(sample):
        for word, group in asian:
            if word in sample:
                yield group


def _named(words: list[str]) -> Iterator[str]:
    """Label and country, or HS chapter, of each known name among the words, longest names first."""
    names = known_names()
    start = 0
    while start < len(words):
        for size in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            name = " ".join(words[start : start + size]).removesuffix("'s").removesuffix("’s")
            found = names.get(name) or names.get(name.lower())
            if found is not None:
                yield found
                start += size - 1
                break
        start += 1


def _stem(word: str) -> str:
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
def known_names() -> dict[str, str]:
    """Latin names of the knowledge base, each with its label and country, as "FACTORY:KP", or a good's HS chapter.

    Short names of places and the like are left out. Goods are in small letters.
    """
    from models.kb import load_base  # only who asks for topics pays for reading the knowledge base

    names: dict[str, str] = {}
    for entity in load_base():
        if entity.label == "PRODUCT" and entity.hs_code:
            for name in (entity.name, *(alias.text for alias in entity.aliases if alias.script == "latin")):
                names.setdefault(" ".join(_WORD.findall(name.lower())), f"PRODUCT:{entity.hs_code[:2]}")
        if entity.label not in ("PLACE", "FACTORY", "ORG"):
            continue
        for name in (entity.name, *(alias.text for alias in entity.aliases if alias.script == "latin")):
            if len(name) >= 4 and name[0].isupper():
                names.setdefault(" ".join(_WORD.findall(name)), f"{entity.label}:{(entity.country or '').upper()}")
    return names


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
