"""Fields to lines: sentences with their quantities, times and names, each time counted from what was told before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.facts.en.moments import read_moments
from extract.facts.passage.calendar_forms import Bounds, Now, whole_month
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.linked_names import find_names, sign_of
from extract.facts.passage.marks import Line, NameMark, Quantity, Time
from extract.facts.passage.told_quantities import find_quantities
from extract.facts.tagged_sentences import sentence_bounds

RECENT = 60  # days: a day of the text that lies further back gives way to any other
_ENDS = re.compile(r"[.!?。！？…]+[\"”’»」』）)]*(?:\s+|(?<=[。！？])|(?<=[。！？][」』”]))|\n+")
_RU_SHORT = re.compile(r"(?:\b(?:тыс|млн|млрд|руб|долл|гг?|т|кг|окт|нояб|дек|янв|фев|им|см|р|пр|ул|[А-ЯЁ]))\.\s*$")


def read_lines(article: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], grammar: Grammar) -> list[Line]:
    """The lines of an article's title and text, in that order."""
    lines: list[Line] = []
    reader = _Reader(grammar=grammar, day=article["day"])
    for field in ("title", "text"):
        text = article[field] or ""
        own = [row for row in mentions if row["field"] == field]
        names = find_names(text, own, grammar)
        paragraph = 0
        position = 0
        for start, end in split_lines(text, own, grammar):
            paragraph += text.count("\n", position, start)
            position = start
            lines.append(reader.line(field, text[start:end], start, paragraph, names))
    return lines


def split_lines(text: str, mentions: Iterable[Mapping[str, Any]], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of a text."""
    if grammar.language == "en":
        yield from _joined(text, sentence_bounds(text, [(row["sent_start"], row["sent_end"]) for row in mentions]))
        return
    start = 0
    for match in _ENDS.finditer(text):
        if grammar.language == "ru" and "\n" not in match[0] and _RU_SHORT.search(text, start, match.end()):
            continue
        if text[start : match.end()].strip():
            yield _stripped(text, start, match.end())
        start = match.end()
    if text[start:].strip():
        yield _stripped(text, start, len(text))


def _joined(text: str, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The bounds with those joined that a number's abbreviation ("No.") parts."""
    held: int | None = None
    for start, end in bounds:
        first = start if held is None else held
        held = None
        if text[first:end].endswith(("No.", "Nos.")):
            held = first
            continue
        yield first, end
    if held is not None:
        yield held, len(text.rstrip())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


@dataclass(kw_only=True)
class _Reader:
    """Reads lines in order; `anchor` is the date told last, from which "the same day" is counted."""

    grammar: Grammar
    day: date | None
    anchor: Bounds | None = None
    told_day: Bounds | None = None
    told_period: Bounds | None = None
    sent_day: Bounds | None = None
    older_day: Bounds | None = None
    older_line: int = -9
    number: int = 0
    only_told: bool = False
    only_told_day: bool = False

    def line(self, field: str, text: str, start: int, paragraph: int, names: Sequence[NameMark]) -> Line:
        self.number += 1
        end = start + len(text)
        own = [name for name in names if start <= name.start and name.end <= end]
        masked = _mask(text, start, own)
        quantities = find_quantities(masked, start, self.grammar)
        times = self._times(masked, start)
        quantities = tuple(each for each in quantities if not _inside_time(each, times))
        return Line(
            field=field, start=start, text=text, paragraph=paragraph, names=tuple(own), masked=masked,
            quantities=quantities, times=tuple(times),
        )  # fmt: skip

    def _times(self, masked: str, start: int) -> list[Time]:
        """The times of a sentence; those counted from another are worked out from the nearest before."""
        if self.day is None:
            return []
        spans: list[tuple[int, int, Any]] = []
        for form in self.grammar.times:
            for match in form.pattern.finditer(masked):
                if not any(match.start() < end and first < match.end() for first, end, _ in spans):
                    spans.append((match.start(), match.end(), (form, match)))
        if self.grammar.language == "en":
            for moment in read_moments(masked, self.day, old_values=True):
                if not moment.this_year and not any(moment.start < end and at < moment.end for at, end, _ in spans):
                    spans.append((moment.start, moment.end, moment))
        found = []
        opening = self.grammar.cue("dateline").match(masked)
        for first, end, source in sorted(spans, key=lambda span: span[0]):
            bounds, aside, anchored = self._bounds(source)
            if self._is_quoted_today(masked, first, end):
                bounds = self.told_day
            bounds = _whole_month(bounds, masked[first:end])
            aside = aside or self.grammar.cue("aside_before").search(masked, 0, first) is not None
            if opening and end <= opening.end():  # it says when the report was sent, not when something was so
                aside = True
                self.sent_day = self.anchor = bounds or self.anchor
            time = Time(
                start=start + first, end=start + end, text=masked[first:end], aside=aside, anchored=anchored,
                first=bounds[0] if bounds else None, last=bounds[1] if bounds else None,
            )  # fmt: skip
            found.append(time)
            self._note(time, masked[:first], masked[end:])
        return found

    def _is_quoted_today(self, masked: str, first: int, end: int) -> bool:
        """Whether "today" stands in what somebody told on a day that the text names."""
        if self.told_day is None or self.day is None or not 0 < (self.day - self.told_day[0]).days < 8:
            return False
        quoted = masked[:first].count('"') % 2 == 1 or masked[:first].count("“") > masked[:first].count("”")
        return quoted and masked[first:end].lower() in ("today", "this morning")

    def _note(self, time: Time, before: str, after: str) -> None:
        """Keep what later times are counted from: the day on which something was so rather than the one on which it was
        told.
        """
        if time.first is None or time.last is None or time.text.lower().startswith(("today", "yesterday", "now")):
            return
        cue = self.grammar.cue
        if cue("back_from_now").search(time.text) and cue("compared_before").search(before):
            return  # "up 31 percent from a year ago": what comes next is not of that time
        bounds = (time.first, time.last)
        if time.aside:
            self.anchor = self.anchor or bounds
            return
        if time.anchored and self.anchor is not None and time.last < self.anchor[0]:
            return  # what is told next is of the time that this one is counted from
        day = time.first == time.last
        told = day and is_told(self.grammar, before, after)
        if told and self.anchor is not None and not self.only_told:
            if self.told_day is None:
                self.told_day, self.only_told_day = bounds, True
            return
        if day:
            self._note_day(bounds, again=self.only_told_day and not told and not time.anchored)
            self.only_told_day = told
        elif (bounds[1] - bounds[0]).days >= 27:
            self.told_period = bounds
        self.anchor, self.only_told = bounds, told

    def _note_day(self, day: Bounds, *, again: bool) -> None:
        """Keep a day as the one of the text, `again` in place of any; one before it only as the day of the sentence
        that follows.
        """
        old = self.told_day is not None and self.day is not None and (self.day - self.told_day[0]).days > RECENT
        if self.told_day is None or again or old or day >= self.told_day:
            self.told_day, self.older_day = day, None
        else:
            self.older_day, self.older_line = day, self.number

    def _bounds(self, source: Any) -> tuple[Bounds | None, bool, bool]:
        if not isinstance(source, tuple):
            return (source.first, source.last), source.aside, False
        form, match = source
        if form.build is None or self.day is None:
            return None, form.aside, False
        try:
            near = self.older_day if self.number - self.older_line <= 1 else None
            told_day = near or self.told_day or self.sent_day
            now = Now(day=self.day, anchor=self.anchor, told_day=told_day, told_period=self.told_period)
            return form.build(match.groupdict(), now, self.grammar.words), form.aside, form.anchored
        except (ValueError, KeyError):  # the 31st of a month that has none; a word that is no number
            return None, form.aside, form.anchored


def _whole_month(bounds: Bounds | None, words: str) -> Bounds | None:
    """A part of a month that words tell without a day ("mid-May") as the month: nobody says where it begins."""
    if (
        bounds is None
        or re.search(r"\d|\bten\b", words)
        or (bounds[0].year, bounds[0].month) != (bounds[1].year, bounds[1].month)
    ):
        return bounds
    return whole_month(bounds[0].year, bounds[0].month) if 6 < (bounds[1] - bounds[0]).days < 12 else bounds


def is_told(grammar: Grammar, before: str, after: str) -> bool:
    """Whether the words around a day say that something was told on it: "… said on Tuesday that"."""
    return bool(grammar.cue("speech_before").search(before) or grammar.cue("speech_after").match(after))


def _inside_time(quantity: Quantity, times: Iterable[Time]) -> bool:
    return any(time.start < quantity.end and quantity.start < time.end for time in times)


def _mask(text: str, start: int, names: Iterable[NameMark]) -> str:
    masked = text.replace("\n", " ").replace("’", "'")
    for name in names:
        if name.label != "CURRENCY":
            first, end = name.start - start, name.end - start
            masked = masked[:first] + sign_of(name) * (end - first) + masked[end:]
    return masked
