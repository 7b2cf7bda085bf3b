"""Which good each sum of a line is the price of: named beside it, or spoken of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts.passage.carried import Carried
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.link_helpers import Gap, each_of, fits, locating, pick_measure, unlisted_good
from extract.facts.passage.marks import Line, NameMark, within

_FOR_GOOD = re.compile(
    r"^(?: ?(?:per|an?|each|/) ?\w+)?(?: of| for)(?: (?:an?|one|the|half an?|[\d.,]+|two|\w*-?\w+ (?:of))){0,4} (?=Ⓖ)"
)
# "in demand for lamps", "bartered starch … for corn"
_SERVED = re.compile(r"\b(?:for|with|from|by|like|than|made of|out of)\s(?:\w+ )?$")
_AGAIN = frozenset({"grain", "cereal", "fuel", "oil", "staple", "meat", "fish", "grains"})
_GOOD_ASIDE = re.compile(
    r"^ (?:sellers?|traders?|merchants?|dealers?|vendors?|stalls?|kilns?|mines?|miners?|fields?|farms?|farmers?|trade"
    r"|shops?|exports?|imports?|production|output|factor(?:y|ies)|plants?|stations?|trucks?|ships?|buyers?|workers?)\b"
)


def goods_of(line: Line) -> list[NameMark]:
    """The goods of a line, without those that only say what people or places are: "grain dealers"."""
    return [g for g in line.labelled("PRODUCT") if not _GOOD_ASIDE.match(line.between(g.end, line.end))]


@dataclass(kw_only=True)
class PricedGoods:
    """The goods of one line's sums."""

    line: Line
    carried: Carried
    grammar: Grammar

    def named(self) -> list[NameMark]:
        """The goods that the line names."""
        return [good for good in goods_of(self.line) if not self._is_again(good)]

    def _is_again(self, good: NameMark) -> bool:
        """Whether words only name again what was spoken of: "the grain" behind rice."""
        again = good.text.lower() in _AGAIN and self.carried.good is not None
        return again and bool(self.grammar.cue("good_again").search(self.line.between(self.line.start, good.start)))

    def each(self, gaps: Sequence[Gap]) -> list[NameMark | None]:
        """The good of each amount: named behind it, before it, the amount's before, or of the lines before."""
        goods = self.named()
        found: list[NameMark | None] = []
        for index, gap in enumerate(gaps):
            good = each_of(self.line, index, gaps, goods, self.grammar) or self._good_behind(gap, goods)
            if good is None:
                before = list(within(goods, gap.left, gap.start))
                subject = [
                    each for each in before if not _SERVED.search(self.line.between(self.line.start, each.start))
                ]
                good = (subject or before)[-1] if before else None
            if self.grammar.language != "en":
                shown = unlisted_good(self.line, gap, self.grammar)
                if shown and (good is None or (shown.start <= good.start and good.end <= shown.end)):
                    good = shown
            if good is None and not goods:
                good = self.carried.of_row(index, len(gaps), 0) or self._good_of_block(index, gaps)
            if good is None and index:
                good = found[-1]
            if good is None:
                good = self._good_before()
            measure = pick_measure(self.line, index, gaps, self.grammar)
            if good is not None and measure is not None and not fits(good, measure[1]):
                good = next((each for each in self.carried.recent_goods[::-1] if fits(each, measure[1])), None)
            found.append(good)
        return found

    def _good_of_block(self, index: int, gaps: Sequence[Gap]) -> NameMark | None:
        """The good of a quantity in a line that tells, place by place, those of the line before in their order: "In
        Sinuiju they were 6,380 and 2,800 won, in Hyesan 6,700 and 3,150 won".
        """
        if self.carried.line - self.carried.row_line > 1:
            return None
        goods = [good for good, _ in self.carried.row if good is not None]
        places = locating(self.line, self.grammar)
        blocks = [0] * len(gaps)
        for number, gap in enumerate(gaps):
            blocks[number] = sum(place.end <= gap.start for place in places)
        sizes = {blocks.count(block) for block in blocks}
        if len(goods) < 2 or len({good.text for good in goods}) != len(goods) or sizes != {len(goods)}:
            return None
        return goods[index - blocks.index(blocks[index])]

    def _good_behind(self, gap: Gap, goods: Sequence[NameMark]) -> NameMark | None:
        if self.grammar.language == "en":
            behind = _FOR_GOOD.match(self.line.between(gap.end, gap.right))
            return next((good for good in goods if behind and good.start == gap.end + behind.end()), None)
        return None

    def _good_before(self) -> NameMark | None:
        """The good that the lines before spoke of, if it is not too far."""
        carried = self.carried
        if carried.good is None or carried.base_line > carried.good_line:
            return None
        if carried.line - carried.good_line > 3:
            return carried.title_good if carried.title_good is carried.good else None
        return carried.good
