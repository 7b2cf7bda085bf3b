"""What speaks for and against the links of a figure: how far off its names stand, what else its line and its text name.

The score is worked out from these; none of them refuses a figure by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, NameMark
from extract.facts.tagged_sentences import HOME

FIGURES = ("price", "rate", "trade")
FAR = 5  # lines: further off is all the same


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The lines of an article, and what is counted over all of them once."""

    lines: Sequence[Line]
    grammar: Grammar
    towns: int
    days: int
    speeches: int

    @classmethod
    def of(cls, lines: Sequence[Line], grammar: Grammar) -> Surroundings:
        """The surroundings that all figures of an article share."""
        towns = {_key(name) for line in lines for name in towns_of(line) if name.kind != "province"}
        days = {(time.first, time.last) for line in lines for time in line.times if time.first and not time.aside}
        speeches = sum(grammar.cue("speech_words").search(line.text) is not None for line in lines)
        return cls(lines=lines, grammar=grammar, towns=len(towns), days=len(days), speeches=speeches)

    def doubts(self, candidate: Candidate) -> dict[str, float]:
        """What the score of a price, rate or figure of trade is worked out from, by name; empty for other tables."""
        if candidate.table not in FIGURES or not candidate.slots:
            return {}
        at = next(number for number, line in enumerate(self.lines) if line is candidate.line)
        found = dict(self._of_time(candidate)) | dict(self._of_speaker(candidate)) | dict(self._of_line(candidate, at))
        found |= dict(self._of_good(candidate, at))
        found |= dict(self._of_trade(candidate) if candidate.table == "trade" else self._of_place(candidate, at))
        return {name: round(float(value), 3) for name, value in found.items() if value}

    def _of_place(self, candidate: Candidate, at: int) -> Iterator[tuple[str, float]]:
        place, words = candidate.slots["place_id"], candidate.slots["place"]
        here = towns_of(candidate.line)
        far = self._distance(at, str(place), str(words), "PLACE") if words else FAR
        between = (name for line in self.lines[max(0, at - far) : at] for name in towns_of(line))
        yield "towns", _share(self.towns, 4)
        yield "other_town_here", any(_key(name) != place and name.text != words for name in here)
        yield "towns_here", _share(len({_key(name) for name in here}), 3)
        yield "no_place", words is None
        yield "town_between", any(_key(name) != place and name.text != words for name in between)
        yield "province", any(name.label == "PLACE" and name.kind == "province" for name in candidate.names)
        yield "place_unknown", words is not None and _is_unknown(place)

    def _of_good(self, candidate: Candidate, at: int) -> Iterator[tuple[str, float]]:
        words = candidate.slots.get("commodity") or candidate.slots.get("good")
        good = candidate.slots.get("commodity_id") or candidate.slots.get("good_id")
        yield "goods_here", _share(len({_key(name) for name in candidate.line.labelled("PRODUCT")}), 3)
        if words is not None:
            yield "good_unknown", _is_unknown(good)
            yield "good_far", _share(self._distance(at, str(good), str(words), "PRODUCT"), FAR)

    def _of_time(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        times = candidate.line.times
        yield "times_here", _share(len(times), 3)
        yield "anchored_here", any(time.anchored for time in times)
        yield "days", _share(self.days, 6)
        if candidate.period and candidate.period[0] and candidate.period[1]:
            yield "long_time", (candidate.period[1] - candidate.period[0]).days > 8

    def _of_speaker(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        said_by = candidate.said_by
        yield "nobody", said_by is None
        yield "speaker_here", bool(said_by) and str(said_by) in candidate.line.text
        yield "speeches", _share(self.speeches, 4)
        yield "nobody_of_speakers", said_by is None and self.speeches > 0

    def _of_line(self, candidate: Candidate, at: int) -> Iterator[tuple[str, float]]:
        line, cue = candidate.line, self.grammar.cue
        sums = [each for each in line.quantities if each.kind in ("money", "bare", "foreign")]
        yield "sums", _share(len(sums), 5)
        yield "first_sum", bool(sums) and sums[0].start == candidate.mark.start
        yield "length", _share(len(line.text) * (2 if self.grammar.language in ("zh", "ja", "ko") else 1), 300)
        yield "clauses", _share(sum(line.text.count(sign) for sign in ";:,、，；"), 6)
        yield "brackets", "(" in line.text or "（" in line.text
        yield "question", "?" in line.text or "？" in line.text
        yield "in_quotes", any(sign in line.text for sign in '"“”「」«»')
        yield "turns", cue("turns").search(line.text) is not None
        yield "late_line", _share(at, 12)
        yield "range", bool(candidate.slots.get("price_high") or candidate.slots.get("rate_high"))

    def _of_trade(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        slots, text = candidate.slots, candidate.line.text
        ways = [match["k"] for _, pattern in self.grammar.flows for match in pattern.finditer(candidate.line.masked)]
        yield "own_north", self.grammar.cue("north").search(text) is not None
        yield "both_ways", slots["flow"] == "trade"
        yield "with_good", slots["good"] is not None
        yield "ways_here", _share(len(set(ways)), 4)
        yield (
            "goods_joined",
            slots["good"] is not None and self.grammar.cue("joint").search(str(slots["good"])) is not None,
        )

    def _distance(self, at: int, key: str, words: str, label: str) -> int:
        """How many lines back a name stands; FAR where it stands in none of them."""
        for back in range(min(at, FAR) + 1):
            if any(_key(name) == key or name.text == words for name in self.lines[at - back].labelled(label)):
                return back
        return FAR


def towns_of(line: Line) -> list[NameMark]:
    """The places of a line that may be in the North, but for the country."""
    places = (name for name in line.labelled("PLACE") if name.kind != "country")
    return [name for name in places if not name.country or HOME in name.country.split("|")]


def _key(name: NameMark) -> str:
    return name.entity_id or name.text


def _is_unknown(key: object) -> bool:
    return key is None or "/x." in str(key)


def _share(count: int, most: int) -> float:
    return min(count, most) / most
