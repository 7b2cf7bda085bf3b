"""By what stories meet that are worth a comparison: rare names, figures and words, as hashes of 63 bits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from corpus.store.event_records import MetBy
from extract.events.comparing import WINDOW
from extract.events.sketch import Sketch
from extract.events.subjects import subject_weights

# a name that weighs less brings nobody together, nor does a story meet another by less in all
LEAST_NAME, LEAST_MEETING, LEAST_WITH_WORDS = 0.8, 1.8, 2.6
FIGURE, WORD, ACT = 1.0, 0.7, 0.5
# one thing told of one day; so many days at most
DAY, DAYS_KEPT = 0.8, 3
COUNT, SMALL_COUNT, LEAST_COUNT = 0.6, 0.3, 3
SUBJECT, LEAST_SUBJECT = 0.7, 0.2
# so many words of headline and lead at most, the weightiest first; as many names
WORDS_KEPT, NAMES_KEPT = 12, 30


def keys_of(sketch: Sketch) -> MetBy:
    """What a story is met by, with how much it says."""
    return MetBy(firm=dict(_firm(sketch)), loose=dict(_loose(sketch)), words=dict(_words(sketch)))


def enough(weight: float, words: float) -> bool:
    """Whether stories that share so much beside words, and words of so much weight, are worth a comparison: those of
    one language share words by mere chance.
    """
    return weight + words >= (LEAST_WITH_WORDS if words else LEAST_MEETING)


def meet(a: MetBy, b: MetBy) -> bool:
    """Whether two stories meet."""
    firm = a.firm.keys() & b.firm.keys()
    beside = sum(a.firm[key] for key in firm) + sum(a.loose[key] for key in a.loose.keys() & b.loose.keys())
    return bool(firm) and enough(beside, sum(a.words[key] for key in a.words.keys() & b.words.keys()))


def days_around(sketch: Sketch) -> tuple[int, int] | None:
    """The first and last day on which a story of one event with this can have come out; None without a day."""
    if sketch.published is None:
        return None
    day = sketch.published.toordinal()
    return day - WINDOW, day + WINDOW


def _firm(sketch: Sketch) -> Iterator[tuple[int, float]]:
    names = sorted((-name.weight, key) for key, name in sketch.names.items() if name.weight >= LEAST_NAME)
    for weight, name in names[:NAMES_KEPT]:
        yield _hashed(f"name {name}"), -weight
    for figure in sketch.strong:
        yield _hashed(f"figure {figure}"), FIGURE
    for count in sketch.counts:
        if count > LEAST_COUNT:
            yield _hashed(f"count {count}"), COUNT if count >= 10 else SMALL_COUNT
    for day in sorted(sketch.days, reverse=True)[:DAYS_KEPT]:
        for kind in sketch.happens:
            yield _hashed(f"day {day} {kind}"), DAY


def _loose(sketch: Sketch) -> Iterator[tuple[int, float]]:
    for subject in sketch.subjects:
        weight = SUBJECT * subject_weights()[subject]
        if weight >= LEAST_SUBJECT:
            yield _hashed(f"subject {subject}"), weight
    for kind in sketch.title_happens:
        yield _hashed(f"act {kind}"), ACT


def _words(sketch: Sketch) -> Iterator[tuple[int, float]]:
    words = sorted((-weight, word) for word, weight in sketch.head.items())
    for _, word in words[:WORDS_KEPT]:
        yield _hashed(f"word {sketch.language} {word}"), WORD


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
