"""What readers would say of a mention: the last word on a tagger's spans, asked of a whole text at once.

The second look sees a span in its line; the judge also sees the text: how often the name stands there and under which
labels, whether it is a part of longer names, what the look said. It sees no word and no letter of a text, only
classes, counts and shapes, so that it can learn from verdicts on texts that we may not pass on
(`models.scripts.train_judge`).
A logistic regression, asked in texts that are not about the North; how sure it must be depends on the label.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.labels import LABELS
from models.components.char_features import char_type
from models.components.morphology import Word
from models.components.russian_lines import grammar, units_of

# Features of the second look that hold letters of the text: its words, their ends, the characters beside it.
_WITH_LETTERS = re.compile(r"\w{3}(?:[bFLyY]|[rp]\w|\+[iuUv])")
_STEPS = (0.35, 0.5, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97, 0.99, 0.998)
_WORD = re.compile(r"[\w-]+")
# Below so many characters a text says a name once as a rule, which then says nothing.
_SHORT = {"ru": 1200}
_SHORT_HAN = 500
_MIN_PART, _AHEAD = 2, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A span of a line that the second look left, and what it saw of it.

    `at` is the offset of the line in the text, `start` and `end` are those of the span in the line; `right` is the
    probability, 0 to 1, that the look gives it (the tagger, where a language has no look), `certain` says that it
    needed none; `beat` is how much the text is about the North, `seen` what the look saw and `words` the dictionary's
    words of the line.
    """

    at: int
    line: str
    start: int
    end: int
    label: str
    right: float
    certain: bool
    beat: int
    seen: tuple[str, ...]
    words: Sequence[Word]

    @property
    def span(self) -> tuple[int, int, str]:
        """The span in its line."""
        return self.start, self.end, self.label

    @property
    def surface(self) -> str:
        """The characters of the span."""
        return self.line[self.start : self.end]


class Witness:
    """What a text says of the names in it: `share` and `others` of a name, `inside` of what it is a part of."""

    def __init__(self, text: str, asked: Sequence[Asked], language: str) -> None:
        self.text, self.language = text, language
        self._labels: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._parts: dict[str, Counter[str]] = defaultdict(Counter)
        self._times: dict[str, int] = {}
        self._units: Counter[str] = Counter()
        if language == "ru":
            self._units.update(_base(text[start:end]) for start, end in units_of(text))
        for item in asked:
            key = self.key(item)
            self._labels[key][item.label] += 1
            for part in self._parts_of(key):
                self._parts[part][item.label] += 1

    def key(self, item: Asked) -> tuple[str, ...]:
        """What makes two spans one name: the characters, in Russian the base forms of the words."""
        if self.language != "ru":
            return (item.surface,)
        return tuple(_base(word) for word in _WORD.findall(item.surface))

    def _parts_of(self, key: tuple[str, ...]) -> set[str]:
        if self.language == "ru":
            return set(key) if len(key) > 1 else set()
        name = key[0]
        lengths = range(_MIN_PART, len(name))
        return {name[:length] for length in lengths} | {name[-length:] for length in lengths}

    def _stands(self, key: tuple[str, ...], same: int) -> int:
        """How often a name stands in the text, longer names that it is a part of apart in Russian."""
        if self.language != "ru":
            if key[0] not in self._times:
                self._times[key[0]] = self.text.count(key[0])
            return self._times[key[0]]
        return self._units[key[0]] - self._parts[key[0]].total() if len(key) == 1 else same

    def share(self, item: Asked) -> str:
        """How many of the places where a name stands bear this label: "all", "most", "few", or "1" for the only one."""
        key = self.key(item)
        same = self._labels[key][item.label]
        stands = self._stands(key, same)
        if stands <= 1:
            return "1s" if len(self.text) < _SHORT.get(self.language, _SHORT_HAN) else "1"
        return "all" if same >= stands else "most" if same * 2 > stands else "few"

    def others(self, item: Asked) -> str:
        """The other labels that the name bears in the text."""
        labels = self._labels[self.key(item)]
        return "".join(label[:2] for label in LABELS if label != item.label and labels[label])

    def inside(self, item: Asked) -> str:
        """The label of the longer names that the name is a part of, and of how many words it is; or "_"."""
        key = self.key(item)
        parts = self._parts[key[0]] if key else Counter[str]()
        return f"{parts.most_common(1)[0][0][:3] if parts else '_'}{len(key)}"


def _base(word: str) -> str:
    return grammar(word)[0] if word[:1].isalpha() else word


def _russian(item: Asked) -> list[str]:
    """The grammar of a span's words and of those beside it."""
    line = item.line
    units = [(line[start:end], start, end) for start, end in units_of(line)]
    inner = [word for word, start, end in units if start >= item.start and end <= item.end]
    before = next((word for word, _, end in reversed(units) if end <= item.start), "")
    after = next((word for word, start, _ in units if start >= item.end), "")
    seen = []
    if inner:
        first, last = grammar(inner[0]), grammar(inner[-1])
        capitals = "".join("C" if word[:1].isupper() else "c" for word in (inner[0], inner[-1]))
        opens = "S" if not before or before in '.!?«"' else ""
        seen += [
            f"gk{last[3]}",
            f"gp{last[1]}",
            f"gf{first[1]}{len(inner[:4])}",
            f"gc{last[2]}",
            f"cap{capitals}{opens}",
        ]
    for name, word in (("b", before), ("a", after)):
        if word:
            told = grammar(word)
            capital = word[:1].isupper() and not (name == "b" and word == units[0][0])
            seen += [f"{name}h{told[4]}", f"{name}p{told[1]}", f"{name}c{capital}{told[3]}"]
    return seen


def _characters(item: Asked, kinds: Callable[[str], str]) -> list[str]:
    """What classes of characters stand beside a span, and what it ends in with the words that follow."""
    line = item.line
    before, after = (
        char_type(char) if char else "_" for char in (line[item.start - 1 : item.start], line[item.end : item.end + 1])
    )
    seen = [f"pt{before}", f"nt{after}", f"pn{before}{after}", f"tx{kinds(item.surface)}{item.certain}"]
    at, end = bisect_left(item.words, item.end, key=lambda word: word.start), item.end
    for ahead, word in enumerate(item.words[at : at + _AHEAD]):
        if word.start != end:
            break
        end = word.end
        seen += [f"lo{ahead}{kinds(line[item.start : end])}", f"lp{ahead}{kinds(line[item.end : end])}"]
    return seen


def features_of(text: str, asked: Sequence[Asked], language: str, kinds: Callable[[str], str]) -> list[list[str]]:
    """The features of each span of a text; `kinds` gives what a surface ends in, as the second look's does."""
    witness = Witness(text, asked, language)
    found = []
    for item in asked:
        north = "1" if item.beat else "0"
        step = sum(item.right >= edge for edge in _STEPS)
        share, inside = witness.share(item), witness.inside(item)
        seen = [
            f"V{share}", f"V{share}{north}", f"O{witness.others(item)}", f"I{inside[:-1]}", f"I{inside}", f"P{step}",
            f"P{step}D{north}", f"C{item.certain}D{north}", f"D{north}",
        ]  # fmt: skip
        seen += _russian(item) if language == "ru" else _characters(item, kinds)
        plain = [feature for feature in item.seen if not _WITH_LETTERS.match(feature)]
        found.append([*plain, *(f"{item.label[:3]}*{feature}" for feature in seen)])
    return found


class MentionJudge:
    """The trained weights, and by label how sure it must be; a label that is not named holds."""

    def __init__(self, weights: Mapping[str, float], least: Mapping[str, float]) -> None:
        self.weights, self.least = dict(weights), dict(least)

    @classmethod
    def load(cls, path: Path) -> MentionJudge:
        """The judge that `save` wrote."""
        read = json.loads(path.read_text(encoding="utf-8"))
        return cls(read["weights"], read["least"])

    def save(self, path: Path) -> None:
        """Writes it as JSON, a weight a line."""
        whole = {"least": self.least, "weights": dict(sorted(self.weights.items()))}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def right(self, features: Sequence[str]) -> float:
        """The probability, 0 to 1, that readers call a mention with these features right."""
        return 1 / (1 + math.exp(-sum(self.weights.get(feature, 0.0) for feature in set(features))))

    def holds(self, label: str, features: Sequence[str]) -> bool:
        """Whether a span of a label with these features stays."""
        return label not in self.least or self.right(features) >= self.least[label]
