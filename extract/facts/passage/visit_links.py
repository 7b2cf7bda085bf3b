"""Visits: who went where, with whom, when; and who is named as a companion in the lines that follow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.carried import Carried
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar, VisitRule
from extract.facts.passage.marks import Line, Mark, NameMark, Time
from extract.facts.passage.plant_links import status_of
from extract.facts.passage.refusals import clause_bounds
from extract.facts.passage.visit_places import VisitPlaces
from extract.facts.passage.visits_alike import is_vaguer, same_place, same_visit, without_article
from extract.facts.tagged_sentences import HOME

DIGEST = "-"
_SURNAME = re.compile(r"(?<=[ (])(?:An|O|Ri|U|Yu|Om|Ma) $")
_MONTH = 31
# behind a verb of visiting: a place, and no other words of doing
_PLACE_ALONE = re.compile(r"(?: (?!(?:to|and|where|which|who|that|as|for|of)\b)[\w'’-]+| [ⒻⓁⒸⓃ]+){1,6} ?")
_OF_HIS = re.compile(r", whose [^,]*$")  # "a buyer, whose company Polar runs 40 shops, visited"
_TRIP, _TRIP_AGE = 7, 15  # days: how long a trip may be, and how long ago it ended
_DAYS = ("first", "second", "third", "fourth")
_COUNTED_DAY = re.compile(rf"\b(?:on|during) the (?P<n>{'|'.join(_DAYS)}|last|final) day\b", re.I)
DEAD = frozenset({"Kim Il Sung", "Kim Jong Il", "김일성", "김정일", "金日成", "金正日", "Ким Ир Сен", "Ким Чен Ир"})
LEADERS = {
    "un": "Kim Jong Un",
    "un2": "Kim Jong Un",
    "great": "Kim Il Sung",
    "il": "Kim Jong Il",
    "sung": "Kim Il Sung",
}
ALWAYS_MEANT = ("un", "un2", "great")  # titles that one leader has, whoever was named before


@dataclass(kw_only=True)
class VisitLinks:
    """Reads visits out of one line. `plants` are the line's plants."""

    line: Line
    carried: Carried
    grammar: Grammar
    plants: Sequence[NameMark]

    @property
    def places(self) -> VisitPlaces:
        """What finds the places of the line's visits."""
        return VisitPlaces(line=self.line, carried=self.carried, grammar=self.grammar, plants=self.plants)

    def candidates(self) -> list[Candidate]:
        """A candidate for each visit that the line tells of."""
        found: list[Candidate] = []
        if not self.people() and not self._he() and not self.grammar.cue("delegation").search(self.line.text):
            return found
        for rule in self.grammar.visits:
            for match in rule.pattern.finditer(self.line.masked):
                start, end = self.line.start + match.start(), self.line.start + match.end()
                if any(each.mark.start < end and start < each.mark.end for each in found):
                    continue
                if rule.visitor == "after" and found:
                    continue  # they were present at the visit that the line tells of
                candidate = self._read(rule, match)
                for each in self.places.with_joined(candidate) if candidate is not None else ():
                    each = self.as_told_before(each)
                    if not any(same_visit(each, other) for other in found):
                        found.append(each)
        return sorted(found, key=lambda each: each.mark.start)

    def _read(self, rule: VisitRule, match: re.Match[str]) -> Candidate | None:
        start, end = self.line.start + match.start(), self.line.start + match.end()
        mark = Mark(start=start, end=end, text=self.line.text[match.start() : match.end()])
        first, last = clause_bounds(self.line, start, end, self.grammar)
        visitor, own = self._visitor(rule, mark, first, last)
        place, mention = self.places.place(rule, mark, last)
        if visitor is None or place is None or ("encouraged" in mark.text and visitor[0].islower()):
            return None
        refused = ""
        for name, pattern in self.grammar.visit_refusals:
            where = self.line.between(first, mark.end) if name.endswith("_before") else self.line.between(first, last)
            if pattern.search(where):
                refused = name.removesuffix("_before")
        if not refused and self._is_abroad(mark, mention):
            refused = "abroad"
        companions = self.companions_of(visitor, mark)
        period, source = self.period_of(rule, mark)
        if period is not None:
            visitor = self._of_his_time(visitor, period, own=own)
        slots = {
            "visitor": visitor, "companions": tuple(companions), "place": place,
            "kind": self._kind(rule, mark, last),
            "place_id": mention.entity_id if mention else None,
            "status": "history" if self.grammar.cue("history").search(self.line.between(first, mark.end))
            else status_of(period, self.carried.day),
        }  # fmt: skip
        features = {
            "own_visitor": float(own), "plant": float(mention is not None), f"date_{source}": 1.0,
            "title": float(self.line.field == "title"), f"kind_{rule.kind}": 1.0,
        }  # fmt: skip
        return Candidate(
            table="visit", line=self.line, mark=mark, refused=refused or self._of_the_dead(slots), slots=slots,
            names=(mention,) if mention else (), period=period, date_source=source, features=features,
        )  # fmt: skip

    def as_told_before(self, visit: Candidate) -> Candidate:
        """The visit, refused where it is a part of one that the text told before: "he went round the workshops", or the
        same one again; what follows a visit of long ago without a time of its own is of that time.
        """
        before = [each for each in self.carried.visits if each.slots["visitor"] == visit.slots["visitor"]]
        if visit.refused or not before:
            return visit
        last = before[-1]
        own_time = visit.date_source == "sentence"
        if not own_time and last.slots["status"] == "history":
            slots = {**visit.slots, "status": "history"}
            visit = replace(visit, slots=slots, period=last.period, date_source="article")
        place = str(visit.slots["place"])
        again = any(same_place(visit, each) and not is_vaguer(each, visit) for each in before)
        unnamed = not visit.names or visit.names[0].text[:1].islower()  # "the foodstuff factory"
        part = unnamed and self.grammar.cue("part_of_place").fullmatch(place) is not None
        then = not own_time or any(visit.period == each.period for each in before)
        if (part or again) and then:
            return replace(visit, refused="part of a visit told before")
        return visit

    def _is_abroad(self, mark: Mark, plant: NameMark | None) -> bool:
        """Whether the places that follow a visit's verb are all of other countries."""
        near = [
            place
            for place in self.line.labelled("PLACE")
            if mark.end <= place.start < mark.end + 90 and place.country
        ]  # fmt: skip
        return plant is None and bool(near) and not any(HOME in place.country for place in near[:1])

    def _of_the_dead(self, slots: Mapping[str, object]) -> str:
        """Why a visit of today is none: it is told of a leader who is dead, so somebody else went."""
        return "by one who is dead" if slots["visitor"] in DEAD and slots["status"] == "now" else ""

    # who

    def people(self) -> list[tuple[int, int, str]]:
        """(start, end, name) of the people of the line, in order, the leaders as the grammar writes them."""
        found = [self._whole_name(name) for name in self.line.labelled("PERSON")]
        if self.grammar.language == "ko":
            found = [each for each in found if len(each[2]) > 1]  # a surname alone, of whom nobody has told
        for match in self.grammar.cue("person").finditer(self.line.text):
            group = next((key for key, value in match.groupdict().items() if value), None)
            if group is None:
                continue
            start, end = self.line.start + match.start(group), self.line.start + match.end(group)
            over = [each for each in found if start < each[1] and each[0] < end]
            if all(end - start > each[1] - each[0] for each in over):
                found = [each for each in found if each not in over]
                found.append((start, end, match[group]))
        return sorted([*found, *self._titled()])

    def _whole_name(self, name: NameMark) -> tuple[int, int, str]:
        """A person's name with a surname that the tagger left out ("An"), or in full where the text said it before."""
        before = self.line.text[: name.start - self.line.start]
        if self.grammar.language == "en" and " " in name.text and (cut := _SURNAME.search(before)):
            return name.start - len(cut[0]), name.end, cut[0] + name.text
        known = self.carried.visitor or ""
        if self.grammar.language == "ko" and len(name.text) == 1 and known.startswith(name.text):
            return name.start, name.end, known  # "김 총리"
        return (
            name.start,
            name.end,
            known if known.startswith(name.text + " ") or known.endswith(" " + name.text) else name.text,
        )

    def _of_his_time(self, visitor: str, period: Bounds, *, own: bool) -> str:
        """Whom "he" means: nobody was leader before his time, so that it is the one whom the text spoke of as well."""
        if own or visitor != LEADERS["un"] or period[1].year > 2009:
            return visitor
        return next(iter(self.carried.leaders)) if len(self.carried.leaders) == 1 else visitor

    def _kind(self, rule: VisitRule, mark: Mark, last: int) -> str:
        guided = rule.kind == "visit" and self.grammar.cue("guided").search(self.line.between(mark.end, last))
        return "on-the-spot guidance" if guided else rule.kind

    def _titled(self) -> list[tuple[int, int, str]]:
        """The leaders whom the line calls by their titles alone ("the General Secretary")."""
        return [
            (self.line.start + match.start(), self.line.start + match.end(), LEADERS[match.lastgroup or ""])
            for match in self.grammar.cue("leader_title").finditer(self.line.text)
            if match.lastgroup in ALWAYS_MEANT or LEADERS[match.lastgroup or ""] in self.carried.leaders
        ]

    def _visitor(self, rule: VisitRule, mark: Mark, first: int, last: int) -> tuple[str | None, bool]:
        people = self.people()
        if rule.visitor == "after":
            behind = [name for start, _, name in people if start >= mark.end]
            return (behind[0], True) if behind else (None, False)
        if rule.visitor == "inside":
            inside = [name for start, end, name in people if mark.start <= start and end <= mark.end + 1]
            return (inside[0], True) if inside else (None, False)
        ahead = [(start, end, name) for start, end, name in people if first <= start and end <= mark.start + 1]
        if not ahead and (subject := self._subject_behind(people, mark)):
            return subject, True
        ahead = [each for each in self._not_beside(ahead) if not self._is_of_another(each)]
        if ahead:
            return self._subject(ahead, mark), True
        group = self._delegation(first, mark.start)
        if group:
            known = self.carried.visitor if self.grammar.cue("the_delegation").match(group) else None
            return known or without_article(group), True
        known = self._he()
        if known and self.grammar.cue("he").search(self.line.between(self.line.start, self.line.end)):
            return (None if self._is_another() else known), False
        return None, False

    def _subject_behind(self, people: Sequence[tuple[int, int, str]], mark: Mark) -> str | None:
        """Whom a line that begins with a participle is about: "Giving field guidance at the mill, A said"."""
        if not self.grammar.cue("participle_first").match(self.line.text):
            return None
        behind = [(start, name) for start, _, name in people if start >= mark.end]
        subject = self.grammar.cue("then_subject")
        return next((name for start, name in behind if subject.search(self.line.between(mark.end, start))), None)

    def trip_days(self) -> Bounds | None:
        """The days of a trip whose places a line does not name: "went round several units on September 1 and 2"."""
        if self.grammar.language != "en" or self.line.field != "text":
            return None
        told = any(rule.pattern.search(self.line.masked) for rule in self.grammar.visits)
        times = [time for time in self.line.times if time.first and time.last and not time.aside]
        if not told or len(times) != 1 or not (self.people() or self._he()):
            return None
        first, last = times[0].first, times[0].last
        near = self.carried.day is not None and last is not None and 0 <= (self.carried.day - last).days <= _TRIP_AGE
        return (first, last) if near and (last - first).days <= _TRIP else None  # type: ignore[operator,return-value]

    def _he(self) -> str | None:
        """Whom the text spoke of last: a visitor, else a leader."""
        return self.carried.visitor or (self.carried.leader if self.grammar.language == "en" else None)

    def _is_another(self) -> bool:
        """Whether "they" are meant where the text has told of one person alone."""
        last = self.carried.visits[-1].slots if self.carried.visits else {}
        alone = last.get("visitor") == self.carried.visitor and not last.get("companions")
        person = (self.carried.visitor or "")[:1].isupper()
        return person and alone and self.grammar.cue("group_told").search(self.line.text) is not None

    def _delegation(self, first: int, last: int) -> str | None:
        """The delegation that is named between two offsets, in the words of the text."""
        text = self.line.text[first - self.line.start : last - self.line.start]
        found = list(self.grammar.cue("delegation").finditer(text))
        return found[-1][0].strip(" ,") if found else None

    def delegation_at_start(self) -> str | None:
        """The delegation that a line in which nobody is named begins with: those who follow mean it by "it"."""
        if self.grammar.language != "en" or self.line.field != "text":
            return None
        group = self._delegation(self.line.start, min(self.line.end, self.line.start + 120))
        return without_article(group) if group and not self.grammar.cue("the_delegation").fullmatch(group) else None

    def _not_beside(self, people: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Those who are not only named as being with somebody: "A, together with B, inspected"."""
        beside = [self.line.start + match.start() for match in self.grammar.cue("with").finditer(self.line.masked)]
        if self.grammar.language != "en" or not beside:
            return list(people)
        return [person for person in people if person[0] < beside[0]]

    def _is_of_another(self, person: tuple[int, int, str]) -> bool:
        """Whether a name only tells who or what somebody named before has."""
        before = self.line.between(self.line.start, person[0])
        return self.grammar.language == "en" and _OF_HIS.search(before) is not None

    def _subject(self, ahead: Sequence[tuple[int, int, str]], mark: Mark) -> str:
        """The first of the people that stand side by side before the verb."""
        subject = ahead[-1]
        for person in reversed(ahead[:-1]):
            if not self.grammar.cue("and_persons").fullmatch(self.line.between(person[1], subject[0])):
                break
            subject = person
        return subject[2]

    def companions_of(self, visitor: str, mark: Mark) -> list[str]:
        """Those who were with a visitor: named in the line, or of the same trip."""
        return self._companions(visitor, mark) or self._of_same_trip(visitor) or self._told_before(visitor)

    def _companions(self, visitor: str, mark: Mark) -> list[str]:
        people = [(start, name) for start, _, name in self.people() if name != visitor]
        found: list[str] = []
        for match in self.grammar.cue("with").finditer(self.line.masked):
            at = self.line.start + match.start()
            for start, name in people:
                if start >= at and name not in found and not self._ends_list(at, start):
                    found.append(name)
        behind = self.grammar.cue("with_after").search(self.line.masked)
        if behind and not found:
            found = [name for start, name in people if start < self.line.start + behind.start()]
        if not found:
            found = self._beside(visitor, mark)
        return found

    def _of_same_trip(self, visitor: str) -> list[str]:
        """The companions of the visit before, where the line says that it was the same trip."""
        last = next((each for each in reversed(self.carried.visits) if each.slots["visitor"] == visitor), None)
        if last is None or not self.grammar.cue("trip_goes_on").search(self.line.masked):
            return []
        return [str(name) for name in last.slots["companions"]]  # type: ignore[attr-defined]

    def _told_before(self, visitor: str) -> list[str]:
        """The companions that a line right before named, where no visit had been told yet."""
        who, companions, number = self.carried.accompanied
        near = who == visitor and 0 < self.carried.line - number <= 3
        return list(companions) if near and not self.carried.visits and self.line.field == "text" else []

    def _ends_list(self, at: int, start: int) -> bool:
        return bool(re.search(r"[;。]", self.line.between(at, start)))

    def _beside(self, visitor: str, mark: Mark) -> list[str]:
        """Those named with the visitor as one subject: "A, B and C visited"."""
        people = [each for each in self.people() if each[1] <= mark.start + 1]
        index = next((i for i, each in enumerate(people) if each[2] == visitor), None)
        if index is None:
            return []
        found = []
        for left, right in zip(people[index:], people[index + 1 :], strict=False):
            if not self.grammar.cue("and_persons").fullmatch(self.line.between(left[1], right[0])):
                break
            found.append(right[2])
        return found

    # when

    def _time(self, mark: Mark) -> Time | None:
        usable = [time for time in self.line.times if not time.aside]
        times = [time for time in usable if self._is_of_visit(time, mark) or not self._is_of_figures(time)]
        if not times:
            return None
        return min(times, key=lambda time: (_is_long(time), max(time.start - mark.end, mark.start - time.end)))

    def _is_of_visit(self, time: Time, mark: Mark) -> bool:
        """Whether a month is that of the visit, since it ends its own words: "had visited the factory in January"."""
        if self.grammar.language != "en" or time.first is None or time.last is None or time.start < mark.end:
            return False
        between = self.line.between(mark.end, time.start)
        return (time.last - time.first).days < _MONTH and _PLACE_ALONE.fullmatch(between) is not None

    def _is_of_figures(self, time: Time) -> bool:
        """Whether a time is longer than any visit of these days is: that of a plan, or of what was made."""
        day = self.carried.day
        if time.first is None or time.last is None or day is None:
            return False
        longest = 8 if self.grammar.language == "en" else 31
        return (time.last - time.first).days > longest and time.last.year == day.year

    def period_of(self, rule: VisitRule, mark: Mark) -> tuple[Bounds | None, str]:
        """(first and last day, where they are from) of a visit told at a mark."""
        return self._period(rule, self._time(mark))

    def _day_of_trip(self) -> Bounds | None:
        """The day of a trip of several that a line counts: "on the second day"."""
        trip = self.carried.visit_day
        match = _COUNTED_DAY.search(self.line.masked) if self.grammar.language == "en" else None
        if match is None or trip is None or trip[0] == trip[1]:
            return None
        word = match["n"].lower()
        day = trip[1] if word in ("last", "final") else trip[0] + timedelta(_DAYS.index(word))
        return (day, day) if day <= trip[1] else None

    def _period(self, rule: VisitRule, time: Time | None) -> tuple[Bounds | None, str]:
        if time is None and (counted := self._day_of_trip()):
            return counted, "article"
        if time is not None and time.first and time.last:
            return (time.first, time.last), "sentence"
        told, day = self.carried.told_day, self.carried.day
        if time is None and day and self.line.text.startswith(DIGEST):  # each of its lines is of another day
            return (day, day), "published"
        recent = self.carried.line - self.carried.told_line <= 2 and self.carried.visit_day in (None, told)
        if time is None and told and recent and self.grammar.language == "en" and self.line.field == "text":
            return told, "article"
        if rule.place == "before" and self.carried.told_day and self.carried.line - self.carried.told_line <= 2:
            return self.carried.told_day, "article"
        if self.carried.visit_day is not None and time is None:
            return self.carried.visit_day, "article"
        return ((day, day) if day else None), "published" if time is None else "none"


def _is_long(time: Time) -> bool:
    return bool(time.first and time.last and (time.last - time.first).days > 31)
