"""All marks of an article that the slots of its figures may be taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Mark, NameMark
from extract.facts.passage.word_options import speakers_of
from extract.facts.tagged_sentences import HOME


@dataclass(frozen=True, kw_only=True)
class Told:
    """A mark with the number of its line."""

    mark: Mark
    at: int


@dataclass(frozen=True, kw_only=True)
class Article:
    """The lines of an article and its candidates: all that options are taken from."""

    lines: Sequence[Line]
    grammar: Grammar
    candidates: Sequence[Candidate]
    day: date | None

    @cached_property
    def places(self) -> list[Told]:
        """The places that may be in the North, but for countries."""
        return [
            Told(mark=name, at=at)
            for at, line in enumerate(self.lines)
            for name in line.labelled("PLACE")
            if name.kind != "country" and (not name.country or HOME in name.country.split("|"))
        ]

    @cached_property
    def goods(self) -> list[Told]:
        """The goods."""
        return [Told(mark=name, at=at) for at, line in enumerate(self.lines) for name in line.labelled("PRODUCT")]

    @cached_property
    def times(self) -> list[Told]:
        """The times that are dates."""
        return [Told(mark=time, at=at) for at, line in enumerate(self.lines) for time in line.times if time.first]

    @cached_property
    def partners(self) -> list[Told]:
        """The countries that trade may be with."""
        found = []
        for at, line in enumerate(self.lines):
            for key, name, pattern in self.grammar.parties:
                for match in pattern.finditer(line.text):
                    start = line.start + match.start()
                    mark = NameMark(start=start, end=line.start + match.end(), text=name, label="PLACE", entity_id=key)
                    found.append(Told(mark=mark, at=at))
        return sorted(found, key=lambda told: (told.at, told.mark.start))

    @cached_property
    def speakers(self) -> list[Told]:
        """Who may have told something."""
        return [
            Told(mark=Mark(start=start, end=start + len(words), text=words), at=at)
            for at, line in enumerate(self.lines)
            for words, start in speakers_of(line, self.grammar)
        ]

    @cached_property
    def units(self) -> list[tuple[float, str]]:
        """The measures that prices of the article are for."""
        return list(dict.fromkeys([*self.units_told, (1.0, "kg"), (1.0, "piece"), (1.0, "L")]))

    @cached_property
    def units_told(self) -> list[tuple[float, str]]:
        """The measures that the rules gave to prices, each as often as they did."""
        found = [(each.slots["quantity"], each.slots["unit"]) for each in self.candidates
                 if each.table == "price" and each.slots and each.slots["unit"]]  # fmt: skip
        return cast("list[tuple[float, str]]", found)
