"""What a line reports of plants: a rule's words, the plant nearest to them, what was made and how much, and when.

The language's `activity` rules say the kind, the words, and on which side of them the plant stands. A line that names
no plant but goes on about one ("the factory", "it") is of the plant of the lines before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extract.facts.en.activity import is_plant_name
from extract.facts.en.outputs import Output, find_outputs
from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.carried import Carried, is_speech
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import ActivityRule, Grammar
from extract.facts.passage.link_helpers import row_of
from extract.facts.passage.marks import Line, Mark, NameMark, Quantity, Time
from extract.facts.passage.plant_rows import named_singly
from extract.facts.passage.plant_times import english_time
from extract.facts.passage.plant_topic import FAR, good_of_name, in_full, plant_implied, plant_meant
from extract.facts.passage.refusals import clause_bounds
from extract.facts.tagged_sentences import HOME

_ON_HIS_CARE = re.compile(r"^\W*(?:Under his|Thanks to his|At that time|Then|That day|He|Later)\b")
_NO_PATTERN = re.compile("(?!)")
PAST = 92  # days: what ended in an earlier year and longer ago is told as history


@lru_cache(maxsize=256)  # a line is asked for again when its article is read again, and for each of its plants
def rule_matches(grammar: Grammar, masked: str) -> tuple[tuple[ActivityRule, tuple[re.Match[str], ...]], ...]:
    """Each rule for activity of a grammar, with where its words stand in a masked line."""
    return tuple((rule, tuple(rule.pattern.finditer(masked))) for rule in grammar.activity)


@dataclass(kw_only=True)
class PlantLinks:
    """Reads the activity of plants out of one line."""

    line: Line
    carried: Carried
    grammar: Grammar

    def candidates(self) -> list[Candidate]:
        """A candidate for each plant and kind that the line reports."""
        near = self.carried.plant is not None and self.carried.line - self.carried.plant_line <= FAR
        if not near and not self.plants():
            return []
        found: dict[tuple[str, str, str], Candidate] = {}
        taken: list[tuple[int, int]] = []
        for output in self._outputs():
            made = self._made(output)
            if made is not None:
                taken.append((output.start, output.end))
                found.setdefault((str(made.slots["plant"]), f"production {made.slots['amount']}", ""), made)
        for rule, matches in rule_matches(self.grammar, self.line.masked):
            for match in matches:
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                candidate = self._read(rule, match)
                if candidate is None:
                    continue
                taken.append(match.span())
                amount = str(candidate.slots.get("amount"))
                for each in self._with_joined(candidate):
                    when = each.period if each.date_source == "sentence" else None
                    found.setdefault((str(each.slots["plant"]), f"{rule.kind} {amount}", str(when)), each)
        return list(found.values())

    def _outputs(self) -> Iterable[Output]:
        if self.grammar.language != "en":
            return ()
        times = [(time.start - self.line.start, time.end - self.line.start) for time in self.line.times]
        return find_outputs(self.line.masked, self.line.text, times, self.grammar)

    def _made(self, output: Output) -> Candidate | None:
        """The report of what was made and how much; None where no plant is meant."""
        start, end = self.line.start + output.start, self.line.start + output.end
        mark = Mark(start=start, end=end, text=self.line.text[output.start : output.end])
        rule = ActivityRule(kind="production", pattern=_NO_PATTERN, side="any" if output.passive else "before")
        first, last = clause_bounds(self.line, start, end, self.grammar)
        plant, own = self._plant(rule, mark, first, last)
        if plant is None and not output.sent:
            plant = plant_implied(self.line, self.carried, self.grammar)
        if plant is None:
            return None
        time = self._time(replace(rule, kind="total"), mark, first, last)
        period, source = self._period(time)
        if source == "published" and self.grammar.cue("goes_on_about").match(self.line.text):
            period, source = self.carried.did.get(plant.text, (self.carried.line, (period, source)))[1]
        goods = [good for good in self.line.labelled("PRODUCT") if output.product and good.text in output.product]
        refused = self._refusal(mark, first, last)
        if self.grammar.cue("not_made").search(self.line.between(first, end)):
            refused = refused or "not made there"
        if self.grammar.cue("not_made_yet").search(self.line.between(end, last)):
            refused = refused or "plan"
        abroad = self.grammar.cue("abroad_to").search(self.line.between(mark.start, last))
        return self._candidate(
            "export" if output.sent and abroad else rule.kind, mark, (plant, *goods[:1]), refused, (period, source),
            product=output.product or self.carried.made.get(plant.text) or good_of_name(plant.text),
            amount=output.amount,
            features={"own_plant": float(own), "with_amount": 1.0, "sent": float(output.sent)},
        )  # fmt: skip

    def _with_joined(self, report: Candidate) -> list[Candidate]:
        """The report, and one for each plant in a row with its own; not where an amount is told, which is of one."""
        plant = report.names[0]
        if report.slots["amount"] is not None or plant not in self.plants():
            return [report]
        ahead = plant.end <= report.mark.start
        row = [
            each
            for each in row_of(plant, self.plants(), self.line, self.grammar)
            if (each.end <= report.mark.start if ahead else each.start >= report.mark.end)
        ]
        return [
            replace(
                report,
                names=(each, *report.names[1:]),
                slots={**report.slots, "plant": each.text, "entity_id": each.entity_id},
            )
            for each in row or [plant]
        ]

    def plants(self) -> list[NameMark]:
        """The plants of the line at home, in English each of a row by its own name."""
        found = [
            in_full(name, self.carried)
            for name in self.line.labelled("FACTORY")
            if (not name.country or HOME in name.country)
            and not self.grammar.cue("plant_aside").match(self.line.between(name.end, self.line.end))
        ]
        if self.grammar.language != "en":
            return found
        return [plant for plant in named_singly(self.line, found) if is_plant_name(plant)]

    def _read(self, rule: ActivityRule, match: re.Match[str]) -> Candidate | None:
        start, end = self.line.start + match.start(), self.line.start + match.end()
        mark = Mark(start=start, end=end, text=self.line.text[match.start() : match.end()])
        first, last = clause_bounds(self.line, start, end, self.grammar)
        plant, own = self._plant(rule, mark, first, last)
        if plant is None and self.grammar.language == "en" and rule.kind != "export":
            plant = plant_implied(self.line, self.carried, self.grammar)
        if plant is None:
            return None
        refused = self._refusal(mark, first, last, within=rule.kind != "halt")
        time = self._time(rule, mark, first, last)
        period, source = self._period(time)
        quantity = self._amount(rule, mark, first, last)
        product, goods = self._product(rule, mark, quantity, first, last)
        return self._candidate(
            rule.kind, mark, (plant, *goods), refused, (period, source), product=product,
            lasting=rule.kind == "halt" and self.grammar.cue("still_so").search(mark.text) is not None,
            amount=told_amount(quantity) if quantity else None,
            features={"own_plant": float(own), "with_amount": float(quantity is not None)},
        )  # fmt: skip

    def _candidate(
        self, kind: str, mark: Mark, names: tuple[NameMark, ...], refused: str, when: tuple[Bounds | None, str], *,
        product: str | None, amount: str | None, features: Mapping[str, float], lasting: bool = False,
    ) -> Candidate:  # fmt: skip
        plant, (period, source) = names[0], when
        status = "now" if lasting else status_of(period, self.carried.day)
        slots = {
            "entity_id": plant.entity_id, "plant": plant.text, "kind": kind, "product": product, "amount": amount,
            "status": "history" if source == "none" and self._in_a_story() else status,
        }  # fmt: skip
        features = {
            **features, "known_plant": float(bool(plant.entity_id and ".x." not in plant.entity_id)),
            f"date_{source}": 1.0, f"kind_{kind}": 1.0, "title": float(self.line.field == "title"),
        }  # fmt: skip
        return Candidate(
            table="activity", line=self.line, mark=mark, refused=refused, slots=slots, names=names, period=period,
            date_source=source, features=features,
        )  # fmt: skip

    def _plant(self, rule: ActivityRule, mark: Mark, first: int, last: int) -> tuple[NameMark | None, bool]:
        plants = self.plants()
        ahead = [plant for plant in plants if first <= plant.start and plant.end <= mark.start]
        behind = [plant for plant in plants if mark.end <= plant.start and plant.end <= last]
        inside = [plant for plant in plants if plant.start < mark.end and mark.start < plant.end]
        if inside:
            return inside[0], True
        if rule.side == "after" and behind and self._joined(mark, behind[0]):
            return behind[0], True
        if rule.side != "after" and ahead:
            return ahead[-1], True
        if rule.side == "any" and behind and self._joined(mark, behind[0]):
            return behind[0], True
        if rule.side == "after" and ahead:
            return ahead[-1], True
        meant = plant_meant(self.line, self.carried, self.grammar, first, last)
        before = [plant for plant in plants if plant.end <= mark.start]
        if before and self.grammar.language == "en" and (meant is None or not self._is_named(first, last)):
            return before[-1], True  # "workers of the mine are at it: they sent …"
        return meant, False

    def _is_named(self, first: int, last: int) -> bool:
        """Whether the clause calls a plant by a noun of its own."""
        return re.search(r"\b(?:the|its|this) ", self.line.between(first, last), re.IGNORECASE) is not None

    def _joined(self, mark: Mark, plant: NameMark) -> bool:
        between = self.line.between(mark.end, plant.start)
        longest = 90 if "ceremony" in mark.text else 60  # "ceremony of the project for … took place at the mine"
        return len(between) < longest and not re.search(r"[;.。]|, (?:which|who|where)", between)

    def _refusal(self, mark: Mark, first: int, last: int, *, within: bool = True) -> str:
        """Why the words report nothing; those of a halt may hold a "not" themselves (`within` is false)."""
        clause = self.line.between(first, last)
        for name, pattern in self.grammar.activity_refusals:
            where = self.line.between(first, mark.end if within else mark.start) if name.endswith("_before") else clause
            if pattern.search(where):
                return name.removesuffix("_before")
        return ""

    def _time(self, rule: ActivityRule, mark: Mark, first: int, last: int) -> Time | None:
        if self.grammar.language == "en":
            told = [time for time in self.line.times if not self._is_speech(time)]
            near = [time for time in told if first <= time.start and time.end <= last]
            time = english_time(self.line, rule.kind, mark, near, self.grammar, self.carried.day)
            return time or english_time(self.line, rule.kind, mark, told, self.grammar, self.carried.day)
        times = [time for time in self.line.times if not time.aside and not self._is_speech(time)]
        inside = [time for time in times if first <= time.start and time.end <= last] or times
        if not inside:
            return None
        days = [time for time in inside if time.first is not None and time.first == time.last]
        if rule.kind == "plan-fulfilled" and days:
            return days[0]
        near = [time for time in inside if time.start >= mark.start and time.start - mark.end < 60]
        ahead = [time for time in inside if time.end <= mark.end]
        return ahead[-1] if ahead else (near[0] if near else inside[0])

    def _in_a_story(self) -> bool:
        """Whether the text tells of a visit of long ago: what follows without a time of its own is not of today."""
        last = self.carried.visits[-1:] if self.line.field == "text" else []
        return any(
            each.slots["status"] == "history" and _ON_HIS_CARE.search(self.line.text) for each in last
        )  # fmt: skip

    def _is_speech(self, time: Time) -> bool:
        return is_speech(self.line, time, self.grammar) and len(self.line.times) > 1

    def _period(self, time: Time | None) -> tuple[Bounds | None, str]:
        if time is None and self._in_a_story():
            return None, "none"
        if time is not None:
            bounds = (time.first, time.last) if time.first and time.last else None
            return bounds, "sentence" if bounds else "none"
        day = self.carried.day
        return ((day, day) if day else None), "published"

    def _amount(self, rule: ActivityRule, mark: Mark, first: int, last: int) -> Quantity | None:
        if rule.kind not in ("production", "plan-fulfilled", "export"):
            return None
        if self.grammar.language == "en" and rule.kind != "plan-fulfilled":
            return None  # the outputs tell it
        wanted = ("percent",) if rule.kind == "plan-fulfilled" else ("measure", "container")
        near = [
            each
            for each in self.line.quantities
            if first <= each.start and each.end <= last and -60 < each.start - mark.end < 60
            and (each.kind in wanted or (each.kind == "bare" and rule.kind != "plan-fulfilled" and self._counts(each)))
        ]  # fmt: skip
        near = [
            each for each in near if each.kind != "percent" or each.value >= 100
        ]  # "exceeded by 15 percent" is none
        if self.grammar.language == "en":
            near.sort(key=lambda each: (each.start < mark.start, abs(each.start - mark.end)))
        else:
            near.sort(key=lambda each: abs(each.end - mark.start))
        return near[0] if near else None

    def _counts(self, quantity: Quantity) -> bool:
        """Whether a bare number counts a good: "85 lathes"."""
        return any(0 <= good.start - quantity.end <= 1 for good in self.line.labelled("PRODUCT"))

    def _product(
        self, rule: ActivityRule, mark: Mark, quantity: Quantity | None, first: int, last: int
    ) -> tuple[str | None, list[NameMark]]:
        goods = [good for good in self.line.labelled("PRODUCT") if first <= good.start and good.end <= last]
        if rule.kind in ("commissioning", "halt"):
            match = self.grammar.cue("line_for").search(self.line.masked)
            made = [good for good in goods if match and good.start == self.line.start + match.end()]
            return (made[0].text, made) if made else (None, [])
        if rule.kind not in ("production", "export", "plan-fulfilled"):
            return None, []
        if rule.kind == "plan-fulfilled" and self.grammar.language == "en":
            return self._planned()
        if rule.kind == "plan-fulfilled":
            planned = list(self.grammar.cue("plan_product").finditer(self.line.text, 0, mark.end - self.line.start))
            if planned and first <= self.line.start + planned[-1].start():
                return planned[-1]["good"], [good for good in goods if good.text == planned[-1]["good"]]
        if not goods:
            return None, []
        if self.grammar.language == "en":
            at = quantity.end if quantity else mark.end
            inside = [good for good in goods if mark.start <= good.start and good.end <= at]
            behind = [good for good in goods if self._is_object(at, good)]
            if inside or behind:
                return self._run(inside or behind)
            ahead = [good for good in goods if 0 <= mark.start - good.end <= 12]
            return self._run(ahead[-1:]) if ahead and not quantity else (None, [])
        at = quantity.start if quantity else mark.start
        ahead = [good for good in goods if good.end <= at and at - good.end < 20]
        behind = [good for good in goods if quantity and 0 <= good.start - quantity.end < 12]
        chosen = behind[:1] or ahead[-1:] or [good for good in goods if good.end <= mark.start][-1:]
        return self._run(chosen) if chosen else (None, [])

    def _is_object(self, at: int, good: NameMark) -> bool:
        """Whether a good is what English words that end at `at` make: nothing but its attributes stands between."""
        between = self.line.between(at, good.start)
        return 0 <= good.start - at < 40 and not self.grammar.cue("parts_object").search(between)

    def _planned(self) -> tuple[str | None, list[NameMark]]:
        """The good of an English plan: "the plan of pig iron", "its electricity plan"."""
        match = self.grammar.cue("plan_product").search(self.line.masked)
        if match is None:
            return None, []
        start, end = match.span("good" if match["good"] else "good2")
        goods = [good for good in self.line.labelled("PRODUCT") if good.start == self.line.start + start]
        return self.line.text[start:end], goods

    def _run(self, goods: Sequence[NameMark]) -> tuple[str, list[NameMark]]:
        kept = [goods[0]]
        for good in goods[1:]:
            if not self.grammar.cue("joint").fullmatch(self.line.between(kept[-1].end, good.start)):
                break
            kept.append(good)
        start, end = kept[0].start - self.line.start, kept[-1].end - self.line.start
        return self.line.text[start:end], kept


_COUNTED = {
    "pair": "pairs", "bottle": "bottles", "box": "boxes", "piece": "pieces",
    "켤레": "pairs", "双": "pairs", "足": "pairs",
}  # fmt: skip


def told_amount(quantity: Quantity) -> str:
    """An amount with its unit, as the table keeps it: "640 t", "30000 pairs", "109%", "14"."""
    number = f"{quantity.value:.10g}"
    if quantity.unit == "%":
        return f"{number}%"
    unit = _COUNTED.get(quantity.unit, quantity.unit)
    return number if unit in ("pieces", "") else f"{number} {unit}"


def status_of(period: Bounds | None, day: date | None) -> str:
    """ "history" for what ended in an earlier year and longer ago than a season, else "now"."""
    if period is None or day is None:
        return "now"
    return "history" if period[1].year < day.year and (day - period[1]).days > PAST else "now"


def note_plant(line: Line, carried: Carried, plants: Sequence[NameMark], found: Sequence[Candidate]) -> None:
    """Keep the plant that a line is about: the one it reports of, else the first it names."""
    used = [each.names[0] for each in found if each.names]
    carried.did = {name: told for name, told in carried.did.items() if carried.line - told[0] < 1}
    for each in found:
        if each.date_source == "sentence":
            carried.did[str(each.slots["plant"])] = (carried.line, (each.period, "article"))
        if each.slots["product"] and not each.refused and each.slots["kind"] == "production":
            carried.made[str(each.slots["plant"])] = str(each.slots["product"])
    if used:
        carried.plant, carried.plant_line = used[0], carried.line
    elif plants:
        carried.plant, carried.plant_line = plants[0], carried.line
    carried.recent_plants = [*carried.recent_plants, *plants][-6:]
