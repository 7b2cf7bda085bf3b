"""By what stories meet that are worth a comparison: rare names, figures and words, as hashes of 63 bits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extract.events.comparing import WINDOW
from extract.events.sketch import Sketch
from extract.events.subjects import subject_weights
from extract.stories.numbers import STRONG

# a name that weighs less brings nobody together, nor does a story meet another by less in all
LEAST_NAME, LEAST_MEETING = 0.8, 1.8
FIGURE, WORD, ACT = 1.0, 0.7, 0.5
COUNT, SMALL_COUNT, LEAST_COUNT = 0.6, 0.3, 3
SUBJECT, LEAST_SUBJECT = 0.7, 0.2
# so many words of headline and lead at most, the weightiest first; as many names
WORDS_KEPT, NAMES_KEPT = 12, 30


def keys_of(sketch: Sketch) -> dict[int, float]:
    """What a story is met by, with how much it says."""
    return dict(_keys(sketch))


def days_around(sketch: Sketch) -> tuple[int, int] | None:
    """The first and last day on which a story of one event with this can have come out; None without a day."""
    if sketch.published is None:
        return None
    day = sketch.published.toordinal()
    return day - WINDOW, day + WINDOW


def _keys(sketch: Sketch) -> Iterator[tuple[int, float]]:
    names = sorted((-name.weight, key) for key, name in sketch.names.items() if name.weight >= LEAST_NAME)
    for weight, name in names[:NAMES_KEPT]:
        yield _hashed(f"name {name}"), -weight
    for figure, weight in sketch.figures.items():
        if weight == STRONG:
            yield _hashed(f"figure {figure}"), FIGURE
    for count in sketch.counts:
        if count > LEAST_COUNT:
            yield _hashed(f"count {count}"), COUNT if count >= 10 else SMALL_COUNT
    for subject in sketch.subjects:
        weight = SUBJECT * subject_weights()[subject]
        if weight >= LEAST_SUBJECT:
            yield _hashed(f"subject {subject}"), weight
    for kind in sketch.title_happens:
        yield _hashed(f"act {kind}"), ACT
    words = sorted((-weight, word) for word, weight in sketch.head.items())
    for _, word in words[:WORDS_KEPT]:
        yield _hashed(f"word {sketch.language} {word}"), WORD


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
