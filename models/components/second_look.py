"""A second look at a tagger's mentions: is this span, in this line, a mention of this label?

A tagger weighs every letter; this weighs the span as a whole, by what a dictionary calls its words, how sure the tagger
was, whether its last word is one that goods, plants or bodies end in, and what stands beside it. A logistic regression
over such features, trained on what the tagger said of texts that it had not learned from (`models.scripts.train_look`).
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from models.components.char_features import char_type
from models.components.morphology import Word

Span = tuple[int, int, str]
_STEPS = (0.35, 0.5, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97, 0.99, 0.998)
_LONGEST, _NEAR = 8, 16
_OPEN, _CLOSE = "\"“‘'「『《〈«([", "\"”’'」』》〉»)]"
_AFTER = re.compile(r"[^\w\s]|\w{1,3}|\s")
_MIN_TAIL = 2
_start, _end = attrgetter("start"), attrgetter("end")
# Names and common nouns in the classes of NK-HanDic, IPADIC, jieba and pymorphy3.
_NAMED = re.compile(r"固有|^n[rstz]|NOUN.*:.*[NSPGO]")
_PLAIN = re.compile(r"普通|一般|サ変|^n$|^v?n$|^NOUN$")


def _plainness(words: Sequence[Word]) -> str:
    """ "named" where the dictionary calls one of the words a name, "plain" where all are nouns, else "mixed"."""
    if any(_NAMED.search(f"{word.kind}:{word.detail}") for word in words):
        return "named"
    return "plain" if words and all(_PLAIN.search(word.kind) for word in words) else "mixed"


class GoodsEnds:
    """The words that goods end in; built once for a language."""

    def __init__(self, goods: Collection[str], *, inflected: bool = False) -> None:
        self.goods, self.inflected = frozenset(goods), inflected

    def kind(self, surface: str, words: Sequence[Word]) -> str:
        """ "whole" for a known good, "tail" for what ends in such a word, else "none"; by base forms if inflected."""
        last = words[-1].form if self.inflected and words else surface.rsplit(" ", 1)[-1]
        if surface in self.goods or last in self.goods:
            return "whole"
        tails = (last[start:] for start in range(1, len(last) - _MIN_TAIL + 1))
        return "tail" if any(tail in self.goods for tail in tails) else "none"


class Looker:
    """What is seen of a span. `kinds` gives what a surface ends in (F plant, O body, L place, P title), `titles` are
    what may stand after persons, `labels` gives a known name's label, with "?" where it is also a word; `trade` are
    words of price, amount, making and trade.
    """

    def __init__(
        self, kinds: Callable[[str], str], titles: Sequence[str], goods: GoodsEnds, labels: Mapping[str, str],
        trade: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.kinds, self.titles, self.goods, self.labels = kinds, tuple(titles), goods, labels
        self.trade = tuple(trade)

    def see(self, line: str, span: Span, sure: float, words: Sequence[Word], beside: int = 0) -> list[str]:
        """The features of a span in a line; `words` are the dictionary's words of the line in order, `beside` how many
        more spans of the label stand in it.
        """
        start, end, label = span
        surface = line[start:end]
        first, following = bisect_right(words, start, key=_end), bisect_left(words, end, key=_start)
        inner = words[first:following]
        cut = "" if inner and inner[0].start == start and inner[-1].end == end else "!"
        kinds = [word.kind.rsplit("-", 1)[-1][:2] + word.detail[:1] for word in inner]
        before = words[first - 1] if first else None
        after = words[following] if following < len(words) else None
        step = sum(sure >= edge for edge in _STEPS)
        known = self.labels.get(surface, "")
        same = known.rstrip("?") == label
        name = ("known" if same else "other" if known else "new") + "?" * known.endswith("?")
        ends = self.kinds(surface)
        shape = re.sub(r"(.)\1+", r"\1", "".join(char_type(char) for char in surface))
        title = self._title_after(line, end)
        good = self.goods.kind(surface, inner) if label == "PRODUCT" else ""
        traded = "$" if label in ("PRODUCT", "FACTORY") and self.is_traded(line, start, end) else ""
        pattern = cut + "/".join(kinds[:4])
        plain = _plainness(inner)
        seen = [
            f"s{step}", f"n{name}", f"k{pattern}", f"f{kinds[0] if kinds else ''}", f"l{kinds[-1] if kinds else ''}",
            f"c{len(kinds[:5])}{cut}", f"z{min(len(surface), _LONGEST)}", f"h{shape}", f"e{ends}", f"t{title}",
            f"g{good}", f"a{plain}", f"a{plain}t{title}n{name}", f"a{plain}e{ends}", f"a{plain}z{min(len(surface), 4)}",
            f"g{good}a{plain}", f"g{good}s{step}", f"s{step}n{name}", f"e{ends}n{name}s{step // 3}",
            f"B{before.kind if before else '_'}", f"A{after.kind if after else '_'}",
            f"b{before.form[-3:] if before else '_'}", f"q{self._quotes(line, start, end)}",
            f"r{(_AFTER.match(line, end) or [''])[0]}", f"y{surface[-2:]}", f"Y{surface[-1:]}",
             f"L{inner[-1].form if inner else ''}", f"F{inner[0].form if inner else ''}",
            f"p{line[start - 1 : start] or '_'}", f"o{min(beside, 3)}", f"o{min(beside, 2)}g{good}s{step // 3}",
            f"d{traded}g{good}", f"d{traded}s{step}", f"d{traded}o{min(beside, 2)}g{good}a{plain}",
        ]  # fmt: skip
        return [f"{label[:3]}{feature}" for feature in seen] + [label]

    def is_traded(self, line: str, start: int, end: int) -> bool:
        """Whether words of price, amount, making or trade stand near a span."""
        around = line[max(0, start - _NEAR) : start] + " " + line[end : end + _NEAR]
        return any(word in around.lower() for word in self.trade)

    def _title_after(self, line: str, end: int) -> str:
        return "T" if self.titles and line[end : end + 12].lstrip().startswith(self.titles) else ""

    @staticmethod
    def _quotes(line: str, start: int, end: int) -> str:
        return ("o" if line[start - 1 : start] in tuple(_OPEN) else "") + (
            "c" if line[end : end + 1] in tuple(_CLOSE) else ""
        )


class SecondLook:
    """The trained weights: `right` gives the probability that a span is a mention of its label."""

    def __init__(self, weights: dict[str, float], goods: Collection[str], least: float) -> None:
        self.weights, self.goods, self.least = weights, goods, least

    @classmethod
    def load(cls, path: Path) -> SecondLook:
        """The look that `save` wrote."""
        read = json.loads(path.read_text(encoding="utf-8"))
        return cls(read["weights"], read["goods"], read["least"])

    def save(self, path: Path) -> None:
        """Writes it as JSON, a row a line."""
        goods, weights = sorted(self.goods), dict(sorted(self.weights.items()))
        whole = {"least": self.least, "goods": goods, "weights": weights}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def right(self, features: Sequence[str]) -> float:
        """The probability, 0 to 1, that a span with these features is a mention of its label."""
        return 1 / (1 + math.exp(-sum(self.weights.get(feature, 0.0) for feature in features)))
