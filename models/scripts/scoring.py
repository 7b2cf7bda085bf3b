"""Strict and relaxed precision, recall and F1 per label, by the rules of the annotation guidelines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.labels import LABELS
from models.scripts.markup import Annotation

Span = tuple[int, int, str]  # start, end, label; code points

_LEADING = re.compile(r"[\s\W_]*(?:[Tt]he\s+)?[\s\"'“”‘’(\[«]*")
_TRAILING = re.compile(r"(?:['’]s)?[\s\"'“”‘’)\]»,;:!?–—-]*$")


def normalise(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without outer space and punctuation, leading article and trailing possessive."""
    lead = _LEADING.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    tail = _TRAILING.search(text, start, end)
    if tail and tail.start() > start:
        end = tail.start()
    # A full stop belongs to an abbreviation ("U.S.", "Co."), not to a name.
    if text[end - 1] == "." and not re.search(r"(?:\b[A-Za-z]|\b(?:Co|Ltd|Inc|Corp))\.$", text[start:end]):
        end -= 1
    return start, end


@dataclass(slots=True)
class Counts:
    """Right, wrong and missed spans per label, strict and relaxed."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    relaxed_wrong: Counter[str] = field(default_factory=Counter)
    relaxed_missed: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str, str]] = field(default_factory=list)  # kind, label, text in its context

    def table(self) -> dict[str, dict[str, float]]:
        """Per label, and "micro": gold, p, r, f (strict), relaxed_p, relaxed_r, relaxed_f."""
        return {label: self._row((label,)) for label in LABELS} | {"micro": self._row(tuple(LABELS))}

    def _row(self, labels: tuple[str, ...]) -> dict[str, float]:
        def total(counter: Counter[str]) -> int:
            return sum(counter[label] for label in labels)

        right, gold = total(self.right), total(self.right) + total(self.missed)
        said = right + total(self.wrong)
        p, r, f = _prf(right, said, right, gold)
        row = {"gold": gold, "p": p, "r": r, "f": f}
        p, r, f = _prf(said - total(self.relaxed_wrong), said, gold - total(self.relaxed_missed), gold)
        return row | {"relaxed_p": p, "relaxed_r": r, "relaxed_f": f}


def _prf(right_said: int, said: int, right_gold: int, gold: int) -> tuple[float, float, float]:
    precision = right_said / said if said else 0.0
    recall = right_gold / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _overlap(one: Span, other: Span) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def count(counts: Counts, text: str, gold: Iterable[Annotation], said: Iterable[Span]) -> None:
    """Adds one document's spans to `counts`; a prediction on an optional span counts neither way."""
    required = [(*normalise(text, g.start, g.end), g.label) for g in gold if not g.optional]
    optional = [(*normalise(text, g.start, g.end), g.label) for g in gold if g.optional]
    predicted = sorted({(*normalise(text, start, end), label) for start, end, label in said})
    exact = set(required) & set(predicted)
    for span in required:
        if span in exact:
            counts.right[span[2]] += 1
            continue
        counts.missed[span[2]] += 1
        touched = any(_overlap(span, other) for other in predicted)
        counts.relaxed_missed[span[2]] += not touched
        counts.errors.append(("boundary" if touched else "missed", span[2], _context(text, span)))
    for span in predicted:
        touches = any(_overlap(span, other) for other in required)
        if span in exact or (not touches and any(_overlap(span, other) for other in optional)):
            continue
        counts.wrong[span[2]] += 1
        counts.relaxed_wrong[span[2]] += not touches
        counts.errors.append(("wrong", span[2], _context(text, span)))


def _context(text: str, span: Span) -> str:
    start, end, _ = span
    pieces = (text[max(0, start - 40) : start], "[", text[start:end], "]", text[end : end + 40])
    return re.sub(r"\s+", " ", "".join(pieces))
