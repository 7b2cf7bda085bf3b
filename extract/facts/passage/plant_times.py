"""When a plant did what a clause says: the time nearest to the words, and what "since" and "by" make of it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Mark, Time


def english_time(
    line: Line, kind: str, mark: Mark, times: Sequence[Time], grammar: Grammar, day: date | None
) -> Time | None:
    """The time of what `mark` says, of those of its clause. `kind` is "total" for a sum that was made in a time."""
    compared = grammar.cue("compared").search(line.between(mark.end, line.end))
    end = mark.end + compared.start() if compared else line.end
    told = [counted_from(line, kind, time, grammar, day) for time in times if time.start <= end]
    usable = [time for time in told if time is not None and not _is_of_another(line, time, mark, grammar)]
    if kind == "plan-fulfilled":
        days = [time for time in usable if time.first is not None and time.first == time.last]
        if days and days[0].start < mark.end + 40:
            return days[0]
    return min(usable, key=lambda time: _distance(line, time, mark), default=None)


def _is_of_another(line: Line, time: Time, mark: Mark, grammar: Grammar) -> bool:
    """Whether a time before the words stands in a relative clause that a comma closes: "which halted work in 2020,"."""
    closed = time.end <= mark.start and line.between(time.end, mark.start).startswith(",")
    return closed and grammar.cue("in_relative").search(line.between(line.start, time.start)) is not None


def _distance(line: Line, time: Time, mark: Mark) -> float:
    """How far a time stands from the words: one behind a comma belongs to another clause more often."""
    if time.start >= mark.end:
        between = line.between(mark.end, time.start)
        return len(between) + 40 * between.count(",")
    if time.end <= mark.start:
        between = line.between(time.end, mark.start)
        opening = not line.between(line.start, time.start).strip() or time.start - line.start < 4  # "In March, it …"
        return len(between) + 12 + (0 if opening else 25 * between.count(","))
    return 0


def counted_from(line: Line, kind: str, time: Time, grammar: Grammar, day: date | None) -> Time | None:
    """The time as the clause means it: from it until now behind "since"; None where it is only compared with."""
    if time.first is None or time.last is None:
        return None if time.aside else time
    before = line.text[: time.start - line.start]
    since = grammar.cue("since").search(before) is not None
    if time.aside and not since and not grammar.cue("seen_from").search(before):
        return None
    if grammar.cue("end_of").match(time.text) and grammar.cue("up_to").search(before):
        return replace(time, first=time.first.replace(day=1))
    if since and kind == "total" and day is not None and time.first < day:
        return replace(time, last=_month_end(day) if time.first.day == 1 else day)
    if (
        kind == "total"
        and time.last == day
        and time.first.day == 1
        and time.first != time.last
        and time.text.lower().startswith("since")
    ):
        return replace(time, last=_month_end(time.last))
    return time


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
