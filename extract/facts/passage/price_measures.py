"""What a price is for: the measure that its line names, or one that the text told before of such a good."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts.passage.carried import Carried
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.link_helpers import Gap, pick_measure
from extract.facts.passage.marks import Line, NameMark

_LIQUIDS = ("04", "09", "15", "20", "21", "22", "27", "34", "38")
_ONE_OF = re.compile(r"\b(?:an?|one|each|a single) (?:(?!of\b|for\b)[\w-]+ ){0,2}$", re.I)


@dataclass(kw_only=True)
class PriceMeasures:
    """The measures of one line's prices; `told` are the goods that the line has told a price of so far."""

    line: Line
    carried: Carried
    grammar: Grammar
    told: frozenset[str]

    def of(self, index: int, gaps: Sequence[Gap], good: NameMark) -> tuple[tuple[float, str] | None, str]:
        """((quantity, unit), where from): "own", "line", "default", "same good", "carried" or "none"."""
        own = pick_measure(self.line, index, gaps, self.grammar)
        carried = self.carried
        if self._is_one(good, gaps[index]):
            return (1.0, "piece"), "own"
        if own:
            held = carried.containers.get((good.entity_id or good.text, own[1]))
            return (held, "same good") if held and own[0] == 1 else (own, "own")
        weighed = good.hs[:2].isdigit() and (int(good.hs[:2]) <= 23 or good.hs[:2] in ("27", "31", "25"))
        near = self._shared_measure(gaps)
        again = good.text in self.told
        if near and (weighed or again or good.text == getattr(self.carried.good, "text", "")):
            return near, "line"
        if carried.default_unit and (weighed or not good.hs):
            return carried.default_unit, "default"
        if carried.unit and (good.entity_id or good.text) == self._carried_good_key():
            return carried.unit, "same good"
        alike = carried.good is not None and good.hs[:4] == carried.good.hs[:4] != ""
        if carried.unit and alike:
            return carried.unit, "carried"
        dry = good.hs[:2] not in _LIQUIDS
        if (
            carried.unit
            and weighed
            and carried.unit[1] in ("kg", "斤") + (() if dry else ("L",))
            and carried.unit[0] == 1
        ):
            return carried.unit, "carried"
        if carried.weight and weighed and dry and carried.weight[0] == 1:
            return carried.weight, "carried"
        return None, "none"

    def _is_one(self, good: NameMark, gap: Gap) -> bool:
        """Whether a good is told of as one piece: "an egg 1,300 won"."""
        if self.grammar.language != "en" or not gap.left <= good.start < gap.start or good.text.endswith("s"):
            return False
        if self.grammar.cue("per_after").match(self.line.between(gap.end, gap.right)):
            return False
        return bool(_ONE_OF.search(self.line.between(gap.left, good.start)))

    def _shared_measure(self, gaps: Sequence[Gap]) -> tuple[float, str] | None:
        for index in range(len(gaps)):
            own = pick_measure(self.line, index, gaps, self.grammar)
            if own:
                return own
        return None

    def _carried_good_key(self) -> str:
        good = self.carried.good
        return (good.entity_id or good.text) if good else ""
