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
_MUCH = 3
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
        trade: Sequence[str] = (), carriers: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.kinds, self.titles, self.goods, self.labels = kinds, tuple(titles), goods, labels
        self.trade = tuple(trade)
        self.carriers = tuple(carriers)

    def see(
        self, line: str, span: Span, sure: float, words: Sequence[Word], beside: int = 0, beat: int = 0
    ) -> list[str]:  # fmt: skip
        """The features of a span in a line; `words` are the dictionary's words of the line in order, `beside` how many
        more spans of the label stand in it, `beat` how much its text is about the North (`beat_of`).
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
        seen += [f"+D{beat}", f"+D{beat}n{name}", f"+D{beat}s{step}", f"+D{beat}g{good}a{plain}"]
        seen += self._around(line, span, words, first, following)
        return [f"{label[:3]}{feature}" for feature in seen] + [label]

    def _around(self, line: str, span: Span, words: Sequence[Word], first: int, following: int) -> list[str]:
        """What parts a good in use from one that is traded and a cut name from a whole one; all begin with "+"."""
        start, end, label = span
        surface = line[start:end]
        left = "<" if first < len(words) and words[first].start < start < words[first].end else ""
        right = ">" if following and words[following - 1].start < end < words[following - 1].end else ""
        after = words[following] if following < len(words) and words[following].start == end else None
        before = words[first - 1] if first and words[first - 1].end == start else None
        nearer = words[first - 2].form if before and first > 1 else "_"
        longer = self.kinds(line[start : after.end]) if after else "_"
        seen = [
            f"+x{left}{right}", f"+i{surface[:1]}", f"+i{surface[:1]}z{min(end - start, 4)}",
            f"+u{before.form if before else '_'}", f"+U{after.form if after else '_'}", f"+v{nearer}",
            f"+K{before.kind if before else '_'}|{after.kind if after else '_'}", f"+l{longer}",
        ]  # fmt: skip
        if label in ("PRODUCT", "FACTORY"):
            told = sum(word in line.lower() for word in self.trade)
            close = self._says(line, start, end, 6)
            last = words[following - 1].form if following > first else surface
            carrier = "V" if surface.endswith(self.carriers) or last in self.carriers else ""
            seen += [f"+w{min(told, 4)}", f"+n{close}", f"+n{close}w{min(told, 3)}"]
            seen.append(f"+V{carrier}{close}w{min(told, 2)}")
        return seen

    def _says(self, line: str, start: int, end: int, near: int) -> str:
        """ "$" where words of trade stand so near a span, "0" where numbers do."""
        around = (line[max(0, start - near) : start] + " " + line[end : end + near]).lower()
        number = "0" if any(char.isdigit() for char in around) else ""
        return ("$" if any(word in around for word in self.trade) else "") + number

    def is_in_use(self, line: str, span: Span, words: Sequence[Word], beat: int) -> bool:
        """Whether a span is a carrier that nobody makes or trades in its line, in a text that is not of the North."""
        start, end, label = span
        if label != "PRODUCT" or beat or any(word in line.lower() for word in self.trade):
            return False
        last = next((word.form for word in words if word.start < end <= word.end), "")
        return line[start:end].endswith(self.carriers) or last in self.carriers

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


def beat_of(text: str, cues: Sequence[str]) -> int:
    """How much a text is about the North and its economy: 0 where no cue stands in it, 1 for one or two, else 2."""
    told = sum(text.count(cue) for cue in cues)
    return 0 if not told else 1 if told < _MUCH else 2


class SecondLook:
    """The trained weights: `right` gives the probability that a span is a mention of its label, `holds` whether it is
    so much of one as its label asks for; `least` gives that by label, and for the others under "".
    """

    def __init__(self, weights: dict[str, float], goods: Collection[str], least: Mapping[str, float]) -> None:
        self.weights, self.goods, self.least = weights, goods, least

    @classmethod
    def load(cls, path: Path) -> SecondLook:
        """The look that `save` wrote."""
        read = json.loads(path.read_text(encoding="utf-8"))
        return cls(read["weights"], read["goods"], read["least"])

    def save(self, path: Path) -> None:
        """Writes it as JSON, a row a line."""
        goods, weights = sorted(self.goods), dict(sorted(self.weights.items()))
        whole = {"least": dict(self.least), "goods": goods, "weights": weights}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def right(self, features: Sequence[str]) -> float:
        """The probability, 0 to 1, that a span with these features is a mention of its label."""
        return 1 / (1 + math.exp(-sum(self.weights.get(feature, 0.0) for feature in features)))

    def holds(self, label: str, features: Sequence[str]) -> bool:
        """Whether a span of a label with these features stays."""
        return self.right(features) >= self.least.get(label, self.least[""])
