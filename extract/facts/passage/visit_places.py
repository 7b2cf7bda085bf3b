"""Where a visit went: the plants and the other places that its words lead to, and those joined to them by "and"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.facts.passage.carried import Carried
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar, VisitRule
from extract.facts.passage.link_helpers import row_of
from extract.facts.passage.marks import Line, Mark, NameMark
from extract.facts.passage.plant_topic import plant_meant

LONGEST_PLACE = 70


@dataclass(frozen=True, kw_only=True)
class VisitPlaces:
    """Finds the places of one line's visits. `plants` are the line's plants."""

    line: Line
    carried: Carried
    grammar: Grammar
    plants: Sequence[NameMark]

    def place(self, rule: VisitRule, mark: Mark, last: int) -> tuple[str | None, NameMark | None]:
        """The place that a visit's words lead to, with the plant where it is one; None where they lead to none."""
        behind = [plant for plant in self.plants if 0 <= plant.start - mark.end < LONGEST_PLACE and plant.end <= last]
        ahead = [plant for plant in self.plants if plant.end <= mark.start + 1]
        if rule.place == "before":
            near = [plant for plant in ahead if mark.start - plant.end < LONGEST_PLACE]
            if near:
                return near[-1].text, near[-1]
        elif behind and not re.search(r", | and ", self.line.between(mark.end, behind[0].start)):
            return behind[0].text, behind[0]
        phrase = self._phrase(rule, mark)
        meant = plant_meant(self.line, self.carried, self.grammar, self.line.start, self.line.end)
        if phrase and self.grammar.cue("generic_place").fullmatch(phrase):
            phrase = None
            if meant is not None:
                return meant.text, meant
        lately = self._near_plant()
        other = phrase and self.grammar.language == "en" and self.grammar.cue("other_plants").fullmatch(phrase)
        if phrase and lately is not None and not other and self.grammar.cue("thing_of_plant").fullmatch(phrase):
            return lately.text, lately
        if phrase:
            return phrase, None
        if (
            rule.place != "before"
            and ahead
            and self.grammar.cue("at_before").search(self.line.between(self.line.start, ahead[-1].start))
        ):
            return ahead[-1].text, ahead[-1]
        if meant is not None and self.grammar.cue("the_place").search(self.line.masked):
            return meant.text, meant
        if lately is not None and self.grammar.cue("seen_within").search(mark.text):
            return lately.text, lately
        if (
            rule.place == "before"
            and self.carried.plant is not None
            and self.carried.line - self.carried.plant_line <= 4
        ):
            return self.carried.plant.text, self.carried.plant
        return None, None

    def _near_plant(self) -> NameMark | None:
        """The plant that the lines right before were about."""
        if self.carried.plant_line == 0 and self.carried.plant is not None and not self.carried.plant.entity_id:
            return None  # a headline's capitals make names of what has none: "Regional Factories and Stock Farm"
        only = len({plant.text.lower() for plant in self.carried.recent_plants}) == 1
        return self.carried.plant if self.carried.line - self.carried.plant_line <= (8 if only else 3) else None

    def _phrase(self, rule: VisitRule, mark: Mark) -> str | None:
        """A place that is no known name, as the sentence calls it."""
        if rule.place == "before":
            before = self.grammar.cue("place_before").search(self.line.text[: mark.start - self.line.start])
            found = before["place"] if before else None
            return None if found and self.grammar.cue("no_place").fullmatch(found) else found
        match = self.grammar.cue("place_after").match(self.line.text, mark.end - self.line.start)
        if match is None:
            return None
        start = self.line.start + match.start("place")
        times = [time.start for time in self.line.times if start <= time.start < self.line.start + match.end("place")]
        words = self.line.text[
            match.start("place") : min(times, default=self.line.start + match.end("place")) - self.line.start
        ]
        return self._trimmed(words)

    def with_joined(self, visit: Candidate) -> list[Candidate]:
        """The visit, and those to what is named in one row with its place: "inspected A, B and the site of C"."""
        run = row_of(visit.names[0], self.plants, self.line, self.grammar) if visit.names else []
        found = [
            replace(
                visit, names=(plant,), mark=visit.mark if number == 0 else plant,
                slots={**visit.slots, "place": self._name_of(plant), "place_id": plant.entity_id},
            )
            for number, plant in enumerate(run)
        ] or [visit]  # fmt: skip
        behind = self._behind(run[-1].end if run else self._end_of(visit))
        if behind is not None:
            mark, plant, words = behind
            if not run and self.grammar.cue("several_areas").fullmatch(words):  # "Songsin and Songhwa areas"
                slots = {**visit.slots, "place": f"{visit.slots['place']} and {words}"}
                return [replace(visit, slots=slots)]
            slots = {**visit.slots, "place": words, "place_id": plant.entity_id if plant else None}
            found.append(replace(visit, names=(plant,) if plant else (), mark=mark, slots=slots))
        return found

    def _name_of(self, plant: NameMark) -> str:
        """A plant's name without what a headline's capitals join to it: "Construction of Sinpho Farm"."""
        return self.grammar.cue("name_lead").sub("", plant.text)

    def _end_of(self, visit: Candidate) -> int:
        """Where the words of a visit's place end in its field."""
        place = str(visit.slots["place"])
        at = self.line.text.find(place, max(0, visit.mark.end - self.line.start))
        return self.line.start + at + len(place) if at >= 0 else self.line.end

    def _behind(self, end: int) -> tuple[Mark, NameMark | None, str] | None:
        """The place that follows a place by "and": where it stands, the plant that it is, and its words."""
        match = self.grammar.cue("and_place").match(self.line.text, end - self.line.start)
        if match is None:
            return None
        start = self.line.start + match.start("place")
        plant = next((each for each in self.plants if each.start == start), None)
        words = self._trimmed(match["place"])
        mark = Mark(start=start, end=start + len(match["place"]), text=match["place"])
        return (mark, plant, plant.text if plant else words) if words else None

    def _trimmed(self, words: str) -> str | None:
        """The words of a place without what only tells of it; None where they are no place."""
        place = self.grammar.cue("place_trimmed").sub("", words.removesuffix(" on ").strip(" .,")).strip(" .,")
        return None if not place or self.grammar.cue("no_place").fullmatch(place) else place
