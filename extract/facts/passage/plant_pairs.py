"""Which plant did what, by the words around it: every plant that a line names, describes or goes on about.

A pair is a plant and a line; for each kind of activity the features say how the line's words stand around the plant,
what the rules found of that kind, and whether words of plans and denials govern it. `plant_reports.py` weighs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise

from extract.facts.passage.carried import Carried
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, NameMark
from extract.facts.passage.plant_links import PlantLinks, rule_matches
from extract.facts.passage.plant_rows import behind_place, rows_of_plants
from extract.facts.passage.plant_slots import What, When, goods_of, times_of
from extract.facts.passage.plant_topic import FAR, plant_meant
from extract.facts.passage.refusals import clause_bounds
from extract.facts.tagged_sentences import HOME

KINDS = (
    "production", "plan-fulfilled", "construction", "modernisation", "commissioning", "halt", "accident", "export",
)  # fmt: skip
PAIRED = ("en",)
_NOUN = (
    r"(?:factor(?:y|ies)|mills?|mines?|plants?|works|farms?|shipyards?|yard|station|complex|refinery|smelter|colliery"
    r"|pit|bakery|brewery|distillery|workshops?|facility|reactor|dam|hatchery|salterns?|salt ?works|quarry|kiln"
    r"|hothouses?|orchard|hospital|power plant|power station)"
)
_MODIFIER = (
    r"(?!(?:of|for|at|in|on|to|the|and|or|by|from|with|such|new|old|large\w*|big\w*|small\w*|modern|whole|same|other|nearby)\b)"
    r"(?:[a-z][a-z-]*|Ⓛ+|Ⓖ+)"
)
_DESCRIBED = re.compile(
    rf"\b(?:(?P<det>[Aa]n?|[Oo]ne|[Tt]he|[Ii]ts|[Tt]his|[Tt]hat|[Tt]wo|[Tt]hree|[Ss]everal|[Aa]nother) "
    rf"(?:(?:new|old|large\w*|big\w*|small\w*|modern|whole|same|other|nearby) )*)?"
    rf"(?P<name>(?:(?<![\w.-])(?!(?:At|In|On|While|Most|Many|Some|All|Next|Last|When|And|But|Other|Such|New|Both|Another|The"
    rf"|No|As|For|With|Two|Three|By|From)\b)[A-Z][a-z]+ )?(?:{_MODIFIER} ){{0,4}}?{_NOUN})\b"
    rf"(?! (?:workers?|managers?|officials?|director|manager|and|that makes)\b)(?! ?Ⓕ)"
    rf"(?P<place> (?:in|near|at|on) (?:the )?Ⓛ+(?: (?:[Cc]ounty|[Cc]ity|[Dd]istrict))?)?"
)
_TOKEN = re.compile(r"([ⒻⒼⓁⒸⓃⒽⓄ])\1*|[^\W\d_]+(?:'s)?|\d[\d.,]*|[\"“”;:,%$()]")
_ENDINGS = re.compile(r"(?:ings?|edly|ed|es|ly|s|e|'s)$")
_PAPERS = r"(?:KCNA|Rodong Sinmun|Minju Joson|Pyongyang Times|Naenara|Voice of Korea|Korea Today|Uriminzokkiri)"
_DATELINE = re.compile(rf"[^.()\n]{{0,60}}\({_PAPERS}\) ?[-–—]")
_SIGNED = re.compile(rf"(?:\({_PAPERS}\)|-0-)\s*$")
_PICTURED = re.compile(
    r"\W*(?:(?:file|undated|handout) )?(?:photo|image|picture|caption|credit|video|사진)", re.IGNORECASE
)
_OWN = "@"
_NUMBER = "#"


@dataclass(frozen=True, kw_only=True)
class PlantPair:
    """A plant and a line that may report of it. `how` is "named", "described", "meant" or "implied"; `words` are the
    features of every kind, `rules` those of one kind by kind, `found` the rules' candidates for the plant by kind.
    """

    line: Line
    plant: NameMark
    how: str
    words: Mapping[str, float]
    rules: Mapping[str, Mapping[str, float]]
    found: Mapping[str, Sequence[Candidate]]
    carried: Carried
    grammar: Grammar
    before: Sequence[Line]
    state: bool = False

    def times(self, kind: str) -> list[When]:
        """The times that a report of a kind may be of."""
        return times_of(self.line, self.plant, kind, self.found[kind], self.carried, self.grammar, self.before)

    def goods(self, kind: str) -> list[What]:
        """The goods and amounts that a report of a kind may tell."""
        return goods_of(self.line, self.plant, kind, self.found[kind], self.carried, self.grammar)

    def features(self, kind: str) -> dict[str, float]:
        """What a kind is weighed by: each feature once for all kinds and once for its own."""
        found = dict(self.rules[kind]) | {f"{kind}|{name}": value for name, value in self.rules[kind].items()}
        found |= {f"{kind}|{name}": value for name, value in self.words.items()}
        found |= {name: value for name, value in self.words.items() if name.startswith(_SHARED)}
        found[f"kind={kind}"] = 1.0
        return found


MEANT_BY = {
    "production": ("make", "again"), "plan-fulfilled": ("fulfil",), "construction": ("build",),
    "modernisation": ("renew",), "commissioning": ("start",), "halt": ("stop",), "accident": ("harm",),
    "export": ("send",),
}  # fmt: skip
_PLACES = ("first after", "near after", "after", "first before", "near before", "before", "out")
_AGAINST = ("plan", "deny", "unsure", "long_ago", "visit")


def own_words(kind: str, words: Mapping[str, float], how: str) -> Iterator[str]:
    """Where words that mean a kind stand to a plant, told alike for all kinds: one teaches the others."""
    places = [place for place in _PLACES if any(f"m {place}={meaning}" in words for meaning in MEANT_BY.get(kind, ()))]
    nearest = places[0] if places else "nowhere"
    yield from (f"own {place}" for place in places)
    yield f"own nearest={nearest} {how}"
    against = [name for name in _AGAINST if f"m after={name}" in words or f"m before={name}" in words]
    yield f"own nearest={nearest} against={bool(against)}"
    yield from (f"own nearest={nearest} against {name}" for name in against)
    first = [name for names in MEANT_BY.values() for name in names if f"m first after={name}" in words]
    yield f"own nearest={nearest} first of all={first and first[0] in MEANT_BY.get(kind, ())}"
    for time in ("now", "past", "ahead"):
        if f"time={time}" in words:
            yield f"own nearest={nearest} time={time}"
    amount = any(name.startswith("sum=measure") for name in words)
    percent = any(name.startswith("percent") for name in words)
    yield f"own nearest={nearest} amount={amount} {kind in ('production', 'export')}"
    yield f"own nearest={nearest} percent={percent} {kind == 'plan-fulfilled'}"
    if "state" in words:
        yield f"own nearest={nearest} state"


_SHARED = (
    "how=",
    "refusal",
    "b1=",
    "b2=",
    "a1=",
    "far=",
    "field=",
    "plants=",
    "c2=",
    "after=",
    "before=",
    "time=",
    "m ",
    "row=",
    "state",
)


@dataclass(frozen=True, kw_only=True)
class PairReader:
    """Reads the pairs of one line; `found` are the candidates that the rules found in it."""

    line: Line
    carried: Carried
    grammar: Grammar
    found: Sequence[Candidate]
    title: Sequence[str]
    before: Sequence[Line]
    state: bool = False

    def pairs(self) -> list[PlantPair]:
        """Every plant of the line, or the one that it goes on about; none in languages that no weights know."""
        if self.grammar.language not in PAIRED:
            return []
        links = PlantLinks(line=self.line, carried=self.carried, grammar=self.grammar)
        told: list[tuple[NameMark, str]] = [(plant, "named") for plant in links.plants()]
        told += list(self._described([plant for plant, _ in told]))
        if not told or not any(how == "named" for _, how in told):
            told += list(self._implied([plant for plant, _ in told]))
        plants = {plant.text for plant, _ in told}
        for each in self.found:  # what the rules alone saw
            if each.table == "activity" and each.names and each.names[0].text not in plants:
                told.append((each.names[0], "by rules"))
                plants.add(each.names[0].text)
        if not told:
            return []
        carried = replace(self.carried, made=dict(self.carried.made))  # as it is now, for what is asked later
        rows = rows_of_plants(self.line, [plant for plant, how in told if how == "named"])
        return [
            self._pair(plant, how, number, len(told), carried, next((row for row in rows if plant in row), [plant]))
            for number, (plant, how) in enumerate(told)
        ]

    def _described(self, named: Sequence[NameMark]) -> Iterator[tuple[NameMark, str]]:
        for match in _DESCRIBED.finditer(self.line.masked):
            start, end = self.line.start + match.start("name"), self.line.start + match.end("name")
            if any(plant.start < end and start < plant.end for plant in named):
                continue
            words = self.line.text[slice(*match.span("name"))]
            own = (
                words.split()[0][0].isupper() and " " in words
            )  # "the Tanchon power station" is none of the lines before
            if match["det"] is None and not own and not (words.endswith(("ies", "s")) and "-" in words):
                continue
            definite = not own and (match["det"] or "").lower() in ("the", "its", "this", "that")
            meant = plant_meant(self.line, self.carried, self.grammar, start - 4, end) if definite else None
            if meant is not None:
                yield _at(meant, start, end), "meant"
                continue
            if match["place"]:
                end = self.line.start + match.end("place")
            text = self.line.text[start - self.line.start : end - self.line.start]
            yield NameMark(start=start, end=end, text=text, label="FACTORY", country=HOME), "described"

    def _implied(self, told: Sequence[NameMark]) -> Iterator[tuple[NameMark, str]]:
        carried = self.carried
        if carried.plant is None or carried.line - carried.plant_line > FAR:
            return
        meant = plant_meant(self.line, carried, self.grammar, self.line.start, self.line.end)
        plant = meant or carried.plant
        if all(plant.text != each.text for each in told):
            yield _at(plant, self.line.start, self.line.start), "meant" if meant else "implied"

    def _pair(
        self, plant: NameMark, how: str, number: int, count: int, carried: Carried, row: Sequence[NameMark]
    ) -> PlantPair:
        if not self.line.start <= plant.start <= self.line.end or how == "by rules":
            plant = _at(plant, self.line.start, self.line.start) if plant not in self.line.names else plant
        start, end = (row[0].start, row[-1].end) if len(row) > 1 else (plant.start, plant.end)
        first, last = clause_bounds(self.line, start, max(end, start + 1), self.grammar)
        own = [each for each in self.found if each.table == "activity" and each.slots["plant"] == plant.text]
        found = {kind: [each for each in own if each.slots["kind"] == kind] for kind in KINDS}
        words = dict(self._words(start, behind_place(self.line, end), first, last))
        words |= {
            f"how={how}": 1.0, f"field={self.line.field}": 1.0, f"plants={min(count, 4)}": 1.0,
            f"number={min(number, 2)}": 1.0, f"far={min(self.carried.line - self.carried.plant_line, 6)} {how}": 1.0,
            f"long={min(len(self.line.text) // 80, 4)}": 1.0, f"row={min(len(row), 3)}": 1.0,
        }  # fmt: skip
        words |= {"state": 1.0} if self.state else {}
        words |= {f"title={word}": 0.3 for word in self.title}
        words |= dict(self._times()) | dict(self._refusals(plant, first, last)) | dict(self._sums())
        rules = {kind: dict(self._rules(kind, found[kind], first, last)) for kind in KINDS}
        rules = {kind: {**own, **dict.fromkeys(own_words(kind, words, how), 1.0)} for kind, own in rules.items()}
        return PlantPair(
            line=self.line,
            plant=plant,
            how=how,
            words=words,
            rules=rules,
            found=found,
            carried=carried,
            grammar=self.grammar,
            before=self.before[:-4:-1],
            state=self.state,
        )

    @cached_property
    def _tokens(self) -> list[tuple[int, int, str]]:
        return list(tokens_of(self.line))

    def _words(self, begin: int, stop: int, first: int, last: int) -> Iterator[tuple[str, float]]:
        before = [token for token in self._tokens if token[1] <= begin]
        after = [token for token in self._tokens if token[0] >= stop]
        left = [word for start, _, word in before if start >= first]
        right = [word for start, end, word in after if end <= last]
        for number in (1, 2, 3):
            if len(left) >= number:
                yield f"b{number}={left[-number]}", 1.0
            if len(right) >= number:
                yield f"a{number}={right[number - 1]}", 1.0
        yield f"b12={' '.join(left[-2:])}", 1.0
        yield f"a12={' '.join(right[:2])}", 1.0
        yield f"a23={' '.join(right[1:3])}", 1.0
        for side, words in (("before", left), ("after", right)):
            for word in words:
                yield f"{side}={word}", 1.0
                yield f"in={word}", 1.0
        for word in right[:6]:
            yield f"soon={word}", 1.0
        yield from _meant("before", left[::-1])
        yield from _meant("after", right)
        whole = [*left, _OWN, *right]
        for one, other in pairwise(whole):
            yield f"c2={one} {other}", 1.0
        outside = [word for start, end, word in self._tokens if end <= first or start >= last]
        for word in outside:
            yield f"out={word}", 0.5
        for name in dict.fromkeys(name for word in outside for name in meanings().get(word, ())):
            yield f"m out={name}", 1.0

    def _times(self) -> Iterator[tuple[str, float]]:
        day = self.carried.day
        for time in self.line.times:
            ahead = time.first is not None and day is not None and time.first > day
            past = time.last is not None and day is not None and (day - time.last).days > 365
            yield f"time={'ahead' if ahead else 'past' if past else 'now'}", 1.0
        yield f"times={min(len(self.line.times), 2)}", 1.0

    def _refusals(self, plant: NameMark, first: int, last: int) -> Iterator[tuple[str, float]]:
        for name, pattern in self.grammar.activity_refusals:
            if pattern.search(self.line.between(first, plant.start)):
                yield f"refusal before {name}", 1.0
            if pattern.search(self.line.between(plant.end, last)):
                yield f"refusal behind {name}", 1.0

    def _sums(self) -> Iterator[tuple[str, float]]:
        for each in self.line.quantities:
            yield f"sum={each.kind} {each.unit}", 1.0
            if each.kind == "percent":
                yield f"percent={'over' if each.value >= 100 else 'under'}", 1.0

    def _rules(self, kind: str, found: Sequence[Candidate], first: int, last: int) -> Iterator[tuple[str, float]]:
        for each in found:
            yield f"rules: {each.refused or 'found'}", 1.0
            yield from ((f"rules {name}", value) for name, value in each.features.items() if value)
        others = [each for each in self.found if each.table == "activity" and each not in found]
        if any(each.slots["kind"] == kind and not each.refused for each in others):
            yield "rules: of another plant", 1.0
        for spans in self._spans.get(kind, ()):
            if any(first <= self.line.start + start and self.line.start + end <= last for start, end in spans):
                yield "pattern in clause", 1.0
            elif spans:
                yield "pattern in line", 1.0

    @cached_property
    def _spans(self) -> dict[str, list[list[tuple[int, int]]]]:
        """Where the words of the rules stand in the line, rule by rule, by kind."""
        found: dict[str, list[list[tuple[int, int]]]] = {}
        for rule, matches in rule_matches(self.grammar, self.line.masked):
            found.setdefault(rule.kind, []).append([match.span() for match in matches])
        return found


def _meant(side: str, words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What the words on one side of a plant mean, the nearest first, and which meanings follow each other."""
    order: list[str] = []
    for place, word in enumerate(words):
        for name in meanings().get(word, ()):
            yield f"m {side}={name}", 1.0
            if place < 5:
                yield f"m near {side}={name}", 1.0
            if name not in order:
                order.append(name)
    for name in order[:1]:
        yield f"m first {side}={name}", 1.0
    for one, other in pairwise(order):
        yield f"m then {side}={one} {other}", 1.0


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """What words mean, by their stems."""
    data = tomllib.loads((resources.files("extract.facts") / "en" / "plant_words.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for name, words in data.items():
        for word in words.split():
            own = found.get(stem_of(word), ())
            found[stem_of(word)] = own if name in own else (*own, name)
    return found


def of_state_media(text: str) -> bool:
    """Whether a text says by its dateline, or by how it ends, that the North's own media print it.

    An end that stands in a picture's line, or alone below it, says whose the picture is.
    """
    if _DATELINE.match(text) is not None:
        return True
    signed = _SIGNED.search(text)
    return signed is not None and _PICTURED.match(text[: signed.start()].rstrip().rpartition("\n")[2]) is None


def title_words(lines: Sequence[Line]) -> list[str]:
    """The stems of a title's words."""
    return [word for line in lines if line.field == "title" for _, _, word in tokens_of(line)]


def _at(plant: NameMark, start: int, end: int) -> NameMark:
    """A plant of other lines where a line means it."""
    return NameMark(
        start=start, end=end, text=plant.text, label=plant.label, entity_id=plant.entity_id, mention=plant.mention,
        country=plant.country, kind=plant.kind, hs=plant.hs,
    )  # fmt: skip


def tokens_of(line: Line) -> Iterable[tuple[int, int, str]]:
    """(start, end, word) of a line's words by their stems; names are one sign each, numbers another."""
    for match in _TOKEN.finditer(line.masked):
        yield line.start + match.start(), line.start + match.end(), stem_of(match[0])


def stem_of(word: str) -> str:
    """A word without its usual endings."""
    if word[0].isdigit():
        return _NUMBER
    if not word[0].isascii():
        return word[0]
    word = word.lower()
    return _ENDINGS.sub("", word) if len(word) > 4 else word
