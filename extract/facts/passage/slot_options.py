"""What a slot of a figure may be: every name, time and speaker near it, each with what speaks for and against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.carried import is_speech
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Mark, NameMark, Time
from extract.facts.passage.option_sources import Article, Told
from extract.facts.passage.quotations import BODIES, day_told, sort_of
from extract.facts.passage.teller_options import teller_options
from extract.facts.passage.word_options import (
    FLOWS,
    flow_features,
    measures_of,
    near_flows,
    unit_features,
)

BACK = 6  # lines before the figure's own that a slot is looked for in, beside the title
FAR_BACK = 30  # the same for bodies, whose figures go on through an article
SLOTS = {
    "price": ("good", "place", "date", "said_by", "kind", "unit"),
    "rate": ("place", "date", "said_by"),
    "trade": ("flow", "partner", "good", "date", "said_by"),
}
LENGTHS = ((0, "day"), (10, "week"), (31, "month"), (340, "months"))


@dataclass(frozen=True, kw_only=True)
class Option:
    """One value that a slot may have, with its features; `by_rules` says that the rules chose it.

    `value` is a name, words, (bounds, source) of a time, (quantity, unit) of a measure, or None.
    """

    value: object
    features: Mapping[str, float]
    by_rules: bool


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of one candidate's slots."""

    article: Article
    candidate: Candidate

    @cached_property
    def at(self) -> int:
        """The number of the candidate's line."""
        return next(i for i, line in enumerate(self.article.lines) if line is self.candidate.line)

    @property
    def line(self) -> Line:
        """The candidate's line."""
        return self.candidate.line

    @cached_property
    def around(self) -> list[str]:
        """Words of the line, those before the figure and behind it told apart."""
        start, end = self.candidate.mark.start - self.line.start, self.candidate.mark.end - self.line.start
        before, after = self.line.text[:start], self.line.text[end:]
        near = [f"b:{word}" for word in _pieces(before, self.article.grammar)[-6:]]
        near += [f"a:{word}" for word in _pieces(after, self.article.grammar)[:5]]
        return near

    @cached_property
    def sums(self) -> list[Mark]:
        """The quantities of the line like the candidate's."""
        kind = getattr(self.candidate.mark, "kind", "")
        alike = ("money", "bare", "foreign") if kind != "measure" else ("measure",)
        return [each for each in self.line.quantities if each.kind in alike]

    def of(self, slot: str) -> list[Option]:

        return list(getattr(self, f"_{slot}")())

    # names

    def _place(self) -> Iterator[Option]:
        chosen = next((n for n in self.candidate.names if n.label == "PLACE"), None)
        own = chosen if self.candidate.slots.get("place") else None
        yield from self._names(self.article.places, own, "kind")

    def _good(self) -> Iterator[Option]:
        chosen = next((n for n in self.candidate.names if n.label == "PRODUCT"), None)
        yield from self._names(self.article.goods, chosen, "known", empty=self.candidate.table == "trade")

    def _partner(self) -> Iterator[Option]:
        key, name = self.candidate.slots["partner_id"], self.candidate.slots["partner"]
        own = NameMark(start=-1, end=-1, text=str(name), label="PLACE", entity_id=str(key)) if name else None
        yield from self._names(self.article.partners, own, "which")

    def _names(self, all_told: Sequence[Told], own: NameMark | None, what: str, *, empty: bool = True
    ) -> Iterator[Option]:  # fmt: skip
        near = self._near(all_told)
        counts = Counter(_key(told.mark) for told in all_told)
        first = _key(all_told[0].mark) if all_told else ""
        kept: dict[str, tuple[NameMark, dict[str, float]]] = {}
        for told in near:
            mark: NameMark = told.mark  # type: ignore[assignment]
            features = self._of_mention(told, near)
            features[f"{what}={_sort(mark, what)}"] = 1.0
            features["first"] = float(_key(mark) == first)
            features["often"] = min(counts[_key(mark)], 4) / 4
            key = _key(mark)
            if key in kept:  # the nearest mention tells most; those further off add what they say
                older = {f"also {name}": 1.0 for name in kept[key][1] if name.startswith(("dl", "title"))}
                features |= older
            kept[key] = (mark, features)
        if own is not None and _key(own) not in kept:
            kept[_key(own)] = (own, {"far": 1.0})
        for key, (mark, features) in kept.items():
            yield Option(value=mark, features=features, by_rules=own is not None and key == _key(own))
        if empty:
            none = {"none": 1.0, f"none of {min(len(kept), 3)}": 1.0, **{f"none {word}": 1.0 for word in self.around}}
            yield Option(value=None, features=none, by_rules=own is None)

    def _near(self, all_told: Sequence[Told], far: Callable[[Told], bool] = lambda _: False) -> list[Told]:
        """Those in the line, the lines before it and the title, and such of long before as `far` lets in."""
        before = (told for told in all_told if told.at <= self.at)
        return [
            told
            for told in before
            if self.at - told.at <= BACK or told.at == 0 or (self.at - told.at <= FAR_BACK and far(told))
        ]

    def _of_mention(self, told: Told, all_told: Sequence[Told]) -> dict[str, float]:
        back = max(-1, self.at - told.at)  # -1 behind the figure's line
        line = self.article.lines[told.at]
        mark, figure = told.mark, self.candidate.mark
        found = {f"dl={min(back, 5)}": 1.0, "title": float(line.field == "title")}
        if line.paragraph != self.line.paragraph:
            found["other paragraph"] = 1.0
        own = [each for each in all_told if each.at == self.at]
        rank = len({_key(each.mark) for each in all_told if (each.at, each.mark.start) > (told.at, mark.start)})
        if back:
            found[f"back rank={min(rank, 4)}"] = 1.0
            found[f"dl={min(back, 5)} line has={min(len(own), 2)}"] = 1.0
            same = [each.mark for each in all_told if each.at == told.at]
            found[f"of {min(len(same), 3)} there at {min(_index(same, mark), 2)}"] = 1.0
        else:
            found |= self._of_side(mark, figure, [each.mark for each in own])
        found |= self._of_words(line, mark)
        return found

    def _of_side(self, mark: Mark, figure: Mark, own: Sequence[Mark]) -> dict[str, float]:
        side = "before" if mark.end <= figure.start else "after"
        low, high = (mark.end, figure.start) if side == "before" else (figure.end, mark.start)
        others = sum(low <= each.start < high for each in self.line.quantities)
        rivals = sum(low <= each.start < high for each in own)
        text = self.line.between(low, high)
        found = {
            f"{side} q{min(others, 3)} r{min(rivals, 2)}": 1.0, f"{side} q{min(others, 3)}": 1.0,
            f"{side} r{min(rivals, 2)}": 1.0, f"{side} far={min(len(text) // 15, 8)}": 1.0,
            f"{side} cut": float(bool(re.search(r"[;；]|, (?:and|but|while)|，而|, а |지만", text))),
            f"{side} comma": float(bool(re.search("[,，、:：]", text))),
        }  # fmt: skip
        if len(text) < 22:
            found[f"{side} text={re.sub(r'[0-9]+', '0', text).strip()}"] = 1.0
        sums = self.sums
        if figure in sums and len(own) == len(sums) and len(own) > 1:
            found[f"order match={sums.index(figure) == _index(own, mark)}"] = 1.0
        found[f"alone={len(own) == 1} {side}"] = 1.0
        return found

    def _of_words(self, line: Line, mark: Mark) -> dict[str, float]:
        if mark.start < line.start:
            return {}
        start, end = mark.start - line.start, mark.end - line.start
        if self.article.grammar.language in ("zh", "ja", "ko"):
            before, after = line.text[max(0, start - 3) : start], line.text[end : end + 3]
            pieces = {f"w-{before[-1:]}", f"w-{before[-2:]}", f"w+{after[:1]}", f"w+{after[:2]}", f"w+{after}"}
        else:
            before_words = re.findall(r"[\w']+|[^\w\s]", line.masked[:start].lower())[-2:]
            after_words = re.findall(r"[\w']+|[^\w\s]", line.masked[end:].lower())[:2]
            pieces = {f"w-{' '.join(before_words)}", f"w-{' '.join(before_words[-1:])}",
                      f"w+{' '.join(after_words)}", f"w+{' '.join(after_words[:1])}"}  # fmt: skip
        return {re.sub(r"\d+", "0", piece): 1.0 for piece in pieces}

    # times

    def _date(self) -> Iterator[Option]:
        near = self._near(self.article.times)
        own = self.candidate.period
        quoted = day_told(self.article.lines, self.at, self.candidate.mark.start, self.article.grammar)
        before = self._of_figure_before()
        if quoted is not None and quoted[0] > self.at:
            near.append(Told(mark=quoted[1], at=quoted[0]))
        kept: dict[Bounds, tuple[str, dict[str, float]]] = {}
        for told in near:
            time: Time = told.mark  # type: ignore[assignment]
            bounds: Bounds = (time.first, time.last)  # type: ignore[assignment]
            features = self._of_mention(told, near) | self._of_time(time, self.article.lines[told.at], told.at)
            if bounds in kept:
                features |= {f"also {name}": 1.0 for name in kept[bounds][1] if name.startswith(("dl", "told"))}
            if quoted is not None:
                features[f"quoted on {told.at == quoted[0] and told.mark.start == quoted[1].start}"] = 1.0
            kept[bounds] = ("sentence" if told.at == self.at else "article", features)
        day = self.article.day
        if day is not None and (day, day) not in kept:
            kept[day, day] = ("published", {"published": 1.0, f"published, times here={len(self.line.times) > 0}": 1.0,
                                            f"published of {min(len(near), 3)}": 1.0})  # fmt: skip
        if own is not None and own not in kept:
            kept[own] = (self.candidate.date_source, {"worked out": 1.0})
        for bounds, (source, features) in kept.items():
            if own == bounds:
                source = self.candidate.date_source
            length = _length(bounds)
            features[f"{self.candidate.table} {length}"] = 1.0
            if before is not None:
                here = "here" if "dl=0" in features else "away"
                features[f"as before={before[0] == bounds} {before[1]} {here}"] = 1.0
                features[f"as before={before[0] == bounds} {before[1]} times={bool(self.line.times)}"] = 1.0
            for word in self.around:
                features[f"{'here' if 'dl=0' in features else 'away'} {word}"] = 1.0
            yield Option(value=(bounds, source), features=features, by_rules=own == bounds)
        yield Option(value=(None, "none"), features={"none": 1.0}, by_rules=own is None)

    def _of_time(self, time: Time, line: Line, at: int) -> dict[str, float]:
        told = is_speech(line, time, self.article.grammar)
        length = _length((time.first, time.last))  # type: ignore[arg-type]
        here = "here" if at == self.at else "away"
        found = {
            f"told {here}": float(told), f"aside {here}": float(time.aside), f"anchored {here}": float(time.anchored),
            f"{length} {here}": 1.0, f"words={re.sub(r'[0-9]+', '0', time.text.lower())}": 1.0,
        }  # fmt: skip
        if told:
            others = [each for each in line.times if each is not time and each.first and not each.aside]
            found[f"told, others={bool(others)} {here}"] = 1.0
        if self.article.day is not None and time.last is not None:
            age = (self.article.day - time.last).days
            bucket = next((top for top in (-1, 0, 3, 9, 20, 45, 120, 400) if age <= top), 9999)
            found[f"age={bucket}"] = found[f"age={bucket} {here}"] = 1.0
        return found

    def _of_figure_before(self) -> tuple[Bounds, str] | None:
        """The time that the figure before tells in its own sentence, and how near it stands; None without one."""
        order = [each for each in self.article.candidates if each.table in SLOTS and each.slots and not each.refused
                 and each.line.field == "text" and each.mark.start < self.candidate.mark.start
                 and each.date_source == "sentence" and each.period and each.period[0]]  # fmt: skip
        if not order:
            return None
        last = order[-1]
        near = (
            "line" if last.line is self.line else "paragraph" if last.line.paragraph == self.line.paragraph else "far"
        )
        return last.period, f"{near} {last.table == self.candidate.table}"  # type: ignore[return-value]

    # words

    @staticmethod
    def _is_body(told: Told) -> bool:
        return sort_of(told.mark.text) in BODIES

    def _said_by(self) -> Iterator[Option]:
        own = self.candidate.said_by
        near = self._near(self.article.speakers, self._is_body)
        for words, features in teller_options(self.article, self.candidate, self.at, near):
            yield Option(value=words, features=features, by_rules=words == own)

    def _flow(self) -> Iterator[Option]:
        own = str(self.candidate.slots["flow"])
        title = _pieces(self.article.lines[0].text, self.article.grammar)
        here = _pieces(self.line.text, self.article.grammar)
        before = _pieces(self.article.lines[self.at - 1].text, self.article.grammar) if self.at else []
        clues = list(flow_features(self.line, self.candidate.mark.start, self.article.grammar.language))
        for flow in FLOWS:
            features = {f"{flow} {word}": 1.0 for word in self.around}
            features |= {f"{flow} here {word}": 1.0 for word in here}
            features |= {f"{flow} last {word}": 0.5 for word in before}
            features |= {f"{flow} title {word}": 0.5 for word in title}
            features[f"{flow}"] = 1.0
            features |= {f"{flow} {name}": 1.0 for name in clues}
            for near, last in near_flows(self.article.candidates, self.candidate):
                features[f"flow same {near}={last == flow}"] = features[f"{flow} after {last} {near}"] = 1.0
            yield Option(value=flow, features=features, by_rules=flow == own)

    def _kind(self) -> Iterator[Option]:
        own = str(self.candidate.slots["kind"])
        here = _pieces(self.line.text, self.article.grammar)
        for kind in ("market", "state", "wholesale"):
            features = {f"{kind} {word}": 1.0 for word in (*self.around, *here)}
            features[kind] = 1.0
            yield Option(value=kind, features=features, by_rules=kind == own)

    def _unit(self) -> Iterator[Option]:
        unit = self.candidate.slots["unit"]
        own = (self.candidate.slots["quantity"], unit) if unit else None
        good = self.candidate.slots["commodity_id"]
        source = next((name for name in self.candidate.features if name.startswith("unit_")), "")
        counts = Counter(
            (each.slots["quantity"], each.slots["unit"]) for each in self.article.candidates
            if each.table == "price" and each.slots and each.slots["commodity_id"] == good
            and each is not self.candidate
        )  # fmt: skip
        name = next((each for each in self.candidate.names if each.label == "PRODUCT"), None)
        clues = unit_features(self.line, self.candidate, name)
        here = measures_of(self.line, self.article.grammar)
        for measure in dict.fromkeys([*([own] if own else []), *(each for each, _ in here), *self.article.units]):
            sort = measure[1] if measure[1] in ("kg", "L", "piece", "pair", "t", "g") else "other"
            features = {
                f"unit={measure[1]}": 1.0, f"unit={measure[1]} {good}": 1.0, "same good": float(counts[measure] > 0),
                f"one={measure[0] == 1}": 1.0, f"currency={self.candidate.slots['currency']} {measure[1]}": 1.0,
                f"bulk={float(str(self.candidate.slots['price'])) > 100_000} {measure[1]}": 1.0,
                f"told here={any(each == measure for each, _ in here)} of {min(len(here), 2)}": 1.0,
                f"told often={min(sum(each == measure for each in self.article.units_told), 3)}": 1.0,
                f"{sort} {source}": 1.0,
            }  # fmt: skip
            features |= {f"unit={sort} {clue}": 1.0 for clue in clues}
            near = [start for each, start in here if each == measure]
            if near:
                gaps = [self.line.between(start, self.candidate.mark.start) for start in near]
                features[f"near={min(len(gap) // 20 if gap else 9 for gap in gaps)}"] = 1.0
            yield Option(value=measure, features=features, by_rules=measure == own)
        none = {"none": 1.0, f"none {good}": 1.0, f"none {source}": 1.0, f"none here={bool(here)}": 1.0}
        none |= {f"none {clue}": 1.0 for clue in clues}
        yield Option(value=None, features=none, by_rules=own is None)


def _pieces(text: str, grammar: Grammar) -> list[str]:
    """The words of a text; of Chinese, Japanese and Korean pairs of signs."""
    if grammar.language in ("zh", "ja"):
        return [text[i : i + 2] for i in range(len(text) - 1) if not text[i : i + 2].isascii()]
    stem = {"ru": 5, "ko": 3}.get(grammar.language)
    return [word[:stem] for word in re.findall(r"[^\W\d_]+|\$|%", text.lower())]


def _index(marks: Sequence[Mark], mark: Mark) -> int:
    return next((i for i, each in enumerate(marks) if each is mark), 0)


def _key(mark: Mark) -> str:
    return (getattr(mark, "entity_id", None) or mark.text) if not isinstance(mark, Time) else f"{mark.first}{mark.last}"


def _sort(mark: NameMark, what: str) -> str:
    if what == "which":
        return str(mark.entity_id)
    return mark.kind if what == "kind" else str(bool(mark.entity_id) and "/x." not in str(mark.entity_id))


def _length(bounds: Bounds) -> str:
    days = (bounds[1] - bounds[0]).days
    return next((name for top, name in LENGTHS if days <= top), "year")
