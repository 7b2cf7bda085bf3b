"""What a reader keeps in mind from sentence to sentence: the last place, good, day, unit, speaker, partner, plant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, NameMark, Time, is_province
from extract.facts.passage.speakers import find_speaker, first_told, is_again
from extract.facts.tagged_sentences import HOME

NEAR = 10  # days before it was told: what lies further back is compared with
RECENT = 120  # days: an older time in a text is of the past, and no day of its present


@dataclass(kw_only=True)
class Carried:
    """The state of a reader between two sentences. `line` numbers the sentences, so that distances can be told."""

    day: date | None
    line: int = 0
    place: NameMark | None = None
    city: NameMark | None = None
    named_place: NameMark | None = None
    row: tuple[tuple[NameMark | None, NameMark | None], ...] = ()
    row_line: int = -99
    asked: Bounds | None = None
    good: NameMark | None = None
    good_line: int = -99
    title_good: NameMark | None = None
    recent_goods: list[NameMark] = field(default_factory=list)
    unit: tuple[float, str] | None = None
    containers: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)
    unit_line: int = -99
    currency: str = ""
    money: str = ""
    trade_unit: str = ""
    bases: tuple[str, ...] = ()
    base_line: int = -99
    present: Bounds | None = None
    present_source: str = "published"
    surveyed: bool = False
    spoken: bool = False
    only_title: bool = False
    speaker: str | None = None
    first_speaker: str | None = None
    late: bool = False
    speaker_at: int = -1
    speaker_paragraph: int = -1
    figures_told: bool = False
    speaker_place: NameMark | None = None
    weight: tuple[float, str] | None = None
    default_unit: tuple[float, str] | None = None
    partner: tuple[str, str] | None = None
    flow: str = ""
    main_flow: str = ""
    north: bool = False
    abroad: bool = False
    flow_line: int = -99
    both_ways_line: int = -99
    trade_good: NameMark | None = None
    trade_words: str | None = None
    period: Bounds | None = None
    plant: NameMark | None = None
    plant_line: int = -99
    recent_plants: list[NameMark] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    did: dict[str, tuple[int, tuple[Bounds | None, str]]] = field(default_factory=dict)
    visitor: str | None = None
    visit_day: Bounds | None = None
    told_day: Bounds | None = None
    told_line: int = -99
    visit_line: int = -99
    visits: list[Candidate] = field(default_factory=list)
    leaders: set[str] = field(default_factory=set)
    leader: str | None = None
    accompanied: tuple[str, tuple[str, ...], int] = ("", (), -99)  # whom, by whom, in which line

    def note_times(self, line: Line, grammar: Grammar) -> None:
        """Keep the latest recent day as the present of the text; one that a survey names stands for all."""
        survey = grammar.cue("default_day").search(line.text) is not None
        for time in line.times:
            if time.first is None or time.last is None or time.aside or self.day is None:
                continue
            if grammar.cue("back_from_now").search(time.text):
                continue
            length = (time.last - time.first).days
            spoken = is_speech(line, time, grammar)
            if spoken and any(pattern.search(line.masked) for _, pattern in grammar.flows):
                continue  # when the figures of trade came out, nobody asked for prices
            if not length and (self.day - time.last).days <= 31:
                self.told_day, self.told_line = (time.first, time.last), self.line
            if length > 3 or (self.day - time.last).days > RECENT or time.first > self.day:
                continue
            if (
                grammar.language == "en"
                and line.field == "text"
                and not (survey or spoken or time.anchored or _asks(line, grammar))
            ):
                continue  # when something happened, nobody asked for prices
            if self.surveyed or (self.present and time.text.lower().startswith(("today", "yesterday", "now"))):
                continue
            if survey and line.field == "text" and not (spoken and len(line.times) > 1):
                self.present, self.surveyed, self.present_source = (time.first, time.last), True, "article"
            elif self._is_newer(time, line, grammar):
                self.present, self.present_source = (time.first, time.last), "article"
                self.only_title = line.field == "title"
                self.spoken = is_speech(line, time, grammar)

    def _is_newer(self, time: Time, line: Line, grammar: Grammar) -> bool:
        """Whether a time is the present of a text rather than the one before: the day on which something was so
        rather than the day on which it was told.
        """
        if self.present is None or self.only_title:
            return True
        if (self.present[1] - self.present[0]).days > 20:  # a month gives way to a day of it
            return True
        spoken = is_speech(line, time, grammar)
        if spoken != self.spoken:
            near = time.last is not None and (self.present[0] - time.last).days <= NEAR
            return self.spoken and near
        return time.last is not None and time.last >= self.present[1]

    def note_month(self, line: Line, grammar: Grammar) -> None:
        """Keep a month as the present of a text that has told no day; only for the sentences behind it."""
        alone = line.field == "text" and len(line.times) == 1 and self.present is None
        if not alone or any(pattern.search(line.masked) for _, pattern in grammar.flows):
            return
        for time in line.times:
            if self.day is None or time.first is None or time.last is None or time.aside:
                continue
            if 27 <= (time.last - time.first).days <= 30 and (self.day - time.last).days <= RECENT:
                self.present, self.present_source = (time.first, time.last), "article"

    def note_north(self, line: Line, grammar: Grammar) -> None:
        """Keep that the North was named."""
        home = any(name.country and HOME in name.country.split("|") for name in line.labelled("PLACE", "FACTORY"))
        self.north = self.north or home or grammar.cue("north").search(line.text) is not None

    def note_place(self, place: NameMark) -> None:
        """Keep a place; a province does not take the place of its city within two sentences."""
        if place.country and HOME not in place.country.split("|"):
            return
        if place.kind not in ("city", "county", "province", "district", "market", "zone", "town", "") and self.place:
            return
        if place.kind in ("city", "county", "zone", "town"):
            self.city = place
        if is_province(place) and self.place is not None and not is_province(self.place):
            return
        self.place = place

    def of_row(self, index: int, count: int, which: int) -> NameMark | None:
        """The good (0) or place (1) of the figure of the line before that stands where this one of `count` does, if
        there are as many and they differ: "In mid-July they had been 43,500 and 44,000".
        """
        row = self.row
        if self.line - self.row_line > 2 or len(row) != count or count < 2:
            return None
        names = [each[which] for each in row]
        return names[index] if len({name.text for name in names if name}) > 1 else None

    def note_good(self, good: NameMark) -> None:
        """Keep a good as what is spoken of."""
        self.good, self.good_line = good, self.line

    def note_speaker(self, line: Line, grammar: Grammar) -> None:
        """Keep who a sentence says it was told by."""
        found = find_speaker(line, grammar)
        bare = found is not None and self.speaker is not None and is_again(found, self.speaker)
        if found:
            self.speaker_at, self.speaker_paragraph = self.line, line.paragraph
        if found and not bare:  # "the source" is the one that was named before
            self._note_new(found)
            self.speaker_place = None
        elif self.speaker_place is not None and self._speaks_elsewhere(line):
            self.speaker = self.speaker_place = None
        if self.speaker is None and line.field == "text":
            self.speaker = first_told(line, grammar)
            places = [place for place in line.labelled("PLACE") if place.kind != "country"]
            anyone = self.speaker is not None and bool(re.search(rf"\b[Aa]n? {re.escape(self.speaker)}", line.text))
            self.speaker_place = places[-1] if anyone and places else None

    def _note_new(self, speaker: str) -> None:
        """Keep who speaks now. Where figures were told before, it is somebody who comments on them."""
        if self.figures_told and speaker != self.speaker:
            self.late = True
        elif not self.figures_told:
            self.first_speaker = speaker
        self.speaker = speaker

    def teller(self, line: Line, grammar: Grammar) -> str | None:
        """Who tells the figures of a line: who spoke last; but one who was first named behind the first figures only
        those of his own sentences, in English of his paragraph. All others are told by whoever told the first.
        """
        if self.line == self.speaker_at or not self.late:
            return self.speaker
        if grammar.language == "en" and line.paragraph == self.speaker_paragraph:
            return self.speaker
        return self.first_speaker

    def _speaks_elsewhere(self, line: Line) -> bool:
        """Whether a line is of another place than the one that a source without a verb of speech was in."""
        places = [place for place in line.labelled("PLACE") if place.kind != "country"]
        return bool(places) and all(place.text != self.speaker_place.text for place in places)  # type: ignore[union-attr]


def _asks(line: Line, grammar: Grammar) -> bool:
    """Whether a line tells sums, or speaks of asking for them."""
    money = any(each.kind in ("money", "bare") for each in line.quantities)
    return money or grammar.cue("asked").search(line.masked) is not None


def is_speech(line: Line, time: Time, grammar: Grammar) -> bool:
    """Whether a day is the one on which something was told: "… said on Tuesday that"."""
    if time.first is None or time.first != time.last:
        return False
    before = line.between(line.start, time.start)
    after = line.between(time.end, line.end)
    return bool(grammar.cue("speech_before").search(before) or grammar.cue("speech_after").match(after))


def told_times(times: Iterable[Time]) -> list[Time]:
    """The times that a figure may be of."""
    return [time for time in times if not time.aside]
