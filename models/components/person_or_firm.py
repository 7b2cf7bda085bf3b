"""Whether a name that the model took for a person's is a firm's: "Retailer Solaris will open forty stores".

A logistic regression weighs the words of the name and what stands around each of its places in the text, as words and
as the mean of their vectors. It learned from annotated passages (`models.scripts.train_firms`). Known names, names with
a Korean or Chinese surname, and lone surnames of people named in full are not asked about.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from corpus.names.syllables import looks_korean
from models.components.firms import EVERY_SURNAME
from models.components.mentions import PERSON_TITLES, Candidate
from models.components.token_splits import KOREAN_SURNAMES
from models.components.word_lists import word_list

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Features = dict[str, float]
CHINESE_SURNAMES = word_list("chinese_surnames")
_LONGEST_GIVEN = 9
_BEFORE, _AFTER, _REST = 3, 5, 30
_HE = frozenset(("he", "she", "his", "her", "him", "who", "whose", "himself", "herself"))
_IT = frozenset(("it", "its", "which", "itself"))
_ENDS = frozenset((".", "!", "?"))
_AGES = range(16, 100)
WEIGHTS = "person_or_firm.json"


def asked(doc: Doc, mentions: Sequence[Candidate]) -> dict[str, list[Span]]:
    """The names that are asked about, each with all its places; `mentions` are those of the whole text."""
    found: dict[str, list[Span]] = defaultdict(list)
    people = [doc[item.start : item.end] for item in mentions if item.label == "PERSON"]
    parts = {token.text for span in people if len(span) > 1 for token in (span[0], span[-1])}
    certain = {doc[item.start : item.end].text for item in mentions if item.label == "PERSON" and item.known}
    titled = {
        doc[item.start : item.end].text for item in mentions if item.start and doc[item.start - 1].text in PERSON_TITLES
    }
    for item in mentions:
        span = doc[item.start : item.end]
        if item.label != "PERSON" or item.source != "model" or item.known or span.text in certain | titled:
            continue
        if not _bears_surname(span) and not (len(span) == 1 and span.text in parts):
            found[span.text].append(span)
    return found


def _bears_surname(span: Span) -> bool:
    """Whether a name has a Korean or a Chinese surname where those stand ("Yom Ha Sik", "Zhuang Deli")."""
    if not KOREAN_SURNAMES.isdisjoint(token.text.title() for token in span):
        return True
    if len(span) == 2 and span[0].text in CHINESE_SURNAMES and len(span[1]) <= _LONGEST_GIVEN:
        return True
    return span[0].text in EVERY_SURNAME and all(looks_korean(token.lower_) for token in span)


def see(spans: Sequence[Span]) -> Features:
    """What is seen of a name: of its words, and of what stands around all its places in one text."""
    seen = _of_name(spans[0])
    around = [_around(span) for span in spans]
    for feature in {feature for one in around for feature in one}:
        told = [one[feature] for one in around if feature in one]
        # Words count once however often they stand there; vectors and what a text tells seldom are means.
        seen[feature] = sum(told) / len(around) if feature.startswith("v") else max(told)
    last, doc = spans[0][-1].text, spans[0].doc
    inside = {token.i for span in spans for token in span}
    if len(spans[0]) > 1 and any(token.text == last and token.i not in inside for token in doc):
        seen["d:last alone"] = 1.0
    first = spans[0][0].text
    if len(spans[0]) > 1 and any(token.text == first and token.i not in inside for token in doc):
        seen["d:first alone"] = 1.0
    return seen


def _of_name(span: Span) -> Features:
    seen = {"": 1.0, f"n{min(len(span), 4)}": 1.0}
    for place, token in (("F", span[0]), ("L", span[-1])):
        word = token.text
        for tail in (1, 2, 3):
            seen[f"{place}~{word.lower()[-tail:]}"] = 1.0
        shape = "".join(
            "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char for char in word
        )
        seen[f"{place}s{shape.rstrip('x') + 'x' * shape.endswith('x')}"] = 1.0
        seen |= _vector(f"v{place}", [token.lower_], span.doc)
    for token in span[1:-1]:
        seen[f"m{token.text if len(token) < 4 else 'word'}"] = 1.0
    return seen


def _vector(name: str, words: Iterable[str], doc: Doc) -> Features:
    vectors = [doc.vocab[word].vector for word in words if doc.vocab.has_vector(word)]
    if not vectors:
        return {f"{name}none": 1.0}
    mean: NDArray[np.float32] = sum(vectors[1:], vectors[0]) / len(vectors)
    return {f"{name}{place}": float(value) for place, value in enumerate(mean)}


def _around(span: Span) -> Features:
    """What stands around one place of a name."""
    doc, sentence_start = span.doc, span.start
    while sentence_start and doc[sentence_start - 1].text not in _ENDS and not doc[sentence_start - 1].is_space:
        sentence_start -= 1
    before = [token.lower_ for token in doc[max(sentence_start, span.start - _BEFORE) : span.start]]
    stop = span.end
    while stop < len(doc) and stop - span.end < _REST and doc[stop].text not in _ENDS and not doc[stop].is_space:
        stop += 1
    rest = [token.lower_ for token in doc[span.end : stop]]
    after = rest[:_AFTER]
    left, right = (before[-1] if before else "_"), (after[0] if after else "_")
    seen = {f"b{left}": 1.0, f"a{right}": 1.0, f"a{' '.join(after[:2])}": 1.0, f"b{' '.join(before[-2:])}": 1.0}
    seen |= {f"B{word}": 1.0 for word in before if word.isalpha()}
    seen |= {f"A{word}": 1.0 for word in after if word.isalpha()}
    if len(after) > 1 and after[0] == "," and after[1].isdigit() and int(after[1]) in _AGES:
        seen["age"] = 1.0
    seen |= _vector("vB", [word for word in before if word.isalpha()], doc)
    seen |= _vector("vA", [word for word in after if word.isalpha()], doc)
    seen[f"p{_pronoun(rest)}"] = 1.0
    following = [token.lower_ for token in doc[stop + 1 : stop + 3]] if stop < len(doc) else []
    seen[f"q{_pronoun(following)}{following[1] if following[:1] == ['the'] and len(following) > 1 else ''}"] = 1.0
    return seen


def _pronoun(words: Iterable[str]) -> str:
    """What the first pronoun among words stands for: "he" a person, "it" a thing, "" where there is none."""
    return next(("he" if word in _HE else "it" for word in words if word in _HE or word in _IT), "")


class Judge:
    """The trained weights: `firm` gives the probability that a name is a firm's, `least` how much is asked for."""

    def __init__(self, weights: Mapping[str, float], least: float) -> None:
        self.weights, self.least = weights, least

    def firm(self, seen: Features) -> float:
        """The probability, 0 to 1, that a name of which this is seen is a firm's."""
        told = sum(self.weights.get(feature, 0.0) * value for feature, value in seen.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, told))))


@cache
def shipped() -> Judge:
    """The judge that goes with the pipeline."""
    read = json.loads(resources.files("models.components").joinpath(WEIGHTS).read_text(encoding="utf-8"))
    return Judge(read["weights"], read["least"])


def follow_judge(doc: Doc, mentions: list[Candidate], judge: Judge | None = None) -> list[Candidate]:
    """The mentions, firms that were taken for persons being organisations; in order of the text."""
    names = asked(doc, mentions)
    if not names:
        return mentions
    judge = judge or shipped()
    firms = {name for name, spans in names.items() if judge.firm(see(spans)) >= judge.least}
    return [
        replace(item, label="ORG")
        if item.label == "PERSON" and item.source == "model" and doc[item.start : item.end].text in firms
        else item
        for item in mentions
    ]
